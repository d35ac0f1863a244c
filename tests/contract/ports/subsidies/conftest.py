"""Every port of subsidies in two forms: the fake of the unit tests, and PostgreSQL in a transaction that is undone."""

from collections.abc import AsyncIterator, Callable

import pytest
from chassis.db import engine_for
from devstack.postgres import Postgres
from risb_kern.clock import FixedClock
from risb_kern.privacy import Privacy
from risb_zaak.document_ports import ALGEMEEN
from risb_zaak.documents.objects import objects_at
from risb_zaak.documents.scanner import NoScanner
from risb_zaak.documents.sql import Archief
from sqlalchemy.ext.asyncio import async_sessionmaker
from subsidies.adapters.uow import SqlUow
from subsidies.application.uow import Uow

from tests.builders.subsidies import DAG
from tests.fakes.subsidies.uow import FakeUow


@pytest.fixture(scope="session")
def ports_url(postgres: Postgres, migrated_template: Callable[[str], str]) -> str:
    return postgres.create_copy("subsidies", "subsidies_poorten", template=migrated_template("subsidies"))


@pytest.fixture(params=["fake", "sql"])
async def uow(request: pytest.FixtureRequest) -> AsyncIterator[Uow]:
    if request.param == "fake":
        yield FakeUow()
        return
    engine = engine_for(request.getfixturevalue("ports_url"))
    archief = Archief(
        objects=objects_at("memory:///"), sleutels={ALGEMEEN: bytes(32)}, scanner=NoScanner(), activiteit="urn:proef"
    )
    async with SqlUow(
        async_sessionmaker(engine, expire_on_commit=False), FixedClock(DAG), Privacy(bytes(32)), archief
    ) as work:
        yield work
    await engine.dispose()
