"""Poison and forgery on every topic that a service reads: no forged event has an effect, and good ones always have."""

import asyncio
import dataclasses
import importlib
import os
import time
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

import psycopg
import pytest
from aiokafka import AIOKafkaProducer
from chassis.events.consumer import Consumer
from chassis.observability import configure_logging
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from devstack.kafka import Kafka
from risb_schemas import SIGNATURE, Message, Seal, load_catalog
from risb_schemas.readers import Record

from tests.builders.diensten import settings_for
from tests.builders.gebeurtenissen import gebeurtenis, voorbeeld_van, zegel

from .conftest import nieuwe_uitslag

pytestmark = [pytest.mark.fouten, pytest.mark.timeout(300)]
RONDES = int(os.environ.get("FOUTEN_FEITEN", "60")) // 20
SAME = b"een-sleutel"
REDENEN = {"geen-handtekening", "valse-handtekening", "vreemde-soort", "vreemde-bron", "andere-inhoud"}
Inhoud = dict[str, Any]


def op_sleutel(record: Record, seal: Seal, topic: str = "", **koppen: bytes) -> Record:
    """The event on one key, so that all lie behind each other, signed with this seal."""
    headers = {name: value for name, value in record.headers if name != SIGNATURE} | koppen
    plek = topic or record.topic
    handtekening = seal.sign(Message(topic=plek, key=SAME, headers=headers, value=record.value))
    return dataclasses.replace(record, topic=plek, key=SAME, headers=(*headers.items(), (SIGNATURE, handtekening)))


def vervalsingen(naam: str, topics: list[str]) -> dict[str, Record]:
    """What somebody tries who may write to the broker; the last two even with the key of a service."""
    catalog = load_catalog()
    schema, echt = catalog.newest[naam], gebeurtenis(naam, voorbeeld_van(naam))
    eigen = zegel(schema.service)
    vreemd = Seal(source=eigen.source, key=Ed25519PrivateKey.generate())
    goed = op_sleutel(echt, eigen)
    zonder = tuple(one for one in goed.headers if one[0] != SIGNATURE)
    ander = next(one for one in sorted(catalog.newest.values(), key=lambda one: one.key) if one.key != naam)
    elders = [one for one in topics if one != goed.topic] or ["toezicht-anomalieen"]
    indringer = zegel("subsidies" if schema.service != "subsidies" else "toezicht")
    return {
        "zonder handtekening": dataclasses.replace(goed, headers=zonder),
        "met een eigen sleutel": op_sleutel(echt, vreemd),
        "met een andere inhoud": dataclasses.replace(goed, value=(goed.value or b"")[:-1] + b"!"),
        "als een andere soort": op_sleutel(echt, eigen, ce_type=ander.type.encode()),
        "op een ander topic": op_sleutel(echt, eigen, elders[0]),
        "in naam van een andere dienst": op_sleutel(echt, indringer, ce_source=indringer.source.encode()),
    }


def giftig(inhoud: Mapping[str, Any], sleutel: str) -> Inhoud:
    return {name: f"{one}\x00" if isinstance(one, str) and name != sleutel else one for name, one in inhoud.items()}


@pytest.mark.parametrize("dienst", ["declaraties", "contracting", "toezicht", "subsidies"])
async def test_poison_and_forged_events(
    dienst: str, kafka: Kafka, database_url: Callable[[str], str], tmp_path: Path
) -> None:
    configure_logging()
    url = database_url(dienst)
    settings: Any = settings_for(dienst, url, tmp_path)
    handlers, uow = importlib.import_module(f"{dienst}.bootstrap").build_handlers(settings)
    consumer = Consumer(dienst, handlers, uow, trust=settings.trust(), registry=None)
    uitslag = nieuwe_uitslag(f"gif en vervalsing voor {dienst}")
    goede: set[str] = set()
    async with AIOKafkaProducer(bootstrap_servers=kafka.bootstrap) as producer:
        for _ in range(RONDES):
            for naam in sorted(handlers):
                vals = vervalsingen(naam, consumer.topics())
                schema, sleutel = load_catalog().newest[naam], load_catalog().topic_of[naam].key
                gif = gebeurtenis(naam, giftig(voorbeeld_van(naam), sleutel))
                goed = gebeurtenis(naam, voorbeeld_van(naam))
                eigen = zegel(schema.service)
                rij = [*vals.values(), op_sleutel(gif, eigen), op_sleutel(goed, eigen)]
                uitslag.aantal += len(rij) - 1
                goede.add(dict(goed.headers)["ce_id"].decode())
                for one in rij:
                    await producer.send_and_wait(one.topic, one.value, key=one.key, headers=list(one.headers))
    stop, began = asyncio.Event(), time.monotonic()
    bezig = asyncio.create_task(consumer.run(stop, kafka.bootstrap))
    try:
        async with asyncio.timeout(240):
            while not goede <= (gedaan := await asyncio.to_thread(in_inbox, url)):  # noqa: ASYNC110 -- in a database
                await asyncio.sleep(0.2)
    finally:
        stop.set()
        await bezig
    uitslag.langste_herstel = time.monotonic() - began
    redenen = await asyncio.to_thread(dode_letters, url)
    uitslag.raak = sum(redenen.values())
    uitslag.verloren = len(goede - gedaan)
    assert uitslag.verloren == 0
    assert REDENEN & redenen.keys() >= {"geen-handtekening", "valse-handtekening", "vreemde-bron"}
    assert redenen.keys() <= REDENEN | {"onverwerkbaar", "waarde-ongeldig"}
    assert sum(redenen[one] for one in redenen.keys() & REDENEN) >= 5 * RONDES * len(handlers)


def in_inbox(url: str) -> set[str]:
    with psycopg.connect(url) as verbinding:
        return {str(one) for (one,) in verbinding.execute("SELECT id FROM inbox WHERE uitkomst = 'verwerkt'")}


def dode_letters(url: str) -> dict[str, int]:
    with psycopg.connect(url) as verbinding:
        return dict(
            verbinding.execute("SELECT kop->>'reden', count(*) FROM outbox WHERE topic LIKE '%-dlq' GROUP BY 1")
        )
