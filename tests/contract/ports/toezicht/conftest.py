"""Every port of toezicht in two forms: the fake of the unit tests, and PostgreSQL in a transaction that is undone."""

from collections.abc import AsyncIterator, Callable

import pytest
from chassis.db import engine_for
from devstack.postgres import Postgres
from risb_kern.privacy import Privacy
from sqlalchemy.ext.asyncio import async_sessionmaker
from toezicht.adapters.uow import SqlUow
from toezicht.application.uow import Uow

from tests.builders.toezichtzaken import KLOK
from tests.fakes.toezicht.uow import FakeUow


@pytest.fixture(scope="session")
def ports_url(postgres: Postgres, migrated_template: Callable[[str], str]) -> str:
    return postgres.create_copy("toezicht", "toezicht_poorten", template=migrated_template("toezicht"))


@pytest.fixture(params=["fake", "sql"])
async def uow(request: pytest.FixtureRequest) -> AsyncIterator[Uow]:
    if request.param == "fake":
        yield FakeUow()
        return
    engine = engine_for(request.getfixturevalue("ports_url"))
    async with SqlUow(async_sessionmaker(engine, expire_on_commit=False), KLOK, Privacy(bytes(32))) as work:
        yield work
    await engine.dispose()
