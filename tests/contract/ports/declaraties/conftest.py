"""Declaraties in memory and on PostgreSQL; every promise of a port is tested on both."""

from collections.abc import AsyncIterator, Callable

import pytest
from chassis.db import engine_for
from declaraties.adapters.uow import SqlUow
from declaraties.application.uow import Uow
from risb_kern.clock import FixedClock
from risb_kern.privacy import Privacy
from sqlalchemy.ext.asyncio import async_sessionmaker

from tests.builders.declaraties import KLOK
from tests.fakes.declaraties.uow import FakeUow


@pytest.fixture(params=["fake", "sql"])
async def uow(request: pytest.FixtureRequest) -> AsyncIterator[Uow]:
    if request.param == "fake":
        yield FakeUow()
        return
    database_url: Callable[[str], str] = request.getfixturevalue("database_url")
    engine = engine_for(database_url("declaraties"))
    sessions = async_sessionmaker(engine, expire_on_commit=False)
    async with SqlUow(sessions, FixedClock(KLOK), Privacy(b"\x07" * 32)) as uow:
        yield uow
    await engine.dispose()
