"""The small service of the chassis tests, now with a registry that somebody else made and a door before it to close."""

import asyncio
import os
import uuid
from collections.abc import AsyncIterator, Callable, Iterator
from typing import Any

import httpx
import pytest
from devstack.kafka import Kafka
from devstack.kafka_admin import TopicSpec
from devstack.topics import make_topics
from risb_schemas.registry import ConfluentRegistry

from tests.integration.chassis.conftest import Proef, make_tables


class Deur:
    """A port before the registry: while it is shut nothing answers there."""

    def __init__(self, url: str) -> None:
        self._target = httpx.URL(url)
        self._server: asyncio.Server | None = None
        self._writers: set[asyncio.StreamWriter] = set()
        self._passing: set[asyncio.Future[Any]] = set()
        self._port = 0

    @property
    def url(self) -> str:
        return str(self._target.copy_with(port=self._port))

    async def open(self) -> None:
        self._server = await asyncio.start_server(self._pass, "127.0.0.1", self._port)
        self._port = self._server.sockets[0].getsockname()[1]

    async def shut(self) -> None:
        if self._server is not None:
            self._server.close()
        for writer in self._writers:
            writer.close()
        await asyncio.gather(*self._passing, return_exceptions=True)

    async def _pass(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        far_reader, far_writer = await asyncio.open_connection(self._target.host, self._target.port)
        self._writers |= {writer, far_writer}
        both = asyncio.gather(_copy(reader, far_writer), _copy(far_reader, writer), return_exceptions=True)
        self._passing.add(both)
        await both


async def _copy(source: asyncio.StreamReader, target: asyncio.StreamWriter) -> None:
    while data := await source.read(65_536):
        target.write(data)
        await target.drain()
    target.close()


@pytest.fixture(scope="session")
def register_url() -> str:
    """Where the registry is; without it this folder has nothing to prove, and says so as an error."""
    return os.environ["RISB_REGISTER_URL"]


@pytest.fixture(scope="session", autouse=True)
def register(register_url: str) -> Iterator[httpx.Client]:
    """Plain HTTP to the registry, beside our own client; every subject is FULL_TRANSITIVE as `schemas/` promises."""
    with httpx.Client(base_url=register_url, timeout=20) as client:
        client.put("/config", json={"compatibility": "FULL_TRANSITIVE"}).raise_for_status()
        assert client.get("/config").json()["compatibilityLevel"] == "FULL_TRANSITIVE"
        yield client


@pytest.fixture
async def deur(register_url: str) -> AsyncIterator[Deur]:
    door = Deur(register_url)
    await door.open()
    yield door
    await door.shut()


@pytest.fixture
async def proef(deur: Deur, database_url: Callable[[str], str], kafka: Kafka) -> AsyncIterator[Proef]:
    url = database_url("proef")
    make_tables(url)
    service = Proef(url, kafka.bootstrap, ConfluentRegistry(deur.url))
    yield service
    await service.engine.dispose()


@pytest.fixture
def topic(kafka: Kafka) -> str:
    """A topic, and so a set of subjects, that only this test knows."""
    name = f"proef-{uuid.uuid4().hex[:10]}"
    make_topics(kafka.bootstrap, [TopicSpec(name=name, partitions=1, config={})])
    return name


def put_schema(register: httpx.Client, subject: str, raw: Any) -> httpx.Response:
    """Register by hand, as another team's tool would."""
    return register.post(f"/subjects/{subject}/versions", json={"schema": _text(raw), "schemaType": "AVRO"})


def _text(raw: Any) -> str:
    return httpx.Request("POST", "http://x", json=raw).content.decode()
