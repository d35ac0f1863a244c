"""Rows of declaraties' own database; the domain, not the row, guards what is valid."""

from declaraties.adapters.tables import (
    berichten,
    berichten_uit,
    betalingen,
    prestaties,
    projecties,
    toewijzingen,
    vergoedingen,
    verrekeningen,
)
from declaraties.adapters.tables.rij import Rij

__all__ = [
    "Rij",
    "berichten",
    "berichten_uit",
    "betalingen",
    "prestaties",
    "projecties",
    "toewijzingen",
    "vergoedingen",
    "verrekeningen",
]
