"""Judged lines and the persons in them."""

import datetime as dt

from sqlalchemy import BigInteger, Column, LargeBinary, Text
from sqlmodel import Field

from declaraties.adapters.tables.rij import Rij, cent


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
    volume_maximum: int = Field(sa_column=cent())
    eenheid: str = Field(sa_type=Text)
    tarief: int | None
    bedrag: int
    credit: bool
    goedgekeurd: bool
    retourcodes: str = Field(sa_type=Text)


class ClientRij(Rij, table=True):
    """A person: pseudonym, and the number itself encrypted."""

    __tablename__ = "client"

    pseudoniem: bytes = Field(sa_type=LargeBinary, primary_key=True)
    bsn: bytes = Field(sa_type=LargeBinary)
