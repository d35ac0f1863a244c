import itertools
from collections.abc import AsyncIterator, Callable

import pytest
from chassis.db import engine_for
from risb_kern.projections import upsert_newest
from sqlalchemy import Column, Integer, MetaData, Table, Text, select
from sqlalchemy.ext.asyncio import AsyncSession, async_sessionmaker

pytestmark = pytest.mark.integratie
STAND = Table(
    "stand",
    MetaData(),
    Column("sleutel", Text, primary_key=True),
    Column("eerst", Text),
    Column("waarde", Text),
    Column("rang", Integer),
)


@pytest.fixture
async def session(database_url: Callable[[str], str]) -> AsyncIterator[AsyncSession]:
    engine = engine_for(database_url("proef"))
    async with engine.begin() as connection:
        await connection.run_sync(STAND.create)
    async with async_sessionmaker(engine)() as session:
        yield session
    await engine.dispose()


async def rows(session: AsyncSession) -> list[tuple[object, ...]]:
    return [tuple(row) for row in await session.execute(select(STAND))]


async def test_the_newest_statement_counts_in_every_order_of_arrival(session: AsyncSession) -> None:
    for number, order in enumerate(itertools.permutations(range(3))):
        for rang in order:
            values = {"sleutel": str(number), "waarde": f"van {rang}", "rang": rang}
            await upsert_newest(session, STAND, values, rang="rang")
    assert {row[2:] for row in await rows(session)} == {("van 2", 2)}


async def test_a_row_that_was_never_ranked_takes_the_first_statement(session: AsyncSession) -> None:
    await upsert_newest(session, STAND, {"sleutel": "a", "eerst": "andere helft"})
    await upsert_newest(session, STAND, {"sleutel": "a", "waarde": "x", "rang": 1}, rang="rang")
    assert await rows(session) == [("a", "andere helft", "x", 1)]


async def test_what_is_stated_once_is_not_replaced(session: AsyncSession) -> None:
    for waarde in ("x", "y"):
        await upsert_newest(session, STAND, {"sleutel": "a", "eerst": waarde, "waarde": waarde}, once=["eerst"])
    assert await rows(session) == [("a", "x", "y", None)]
