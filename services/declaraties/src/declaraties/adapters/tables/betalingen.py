"""What is payable."""

import datetime as dt
import uuid

from sqlalchemy import BigInteger, Column, Identity, Text, UniqueConstraint
from sqlmodel import Field

from declaraties.adapters.tables.rij import Rij, cent, moment


class BetaalopdrachtRij(Rij, table=True):
    """A payable per source, programme line and year; the message only where it comes from one."""

    __tablename__ = "betaalopdracht"
    __table_args__ = (
        UniqueConstraint("soort", "bron_id", "programmalijn", "jaar"),
        UniqueConstraint("volgnummer"),
    )

    id: uuid.UUID = Field(primary_key=True)
    volgnummer: int = Field(sa_column=Column(BigInteger, Identity(always=True), nullable=False))
    soort: str = Field(sa_type=Text)
    bron_id: uuid.UUID
    bestand_nummer: int | None = Field(sa_type=BigInteger)
    bestand_id: uuid.UUID | None
    agb_code: str = Field(sa_type=Text, index=True)
    gemeente: str = Field(sa_type=Text)
    wet: str = Field(sa_type=Text)
    programmalijn: str = Field(sa_type=Text)
    jaar: int
    bedrag_cent: int = Field(sa_column=cent())
    vervaldatum: dt.date
    gemaakt_op: dt.datetime = Field(sa_column=moment())
