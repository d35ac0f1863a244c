"""All tables of declaraties' own database; the domain, not the row, guards what is valid."""

from declaraties.adapters.beoordelen import tables as beoordelen
from declaraties.adapters.betalen import tables as betalen
from declaraties.adapters.betalen import vergoeding_tables as vergoedingen
from declaraties.adapters.post import tables as post
from declaraties.adapters.regie import tables as regie
from declaraties.adapters.rij import Rij
from declaraties.adapters.toewijzen import contractfeit_tables as contractfeiten
from declaraties.adapters.toewijzen import tables as toewijzen
from declaraties.adapters.verrekenen import tables as verrekenen

__all__ = ["Rij", "beoordelen", "betalen", "contractfeiten", "post", "regie", "toewijzen", "vergoedingen", "verrekenen"]
