"""The tables of a case on the real PostgreSQL, as a service has them; and somebody who may do what a service may not."""

import asyncio
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass
from typing import Any, Self

import psycopg
import pytest
from chassis.db import SqlUnitOfWork, engine_for
from devstack.postgres import Postgres
from risb_kern.act import Handeling, act_of
from risb_kern.clock import Clock, SystemClock
from risb_zaak.agenda.sql import SqlAgenda
from risb_zaak.timeline.sql import SqlTimeline
from sqlalchemy import text
from sqlalchemy.ext.asyncio import AsyncEngine, async_sessionmaker

ZAAK = "aanvraag:1"


class SqlUow(SqlUnitOfWork):
    """A unit of work with nothing but timeline and agenda."""

    async def __aenter__(self) -> Self:
        await super().__aenter__()
        self.timeline = SqlTimeline(self.session, self._clock)
        self.agenda = SqlAgenda(self.session)
        return self


@dataclass(slots=True)
class Proef:
    """One database of subsidies, of which only the shared tables are used."""

    url: str
    admin_url: str
    engine: AsyncEngine
    clock: Clock

    def uow(self) -> SqlUow:
        return SqlUow(async_sessionmaker(self.engine, expire_on_commit=False), self.clock)

    @asynccontextmanager
    async def writing(self) -> AsyncIterator[SqlUow]:
        """A unit of work that is committed when the block is through."""
        async with self.uow() as uow:
            yield uow
            await uow.commit()

    @property
    def handeling(self) -> Handeling:
        return act_of(self.clock, "jan")

    async def write(self, zaak: str, *soorten: str) -> None:
        """One act per kind, each in a transaction of its own."""
        for soort in soorten:
            async with self.writing() as uow:
                await uow.timeline.add(zaak, soort, self.handeling, {"soort": soort})

    async def rows(self, query: str) -> list[Any]:
        async with self.uow() as uow:
            return list((await uow.session.execute(text(query))).all())

    def plant(self, *statements: str) -> None:
        """Do what only a superuser can: change what is only added to."""
        with psycopg.connect(self.admin_url) as connection:
            connection.execute("SET session_replication_role = replica")
            for statement in statements:
                connection.execute(statement)


@pytest.fixture
async def proef(postgres: Postgres, database_url: Callable[[str], str]) -> AsyncIterator[Proef]:
    url = database_url("subsidies")
    engine = engine_for(url)
    yield Proef(url, postgres.url(url.rpartition("/")[2]), engine, SystemClock())
    await engine.dispose()


async def until(check: Callable[[], Any], seconds: float = 20) -> None:
    """Wait until the awaited check is true."""
    async with asyncio.timeout(seconds):
        while not await check():  # noqa: ASYNC110 -- the condition lives in a database
            await asyncio.sleep(0.02)
