"""Rows of the database of subsidies; the domain, not the row, guards what is valid."""

import datetime as dt
import uuid
from typing import Any

from chassis.db import register_tables
from risb_zaak.tables import register_zaak_tables
from sqlalchemy import (
    BigInteger,
    CheckConstraint,
    Column,
    DateTime,
    ForeignKey,
    ForeignKeyConstraint,
    Identity,
    Index,
    LargeBinary,
    MetaData,
    UniqueConstraint,
)
from sqlalchemy.dialects.postgresql import ARRAY, JSONB
from sqlalchemy.orm import registry
from sqlalchemy.types import Text
from sqlmodel import Field, SQLModel

_NAMES = {"pk": "pk_%(table_name)s", "fk": "fk_%(table_name)s_%(column_0_name)s"}


class Rij(SQLModel, registry=registry(metadata=MetaData(naming_convention=_NAMES))):
    """Base of the rows; the metadata belongs to this service alone."""


def _moment(*, leeg: bool = False) -> Any:
    return Field(sa_column=Column(DateTime(timezone=True), nullable=leeg), default=None)


def _json() -> Any:
    return Field(sa_column=Column(JSONB, nullable=False))


class RegelingRij(Rij, table=True):
    """One published scheme version, as a whole in `inhoud`."""

    __tablename__ = "regeling"

    code: str = Field(primary_key=True)
    versie: int = Field(primary_key=True)
    inhoud: dict[str, Any] = _json()
    gepubliceerd_op: dt.datetime = _moment()


class PlafondRij(Rij, table=True):
    """The ledger of one plafond; the check is the last guard against granting too much."""

    __tablename__ = "plafond"
    __table_args__ = (
        UniqueConstraint("regeling_code", "gemeente", "wijk", "van", "tot", name="uq_plafond_sleutel"),
        CheckConstraint("verleend_cent BETWEEN 0 AND bedrag_cent", name="ck_plafond_niet_overschreden"),
    )

    id: int = Field(sa_column=Column(BigInteger, Identity(always=True), primary_key=True), default=None)
    regeling_code: str
    gemeente: str
    wijk: str
    van: dt.date
    tot: dt.date
    bedrag_cent: int = Field(sa_type=BigInteger)
    verleend_cent: int = Field(sa_type=BigInteger)


class AanvraagRij(Rij, table=True):
    """An application; columns are what we search and sort on, the rest is in `inhoud`."""

    __tablename__ = "aanvraag"
    __table_args__ = (
        ForeignKeyConstraint(["regeling_code", "regeling_versie"], ["regeling.code", "regeling.versie"]),
        Index("ix_aanvraag_volgorde", "ontvangen_op", "id"),
        Index("ix_aanvraag_sub", "aanvrager_sub"),
        Index("ix_aanvraag_kvk", "kvk_nummer"),
        Index("ix_aanvraag_iban", "iban_hash"),
        Index("ix_aanvraag_tekst", "tekst_hash"),
        Index("ix_aanvraag_plafond", "plafond_id", "volledig_op"),
    )

    id: uuid.UUID = Field(primary_key=True)
    aanvrager_sub: str
    regeling_code: str
    regeling_versie: int
    gemeente: str
    wijk: str | None
    kvk_nummer: str | None
    status: str
    gevraagd_cent: int = Field(sa_type=BigInteger)
    aanspraak_cent: int = Field(sa_type=BigInteger)
    ontvangen_op: dt.datetime = _moment()
    volledig_op: dt.datetime | None = _moment(leeg=True)
    beslisdatum: dt.date
    plafond_id: int | None = Field(sa_column=Column(BigInteger, ForeignKey("plafond.id")), default=None)
    iban_versleuteld: bytes = Field(sa_type=LargeBinary)
    iban_hash: bytes = Field(sa_type=LargeBinary)
    bsn_versleuteld: bytes | None = Field(sa_type=LargeBinary, default=None)
    bsn_hash: bytes | None = Field(sa_type=LargeBinary, default=None)
    aanvrager_hash: bytes = Field(sa_type=LargeBinary)
    tekst_hash: bytes | None = Field(sa_type=LargeBinary, default=None)
    inhoud: dict[str, Any] = _json()


class AandachtspuntRij(Rij, table=True):
    """A point to look at; its id follows from the finding."""

    __tablename__ = "aandachtspunt"
    __table_args__ = (Index("ix_aandachtspunt_aanvraag", "aanvraag_id"),)

    id: uuid.UUID = Field(primary_key=True)
    aanvraag_id: uuid.UUID = Field(foreign_key="aanvraag.id")
    ontstaan_op: dt.datetime = _moment()
    inhoud: dict[str, Any] = _json()


class BesluitRij(Rij, table=True):
    """A decision; one per application."""

    __tablename__ = "besluit"
    __table_args__ = (
        UniqueConstraint("aanvraag_id", name="uq_besluit_aanvraag"),
        UniqueConstraint("register_id", name="uq_besluit_register"),
        Index("ix_besluit_register", "besluitdatum", "register_id"),
    )

    id: uuid.UUID = Field(primary_key=True)
    aanvraag_id: uuid.UUID = Field(foreign_key="aanvraag.id")
    register_id: uuid.UUID
    soort: str
    verleend_cent: int = Field(sa_type=BigInteger)
    besluitdatum: dt.date
    inhoud: dict[str, Any] = _json()


class AanbiederRij(Rij, table=True):
    """Projection: which organisation stands behind an AGB code."""

    __tablename__ = "zorgaanbieder"
    __table_args__ = (Index("ix_zorgaanbieder_kvk", "kvk_nummer"),)

    agb_code: str = Field(primary_key=True)
    kvk_nummer: str
    datum: dt.date


class ZorgcontractRij(Rij, table=True):
    """Projection of a contract; what `OvereenkomstGesloten` brings is empty while only the end is known."""

    __tablename__ = "zorgcontract"
    __table_args__ = (Index("ix_zorgcontract_agb", "agb_code"),)

    overeenkomst_id: str = Field(primary_key=True)
    agb_code: str
    perceel_code: str | None = None
    variant: str | None = None
    gemeenten: list[str] | None = Field(sa_column=Column(ARRAY(Text)), default=None)
    van: dt.date | None = None
    tot: dt.date | None = None
    beeindigd_per: dt.date | None = None


register_tables(Rij.metadata)
register_zaak_tables(Rij.metadata)
