"""The anomaly stream falls over again and again while parts come twice and in any order: the same anomalies (R-01)."""

import asyncio
import os
import random
import time
from pathlib import Path

import pytest
from aiokafka import AIOKafkaConsumer
from aiokafka.admin import AIOKafkaAdminClient
from devstack.kafka import Kafka
from devstack.processes import ServiceProcess, wait_until_ready

from tests.builders.toezicht import drie_patronen
from tests.integration.toezicht.detectie.test_stream import luisteraar, producent, starter, verwacht

from .breekbaar import laat_gaan
from .conftest import Uitslag

pytestmark = [pytest.mark.fouten, pytest.mark.timeout(600)]
KILLS = int(os.environ.get("FOUTEN_KILLS", "20"))
DEEL_RAAK = 0.9
GROEP = "toezicht-stream-omvallen"
AANBIEDERS = tuple(f"4248{nummer:04d}" for nummer in range(40))
TOPICS = ("declaraties-prestaties", "contracting-aanbieders")


async def achterstand(bootstrap: str) -> int:
    """Records that the group has not committed."""
    beheer = AIOKafkaAdminClient(bootstrap_servers=bootstrap)
    lezer = AIOKafkaConsumer(*TOPICS, bootstrap_servers=bootstrap)
    await beheer.start()
    await lezer.start()
    try:
        gedaan = await beheer.list_consumer_group_offsets(GROEP)
        einden = await lezer.end_offsets(lezer.assignment())
        return sum(einde - max(0, gedaan[deel].offset if deel in gedaan else 0) for deel, einde in einden.items())
    finally:
        await lezer.stop()
        await beheer.close()


async def _klap(kafka: Kafka, worker: ServiceProcess, uitslag: Uitslag) -> None:
    uitslag.aantal += 1
    worker.kill()
    uitslag.raak += await achterstand(kafka.bootstrap) > 0
    await laat_gaan(kafka.bootstrap, GROEP)
    began = time.monotonic()
    worker.launch()
    await asyncio.to_thread(wait_until_ready, [worker], 120)
    uitslag.langste_herstel = max(uitslag.langste_herstel, time.monotonic() - began)


async def test_stream_of_toezicht_killed(kafka: Kafka, tmp_path: Path, uitslag: Uitslag, rng: random.Random) -> None:
    berichten = [een for agb in AANBIEDERS for een in drie_patronen(agb)]
    doel = verwacht(berichten)
    stroom = [*berichten, *berichten, *berichten]
    rng.shuffle(stroom)
    per_klap = len(stroom) // (KILLS + 1) + 1
    worker = starter(kafka, tmp_path, GROEP)("een")
    await asyncio.to_thread(wait_until_ready, [worker], 120)
    try:
        async with producent(kafka) as stuur, luisteraar(kafka, AANBIEDERS) as gehoord:
            for nummer in range(KILLS):
                await stuur(stroom[nummer * per_klap : (nummer + 1) * per_klap])
                await asyncio.sleep(rng.random() * 0.3)
                await _klap(kafka, worker, uitslag)
            await stuur(stroom[KILLS * per_klap :])
            began = time.monotonic()
            await gehoord.tot(doel, 240)
            uitslag.rust = time.monotonic() - began
            uitslag.verloren = len(doel.keys() - gehoord.actief().keys())
            uitslag.anders = sum(een != doel.get(sleutel) for sleutel, een in gehoord.actief().items())
            assert gehoord.actief() == doel
    finally:
        worker.stop()
    assert uitslag.raak >= DEEL_RAAK * KILLS
