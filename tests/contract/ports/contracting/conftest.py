"""Contracting in memory and on PostgreSQL; every promise of a port is tested on both."""

from collections.abc import AsyncIterator, Callable

import pytest
from chassis.db import engine_for
from contracting.adapters.uow import SqlUow
from contracting.application.uow import Uow
from risb_kern.clock import FixedClock
from risb_kern.privacy import Privacy
from sqlalchemy.ext.asyncio import async_sessionmaker

from tests.builders.contracting import AGB, ANDERE_AGB, DAG, aanbieder, perceel
from tests.fakes.contracting.uow import FakeUow


@pytest.fixture(params=["fake", "sql"])
async def uow(request: pytest.FixtureRequest) -> AsyncIterator[Uow]:
    if request.param == "fake":
        yield FakeUow()
        return
    database_url: Callable[[str], str] = request.getfixturevalue("database_url")
    engine = engine_for(database_url("contracting"))
    async with SqlUow(async_sessionmaker(engine, expire_on_commit=False), FixedClock(DAG), Privacy(bytes(32))) as uow:
        yield uow
    await engine.dispose()


@pytest.fixture
async def ingekocht(uow: Uow) -> Uow:
    """With two registered aanbieders and a perceel."""
    for agb_code, naam in ((AGB, "Zorggroep Voorbeeld"), (ANDERE_AGB, "Anders & Zonen")):
        await uow.aanbieders.add(aanbieder(agb_code=agb_code, naam=naam))
    await uow.percelen.add(perceel())
    return uow
