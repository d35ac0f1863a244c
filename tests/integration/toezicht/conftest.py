import dataclasses
import uuid
from collections.abc import AsyncIterator, Awaitable, Callable
from pathlib import Path
from typing import Any

import pytest
from aiokafka import ConsumerRecord
from chassis.events.consumer import Consumer
from toezicht.bootstrap import build_handlers

from tests.builders.diensten import Aanroeper, aanroeper
from tests.builders.toezicht import Bericht, bericht, een_anomalie

Ontvang = Callable[[Bericht], Awaitable[str]]


@pytest.fixture
async def dienst(database_url: Callable[[str], str], tmp_path: Path) -> AsyncIterator[Aanroeper]:
    async with aanroeper("toezicht", database_url("toezicht"), tmp_path) as running:
        yield running


def met_edge(dienst: Aanroeper, **anders: Any) -> None:
    """Wire the routes with something else."""
    dienst.app.state.edge = dataclasses.replace(dienst.app.state.edge, **anders)


@pytest.fixture
def ontvang(dienst: Aanroeper) -> Ontvang:
    """Gives the consumer's own way of handling a record; the answer is its outcome."""
    handlers, uow = build_handlers(dienst.settings)  # type: ignore[arg-type]
    consumer = Consumer("toezicht", handlers, uow, trust=dienst.settings.trust(), registry=None)

    async def een(bericht: Bericht) -> str:
        return await consumer.handle(
            ConsumerRecord(
                topic=bericht.topic,
                partition=0,
                offset=0,
                timestamp=0,
                timestamp_type=0,
                key=bericht.key,
                value=bericht.value,
                checksum=None,
                serialized_key_size=0,
                serialized_value_size=0,
                headers=bericht.headers,
            )
        )

    return een


@pytest.fixture
async def signaal_id(ontvang: Ontvang) -> str:
    """The id of a signal that came in as an anomaly."""
    anomalie = een_anomalie()
    assert await ontvang(bericht("AnomalieGesignaleerd", anomalie)) == "verwerkt"
    return str(anomalie["anomalie_id"])


@pytest.fixture
def rechtmatigheid(dienst: Aanroeper) -> dict[str, str]:
    return dienst.als("toezichthouder-rechtmatigheid", sub="een")


@pytest.fixture
def tweede(dienst: Aanroeper) -> dict[str, str]:
    return dienst.als("toezichthouder-rechtmatigheid", sub="twee")


@pytest.fixture
async def zaak(dienst: Aanroeper, rechtmatigheid: dict[str, str], signaal_id: str) -> dict[str, Any]:
    """An open case from that signal."""
    invoer = {"signaalId": signaal_id, "grond": "Drie regels wijzen dezelfde kant op."}
    antwoord = await dienst.client.post("/v1/zaken", json=invoer, headers=rechtmatigheid)
    assert antwoord.status_code == 201, antwoord.text
    found: dict[str, Any] = antwoord.json()
    return found


@pytest.fixture
def onbekend() -> str:
    return str(uuid.UUID(int=0))
