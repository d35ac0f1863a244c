import datetime as dt
import uuid
from typing import Any

from sqlalchemy import Column, Index, Text
from sqlmodel import Field

from contracting.adapters.database import (
    Rij,
    cent_column,
    id_column,
    inhoud_column,
    key_column,
    text_column,
    year_column,
)


class BudgetRij(Rij, table=True):
    """A budget with its version."""

    __tablename__ = "budget"
    gemeente: str = key_column()
    programmalijn: str = key_column()
    jaar: int = year_column()
    bedrag_cent: int = cent_column()
    versie: int


class BoekstukRij(Rij, table=True):
    """The newest known state of a voucher; `rang` compares byte by byte on every server."""

    __tablename__ = "boekstuk"
    soort: str = key_column()
    kenmerk: str = key_column()
    rang: str = Field(sa_column=Column(Text(collation="C"), nullable=False))


class BoekregelRij(Rij, table=True):
    """The lines of the newest state."""

    __tablename__ = "boekregel"
    __table_args__ = (Index("boekregel_jaar_gemeente_ix", "jaar", "gemeente"),)
    soort: str = key_column()
    kenmerk: str = key_column()
    gemeente: str = key_column()
    programmalijn: str = key_column()
    jaar: int = year_column()
    verplicht_cent: int = cent_column()
    betaalbaar_cent: int = cent_column()
    vrijgegeven_cent: int = cent_column()
    geweigerd_cent: int = cent_column()
    post: str = text_column()
    van: dt.date | None
    tot: dt.date | None


class VerdeelregelRij(Rij, table=True):
    """The newest version of a rule to divide by."""

    __tablename__ = "verdeelregel"
    dienst: str = key_column()
    jaar: int = year_column()
    inhoud: dict[str, Any] = inhoud_column()


class KostenverdelingRij(Rij, table=True):
    """A total as it was divided."""

    __tablename__ = "kostenverdeling"
    __table_args__ = (Index("kostenverdeling_dienst_jaar_ix", "dienst", "jaar"),)
    id: uuid.UUID = id_column()
    dienst: str = text_column()
    jaar: int
    inhoud: dict[str, Any] = inhoud_column()


class RamingRij(Rij, table=True):
    """A forecast with its facts and, later, its outcome."""

    __tablename__ = "raming"
    __table_args__ = (
        Index("raming_gemeente_programmalijn_ix", "gemeente", "programmalijn"),
        Index("raming_jaar_ix", "jaar"),
    )
    id: uuid.UUID = id_column()
    gemeente: str = text_column()
    programmalijn: str = text_column()
    jaar: int
    opgesteld_op: dt.date
    afgerekend: bool
    inhoud: dict[str, Any] = inhoud_column()


class FondsboekingRij(Rij, table=True):
    """An entry of the revolverend fonds; `nummer` is the order in which they came."""

    __tablename__ = "fondsboeking"
    id: uuid.UUID = id_column()
    nummer: int = Field(unique=True)
    inhoud: dict[str, Any] = inhoud_column()


class BetaalbaarheidsverslagRij(Rij, table=True):
    """A report to the council."""

    __tablename__ = "betaalbaarheidsverslag"
    id: uuid.UUID = id_column()
    jaar: int
    inhoud: dict[str, Any] = inhoud_column()
