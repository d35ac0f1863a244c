"""Budgets and the ledger beside them; how cost is divided, and what a year will cost."""

from contracting.application.sturing.betaalopdracht_boeken import betaalopdracht_boeken
from contracting.application.sturing.betaling_boeken import betaling_boeken
from contracting.application.sturing.budget_vaststellen import budget_vaststellen
from contracting.application.sturing.fonds.fonds_boeken import fonds_boeken
from contracting.application.sturing.ramen.raming_afrekenen import raming_afrekenen
from contracting.application.sturing.ramen.raming_opstellen import RamingOpstellen, raming_opstellen
from contracting.application.sturing.subsidie_boeken import subsidie_boeken
from contracting.application.sturing.toewijzing_boeken import toewijzing_boeken
from contracting.application.sturing.verdelen.kosten_verdelen import kosten_verdelen
from contracting.application.sturing.verdelen.verdeelregel_vaststellen import verdeelregel_vaststellen
from contracting.application.sturing.verrekening_boeken import verrekening_boeken
from contracting.application.sturing.verslag.betaalbaarheidsverslag_opstellen import betaalbaarheidsverslag_opstellen
from contracting.application.sturing.verslag.betaalbaarheidsverslag_publiceren import betaalbaarheidsverslag_publiceren

__all__ = [
    "RamingOpstellen",
    "betaalbaarheidsverslag_opstellen",
    "betaalbaarheidsverslag_publiceren",
    "betaalopdracht_boeken",
    "betaling_boeken",
    "budget_vaststellen",
    "fonds_boeken",
    "kosten_verdelen",
    "raming_afrekenen",
    "raming_opstellen",
    "subsidie_boeken",
    "toewijzing_boeken",
    "verdeelregel_vaststellen",
    "verrekening_boeken",
]
