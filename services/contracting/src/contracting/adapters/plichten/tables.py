import uuid
from typing import Any

from sqlalchemy import Index

from contracting.adapters.database import Rij, id_column, inhoud_column, key_column, sealed_column, text_column
from contracting.adapters.dossiers import Dossierrij


class PlichtdossierRij(Dossierrij, table=True):
    """A duty, breach, subcontractor or obligation of social return; `soort` says which."""

    __tablename__ = "plichtdossier"
    __table_args__ = (Index("plichtdossier_soort_agb_code_ix", "soort", "agb_code", "id"),)
    id: uuid.UUID = id_column()
    soort: str = text_column()
    agb_code: str = text_column()
    inhoud: bytes = sealed_column()


class SroitabelRij(Rij, table=True):
    """A table of what social return is worth."""

    __tablename__ = "sroitabel"
    code: str = key_column()
    inhoud: dict[str, Any] = inhoud_column()
