import datetime as dt
import uuid

from sqlalchemy import Column, ForeignKey, Index, Uuid, text
from sqlmodel import Field

from contracting.adapters.database import Rij, id_column, key_column, moment_column, sealed_column, text_column


class AanbestedingRij(Rij, table=True):
    """A tender."""

    __tablename__ = "aanbesteding"
    __table_args__ = (
        Index("aanbesteding_kenmerk_uq", "kenmerk", unique=True, postgresql_where=text("status <> 'vervallen'")),
    )
    id: uuid.UUID = id_column()
    kenmerk: str = text_column()
    status: str = text_column()
    inhoud: bytes = sealed_column()


class AanbestedingPerceelRij(Rij, table=True):
    """Which tender a perceel is in; one at a time that runs."""

    __tablename__ = "aanbesteding_perceel"
    __table_args__ = (
        Index("aanbesteding_perceel_een_tegelijk_uq", "perceel_code", unique=True, postgresql_where=text("loopt")),
    )
    aanbesteding_id: uuid.UUID = Field(sa_column=Column(Uuid, ForeignKey("aanbesteding.id"), primary_key=True))
    perceel_code: str = key_column()
    loopt: bool


class InschrijvingRij(Rij, table=True):
    """A bid with its sealed content; one that counts per tender, perceel and aanbieder."""

    __tablename__ = "inschrijving"
    __table_args__ = (
        Index(
            "inschrijving_een_telt_uq",
            "aanbesteding_id",
            "perceel_code",
            "agb_code",
            unique=True,
            postgresql_where=text("status NOT IN ('te-laat', 'vervangen')"),
        ),
        Index("inschrijving_aanbesteding_id_ix", "aanbesteding_id"),
    )
    id: uuid.UUID = id_column()
    aanbesteding_id: uuid.UUID = Field(sa_column=Column(Uuid, ForeignKey("aanbesteding.id"), nullable=False))
    perceel_code: str = text_column()
    agb_code: str = text_column(naar="aanbieder.agb_code")
    ontvangen_op: dt.datetime = moment_column()
    status: str = text_column()
    verzegeld: bytes = sealed_column()
    inhoud: bytes = sealed_column()
