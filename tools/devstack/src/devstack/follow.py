"""Shows the events on a topic as they come, decoded."""

import asyncio
import itertools
import json
import logging  # noqa: TID251 - only to silence the client
import sys
from collections.abc import Callable
from datetime import UTC, datetime
from typing import Any

from aiokafka import AIOKafkaConsumer
from risb_schemas import UnreadableEventError, decode, load_catalog, to_json

from devstack.errors import DevstackError
from devstack.kafka_admin import existing_topics

# So long without an event is worth a word.
_QUIET_MS = 1500


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


def _aside(text: str) -> None:
    print(text, file=sys.stderr, flush=True)


def follow(
    bootstrap: str,
    topic: str,
    *,
    from_start: bool = True,
    limit: int | None = None,
    show: Callable[[str], None] = print,
    say: Callable[[str], None] = _aside,
) -> None:
    """Show every event on the topic until interrupted, or until `limit` were shown; `say` tells what goes on."""
    logging.getLogger("aiokafka").setLevel(logging.CRITICAL)
    _require_topic(bootstrap, topic)
    say(f"Topic {topic}, {'vanaf het begin' if from_start else 'alleen wat nu komt'}. Stoppen: Ctrl-C.")
    asyncio.run(_follow(bootstrap, topic, from_start=from_start, limit=limit, show=show, say=say))


async def _follow(
    bootstrap: str,
    topic: str,
    *,
    from_start: bool,
    limit: int | None,
    show: Callable[[str], None],
    say: Callable[[str], None],
) -> None:
    # Without a group nobody has to agree on who reads what, and nothing of it stays behind on the broker.
    consumer = AIOKafkaConsumer(
        topic,
        bootstrap_servers=bootstrap,
        group_id=None,
        auto_offset_reset="earliest" if from_start else "latest",
    )
    await consumer.start()
    try:
        shown, told = 0, False
        while limit is None or shown < limit:
            batches = await consumer.getmany(timeout_ms=_QUIET_MS, max_records=limit and limit - shown)
            if not batches and not told:
                say(f"Wacht op nieuwe gebeurtenissen ({shown} getoond) ...")
            told = not batches
            for record in sorted(itertools.chain(*batches.values()), key=lambda record: record.timestamp):
                show(describe(record))
                shown += 1
    finally:
        await consumer.stop()


def _require_topic(bootstrap: str, topic: str) -> None:
    known = existing_topics(bootstrap)
    if topic not in known:
        raise DevstackError(f"Topic '{topic}' bestaat niet.", f"Kies uit: {', '.join(sorted(known))}.")
