"""What the tables and the reads of every subject are made of."""

import datetime as dt
from typing import Any

from chassis.db import register_tables
from risb_kern.lists import Bereik
from sqlalchemy import (
    BigInteger,
    Column,
    ColumnElement,
    DateTime,
    ForeignKey,
    Integer,
    LargeBinary,
    MetaData,
    Text,
    Uuid,
    cast,
    false,
    or_,
    text,
    true,
)
from sqlalchemy.dialects.postgresql import ARRAY, JSONB, array, insert
from sqlalchemy.ext.asyncio import AsyncSession
from sqlalchemy.orm import registry
from sqlmodel import Field, SQLModel, col

NAMEN = {
    "pk": "%(table_name)s_pk",
    "fk": "%(table_name)s_%(column_0_name)s_fk",
    "uq": "%(table_name)s_%(column_0_N_name)s_uq",
    "ix": "%(table_name)s_%(column_0_N_name)s_ix",
    "ck": "%(table_name)s_%(constraint_name)s_ck",
}


class Rij(SQLModel, registry=registry(metadata=MetaData(naming_convention=NAMEN))):
    """Base of the rows; the domain, not the row, guards what is valid. The metadata belongs to this service alone."""


register_tables(Rij.metadata)


def id_column() -> Any:
    """A primary key that the service made."""
    return Field(sa_column=Column(Uuid, primary_key=True))


def key_column() -> Any:
    """A primary key, or a part of it, that comes from outside."""
    return Field(sa_column=Column(Text, primary_key=True))


def year_column() -> Any:
    """A year as a part of the primary key."""
    return Field(sa_column=Column(Integer, primary_key=True, autoincrement=False))


def text_column(*, naar: str | None = None, leeg: bool = False) -> Any:
    """A text; `naar` is the column that has to know it."""
    verwijzing = [ForeignKey(naar)] if naar else []
    return Field(default=None, sa_column=Column(Text, *verwijzing, nullable=leeg))


def cent_column() -> Any:
    """An amount in eurocents."""
    return Field(default=None, sa_column=Column(BigInteger, nullable=False))


def codes_column(*, leeg: bool = False) -> Any:
    """A list of codes that can be searched."""
    return Field(default=None, sa_column=Column(ARRAY(Text), nullable=leeg))


def moment_column() -> Any:
    """A moment that may be unknown."""
    return Field(default=None, sa_column=Column(DateTime(timezone=True)))


def sealed_column(*, leeg: bool = False) -> Any:
    """What people write, or an aggregate with such texts: encrypted, so that nothing in it can be searched."""
    return Field(default=None, sa_column=Column(LargeBinary, nullable=leeg))


def inhoud_column() -> Any:
    """An aggregate as its own fields; only what is searched, locked or unique stands in a column beside it."""
    return Field(sa_column=Column(JSONB, nullable=False))


async def insert_new(session: AsyncSession, rij: Rij) -> bool:
    """Insert; False when a unique key is taken, also by a transaction that runs at the same time."""
    tabel = type(rij).__table__  # type: ignore[attr-defined]  # SQLModel leaves it untyped
    statement = insert(tabel).values(rij.model_dump()).on_conflict_do_nothing().returning(text("1"))
    return (await session.execute(statement)).first() is not None


def visible(
    bereik: Bereik, *, agb_code: Any = None, gemeente: Any = None, gemeenten: Any = None
) -> ColumnElement[bool]:
    """True for the rows that the caller may see, by the columns that hold their aanbieder, gemeente or gemeenten."""
    if bereik.alles:
        return true()
    eigen: list[ColumnElement[bool]] = []
    if agb_code is not None:
        eigen.append(col(agb_code).in_(sorted(bereik.agb_codes)))
    if gemeente is not None:
        eigen.append(col(gemeente).in_(sorted(bereik.gemeenten)))
    if gemeenten is not None:
        eigen.append(col(gemeenten).op("&&")(cast(array(sorted(bereik.gemeenten)), ARRAY(Text))))
    return or_(false(), *eigen)


def column(field: Any) -> ColumnElement[Any]:
    """The column behind a field of a row, for what orders and searches."""
    found: ColumnElement[Any] = field
    return found


def runs_on(dag: dt.date, begin: Any, einde: Any) -> ColumnElement[bool]:
    """True for rows whose period holds the day, both ends included; without an end until further notice."""
    return (col(begin) <= dag) & (col(einde).is_(None) | (col(einde) >= dag))
