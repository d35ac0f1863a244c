"""Budgets, and the ledger beside them."""

from contracting.application.sturing.betaalopdracht_boeken import betaalopdracht_boeken
from contracting.application.sturing.betaling_boeken import betaling_boeken
from contracting.application.sturing.budget_vaststellen import budget_vaststellen
from contracting.application.sturing.subsidie_boeken import subsidie_boeken
from contracting.application.sturing.toewijzing_boeken import toewijzing_boeken
from contracting.application.sturing.verrekening_boeken import verrekening_boeken

__all__ = [
    "betaalopdracht_boeken",
    "betaling_boeken",
    "budget_vaststellen",
    "subsidie_boeken",
    "toewijzing_boeken",
    "verrekening_boeken",
]
