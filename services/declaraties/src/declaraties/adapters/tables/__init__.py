"""Rows of declaraties' own database; the domain, not the row, guards what is valid."""

from declaraties.adapters.tables import berichten, betalingen, prestaties, projecties, toewijzingen
from declaraties.adapters.tables.rij import Rij

__all__ = ["Rij", "berichten", "betalingen", "prestaties", "projecties", "toewijzingen"]
