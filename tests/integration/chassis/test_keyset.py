"""Pages in SQL are the same as pages of a sorted list."""

import datetime as dt
import uuid
from typing import Any

import pytest
from chassis.db import engine_for
from chassis.keyset import page, search
from risb_kern.lists import Blad
from sqlalchemy import Column, Date, MetaData, Table, Text, Uuid, insert, select

from tests.conftest import DatabaseUrl

pytestmark = pytest.mark.integratie
DINGEN = Table("ding", MetaData(), Column("id", Uuid, primary_key=True), Column("dag", Date), Column("naam", Text))
ROWS = [
    {"id": uuid.UUID(int=number * 7919), "dag": dt.date(2026, 1, 1 + number % 4), "naam": f"50%_{number}"}
    for number in range(11)
]


@pytest.mark.parametrize("aflopend", [False, True])
@pytest.mark.parametrize("orde", ["id", "dag"])
async def test_pages_in_sql_are_the_pages_of_the_sorted_list(
    database_url: DatabaseUrl, orde: str, aflopend: bool
) -> None:
    names = {"id": ("id",), "dag": ("dag", "id")}[orde]
    expected = sorted(ROWS, key=lambda one: tuple(one[name] for name in names), reverse=aflopend)
    engine = engine_for(database_url("leeg"))
    async with engine.begin() as db:
        await db.run_sync(DINGEN.metadata.create_all)
        await db.execute(insert(DINGEN), ROWS)
        seen: list[dict[str, Any]] = []
        while True:
            na = tuple(seen[-1][name] for name in names) if seen else None
            blad = Blad(na=na, limiet=3, orde=orde, aflopend=aflopend)
            query = page(select(DINGEN), blad, id=[DINGEN.c.id], dag=[DINGEN.c.dag, DINGEN.c.id])
            rows = [dict(one) for one in (await db.execute(query)).mappings()]
            seen += rows[: blad.limiet]
            if len(rows) <= blad.limiet:
                break
    await engine.dispose()
    assert seen == expected


async def test_search_takes_signs_of_sql_as_they_are(database_url: DatabaseUrl) -> None:
    engine = engine_for(database_url("leeg"))
    async with engine.begin() as db:
        await db.run_sync(DINGEN.metadata.create_all)
        await db.execute(
            insert(DINGEN), [*ROWS, {"id": uuid.uuid4(), "dag": dt.date(2026, 1, 1), "naam": "50 procent"}]
        )
        query = search(select(DINGEN.c.naam), Blad(zoek="0%_1"), DINGEN.c.naam)
        found = list((await db.execute(query)).scalars())
    await engine.dispose()
    assert sorted(found) == ["50%_1", "50%_10"]
