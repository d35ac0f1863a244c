"""Kafka to a service's database: the effect and the mark that it happened in one transaction, the offset last."""

import asyncio
import contextlib
import datetime as dt
import time
import uuid
from collections.abc import Awaitable, Callable, Mapping
from typing import Any, TypeVar

import structlog
from aiokafka import AIOKafkaConsumer, ConsumerRecord, TopicPartition
from aiokafka.errors import CommitFailedError, IllegalStateError, KafkaError
from risb_kern.errors import DomainError
from risb_kern.trace import current_trace_id, traceparent, tracing
from risb_schemas import Decoded, Registry, UnreadableEventError, decode, load_catalog
from sqlalchemy import text

from chassis.db import OutboxRow, SqlUnitOfWork
from chassis.events.wire import Envelope, EnvelopeError, read_envelope, text_of
from chassis.loop import LONG, unless, until_stopped
from chassis.observability import ACHTERSTAND, DODE_LETTERS, GEPAUZEERD, VERWERKT

log = structlog.get_logger()
U = TypeVar("U", bound=SqlUnitOfWork)
Handler = Callable[[U, Mapping[str, Any], Envelope], Awaitable[None]]
DEAD_LETTER_TYPE = "nl.risb.dode-letter.v1"
MAX_DEAD_IN_A_ROW = 500
_NAMESPACE = uuid.UUID("6f1d2f0a-6b57-5f0e-9a53-0d6f1c1b2f3e")
_MAX_BACKOFF = 30.0
_PATIENCE_SECONDS = 10.0
_SHORT = 0.2
_INSERT_INBOX = (
    "INSERT INTO inbox (bron, id, type, uitkomst, tijd) VALUES (:bron, :id, :type, :uitkomst, now())"
    " ON CONFLICT DO NOTHING RETURNING 1"
)


class TooManyDeadLettersError(Exception):
    """So many unreadable messages in a row that the deployment, not the data, must be wrong."""


class Consumer:
    """Handles the events of a service; `handlers` is keyed by event name and version (`AanbiederToegelaten.v1`)."""

    def __init__(
        self,
        dienst: str,
        handlers: Mapping[str, Handler[Any]],
        uow: Callable[[], SqlUnitOfWork],
        registry: Registry | None,
    ) -> None:
        self._dienst = dienst
        self._handlers = handlers
        self._uow = uow
        self._registry = registry
        self._resume_at: dict[TopicPartition, float] = {}
        self._attempts: dict[TopicPartition, int] = {}
        self._quiet = _SHORT
        self._dead_in_a_row = 0
        self.last_poll = 0.0

    def topics(self) -> list[str]:
        """The topics that carry the handled events."""
        catalog = load_catalog()
        return sorted({catalog.topic_of[event].name for event in self._handlers})

    async def run(self, stop: asyncio.Event, bootstrap: str) -> None:
        """Consume until `stop`; a broker that is away is waited for."""
        await until_stopped(
            stop, lambda: self._session(stop, bootstrap), "consumer_interrupted", away=(KafkaError, OSError)
        )

    async def _session(self, stop: asyncio.Event, bootstrap: str) -> None:
        consumer = AIOKafkaConsumer(
            *self.topics(),
            bootstrap_servers=bootstrap,
            group_id=self._dienst,
            enable_auto_commit=False,
            auto_offset_reset="earliest",
            session_timeout_ms=6000,
            heartbeat_interval_ms=2000,
            # How long the broker holds a question that it has no answer to; an event is answered with at once.
            fetch_max_wait_ms=2000,
            # Everything that the client's own loop waits for wakes it; this is how often it looks without a reason.
            consumer_timeout_ms=int(1000 * LONG),
            max_partition_fetch_bytes=4_000_000,
        )
        self._resume_at.clear()
        self._quiet = _SHORT
        try:
            await consumer.start()
            while not stop.is_set():
                await self._poll(stop, consumer)
        finally:
            await _stop(consumer)

    async def _poll(self, stop: asyncio.Event, consumer: AIOKafkaConsumer) -> None:
        self._resume(consumer)
        milliseconds = int(1000 * self._longest_wait())
        batches = await unless(stop, consumer.getmany(timeout_ms=milliseconds, max_records=500)) or {}
        self.last_poll = time.monotonic()
        self._quiet = _SHORT if batches else min(LONG, 2 * self._quiet)
        for partition, records in batches.items():
            # The group may have given the partition to another member while we handled the one before it.
            if partition in consumer.assignment():
                await self._partition(consumer, partition, records)
        for partition in consumer.assignment():
            await self._measure(consumer, partition)

    async def _partition(
        self, consumer: AIOKafkaConsumer, partition: TopicPartition, records: list[ConsumerRecord[bytes, bytes]]
    ) -> None:
        done = None
        for record in records:
            try:
                await self.handle(record)
            except TooManyDeadLettersError:
                raise
            except Exception as error:  # noqa: BLE001 -- whatever it is, the event stays and is tried again
                self._pause(consumer, partition, record.offset, error)
                break
            done = record.offset + 1
            self._attempts.pop(partition, None)
        if done is not None:
            await self._commit(consumer, partition, done)

    async def _commit(self, consumer: AIOKafkaConsumer, partition: TopicPartition, done: int) -> None:
        try:
            # The client itself waits for a broker for ever, also when the process has to stop.
            await asyncio.wait_for(consumer.commit({partition: done}), _PATIENCE_SECONDS)
        except (CommitFailedError, IllegalStateError) as error:
            # Whoever has the partition now reads these events again and finds our marks in the inbox.
            log.warning("commit_left_to_the_next_owner", topic=partition.topic, error=type(error).__name__)

    async def handle(self, record: "ConsumerRecord[bytes, bytes]") -> str:
        """Handle one record and give its outcome; raises only what deserves another try."""
        try:
            envelope = read_envelope(record.headers)
            decoded = await self._decode(record.value)
        except (EnvelopeError, UnreadableEventError) as error:
            outcome = await self._dead_letter(record, error)
        else:
            self._dead_in_a_row = 0
            handler = self._handlers.get(decoded.schema.key)
            outcome = "genegeerd"
            if handler is not None:
                with tracing(envelope.trace_id):
                    outcome = await self._effect(handler, decoded.record, envelope)
        VERWERKT.labels(self._dienst, record.topic, outcome).inc()
        return outcome

    async def _decode(self, value: bytes | None) -> Decoded:
        if self._registry is None:
            return decode(load_catalog(), value)
        # The registry's client blocks, and a blocked loop sends no heartbeats: the group would throw us out.
        return await asyncio.to_thread(decode, load_catalog(), value, self._registry)

    async def _effect(self, handler: Handler[Any], data: Mapping[str, Any], envelope: Envelope) -> str:
        mark = {"bron": envelope.source, "id": envelope.id, "type": envelope.type}
        try:
            async with self._uow() as uow:
                if not await _first_time(uow, {**mark, "uitkomst": "verwerkt"}):
                    return "dubbel"
                await handler(uow, data, envelope)
                await uow.commit()
        except DomainError as refusal:
            log.warning("event_refused", type=envelope.type, event_id=str(envelope.id), slug=refusal.slug)
            async with self._uow() as uow:
                await _first_time(uow, {**mark, "uitkomst": f"geweigerd: {refusal.slug}"})
                await uow.commit()
            return "geweigerd"
        return "verwerkt"

    async def _dead_letter(self, record: "ConsumerRecord[bytes, bytes]", error: Exception) -> str:
        """Put the record aside once, by way of the outbox, with the reason and where it came from."""
        reason = error.reason if isinstance(error, UnreadableEventError) else "geen-cloudevent"
        place = f"{record.topic}:{record.partition}:{record.offset}"
        row = dead_letter(self._dienst, record, reason, str(error), uuid.uuid5(_NAMESPACE, place))
        async with self._uow() as uow:
            mark = {"bron": f"kafka:{record.topic}", "id": row.id, "type": row.type, "uitkomst": "dode_letter"}
            if await _first_time(uow, mark):
                uow.emit_row(row)
                await uow.commit()
        self._dead_in_a_row += 1
        DODE_LETTERS.labels(self._dienst, record.topic, reason).inc()
        log.error("dead_letter", place=place, reason=reason, detail=str(error))
        if self._dead_in_a_row > MAX_DEAD_IN_A_ROW:
            log.critical("too_many_dead_letters", in_a_row=self._dead_in_a_row, place=place, reason=reason)
            raise TooManyDeadLettersError(
                f"{self._dead_in_a_row} unreadable messages in a row, the last at {place} ({reason}):"
                " mend the schemas or the registry of this deployment, start again and redrive the dead letters"
            )
        return "dode_letter"

    def _pause(self, consumer: AIOKafkaConsumer, partition: TopicPartition, offset: int, error: Exception) -> None:
        attempt = self._attempts[partition] = self._attempts.get(partition, 0) + 1
        log.warning("event_retry", topic=partition.topic, offset=offset, attempt=attempt, exc_info=error)
        VERWERKT.labels(self._dienst, partition.topic, "opnieuw").inc()
        if partition in consumer.assignment():
            consumer.seek(partition, offset)
            consumer.pause(partition)
            self._resume_at[partition] = time.monotonic() + backoff_seconds(attempt)

    def _resume(self, consumer: AIOKafkaConsumer) -> None:
        now = time.monotonic()
        for partition in [one for one, moment in self._resume_at.items() if moment <= now]:
            del self._resume_at[partition]
            if partition in consumer.assignment():
                consumer.resume(partition)
        paused = [partition.topic for partition in self._resume_at]
        for topic in self.topics():
            GEPAUZEERD.labels(self._dienst, topic).set(paused.count(topic))

    def _longest_wait(self) -> float:
        """Records end the wait at once; the metrics are looked after less and less often while nothing comes."""
        return max(0.0, min([self._quiet, *(moment - time.monotonic() for moment in self._resume_at.values())]))

    async def _measure(self, consumer: AIOKafkaConsumer, partition: TopicPartition) -> None:
        # A rebalance may come between any two awaits; what is no longer ours is no longer measured here.
        end = consumer.highwater(partition) if partition in consumer.assignment() else None
        if end is None:
            return
        with contextlib.suppress(IllegalStateError):
            behind = end - await consumer.position(partition)
            ACHTERSTAND.labels(self._dienst, partition.topic, str(partition.partition)).set(behind)


async def _stop(consumer: AIOKafkaConsumer) -> None:
    """Leave the group and close, whatever state the broker is in; never raises and never waits for ever."""
    stopping = asyncio.create_task(consumer.stop())
    await asyncio.wait({stopping}, timeout=_PATIENCE_SECONDS)
    if stopping.cancel() or stopping.cancelled():
        # A fetch that waits for a lost broker ends the client's own stop halfway, with its connections still open.
        await consumer._client.close()  # noqa: SLF001 -- the client offers no other way
    elif error := stopping.exception():
        log.warning("consumer_stop_failed", error=f"{type(error).__name__}: {error}")


def backoff_seconds(attempt: int) -> float:
    """Pause before try number `attempt` + 1: doubles from 0.2 s to at most half a minute, however often it failed."""
    return min(_MAX_BACKOFF, 0.1 * 2.0 ** min(attempt, 16))


async def _first_time(uow: SqlUnitOfWork, mark: Mapping[str, object]) -> bool:
    return (await uow.session.execute(text(_INSERT_INBOX), mark)).first() is not None


def dead_letter(
    dienst: str, record: "ConsumerRecord[bytes, bytes]", reason: str, detail: str, event_id: uuid.UUID
) -> OutboxRow:
    """The record as it came, for topic `<dienst>-dlq`, with headers that tell why and from where."""
    original = {f"oorspronkelijk_{text_of(name.encode())}": text_of(value) for name, value in record.headers}
    return OutboxRow(
        id=event_id,
        topic=f"{dienst}-dlq",
        sleutel=record.key,
        type=DEAD_LETTER_TYPE,
        inhoud=record.value,
        tijd=dt.datetime.now(dt.UTC),
        traceparent=traceparent(current_trace_id()),
        kop={
            **original,
            "reden": reason,
            "toelichting": text_of(detail[:500].encode("utf-8", "replace")),
            "topic": record.topic,
            "partitie": str(record.partition),
            "offset": str(record.offset),
        },
    )
