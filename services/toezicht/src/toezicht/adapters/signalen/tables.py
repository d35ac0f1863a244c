"""Signals, the log of anomalies, and what other services told."""

import datetime as dt
import uuid
from typing import Any

from sqlalchemy import BigInteger, Column, Date, Identity, Index, Text
from sqlmodel import Field

from toezicht.adapters.database import Rij, json_column, large, moment, reference, sealed, texts


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
    status: str = Field(sa_type=Text)
    ernst: str = Field(sa_type=Text)
    toelichting: str = Field(sa_type=Text)
    feiten: list[dict[str, str]] = json_column()
    vergelijking: str = Field(sa_type=Text)
    bedrag_cent: int = large()
    onschuldig: str = Field(sa_type=Text)
    controle: str = Field(sa_type=Text)
    gebeurtenissen: list[str] = texts()
    gesignaleerd_op: dt.datetime = moment()
    bijgewerkt_op: dt.datetime = moment()
    trace_id: str = Field(sa_type=Text)
    gemeenten: list[str] = texts()
    uitkomst: str | None = Field(default=None, sa_type=Text)
    zaak_id: uuid.UUID | None = reference("zaak.id", nullable=True)


class BeoordelingRij(Rij, table=True):
    """An outcome that a person gave to a signal."""

    __tablename__ = "beoordeling"

    id: uuid.UUID = Field(primary_key=True)
    signaal_id: uuid.UUID = reference("signaal.id")
    uitkomst: str = Field(sa_type=Text)
    reden: bytes = sealed()
    door: str = Field(sa_type=Text)
    op: dt.datetime = moment()


class AnomalieberichtRij(Rij, table=True):
    """The anomalies as they came in; `positie` is what lists, streams and deliveries count in."""

    __tablename__ = "anomaliebericht"

    positie: int | None = Field(default=None, sa_column=Column(BigInteger, Identity(always=True), primary_key=True))
    gebeurtenis_id: uuid.UUID = Field(unique=True)
    regel: str = Field(sa_type=Text)
    soort: str = Field(sa_type=Text)
    trace_id: str = Field(sa_type=Text)
    tijd: dt.datetime = moment()
    inhoud: dict[str, Any] = json_column()


class AanbiederRij(Rij, table=True):
    """Projection of contracting: who the aanbieder is."""

    __tablename__ = "aanbieder"

    agb_code: str = Field(primary_key=True, sa_type=Text)
    naam: str = Field(sa_type=Text)
    kvk_nummer: str = Field(sa_type=Text)
    capaciteit_uren_per_maand: int
    datum: dt.date = Field(sa_type=Date)
    tijd: dt.datetime = moment()


class OvereenkomstRij(Rij, table=True):
    """Projection of contracting: which agreements there are."""

    __tablename__ = "overeenkomst"

    id: str = Field(primary_key=True, sa_type=Text)
    agb_code: str = Field(sa_type=Text, index=True)
    wet: str = Field(sa_type=Text)
    variant: str = Field(sa_type=Text)
    ingangsdatum: dt.date = Field(sa_type=Date)
    einddatum: dt.date | None = Field(sa_type=Date)
    gemeenten: list[str] = texts()


class WerkgebiedRij(Rij, table=True):
    """Projection of contracting and declaraties: in which gemeenten an aanbieder has agreements or declares."""

    __tablename__ = "werkgebied"

    gemeente: str = Field(primary_key=True, sa_type=Text)
    agb_code: str = Field(primary_key=True, sa_type=Text)


class DeclaratieRij(Rij, table=True):
    """Projection of declaraties: totals of answered files, for the comparison with other aanbieders."""

    __tablename__ = "declaratie"
    __table_args__ = (Index("declaratie_declaratieperiode_ix", "declaratieperiode", "agb_code"),)

    bestand_id: str = Field(primary_key=True, sa_type=Text)
    agb_code: str = Field(sa_type=Text)
    declaratieperiode: int
    toegekend_cent: int = large()
