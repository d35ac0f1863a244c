"""Rows of declaraties' own database; the domain, not the row, guards what is valid."""

import datetime as dt
import uuid

from chassis.db import register_tables
from sqlalchemy import BigInteger, Column, DateTime, Identity, Index, LargeBinary, SmallInteger, Text, UniqueConstraint
from sqlalchemy.dialects.postgresql import ARRAY, JSONB
from sqlalchemy.orm import registry
from sqlmodel import Field, SQLModel


class Rij(SQLModel, registry=registry()):
    """Base of the rows; the metadata belongs to this service alone."""


Rij.metadata.naming_convention = {
    "pk": "%(table_name)s_pk",
    "uq": "%(table_name)s_%(column_0_N_name)s_uniek",
    "fk": "%(table_name)s_%(column_0_N_name)s_verwijst",
    "ix": "%(table_name)s_%(column_0_N_name)s",
    "ck": "%(table_name)s_%(constraint_name)s",
}
register_tables(Rij.metadata)


def _moment(*, leeg: bool = False) -> Column[dt.datetime]:
    return Column(DateTime(timezone=True), nullable=leeg)


def _cent(*, leeg: bool = False) -> Column[int]:
    return Column(BigInteger, nullable=leeg)


class BestandRij(Rij, table=True):
    """A received message and its outcome. `nummer` ascends with receipt; `telt` is False when it counts as not sent."""

    __tablename__ = "bestand"
    __table_args__ = (
        UniqueConstraint("afzender", "sha256"),
        # the last word on TR333 and TR056: of messages that count, no two have the same number
        Index(
            "bestand_declaratienummer",
            "agb_code",
            "wet",
            "declaratienummer",
            unique=True,
            postgresql_where="telt AND soort = '323'",
        ),
        Index(
            "bestand_identificatie", "afzender", "wet", "soort", "identificatie", unique=True, postgresql_where="telt"
        ),
        Index("bestand_wachtend", "nummer", postgresql_where="status = 'ontvangen'"),
        Index(None, "agb_code", "wet", "nummer"),
        Index(None, "gemeente", "nummer"),
    )

    nummer: int = Field(sa_column=Column(BigInteger, Identity(always=True), primary_key=True))
    id: uuid.UUID = Field(unique=True)
    soort: str = Field(sa_type=Text)
    wet: str = Field(sa_type=Text)
    afzender: str = Field(sa_type=Text)
    agb_code: str = Field(sa_type=Text)
    gemeente: str = Field(sa_type=Text)
    bron: str = Field(sa_type=Text)
    sha256: bytes = Field(sa_type=LargeBinary)
    grootte: int
    opslag: str = Field(sa_type=Text)
    ingediend_door: str = Field(sa_type=Text)
    trace_id: str = Field(sa_type=Text)
    ontvangen_op: dt.datetime = Field(sa_column=_moment())
    status: str = Field(sa_type=Text)
    verwerkt_op: dt.datetime | None = Field(sa_column=_moment(leeg=True))
    reden: str | None = Field(sa_type=Text)
    telt: bool = False
    uitkomst: str | None = Field(sa_type=Text)
    identificatie: str | None = Field(sa_type=Text)
    dagtekening: dt.date | None
    declaratienummer: str | None = Field(sa_type=Text)
    periode: dt.date | None
    ingediend_cent: int | None = Field(sa_column=_cent(leeg=True))
    toegekend_cent: int | None = Field(sa_column=_cent(leeg=True))
    prestaties: int | None
    goedgekeurd: int | None
    leesfouten: list[dict[str, object]] = Field(sa_column=Column(JSONB, nullable=False, server_default="[]"))
    bevindingen: list[dict[str, object]] = Field(sa_column=Column(JSONB, nullable=False, server_default="[]"))


class PogingRij(Rij, table=True):
    """How often the worker began on a message; written apart, so that it survives a crash half-way."""

    __tablename__ = "poging"

    bestand_nummer: int = Field(sa_column=Column(BigInteger, primary_key=True, autoincrement=False))
    aantal: int = Field(sa_type=SmallInteger)
    begonnen_op: dt.datetime = Field(sa_column=_moment())
    fout: str | None = Field(sa_type=Text)


class AntwoordRij(Rij, table=True):
    """The 325, encrypted: it repeats the numbers of clients. One per 323 (IV087)."""

    __tablename__ = "antwoord"

    bestand_nummer: int = Field(sa_column=Column(BigInteger, primary_key=True, autoincrement=False))
    identificatie: str = Field(sa_type=Text)
    inhoud: bytes = Field(sa_type=LargeBinary)
    gemaakt_op: dt.datetime = Field(sa_column=_moment())


class ClientRij(Rij, table=True):
    """A person: pseudonym, and the number itself encrypted."""

    __tablename__ = "client"

    pseudoniem: bytes = Field(sa_type=LargeBinary, primary_key=True)
    bsn: bytes = Field(sa_type=LargeBinary)


class PrestatieRij(Rij, table=True):
    """A judged line of a message that counts; filled by COPY, never changed. Amounts signed as declared (credit)."""

    __tablename__ = "prestatie"

    bestand_nummer: int = Field(sa_column=Column(BigInteger, primary_key=True, autoincrement=False))
    regel: int = Field(primary_key=True, sa_column_kwargs={"autoincrement": False})
    client: bytes = Field(sa_type=LargeBinary)
    referentie: str = Field(sa_type=Text)
    vorige: str | None = Field(sa_type=Text)
    toewijzing: int
    categorie: str = Field(sa_type=Text)
    code: str = Field(sa_type=Text)
    begin: dt.date
    eind: dt.date
    volume: int
    volume_maximum: int = Field(sa_column=_cent())
    eenheid: str = Field(sa_type=Text)
    tarief: int | None
    bedrag: int
    credit: bool
    goedgekeurd: bool
    retourcodes: str = Field(sa_type=Text)


class BetaalopdrachtRij(Rij, table=True):
    """A payable per message, programme line and year."""

    __tablename__ = "betaalopdracht"
    __table_args__ = (
        UniqueConstraint("bestand_nummer", "programmalijn", "jaar"),
        UniqueConstraint("volgnummer"),
    )

    id: uuid.UUID = Field(primary_key=True)
    volgnummer: int = Field(sa_column=Column(BigInteger, Identity(always=True), nullable=False))
    bestand_nummer: int = Field(sa_type=BigInteger)
    bestand_id: uuid.UUID
    agb_code: str = Field(sa_type=Text, index=True)
    gemeente: str = Field(sa_type=Text)
    wet: str = Field(sa_type=Text)
    programmalijn: str = Field(sa_type=Text)
    jaar: int
    bedrag_cent: int = Field(sa_column=_cent())
    vervaldatum: dt.date
    gemaakt_op: dt.datetime = Field(sa_column=_moment())


class ToewijzingRij(Rij, table=True):
    """Newest version of a toewijzing; the last five columns are the state that was published last."""

    __tablename__ = "toewijzing"
    __table_args__ = (Index(None, "agb_code", "wet", "gemeente"), Index(None, "client"))

    gemeente: str = Field(sa_type=Text, primary_key=True)
    wet: str = Field(sa_type=Text, primary_key=True)
    nummer: int = Field(sa_column=Column(BigInteger, primary_key=True, autoincrement=False))
    agb_code: str = Field(sa_type=Text)
    client: bytes = Field(sa_type=LargeBinary)
    categorie: str | None = Field(sa_type=Text)
    code: str | None = Field(sa_type=Text)
    volume: int | None
    eenheid: str | None = Field(sa_type=Text)
    frequentie: str | None = Field(sa_type=Text)
    budget_cent: int | None = Field(sa_column=_cent(leeg=True))
    ingangsdatum: dt.date
    einddatum: dt.date | None
    verwijderd: bool
    toewijzingsdatum: dt.date
    toewijzingstijd: int = Field(sa_type=BigInteger)
    grondslag: str | None = Field(sa_type=Text)
    geldig: bool
    reden_ongeldig: str | None = Field(sa_type=Text)
    verplichting_cent: int = Field(sa_column=_cent())
    programmalijn: str | None = Field(sa_type=Text)


class GrondslagRij(Rij, table=True):
    """Ground of a toewijzing, known before or after the 301."""

    __tablename__ = "grondslag"

    gemeente: str = Field(sa_type=Text, primary_key=True)
    wet: str = Field(sa_type=Text, primary_key=True)
    toewijzing_nummer: int = Field(sa_column=Column(BigInteger, primary_key=True, autoincrement=False))
    soort: str = Field(sa_type=Text)
    kenmerk: str | None = Field(sa_type=Text)
    datum: dt.date
    vastgelegd_door: str = Field(sa_type=Text)
    vastgelegd_op: dt.datetime = Field(sa_column=_moment())


class AanbiederRij(Rij, table=True):
    """Projection of contracting: who the aanbieders are."""

    __tablename__ = "aanbieder"

    agb_code: str = Field(sa_type=Text, primary_key=True)
    kvk_nummer: str = Field(sa_type=Text)
    naam: str = Field(sa_type=Text)


class ToelatingRij(Rij, table=True):
    """Projection of contracting: to which percelen an aanbieder is admitted."""

    __tablename__ = "toelating"

    agb_code: str = Field(sa_type=Text, primary_key=True)
    perceel_code: str = Field(sa_type=Text, primary_key=True)
    datum: dt.date


class OvereenkomstRij(Rij, table=True):
    """Projection of contracting: agreements without their prices."""

    __tablename__ = "overeenkomst"
    __table_args__ = (Index(None, "agb_code", "wet"),)

    overeenkomst_id: uuid.UUID = Field(primary_key=True)
    agb_code: str = Field(sa_type=Text)
    wet: str = Field(sa_type=Text)
    variant: str = Field(sa_type=Text)
    programmalijn: str = Field(sa_type=Text)
    gemeenten: list[str] = Field(sa_column=Column(ARRAY(Text), nullable=False))
    productcodes: list[str] = Field(sa_column=Column(ARRAY(Text), nullable=False))
    ingangsdatum: dt.date
    einddatum: dt.date | None


class OvereenkomstEindeRij(Rij, table=True):
    """Projection of contracting: agreements that end early; apart, so that it may arrive first."""

    __tablename__ = "overeenkomst_einde"

    overeenkomst_id: uuid.UUID = Field(primary_key=True)
    einddatum: dt.date


class PrijsRij(Rij, table=True):
    """Projection of contracting: price versions, never overwritten."""

    __tablename__ = "prijs"
    __table_args__ = (Index(None, "agb_code", "wet"),)

    prijs_id: uuid.UUID = Field(primary_key=True)
    overeenkomst_id: uuid.UUID
    agb_code: str = Field(sa_type=Text)
    wet: str = Field(sa_type=Text)
    versie: int
    productcode: str = Field(sa_type=Text)
    eenheid: str = Field(sa_type=Text)
    tarief_cent: int = Field(sa_column=_cent())
    geldig_van: dt.date
    geldig_tot: dt.date | None
    gemeenten: list[str] = Field(sa_column=Column(ARRAY(Text), nullable=False))


class BetaaltermijnRij(Rij, table=True):
    """Projection of contracting: terms of taakgerichte budgets, kept until lump sums are paid from here."""

    __tablename__ = "betaaltermijn"

    overeenkomst_id: uuid.UUID = Field(primary_key=True)
    gemeente: str = Field(sa_type=Text, primary_key=True)
    jaar: int = Field(primary_key=True)
    termijn: int = Field(primary_key=True)
    agb_code: str = Field(sa_type=Text)
    programmalijn: str = Field(sa_type=Text)
    vervaldatum: dt.date
    bedrag_cent: int = Field(sa_column=_cent())


class RegioDeelnameRij(Rij, table=True):
    """Projection of contracting: which gemeente takes which service, and when."""

    __tablename__ = "regio_deelname"

    gemeente: str = Field(sa_type=Text, primary_key=True)
    dienst: str = Field(sa_type=Text, primary_key=True)
    van: dt.date = Field(primary_key=True)
    tot: dt.date | None


class MaatregelRij(Rij, table=True):
    """Projection of toezicht: measures against aanbieders."""

    __tablename__ = "maatregel"
    __table_args__ = (Index(None, "agb_code"),)

    maatregel_id: uuid.UUID = Field(primary_key=True)
    agb_code: str = Field(sa_type=Text)
    soort: str = Field(sa_type=Text)
    gemeenten: list[str] = Field(sa_column=Column(ARRAY(Text), nullable=False))
    van: dt.date
    tot: dt.date | None


class MaatregelEindeRij(Rij, table=True):
    """Projection of toezicht: measures that have ended; apart, so that it may arrive first."""

    __tablename__ = "maatregel_einde"

    maatregel_id: uuid.UUID = Field(primary_key=True)
    einddatum: dt.date
