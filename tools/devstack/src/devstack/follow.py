"""Shows the events on a topic as they come, decoded."""

import asyncio
import json
import logging  # noqa: TID251 - only to silence the client
import uuid
from collections.abc import Callable
from datetime import UTC, datetime
from typing import Any

from aiokafka import AIOKafkaConsumer
from risb_schemas import UnreadableEventError, decode, load_catalog, to_json

from devstack.errors import DevstackError
from devstack.kafka_admin import existing_topics


def describe(record: Any) -> str:
    """One line for a consumed record: moment, place, key, event, contents as JSON."""
    moment = datetime.fromtimestamp(record.timestamp / 1000, UTC).strftime("%H:%M:%S.%f")[:-3]
    key = (record.key or b"-").decode("utf-8", "replace")
    return f"{moment} {record.topic}[{record.partition}]@{record.offset} {key} {_contents(record.value)}"


def _contents(value: bytes | None) -> str:
    try:
        event = decode(load_catalog(), value)
    except UnreadableEventError as error:
        return f"(onleesbaar: {error}; begin {(value or b'')[:24].hex()})"
    return f"{event.schema.key} {json.dumps(to_json(event.record), ensure_ascii=False)}"


def follow(
    bootstrap: str,
    topic: str,
    *,
    from_start: bool = True,
    limit: int | None = None,
    show: Callable[[str], None] = print,
) -> None:
    """Show every event on the topic until interrupted, or until `limit` were shown."""
    logging.getLogger("aiokafka").setLevel(logging.CRITICAL)
    _require_topic(bootstrap, topic)
    asyncio.run(_follow(bootstrap, topic, from_start=from_start, limit=limit, show=show))


async def _follow(
    bootstrap: str, topic: str, *, from_start: bool, limit: int | None, show: Callable[[str], None]
) -> None:
    consumer = AIOKafkaConsumer(
        topic,
        bootstrap_servers=bootstrap,
        group_id=f"volg-{uuid.uuid4()}",
        enable_auto_commit=False,
        auto_offset_reset="earliest" if from_start else "latest",
    )
    await consumer.start()
    try:
        shown = 0
        async for record in consumer:
            show(describe(record))
            shown += 1
            if shown == limit:
                return
    finally:
        await consumer.stop()


def _require_topic(bootstrap: str, topic: str) -> None:
    known = existing_topics(bootstrap)
    if topic not in known:
        raise DevstackError(f"Topic '{topic}' bestaat niet.", f"Kies uit: {', '.join(sorted(known))}.")
