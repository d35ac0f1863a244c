"""What leaves a stream: events and dead letters, with the broker before anything says that they were sent."""

import datetime as dt
import uuid
from typing import Any

import structlog
from aiokafka import ConsumerRecord
from chassis.db import OutboxRow, outbox_row
from chassis.events.consumer import dead_letter
from chassis.events.wire import EnvelopeError, headers_of, value_of
from chassis.observability import DODE_LETTERS, VERZONDEN
from risb_kern.events import Event
from risb_schemas import Registry, UnreadableEventError

_DODE_LETTER = uuid.UUID("b4ad46f9-8a8b-5c0c-9d0c-0b0a6f3f8a51")
log = structlog.get_logger()


class Publisher:
    """Sends through the producer of the stream, and waits for the broker."""

    def __init__(self, app: Any, dienst: str, bron: str, registry: Registry | None) -> None:
        self._app = app
        self._dienst = dienst
        self._bron = bron
        self._registry = registry

    async def send(self, event: Event, event_id: uuid.UUID, trace_id: str) -> None:
        """Publish an event under this CloudEvents id."""
        row = outbox_row(event, dt.datetime.now(dt.UTC), trace_id, event_id)
        await self._put(row, value_of(row, self._registry))
        VERZONDEN.labels(self._dienst, row.topic).inc()

    async def put_aside(self, message: Any, error: EnvelopeError | UnreadableEventError) -> None:
        """Keep what cannot be read among the dead letters, with the reason; the same place gives the same id."""
        reason = error.reason if isinstance(error, UnreadableEventError) else "geen-cloudevent"
        place = f"{message.topic}:{message.partition}:{message.offset}"
        row = dead_letter(self._dienst, _record(message), reason, str(error), uuid.uuid5(_DODE_LETTER, place))
        await self._put(row, row.inhoud)
        DODE_LETTERS.labels(self._dienst, message.topic, reason).inc()
        log.error("dead_letter", place=place, reason=reason, detail=str(error))

    async def _put(self, row: OutboxRow, value: bytes | None) -> None:
        headers = dict(headers_of(row, self._bron))
        await self._app.producer.send_and_wait(row.topic, row.sleutel, value, None, None, headers)


def headers_in(message: Any) -> list[tuple[str, bytes]]:
    """The headers of a message of Faust, which gives them in two forms."""
    headers = message.headers or ()
    return list(headers.items() if isinstance(headers, dict) else headers)


def _record(message: Any) -> "ConsumerRecord[bytes, bytes]":
    return ConsumerRecord(
        topic=message.topic,
        partition=message.partition,
        offset=message.offset,
        timestamp=0,
        timestamp_type=0,
        key=message.key,
        value=message.value,
        checksum=None,
        serialized_key_size=-1,
        serialized_value_size=-1,
        headers=headers_in(message),
    )
