"""A small service of its own on the chassis, with a real broker and a real database."""

import asyncio
import uuid
from collections.abc import AsyncIterator, Callable, Iterator, Mapping
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Any

import pytest
from aiokafka import AIOKafkaConsumer, AIOKafkaProducer
from chassis.db import SqlUnitOfWork, engine_for, register_tables
from chassis.events.consumer import Consumer, Handler
from chassis.events.relay import Relay
from devstack.kafka import Kafka
from devstack.topics import make_topics, wanted_topics
from risb_kern.clock import SystemClock
from risb_kern.events import Event
from risb_schemas import Registry
from sqlalchemy import Column, Integer, MetaData, Table, Text, create_engine, text
from sqlalchemy.ext.asyncio import async_sessionmaker

from tests.builders.gebeurtenissen import vertrouwen, zegel

# The small service publishes what contracting does, so that it may use its topics, schemas and key.
DIENST = "contracting"
DLQ = f"{DIENST}-dlq"
SOURCE = "urn:nld:oin:00000099000000000000:systeem:contracting"


@pytest.fixture(scope="module")
def broker(engine_dir: Path) -> Iterator[Kafka]:
    with Kafka(engine_dir / f"kafka-{uuid.uuid4().hex[:8]}") as kafka:
        make_topics(kafka.bootstrap, wanted_topics())
        yield kafka


class Proef:
    """The pieces of the small service: database, relay, consumer, and a table that counts effects."""

    def __init__(self, url: str, bootstrap: str, registry: Registry | None = None) -> None:
        self.url = url
        self.registry = registry
        self.bootstrap = bootstrap
        self.engine = engine_for(url)
        self._sessions = async_sessionmaker(self.engine, expire_on_commit=False)

    def uow(self) -> SqlUnitOfWork:
        return SqlUnitOfWork(self._sessions, SystemClock())

    async def emit(self, *events: Event) -> None:
        async with self.uow() as uow:
            for event in events:
                uow.emit(event)
            await uow.commit()

    def consumer(self, handlers: Mapping[str, Handler[Any]]) -> Consumer:
        return Consumer(DIENST, handlers, self.uow, trust=vertrouwen(), registry=self.registry)

    def relay(self, producent: str = "contracting") -> Relay:
        return Relay(DIENST, self.url, self.bootstrap, zegel(producent), self.registry)

    async def rows(self, query: str) -> list[Any]:
        async with self.uow() as uow:
            return list((await uow.session.execute(text(query))).all())

    @asynccontextmanager
    async def running(
        self, handlers: Mapping[str, Handler[Any]] | None = None, producent: str = "contracting"
    ) -> AsyncIterator[None]:
        """Run the relay (and a consumer when there are handlers) for the block."""
        stop = asyncio.Event()
        tasks = [asyncio.create_task(self.relay(producent).run(stop))]
        if handlers is not None:
            tasks.append(asyncio.create_task(self.consumer(handlers).run(stop, self.bootstrap)))
        try:
            yield
        finally:
            stop.set()
            await asyncio.gather(*tasks)

    async def produce(self, topic: str, *records: tuple[bytes | None, bytes | None, list[tuple[str, bytes]]]) -> None:
        producer = AIOKafkaProducer(bootstrap_servers=self.bootstrap)
        await producer.start()
        for key, value, headers in records:
            await producer.send_and_wait(topic, value, key=key, headers=headers)
        await producer.stop()

    async def read(self, topic: str, count: int, seconds: float = 20) -> list[Any]:
        """The first `count` records of a topic from its beginning."""
        reader = AIOKafkaConsumer(topic, bootstrap_servers=self.bootstrap, auto_offset_reset="earliest")
        await reader.start()
        try:
            found: list[Any] = []
            async with asyncio.timeout(seconds):
                while len(found) < count:
                    for records in (await reader.getmany(timeout_ms=200)).values():
                        found += records
            return found
        finally:
            await reader.stop()


@pytest.fixture
async def proef(database_url: Callable[[str], str], broker: Kafka) -> AsyncIterator[Proef]:
    url = database_url("proef")
    make_tables(url)
    service = Proef(url, broker.bootstrap)
    yield service
    await service.engine.dispose()


def make_tables(url: str) -> None:
    """The technical tables of every service, and the one that counts effects."""
    metadata = MetaData()
    register_tables(metadata)
    Table("effect", metadata, Column("agb_code", Text, primary_key=True), Column("aantal", Integer, nullable=False))
    engine = create_engine(url.replace("postgresql://", "postgresql+psycopg://"))
    metadata.create_all(engine)
    engine.dispose()


async def until(check: Callable[[], Any], seconds: float = 20) -> None:
    """Wait until the awaited check is true."""
    async with asyncio.timeout(seconds):
        while not await check():  # noqa: ASYNC110 -- the condition lives in a database or broker
            await asyncio.sleep(0.05)
