"""Rows of toezicht's own database; the domain, not the row, guards what is valid."""

import datetime as dt
import uuid
from typing import Any

from chassis.db import register_tables
from risb_zaak.tables import register_zaak_tables
from sqlalchemy import BigInteger, Column, Date, DateTime, ForeignKey, Identity, Index, LargeBinary, MetaData, Text
from sqlalchemy.dialects.postgresql import ARRAY, JSONB
from sqlalchemy.orm import registry
from sqlmodel import Field, SQLModel

_NAMES = {
    "pk": "%(table_name)s_pk",
    "fk": "%(table_name)s_%(column_0_name)s_fk",
    "uq": "%(table_name)s_%(column_0_N_name)s_uk",
    "ix": "%(table_name)s_%(column_0_N_name)s_ix",
}


class Rij(SQLModel, registry=registry(metadata=MetaData(naming_convention=_NAMES))):
    """Base of the rows; the metadata belongs to this service alone."""


def _moment(*, leeg: bool = False) -> Any:
    return Field(sa_column=Column(DateTime(timezone=True), nullable=leeg))


def _json() -> Any:
    return Field(sa_column=Column(JSONB, nullable=False))


def _teksten() -> Any:
    return Field(sa_column=Column(ARRAY(Text), nullable=False))


def _groot() -> Any:
    return Field(sa_column=Column(BigInteger, nullable=False))


def _naar(kolom: str, *, leeg: bool = False, index: bool = True) -> Any:
    return Field(sa_column=Column(ForeignKey(kolom), nullable=leeg, index=index))


class ZaakRij(Rij, table=True):
    """A case."""

    __tablename__ = "zaak"

    id: uuid.UUID = Field(primary_key=True)
    agb_code: str = Field(sa_type=Text)
    signaal_id: uuid.UUID = Field(unique=True)
    trace_id: str = Field(sa_type=Text)
    stand: str = Field(sa_type=Text)
    trede: int
    klasse: str | None = Field(sa_type=Text)
    voorstel_door: str | None = Field(sa_type=Text)
    uitkomst: str | None = Field(sa_type=Text)
    geopend_op: dt.datetime = _moment()
    geopend_door: str = Field(sa_type=Text)


class SignaalRij(Rij, table=True):
    """A signal."""

    __tablename__ = "signaal"
    __table_args__ = (Index("signaal_lijst_ix", "gesignaleerd_op", "id"), Index("signaal_agb_code_ix", "agb_code"))

    id: uuid.UUID = Field(primary_key=True)
    bron: str = Field(sa_type=Text)
    regel: str = Field(sa_type=Text)
    regel_versie: int
    soort: str = Field(sa_type=Text)
    agb_code: str = Field(sa_type=Text)
    periode: int | None
    stand: str = Field(sa_type=Text)
    ernst: str = Field(sa_type=Text)
    toelichting: str = Field(sa_type=Text)
    feiten: list[dict[str, str]] = _json()
    vergelijking: str = Field(sa_type=Text)
    bedrag_cent: int = _groot()
    onschuldig: str = Field(sa_type=Text)
    controle: str = Field(sa_type=Text)
    gebeurtenissen: list[str] = _teksten()
    gesignaleerd_op: dt.datetime = _moment()
    bijgewerkt_op: dt.datetime = _moment()
    trace_id: str = Field(sa_type=Text)
    uitkomst: str | None = Field(default=None, sa_type=Text)
    zaak_id: uuid.UUID | None = _naar("zaak.id", leeg=True)


class BeoordelingRij(Rij, table=True):
    """An outcome that a person gave to a signal."""

    __tablename__ = "beoordeling"

    id: uuid.UUID = Field(primary_key=True)
    signaal_id: uuid.UUID = _naar("signaal.id")
    uitkomst: str = Field(sa_type=Text)
    reden: str = Field(sa_type=Text)
    door: str = Field(sa_type=Text)
    op: dt.datetime = _moment()


class BevindingRij(Rij, table=True):
    """A finding in a case."""

    __tablename__ = "bevinding"

    id: uuid.UUID = Field(primary_key=True)
    zaak_id: uuid.UUID = _naar("zaak.id")
    omschrijving: str = Field(sa_type=Text)
    bewijs: list[str] = _teksten()
    opzet: bool
    bedrag_cent: int = _groot()
    door: str = Field(sa_type=Text)
    op: dt.datetime = _moment()


class MaatregelRij(Rij, table=True):
    """A measure."""

    __tablename__ = "maatregel"

    id: uuid.UUID = Field(primary_key=True)
    zaak_id: uuid.UUID = _naar("zaak.id")
    agb_code: str = Field(sa_type=Text)
    soort: str = Field(sa_type=Text)
    gemeenten: list[str] = _teksten()
    van: dt.date = Field(sa_type=Date)
    tot: dt.date | None = Field(sa_type=Date)
    grond: str = Field(sa_type=Text)
    trace_id: str = Field(sa_type=Text)
    opgelegd_op: dt.datetime = _moment()
    opgelegd_door: str = Field(sa_type=Text)
    einddatum: dt.date | None = Field(sa_type=Date)
    einde_reden: str | None = Field(sa_type=Text)


class TijdlijnRij(Rij, table=True):
    """What happened in a case, in the order of `volgnummer`."""

    __tablename__ = "zaakregel"

    id: uuid.UUID = Field(primary_key=True)
    volgnummer: int | None = Field(default=None, sa_column=Column(BigInteger, Identity(always=True), unique=True))
    zaak_id: uuid.UUID = _naar("zaak.id")
    soort: str = Field(sa_type=Text)
    door: str = Field(sa_type=Text)
    op: dt.datetime = _moment()
    gegevens: dict[str, Any] = _json()


class AnomalieberichtRij(Rij, table=True):
    """The anomalies as they came in; `positie` is what lists, streams and deliveries count in."""

    __tablename__ = "anomaliebericht"

    positie: int | None = Field(default=None, sa_column=Column(BigInteger, Identity(always=True), primary_key=True))
    gebeurtenis_id: uuid.UUID = Field(unique=True)
    regel: str = Field(sa_type=Text)
    soort: str = Field(sa_type=Text)
    trace_id: str = Field(sa_type=Text)
    tijd: dt.datetime = _moment()
    inhoud: dict[str, Any] = _json()


class AbonnementRij(Rij, table=True):
    """A subscription by webhook; the secret is encrypted."""

    __tablename__ = "abonnement"

    id: uuid.UUID = Field(primary_key=True)
    eigenaar: str = Field(sa_type=Text)
    url: str = Field(sa_type=Text)
    soorten: list[str] = _teksten()
    regels: list[str] = _teksten()
    geheim: bytes = Field(sa_type=LargeBinary)
    aangemaakt_op: dt.datetime = _moment()
    beeindigd_op: dt.datetime | None = _moment(leeg=True)


class BezorgingRij(Rij, table=True):
    """An anomaly for a subscriber; made with the signal, taken by the process `webhook`."""

    __tablename__ = "bezorging"
    __table_args__ = (Index("bezorging_wachtrij_ix", "volgende_poging_op", postgresql_where="stand = 'wacht'"),)

    id: uuid.UUID = Field(primary_key=True)
    abonnement_id: uuid.UUID = _naar("abonnement.id")
    positie: int = Field(sa_column=Column(ForeignKey("anomaliebericht.positie"), nullable=False))
    stand: str = Field(sa_type=Text)
    pogingen: int
    volgende_poging_op: dt.datetime = _moment()


class BezorgpogingRij(Rij, table=True):
    """One attempt to deliver."""

    __tablename__ = "bezorgpoging"

    id: uuid.UUID = Field(primary_key=True)
    bezorging_id: uuid.UUID = _naar("bezorging.id")
    nummer: int
    op: dt.datetime = _moment()
    gelukt: bool
    status: int | None
    fout: str | None = Field(sa_type=Text)
    duur_ms: int


class AanbiederRij(Rij, table=True):
    """Projection of contracting: who the aanbieder is."""

    __tablename__ = "aanbieder"

    agb_code: str = Field(primary_key=True, sa_type=Text)
    naam: str = Field(sa_type=Text)
    kvk_nummer: str = Field(sa_type=Text)
    capaciteit_uren_per_maand: int
    datum: dt.date = Field(sa_type=Date)
    tijd: dt.datetime = _moment()


class OvereenkomstRij(Rij, table=True):
    """Projection of contracting: which agreements there are."""

    __tablename__ = "overeenkomst"

    id: str = Field(primary_key=True, sa_type=Text)
    agb_code: str = Field(sa_type=Text, index=True)
    wet: str = Field(sa_type=Text)
    variant: str = Field(sa_type=Text)
    ingangsdatum: dt.date = Field(sa_type=Date)
    einddatum: dt.date | None = Field(sa_type=Date)


class DeclaratieRij(Rij, table=True):
    """Projection of declaraties: totals of answered files, for the comparison with other aanbieders."""

    __tablename__ = "declaratie"
    __table_args__ = (Index("declaratie_declaratieperiode_ix", "declaratieperiode", "agb_code"),)

    bestand_id: str = Field(primary_key=True, sa_type=Text)
    agb_code: str = Field(sa_type=Text)
    declaratieperiode: int
    toegekend_cent: int = _groot()


class RegiodeelnameRij(Rij, table=True):
    """Projection of contracting: which gemeenten take or took part in the region."""

    __tablename__ = "regiodeelname"

    gemeente: str = Field(primary_key=True, sa_type=Text)


register_tables(Rij.metadata)
register_zaak_tables(Rij.metadata)
