"""Toewijzingen and their grounds."""

import datetime as dt

from sqlalchemy import BigInteger, Column, Index, LargeBinary, Text, text
from sqlmodel import Field

from declaraties.adapters.rij import Rij, cent, moment


class ToewijzingRij(Rij, table=True):
    """Newest version of a toewijzing; the last five columns are the state that was published last."""

    __tablename__ = "toewijzing"
    __table_args__ = (
        Index(None, "agb_code", "wet", "gemeente"),
        Index(
            "toewijzing_ongeldig",
            "agb_code",
            "wet",
            "gemeente",
            postgresql_where=text("NOT geldig AND reden_ongeldig IS NOT NULL"),
        ),
        Index(None, "client"),
    )

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
    budget_cent: int | None = Field(sa_column=cent(leeg=True))
    ingangsdatum: dt.date
    einddatum: dt.date | None
    verwijderd: bool
    toewijzingsdatum: dt.date
    toewijzingstijd: int = Field(sa_type=BigInteger)
    grondslag: str | None = Field(sa_type=Text)
    geldig: bool
    reden_ongeldig: str | None = Field(sa_type=Text)
    verplichting_cent: int = Field(sa_column=cent())
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
    vastgelegd_op: dt.datetime = Field(sa_column=moment())


class ToewijzingVersieRij(Rij, table=True):
    """Every version of a toewijzing that was taken in, also a late one; never changed."""

    __tablename__ = "toewijzing_versie"

    gemeente: str = Field(sa_type=Text, primary_key=True)
    wet: str = Field(sa_type=Text, primary_key=True)
    nummer: int = Field(sa_column=Column(BigInteger, primary_key=True, autoincrement=False))
    toewijzingsdatum: dt.date = Field(primary_key=True)
    toewijzingstijd: int = Field(sa_column=Column(BigInteger, primary_key=True, autoincrement=False))
    ingangsdatum: dt.date
    einddatum: dt.date | None
    verwijderd: bool
    bekend_sinds: dt.date


class ClientRij(Rij, table=True):
    """A person: pseudonym, and the number itself encrypted."""

    __tablename__ = "client"

    pseudoniem: bytes = Field(sa_type=LargeBinary, primary_key=True)
    bsn: bytes = Field(sa_type=LargeBinary)


TOEWIJZING = Rij.metadata.tables["toewijzing"]
GRONDSLAG = Rij.metadata.tables["grondslag"]
TOEWIJZING_VERSIE = Rij.metadata.tables["toewijzing_versie"]
CLIENT = Rij.metadata.tables["client"]
