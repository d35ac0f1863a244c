"""Reads what is on topics by now, with the correlation id of each event."""

import asyncio
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from aiokafka import AIOKafkaConsumer
from risb_schemas import decode, load_catalog, to_json


@dataclass(frozen=True, slots=True)
class Gezien:
    """One event on a topic."""

    topic: str
    soort: str
    trace: str
    inhoud: dict[str, Any]


def lees_topics(bootstrap: str, topics: Sequence[str]) -> list[Gezien]:
    """Everything on these topics from the beginning until now, per topic in order."""
    return asyncio.run(_lees(bootstrap, topics))


async def _lees(bootstrap: str, topics: Sequence[str]) -> list[Gezien]:
    consumer = AIOKafkaConsumer(*topics, bootstrap_servers=bootstrap, auto_offset_reset="earliest")
    await consumer.start()
    try:
        ends = await consumer.end_offsets(consumer.assignment())
        found: list[Gezien] = []
        while any([await consumer.position(partition) < end for partition, end in ends.items()]):
            for records in (await consumer.getmany(timeout_ms=200)).values():
                found += [_gezien(record) for record in records]
        return found
    finally:
        await consumer.stop()


def _gezien(record: Any) -> Gezien:
    event = decode(load_catalog(), record.value)
    headers = dict(record.headers)
    trace = headers["ce_traceparent"].decode().split("-")[1]
    return Gezien(record.topic, event.schema.name, trace, to_json(event.record))
