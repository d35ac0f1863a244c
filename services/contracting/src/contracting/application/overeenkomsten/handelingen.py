"""Agreements with their prices and terms."""

from contracting.application.overeenkomsten.beeindiging_intrekken import beeindiging_intrekken
from contracting.application.overeenkomsten.overeenkomst_beeindigen import overeenkomst_beeindigen
from contracting.application.overeenkomsten.overeenkomst_sluiten import overeenkomst_sluiten
from contracting.application.overeenkomsten.prijs_vaststellen import prijs_vaststellen
from contracting.domain.overeenkomsten.sluiten import OvereenkomstSluiten

__all__ = [
    "OvereenkomstSluiten",
    "beeindiging_intrekken",
    "overeenkomst_beeindigen",
    "overeenkomst_sluiten",
    "prijs_vaststellen",
]
