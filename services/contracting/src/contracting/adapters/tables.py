"""Rows of contracting's own database; the domain, not the row, guards what is valid."""

import datetime as dt
import uuid
from typing import Any

from chassis.db import register_tables
from risb_zaak.tables import register_zaak_tables
from sqlalchemy import (
    BigInteger,
    Column,
    Date,
    DateTime,
    ForeignKey,
    Index,
    Integer,
    LargeBinary,
    MetaData,
    Text,
    UniqueConstraint,
    Uuid,
    text,
)
from sqlalchemy.dialects.postgresql import ARRAY, JSONB
from sqlalchemy.orm import registry
from sqlmodel import Field, SQLModel

NAMEN = {
    "pk": "%(table_name)s_pk",
    "fk": "%(table_name)s_%(column_0_name)s_fk",
    "uq": "%(table_name)s_%(column_0_N_name)s_uq",
    "ix": "%(table_name)s_%(column_0_N_name)s_ix",
    "ck": "%(table_name)s_%(constraint_name)s_ck",
}


class Rij(SQLModel, registry=registry(metadata=MetaData(naming_convention=NAMEN))):
    """Base of the rows; the metadata belongs to this service alone."""


register_tables(Rij.metadata)
register_zaak_tables(Rij.metadata)


def _codes() -> Any:
    return Field(sa_column=Column(ARRAY(Text), nullable=False))


def _json() -> Any:
    return Field(sa_column=Column(JSONB, nullable=False))


def _sleutel(*, naar: str | None = None) -> Any:
    verwijzing = [ForeignKey(naar)] if naar else []
    return Field(sa_column=Column(Text, *verwijzing, primary_key=True))


def _tekst(*, naar: str | None = None, leeg: bool = False) -> Any:
    verwijzing = [ForeignKey(naar)] if naar else []
    return Field(default=None, sa_column=Column(Text, *verwijzing, nullable=leeg))


def _cent(*, leeg: bool = False) -> Any:
    return Field(default=None, sa_column=Column(BigInteger, nullable=leeg))


def _id() -> Any:
    return Field(sa_column=Column(Uuid, primary_key=True))


def _overeenkomst() -> Any:
    return Field(sa_column=Column(Uuid, ForeignKey("overeenkomst.id"), primary_key=True))


class AanbiederRij(Rij, table=True):
    """An aanbieder."""

    __tablename__ = "aanbieder"
    agb_code: str = _sleutel()
    kvk_nummer: str = _tekst()
    naam: str = _tekst()
    capaciteit_uren_per_maand: int
    geregistreerd_op: dt.date


class PerceelRij(Rij, table=True):
    """A perceel; `basiscriteria` as the domain writes them."""

    __tablename__ = "perceel"
    code: str = _sleutel()
    wet: str = _tekst()
    dienst: str = _tekst()
    variant: str = _tekst()
    procedure: str = _tekst()
    programmalijn: str = _tekst()
    gemeenten: list[str] = _codes()
    basiscriteria: list[dict[str, Any]] = _json()
    maximum_aanbieders: int | None = None
    uiterste_aanmelddag: dt.date | None = None


class AanmeldingRij(Rij, table=True):
    """An application with its evidence and outcome; one open application per aanbieder and perceel."""

    __tablename__ = "aanmelding"
    __table_args__ = (
        Index(
            "aanmelding_een_open_uq",
            "agb_code",
            "perceel_code",
            unique=True,
            postgresql_where=text("staat IN ('ontvangen', 'aanvulling-gevraagd')"),
        ),
        Index("aanmelding_perceel_code_ix", "perceel_code"),
    )
    id: uuid.UUID = _id()
    agb_code: str = _tekst(naar="aanbieder.agb_code")
    perceel_code: str = _tekst(naar="perceel.code")
    ontvangen_op: dt.date
    ondertekend: bool
    akkoord_zonder_voorbehoud: bool
    bewijsstukken: list[dict[str, Any]] = _json()
    trace_id: str = _tekst()
    staat: str = _tekst()
    aanvulling_uiterlijk: dt.date | None = None
    beoordeling: dict[str, Any] | None = Field(default=None, sa_column=Column(JSONB(none_as_null=True)))


class OvereenkomstRij(Rij, table=True):
    """An agreement; `einddatum` is the last day that now holds, `reden_einde` only after an early end."""

    __tablename__ = "overeenkomst"
    __table_args__ = (Index("overeenkomst_agb_code_ix", "agb_code"),)
    id: uuid.UUID = _id()
    agb_code: str = _tekst(naar="aanbieder.agb_code")
    perceel_code: str = _tekst(naar="perceel.code")
    wet: str = _tekst()
    variant: str = _tekst()
    programmalijn: str = _tekst()
    gemeenten: list[str] = _codes()
    ingangsdatum: dt.date
    einddatum: dt.date | None = None
    jaarbudget_cent: int | None = _cent(leeg=True)
    verdeelsleutel: dict[str, int] | None = Field(default=None, sa_column=Column(JSONB(none_as_null=True)))
    termijnen_per_jaar: int | None = None
    trace_id: str = _tekst()
    reden_einde: str | None = _tekst(leeg=True)


class PrijsRij(Rij, table=True):
    """One price version; never updated."""

    __tablename__ = "prijs"
    __table_args__ = (
        UniqueConstraint(
            "overeenkomst_id", "productcategorie", "productcode", "versie", name="prijs_versie_per_product_uq"
        ),
    )
    id: uuid.UUID = _id()
    overeenkomst_id: uuid.UUID = Field(sa_column=Column(Uuid, ForeignKey("overeenkomst.id"), nullable=False))
    versie: int
    productcategorie: str = _tekst()
    productcode: str = _tekst()
    eenheid: str = _tekst()
    tarief_cent: int = _cent()
    geldig_van: dt.date
    geldig_tot: dt.date | None = None
    gemeenten: list[str] = _codes()


class TermijnRij(Rij, table=True):
    """One payment term of one gemeente."""

    __tablename__ = "termijn"
    overeenkomst_id: uuid.UUID = _overeenkomst()
    gemeente: str = _sleutel()
    jaar: int = Field(primary_key=True)
    nummer: int = Field(primary_key=True)
    periode_van: dt.date
    vervaldatum: dt.date
    bedrag_cent: int = _cent()
    vervallen: bool = False


class DeelnameRij(Rij, table=True):
    """Participation of a gemeente in a service line."""

    __tablename__ = "regio_deelname"
    gemeente: str = _sleutel()
    dienst: str = _sleutel()
    van: dt.date = Field(sa_column=Column(Date, primary_key=True))
    tot: dt.date | None = None


class MaatregelRij(Rij, table=True):
    """A measure as told by toezicht; either half may come first."""

    __tablename__ = "maatregel"
    __table_args__ = (Index("maatregel_agb_code_ix", "agb_code"),)
    id: uuid.UUID = _id()
    agb_code: str = _tekst()
    soort: str | None = _tekst(leeg=True)
    gemeenten: list[str] | None = Field(default=None, sa_column=Column(ARRAY(Text)))
    van: dt.date | None = None
    tot: dt.date | None = None
    grond: str | None = _tekst(leeg=True)
    opgelegd_tijd: dt.datetime | None = Field(default=None, sa_column=Column(DateTime(timezone=True)))
    einddatum: dt.date | None = None
    reden_einde: str | None = _tekst(leeg=True)
    beeindigd_tijd: dt.datetime | None = Field(default=None, sa_column=Column(DateTime(timezone=True)))


class BudgetRij(Rij, table=True):
    """A budget with its version."""

    __tablename__ = "budget"
    gemeente: str = _sleutel()
    programmalijn: str = _sleutel()
    jaar: int = Field(sa_column=Column(Integer, primary_key=True, autoincrement=False))
    bedrag_cent: int = _cent()
    versie: int


class BoekstukRij(Rij, table=True):
    """The newest known state of a voucher; `rang` compares byte by byte on every server."""

    __tablename__ = "boekstuk"
    soort: str = _sleutel()
    kenmerk: str = _sleutel()
    rang: str = Field(sa_column=Column(Text(collation="C"), nullable=False))


class BoekregelRij(Rij, table=True):
    """The lines of the newest state."""

    __tablename__ = "boekregel"
    __table_args__ = (Index("boekregel_jaar_gemeente_ix", "jaar", "gemeente"),)
    soort: str = _sleutel()
    kenmerk: str = _sleutel()
    gemeente: str = _sleutel()
    programmalijn: str = _sleutel()
    jaar: int = Field(sa_column=Column(Integer, primary_key=True, autoincrement=False))
    verplicht_cent: int = _cent()
    betaald_cent: int = _cent()
    van: dt.date | None
    tot: dt.date | None


class RekeningRij(Rij, table=True):
    """A proposed or confirmed account; the number encrypted, with a keyed hash to compare."""

    __tablename__ = "rekening"
    __table_args__ = (
        UniqueConstraint("houdersoort", "houder", "versie"),
        Index(
            "rekening_een_voorstel_uq",
            "houdersoort",
            "houder",
            unique=True,
            postgresql_where=text("staat = 'voorgesteld'"),
        ),
    )
    id: uuid.UUID = _id()
    houdersoort: str = _tekst()
    houder: str = _tekst()
    versie: int
    tenaamstelling: str = _tekst()
    nummer: bytes = Field(sa_column=Column(LargeBinary, nullable=False))
    kenmerk: bytes = Field(sa_column=Column(LargeBinary, nullable=False))
    laatste: str = _tekst()
    voorgesteld_door: str = _tekst()
    voorgesteld_op: dt.date
    staat: str = _tekst()
    naamcontrole: str | None = _tekst(leeg=True)
    reden: str | None = _tekst(leeg=True)
    afgehandeld_door: str | None = _tekst(leeg=True)
    afgehandeld_op: dt.date | None = None
