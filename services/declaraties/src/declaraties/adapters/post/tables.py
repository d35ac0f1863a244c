"""Received messages, their tries and answers."""

import datetime as dt
import uuid

from sqlalchemy import BigInteger, Column, Identity, Index, LargeBinary, SmallInteger, Text, UniqueConstraint
from sqlalchemy.dialects.postgresql import JSONB
from sqlmodel import Field

from declaraties.adapters.rij import Rij, cent, moment


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
    ontvangen_op: dt.datetime = Field(sa_column=moment())
    status: str = Field(sa_type=Text)
    verwerkt_op: dt.datetime | None = Field(sa_column=moment(leeg=True))
    reden: str | None = Field(sa_type=Text)
    telt: bool = False
    uitkomst: str | None = Field(sa_type=Text)
    identificatie: str | None = Field(sa_type=Text)
    dagtekening: dt.date | None
    declaratienummer: str | None = Field(sa_type=Text)
    periode: dt.date | None
    ingediend_cent: int | None = Field(sa_column=cent(leeg=True))
    toegekend_cent: int | None = Field(sa_column=cent(leeg=True))
    prestaties: int | None
    goedgekeurd: int | None
    leesfouten: list[dict[str, object]] = Field(sa_column=Column(JSONB, nullable=False, server_default="[]"))
    bevindingen: list[dict[str, object]] = Field(sa_column=Column(JSONB, nullable=False, server_default="[]"))


class PogingRij(Rij, table=True):
    """How often the worker began on a message; written apart, so that it survives a crash half-way."""

    __tablename__ = "poging"

    bestand_nummer: int = Field(sa_column=Column(BigInteger, primary_key=True, autoincrement=False))
    aantal: int = Field(sa_type=SmallInteger)
    begonnen_op: dt.datetime = Field(sa_column=moment())
    fout: str | None = Field(sa_type=Text)


class AntwoordRij(Rij, table=True):
    """The 325, encrypted: it repeats the numbers of clients. One per 323 (IV087)."""

    __tablename__ = "antwoord"

    bestand_nummer: int = Field(sa_column=Column(BigInteger, primary_key=True, autoincrement=False))
    identificatie: str = Field(sa_type=Text)
    inhoud: bytes = Field(sa_type=LargeBinary)
    gemaakt_op: dt.datetime = Field(sa_column=moment())


class BetrokkeneRij(Rij, table=True):
    """The client of a message about one client (301, 302, 305, 307), so that every look at it can be logged."""

    __tablename__ = "betrokkene"

    bestand_nummer: int = Field(sa_column=Column(BigInteger, primary_key=True, autoincrement=False))
    client: bytes = Field(sa_type=LargeBinary)


class EnvelopRij(Rij, table=True):
    """A StUF envelope that was taken in; its referentienummer is unique per sender (IB016)."""

    __tablename__ = "envelop"
    __table_args__ = (Index(None, "bestand_nummer"),)

    zender: str = Field(sa_type=Text, primary_key=True)
    referentienummer: uuid.UUID = Field(primary_key=True)
    bestand_nummer: int = Field(sa_type=BigInteger)
    ontvangen_op: dt.datetime = Field(sa_column=moment())
