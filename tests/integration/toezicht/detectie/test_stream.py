"""The real stream on a real broker: workers that die and return, events that come twice and in any order."""

import asyncio
import random
import time
from collections.abc import AsyncIterator, Callable, Iterator, Sequence
from contextlib import asynccontextmanager
from dataclasses import asdict, replace
from pathlib import Path
from typing import Any

import pytest
from aiokafka import AIOKafkaConsumer, AIOKafkaProducer
from devstack.kafka import Kafka
from devstack.ports import free_port
from devstack.processes import ServiceProcess, wait_until_ready
from devstack.topics import make_topics, wanted_topics
from risb_kern.trace import parse_traceparent
from risb_schemas import decode, load_catalog

from tests.builders.gebeurtenissen import ondertekend
from tests.builders.toezicht import TRACE, Bericht, Regel, bericht, drie_patronen, prestaties
from tests.unit.toezicht.detectie.test_dossier import actief

pytestmark = [pytest.mark.integratie, pytest.mark.timeout(120)]
AANBIEDERS = tuple(f"4249000{nummer}" for nummer in range(6))


def starter(kafka: Kafka, folder: Path, groep: str) -> Callable[[str], ServiceProcess]:
    """Gives `start("een")`: a worker of the stream as a process of its own."""

    def start(naam: str) -> ServiceProcess:
        poort = free_port()
        values = {
            "OMGEVING": "ontwikkeling",
            "DATABASE_URL": "postgresql://niet@127.0.0.1:1/gebruikt",
            "KAFKA_BOOTSTRAP": kafka.bootstrap,
            "OIDC_ISSUER": "niet-gebruikt",
            "OIDC_JWKS_URL": "niet-gebruikt",
            "API_PORT": "0",
            "BEHEER_PORT": str(poort),
            "GEGEVENSSLEUTEL": "A" * 43 + "=",
            "OPSLAG_DIR": str(folder),
            "STREAM_GROEP": groep,
        }
        env = {f"TOEZICHT_{name}": value for name, value in values.items()}
        proces = ServiceProcess("toezicht", "stream", env=env, management_port=poort, log=folder / f"{naam}.log")
        proces.launch()
        return proces

    return start


@asynccontextmanager
async def producent(kafka: Kafka) -> AsyncIterator[Callable[[Sequence[Bericht]], Any]]:
    async with AIOKafkaProducer(bootstrap_servers=kafka.bootstrap) as producer:

        async def stuur(berichten: Sequence[Bericht]) -> None:
            for one in berichten:
                await producer.send(one.topic, one.value, key=one.key, headers=one.headers)
            await producer.flush()

        yield stuur


class Luisteraar:
    """What stands on the topic for some aanbieders: the last word on every anomaly."""

    def __init__(self, consumer: Any, agb_codes: Sequence[str]) -> None:
        self._consumer = consumer
        self._agb_codes = set(agb_codes)
        self.stand: dict[str, dict[str, Any]] = {}
        self.koppen: list[dict[str, bytes]] = []

    async def lees(self, seconden: float) -> None:
        batches = await self._consumer.getmany(timeout_ms=int(seconden * 1000))
        for records in batches.values():
            for record in records:
                inhoud = decode(load_catalog(), record.value).record
                if inhoud["agb_code"] in self._agb_codes:
                    assert record.key == inhoud["agb_code"].encode()
                    self.stand[inhoud["anomalie_id"]] = inhoud
                    self.koppen.append(dict(record.headers))

    def actief(self) -> dict[str, dict[str, Any]]:
        return {sleutel: one for sleutel, one in self.stand.items() if one["stand"] == "actief"}

    async def tot(self, verwacht: dict[str, dict[str, Any]], seconden: float = 110) -> None:
        einde = time.monotonic() + seconden
        while self.actief() != verwacht and time.monotonic() < einde:
            await self.lees(0.3)


@asynccontextmanager
async def luisteraar(kafka: Kafka, agb_codes: Sequence[str]) -> AsyncIterator[Luisteraar]:
    async with AIOKafkaConsumer(
        "toezicht-anomalieen", bootstrap_servers=kafka.bootstrap, auto_offset_reset="earliest"
    ) as consumer:
        yield Luisteraar(consumer, agb_codes)


def verwacht(berichten: Sequence[Bericht]) -> dict[str, dict[str, Any]]:
    """The same outcome from the pure fold, as it would lie on the topic."""
    gevouwen = {sleutel: asdict(one) for sleutel, one in actief(berichten).items()}
    return {
        sleutel: {**one, "feiten": list(one["feiten"]), "gebeurtenissen": list(one["gebeurtenissen"])}
        for sleutel, one in gevouwen.items()
    }


# The terms of its waits together, on a machine that is busy; each ends as soon as what it waits for is there.
@pytest.mark.timeout(420)
async def test_killed_workers_and_repeated_events_leave_the_same_anomalies(kafka: Kafka, tmp_path: Path) -> None:
    berichten = [one for agb in AANBIEDERS for one in drie_patronen(agb)]
    doel = verwacht(berichten)
    assert len(doel) == 3 * len(AANBIEDERS)
    toeval = random.Random(7)
    herhaald = [*berichten, *berichten]
    toeval.shuffle(herhaald)
    start = starter(kafka, tmp_path, "toezicht-stream-proef")
    workers = [start("een")]
    try:
        async with producent(kafka) as stuur, luisteraar(kafka, AANBIEDERS) as gehoord:
            await stuur(herhaald[: len(berichten)])
            einde = time.monotonic() + 60
            while not gehoord.stand and time.monotonic() < einde:
                await gehoord.lees(0.3)
            workers[0].kill()
            workers += [start("twee"), start("drie")]
            await stuur(herhaald[len(berichten) :])
            await gehoord.tot(doel, 200)
            # Partitions move once more when the last worker joins; that must change nothing either.
            await asyncio.to_thread(wait_until_ready, workers[1:], 120)
            await gehoord.lees(2)
            assert gehoord.actief() == doel
            assert {parse_traceparent(one["ce_traceparent"].decode()) for one in gehoord.koppen} == {TRACE}
            assert {one["ce_type"] for one in gehoord.koppen} == {b"nl.toezichtzaken.anomalie-gesignaleerd.v1"}
    finally:
        for worker in workers:
            worker.ask_to_stop()
        codes = [worker.stop() for worker in workers[1:]]
    assert codes == [0, 0]


@pytest.fixture
def een_partitie(engine_dir: Path) -> Iterator[Kafka]:
    with Kafka(engine_dir / "kafka-een-partitie") as broker:
        make_topics(broker.bootstrap, [replace(one, partitions=1) for one in wanted_topics()])
        yield broker


async def test_one_partition_gives_the_same_and_what_cannot_be_read_is_put_aside(
    een_partitie: Kafka, tmp_path: Path
) -> None:
    berichten = [one for agb in AANBIEDERS for one in reversed(drie_patronen(agb))]
    koppen = ondertekend("declaraties-prestaties", b"x", b"onzin", berichten[1].headers)
    vreemd = Bericht("declaraties-prestaties", b"x", b"onzin", koppen)
    naamloos = Bericht("declaraties-prestaties", b"x", berichten[0].value, [])
    anders = bericht("PrestatiesBeoordeeld", prestaties([Regel()], agb="42490009"))
    worker = starter(een_partitie, tmp_path, "toezicht-stream")("een")
    try:
        async with producent(een_partitie) as stuur, luisteraar(een_partitie, AANBIEDERS) as gehoord:
            await stuur([vreemd, *berichten[:9], naamloos, anders, *berichten[9:]])
            doel = verwacht(berichten)
            await gehoord.tot(doel)
            assert gehoord.actief() == doel
        async with AIOKafkaConsumer(
            "toezicht-dlq", bootstrap_servers=een_partitie.bootstrap, auto_offset_reset="earliest"
        ) as consumer:
            dood = [await asyncio.wait_for(anext(consumer), 20) for _ in range(2)]
    finally:
        worker.stop()
    assert [dict(one.headers)["reden"] for one in dood] == [b"onbekende-codering", b"geen-cloudevent"]
    assert [one.value for one in dood] == [b"onzin", berichten[0].value]
