"""All tables of the database of subsidies."""

from subsidies.adapters.aanvragen import tables as aanvragen
from subsidies.adapters.beoordelen import tables as beoordelen
from subsidies.adapters.besluiten import tables as besluiten
from subsidies.adapters.dubbel import tables as dubbel
from subsidies.adapters.regelingen import tables as regelingen
from subsidies.adapters.rij import Rij

__all__ = ["Rij", "aanvragen", "beoordelen", "besluiten", "dubbel", "regelingen"]
