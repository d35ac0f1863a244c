"""What leaves a stream: events and dead letters, with the broker before anything says that they were sent."""

import datetime as dt
import uuid
from typing import Any

import structlog
from aiokafka import TopicPartition
from chassis.db import outbox_row
from chassis.events.wire import dead_letter, signed_headers, value_of
from chassis.observability import DODE_LETTERS, VERZONDEN
from risb_kern.events import Event
from risb_kern.events.letters import detail_of, reason_of
from risb_kern.events.wire import OutboxRow
from risb_schemas import Registry, Seal
from risb_schemas.readers import record_at

_DODE_LETTER = uuid.UUID("b4ad46f9-8a8b-5c0c-9d0c-0b0a6f3f8a51")
log = structlog.get_logger()


class Publisher:
    """Sends through the producer of the stream, and waits for the broker."""

    def __init__(self, app: Any, dienst: str, seal: Seal, registry: Registry | None) -> None:
        self._app = app
        self._dienst = dienst
        self._seal = seal
        self._registry = registry

    async def send(self, event: Event, event_id: uuid.UUID, trace_id: str) -> None:
        """Publish an event under this CloudEvents id."""
        row = outbox_row(event, dt.datetime.now(dt.UTC), trace_id, event_id)
        await self._put(row, value_of(row, self._registry))
        VERZONDEN.labels(self._dienst, row.topic).inc()

    async def put_aside(self, message: Any, error: Exception) -> None:
        """Keep what cannot be used among the dead letters, with the reason; the same place gives the same id."""
        reason = reason_of(error)
        place = f"{message.topic}:{message.partition}:{message.offset}"
        partition = TopicPartition(message.topic, message.partition)
        record = record_at(partition, message.offset, key=message.key, value=message.value, headers=headers_in(message))
        row = dead_letter(self._dienst, record, error, uuid.uuid5(_DODE_LETTER, place))
        await self._put(row, row.inhoud)
        DODE_LETTERS.labels(self._dienst, message.topic, reason).inc()
        log.error("dead_letter", place=place, reason=reason, detail=detail_of(error))

    async def _put(self, row: OutboxRow, value: bytes | None) -> None:
        headers = dict(signed_headers(row, value, self._seal))
        await self._app.producer.send_and_wait(row.topic, row.sleutel, value, None, None, headers)


def headers_in(message: Any) -> list[tuple[str, bytes]]:
    """The headers of a message of Faust, which gives them in two forms."""
    headers = message.headers or ()
    return list(headers.items() if isinstance(headers, dict) else headers)
