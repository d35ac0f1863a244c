"""What a service keeps of the events of another: a row per thing, the newest statement counts."""

from collections.abc import Collection, Mapping
from functools import cache

from sqlalchemy import Table, or_
from sqlalchemy.dialects.postgresql import Insert, insert
from sqlalchemy.ext.asyncio import AsyncSession
from sqlmodel import SQLModel


async def upsert_newest(
    session: AsyncSession,
    into: type[SQLModel] | Table,
    values: Mapping[str, object],
    *,
    rang: str | None = None,
    once: Collection[str] = (),
) -> None:
    """Insert the row, or replace what `values` name in the row with the same primary key, but never those of `once`.

    `rang` is the column that tells which statement is newer: an older one changes nothing, whenever it comes. Without
    it the thing is stated once, and a repeat says the same.
    """
    await session.execute(_upsert(into, tuple(values), rang, frozenset(once)), dict(values))


@cache
def _upsert(into: type[SQLModel] | Table, names: tuple[str, ...], rang: str | None, once: frozenset[str]) -> Insert:
    """Made once for each kind of event: to build it costs more than to run it."""
    table = insert(into).table
    statement = insert(table)
    told, key = statement.excluded, [column.name for column in table.primary_key]
    new = {name: told[name] for name in names if name not in {*key, *once}}
    newer = None if rang is None else or_(table.c[rang].is_(None), table.c[rang] <= told[rang])
    return statement.on_conflict_do_update(index_elements=key, set_=new, where=newer)
