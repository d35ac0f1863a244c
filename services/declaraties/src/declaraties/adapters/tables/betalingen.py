"""What is payable."""

import datetime as dt
import uuid

from sqlalchemy import BigInteger, Column, Identity, Text, UniqueConstraint
from sqlmodel import Field

from declaraties.adapters.tables.rij import Rij, cent, moment


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
    bedrag_cent: int = Field(sa_column=cent())
    vervaldatum: dt.date
    gemaakt_op: dt.datetime = Field(sa_column=moment())
