"""What was settled after an answer: only added to, never changed, but for the progress of a task."""

import datetime as dt
import uuid

from sqlalchemy import BigInteger, Column, Identity, Index, LargeBinary, Text
from sqlmodel import Field

from declaraties.adapters.rij import Rij, cent, moment


class VerrekentaakRij(Rij, table=True):
    """Lines of an aanbieder that must be looked at again, and how far that is; an empty column means any."""

    __tablename__ = "verrekentaak"
    __table_args__ = (Index("verrekentaak_open", "volgnummer", postgresql_where="klaar_op IS NULL"),)

    volgnummer: int = Field(sa_column=Column(BigInteger, Identity(always=True), primary_key=True))
    agb_code: str = Field(sa_type=Text)
    wet: str = Field(sa_type=Text)
    aanleiding: str = Field(sa_type=Text)
    productcode: str | None = Field(sa_type=Text)
    gemeente: str | None = Field(sa_type=Text)
    toewijzing: int | None = Field(sa_column=Column(BigInteger))
    client: bytes | None = Field(sa_type=LargeBinary)
    bestand_nummer: int | None = Field(sa_column=Column(BigInteger))
    vanaf: dt.date | None
    trace_id: str = Field(sa_type=Text)
    aangevraagd_op: dt.datetime = Field(sa_column=moment())
    tot_bestand: int = Field(sa_column=Column(BigInteger, nullable=False, server_default="0"))
    tot_regel: int = Field(sa_column=Column(BigInteger, nullable=False, server_default="-1"))
    bekeken: int = Field(sa_column=Column(BigInteger, nullable=False, server_default="0"))
    klaar_op: dt.datetime | None = Field(sa_column=moment(leeg=True))


class VerrekeningRij(Rij, table=True):
    """One settlement: with the aanbieder, or (with `naar_gemeente`) between two gemeenten."""

    __tablename__ = "verrekening"
    __table_args__ = (Index(None, "agb_code", "wet"),)

    volgnummer: int = Field(sa_column=Column(BigInteger, Identity(always=True), primary_key=True))
    id: uuid.UUID = Field(unique=True)
    aanleiding: str = Field(sa_type=Text)
    agb_code: str = Field(sa_type=Text)
    wet: str = Field(sa_type=Text)
    gemeente: str = Field(sa_type=Text)
    naar_gemeente: str | None = Field(sa_type=Text)
    programmalijn: str = Field(sa_type=Text)
    jaar: int
    bedrag_cent: int = Field(sa_column=cent())
    regels: int
    berekend_op: dt.datetime = Field(sa_column=moment())


class VerrekeningregelRij(Rij, table=True):
    """One line in a settlement. `versie` counts the settlements of a line per post, so that none is made twice.

    `stand_cent` is what is settled on the post after this one; `bedrag_cent` the part of this one.
    """

    __tablename__ = "verrekeningregel"
    __table_args__ = (Index(None, "verrekening"),)

    bestand_nummer: int = Field(sa_column=Column(BigInteger, primary_key=True, autoincrement=False))
    regel: int = Field(primary_key=True, sa_column_kwargs={"autoincrement": False})
    post: str = Field(sa_type=Text, primary_key=True)
    naar_gemeente: str = Field(sa_type=Text, primary_key=True)
    versie: int = Field(primary_key=True, sa_column_kwargs={"autoincrement": False})
    verrekening: int = Field(sa_type=BigInteger)
    bedrag_cent: int = Field(sa_column=cent())
    stand_cent: int = Field(sa_column=cent())
    reden: str = Field(sa_type=Text)


class WoonplaatsRij(Rij, table=True):
    """Which gemeente is responsible for a client from a day on; of one day the last one counts, none is removed."""

    __tablename__ = "woonplaats"
    __table_args__ = (Index(None, "client"),)

    volgnummer: int = Field(sa_column=Column(BigInteger, Identity(always=True), primary_key=True))
    id: uuid.UUID = Field(unique=True)
    client: bytes = Field(sa_type=LargeBinary)
    wet: str = Field(sa_type=Text)
    gemeente: str = Field(sa_type=Text)
    vanaf: dt.date
    vastgelegd_door: str = Field(sa_type=Text)
    vastgelegd_op: dt.datetime = Field(sa_column=moment())


VERREKENING = Rij.metadata.tables["verrekening"]
VERREKENINGREGEL = Rij.metadata.tables["verrekeningregel"]
WOONPLAATS = Rij.metadata.tables["woonplaats"]
