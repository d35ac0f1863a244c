import datetime as dt
import uuid
from typing import Any

from sqlalchemy import Column, ForeignKey, Index, Integer, Text, Uuid
from sqlmodel import Field

from contracting.adapters.database import (
    Rij,
    cent_column,
    codes_column,
    id_column,
    inhoud_column,
    key_column,
    text_column,
    year_column,
)


class IndexcijferRij(Rij, table=True):
    """One version of a published figure; never updated."""

    __tablename__ = "indexcijfer"
    reeks: str = key_column()
    jaar: int = year_column()
    soort: str = key_column()
    versie: int = Field(sa_column=Column(Integer, primary_key=True, autoincrement=False))
    inhoud: dict[str, Any] = inhoud_column()


class IndexclausuleRij(Rij, table=True):
    """One version of the clause of a perceel; never updated."""

    __tablename__ = "indexclausule"
    perceel_code: str = Field(sa_column=Column(Text, ForeignKey("perceel.code"), primary_key=True))
    versie: int = Field(sa_column=Column(Integer, primary_key=True, autoincrement=False))
    inhoud: dict[str, Any] = inhoud_column()


class IndexeringRij(Rij, table=True):
    """An indexation without its lines."""

    __tablename__ = "indexering"
    __table_args__ = (
        Index("indexering_jaar_ix", "jaar"),
        Index("indexering_percelen_ix", "percelen", postgresql_using="gin"),
    )
    id: uuid.UUID = id_column()
    jaar: int
    percelen: list[str] = codes_column()
    status: str = text_column()
    inhoud: dict[str, Any] = inhoud_column()


class IndexregelRij(Rij, table=True):
    """A line of an indexation; only its status changes."""

    __tablename__ = "indexregel"
    __table_args__ = (Index("indexregel_indexering_id_deel_ix", "indexering_id", "deel"),)
    indexering_id: uuid.UUID = Field(sa_column=Column(Uuid, ForeignKey("indexering.id"), primary_key=True))
    nummer: int = Field(sa_column=Column(Integer, primary_key=True, autoincrement=False))
    deel: int
    status: str = text_column()
    overeenkomst_id: uuid.UUID = Field(sa_column=Column(Uuid, ForeignKey("overeenkomst.id"), nullable=False))
    agb_code: str = text_column()
    berekening: int
    van: dt.date
    tot: dt.date | None = None
    was_cent: int = cent_column()
    wordt_cent: int = cent_column()
    basis_id: uuid.UUID | None = Field(default=None, sa_column=Column(Uuid, ForeignKey("prijs.id")))
    productcode: str | None = text_column(leeg=True)
    gemeenten: list[str] = codes_column()
