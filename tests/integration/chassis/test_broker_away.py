"""A broker that dies while a consumer works; a module of its own, because it kills the broker."""

import asyncio
from collections.abc import Mapping
from typing import Any

import pytest
from chassis.db import SqlUnitOfWork
from chassis.events.wire import Envelope
from devstack.kafka import Kafka

from tests.builders.gebeurtenissen import koppen

from .conftest import Proef, until
from .test_delivery import KEY, TOPIC, an_agb, count_effect
from .test_robustness import a_row, has_effects

pytestmark = pytest.mark.integratie


async def test_a_consumer_stops_when_told_though_its_last_commit_finds_no_broker(proef: Proef, broker: Kafka) -> None:
    wanted, entered, go_on, stop = an_agb(), asyncio.Event(), asyncio.Event(), asyncio.Event()

    async def slow(uow: SqlUnitOfWork, data: Mapping[str, Any], envelope: Envelope) -> None:
        entered.set()
        await go_on.wait()
        await count_effect(uow, data, envelope)

    row = a_row(wanted)
    running = asyncio.create_task(proef.consumer({KEY: slow}).run(stop, proef.bootstrap))
    await proef.produce(TOPIC, (row.sleutel, row.inhoud, koppen(row)))
    await asyncio.wait_for(entered.wait(), 30)
    broker.kill()
    go_on.set()
    await until(lambda: has_effects(proef, {wanted}))
    stop.set()
    await asyncio.wait_for(running, 30)
