import datetime as dt
import uuid

from sqlalchemy import Column, ForeignKey, Index, Uuid
from sqlmodel import Field

from contracting.adapters.database import (
    Rij,
    cent_column,
    codes_column,
    id_column,
    key_column,
    sealed_column,
    text_column,
)
from contracting.adapters.dossiers import Dossierrij


class TermijnRij(Rij, table=True):
    """One payment term of one gemeente."""

    __tablename__ = "termijn"
    overeenkomst_id: uuid.UUID = Field(sa_column=Column(Uuid, ForeignKey("overeenkomst.id"), primary_key=True))
    gemeente: str = key_column()
    jaar: int = Field(primary_key=True)
    nummer: int = Field(primary_key=True)
    periode_van: dt.date
    vervaldatum: dt.date
    bedrag_cent: int = cent_column()
    vervallen: bool = False
    buiten_schema: bool = False


class TaakdossierRij(Dossierrij, table=True):
    """A task, settlement, business case, amendment or parent agreement; `bij` names the agreements it belongs to."""

    __tablename__ = "taakdossier"
    __table_args__ = (
        Index("taakdossier_soort_ix", "soort", "id"),
        Index("taakdossier_bij_ix", "bij", postgresql_using="gin"),
    )
    id: uuid.UUID = id_column()
    soort: str = text_column()
    bij: list[str] = codes_column()
    inhoud: bytes = sealed_column()
