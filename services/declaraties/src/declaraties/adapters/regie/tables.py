"""What belongs to messages beside 301 and 323: who they are about, starts and stops, retours, envelopes."""

import datetime as dt

from sqlalchemy import BigInteger, Column, Index, LargeBinary, SmallInteger, Text, UniqueConstraint
from sqlmodel import Field

from declaraties.adapters.rij import Rij, moment


class LeveringRij(Rij, table=True):
    """One StartProduct or StopProduct (then with `einddatum`) as it was received; never changed."""

    __tablename__ = "levering"
    __table_args__ = (
        Index(None, "agb_code", "wet", "gemeente", "toewijzing"),
        Index(None, "gemeente", "wet", "toewijzing"),
    )

    bestand_nummer: int = Field(sa_column=Column(BigInteger, primary_key=True, autoincrement=False))
    positie: int = Field(sa_column=Column(SmallInteger, primary_key=True, autoincrement=False))
    gemeente: str = Field(sa_type=Text)
    wet: str = Field(sa_type=Text)
    agb_code: str = Field(sa_type=Text)
    client: bytes = Field(sa_type=LargeBinary)
    toewijzing: int | None = Field(sa_type=BigInteger)
    categorie: str | None = Field(sa_type=Text)
    code: str | None = Field(sa_type=Text)
    begindatum: dt.date
    einddatum: dt.date | None
    reden: str | None = Field(sa_type=Text)
    status_aanlevering: str = Field(sa_type=Text)
    ontvangen_op: dt.datetime = Field(sa_column=moment())


class RetourRij(Rij, table=True):
    """A 302 that an aanbieder sent on a 301 of ours; one per 301 (IV028)."""

    __tablename__ = "retour"
    __table_args__ = (UniqueConstraint("heen_nummer"),)

    bestand_nummer: int = Field(sa_column=Column(BigInteger, primary_key=True, autoincrement=False))
    heen_nummer: int = Field(sa_type=BigInteger)
    retourcodes: str = Field(sa_type=Text)
