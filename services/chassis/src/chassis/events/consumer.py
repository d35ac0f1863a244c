"""Kafka to a service's database: effect, mark that it happened and place in one transaction, the broker's offset last.

What fails because something is away is tried for ever. What fails by itself goes to the dead letters after a few tries,
and the partition goes on. `handle` is one record from beginning to end, in its own transaction.
"""

import asyncio
import contextlib
import time
import uuid
from collections.abc import Awaitable, Callable, Iterable, Mapping, Sequence
from typing import Any, TypeAlias, TypeVar

import structlog
from aiokafka import AIOKafkaConsumer, TopicPartition
from aiokafka.errors import CommitFailedError, IllegalStateError, KafkaError, RecordTooLargeError
from risb_kern.errors import DomainError
from risb_kern.events.inbox import first_times, mark_of
from risb_kern.events.letters import detail_of, reason_of
from risb_kern.events.offsets import DatabaseWentBackError, Place, is_older_than_places, places, store
from risb_kern.events.trouble import Trouble, is_interruption
from risb_kern.trace import tracing
from risb_schemas import Decoded, Registry, Trust, UnreadableEventError, UntrustedEventError, load_catalog, readers
from risb_schemas.readers import PATIENCE_SECONDS, Record, UnreadableBatch, UnreadableBatchError, in_its_place, last_of

from chassis.bounds.progress import Progress
from chassis.db import SqlUnitOfWork
from chassis.events.wire import Envelope, EnvelopeError, dead_letter, open_event
from chassis.loop import AWAY, LONG, Gathering, unless, until_stopped
from chassis.observability import DODE_LETTERS, GEPAUZEERD, TERUGGEZET, VERWERKT

log = structlog.get_logger()
U = TypeVar("U", bound=SqlUnitOfWork)
Handler = Callable[[U, Mapping[str, Any], Envelope], Awaitable[None]]
Opened: TypeAlias = "tuple[Envelope, Decoded]"
Batches: TypeAlias = "dict[TopicPartition, list[Record]]"
MAX_DEAD_IN_A_ROW = 500
_NAMESPACE = uuid.UUID("6f1d2f0a-6b57-5f0e-9a53-0d6f1c1b2f3e")
_SHORT = 0.2
# So many events share a transaction: enough to make its cost small, few enough to do again one by one.
_TOGETHER = 50


class TooManyDeadLettersError(Exception):
    """So many messages of our own producers in a row that the deployment, not the data, must be wrong."""


class Consumer:
    """Handles the events of a service; `handlers` is keyed by event name and version (`AanbiederToegelaten.v1`)."""

    def __init__(
        self,
        dienst: str,
        handlers: Mapping[str, Handler[Any]],
        uow: Callable[[], SqlUnitOfWork],
        *,
        trust: Trust,
        registry: Registry | None,
    ) -> None:
        self._dienst = dienst
        self._handlers = handlers
        self._uow = uow
        self._trust = trust
        self._registry = registry
        self._resume_at: dict[TopicPartition, float] = {}
        self._trouble: dict[TopicPartition, Trouble] = {}
        self._stored: dict[TopicPartition, int] = {}
        self._quiet = _SHORT
        self._dead_in_a_row = 0
        self._gathering = Gathering()
        self.progress = Progress(dienst)

    def topics(self) -> list[str]:
        """The topics that carry the handled events."""
        catalog = load_catalog()
        return sorted({catalog.topic_of[event].name for event in self._handlers})

    async def run(self, stop: asyncio.Event, bootstrap: str) -> None:
        """Consume until `stop`; a broker or database that is away is waited for."""
        await until_stopped(stop, lambda: self._session(stop, bootstrap), "consumer_interrupted", away=AWAY)

    async def _session(self, stop: asyncio.Event, bootstrap: str) -> None:
        readers.unreadable_batches_come_as_records()
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
        self._stored.clear()
        self._quiet = _SHORT
        try:
            await consumer.start()
            while not stop.is_set():
                await self._poll(stop, consumer)
        finally:
            if (error := await readers.stop_reader(consumer)) is not None:
                log.warning("consumer_stop_failed", error=f"{type(error).__name__}: {error}")

    async def _poll(self, stop: asyncio.Event, consumer: AIOKafkaConsumer) -> None:
        self._resume(consumer)
        await self._place(consumer)
        await self._gathering.wait()
        batches = await unless(stop, self._fetch(consumer)) or {}
        if batches:
            self._gathering.took(sum(map(len, batches.values())))
        # What came of partitions that are new to us, came from where the broker thinks that we were.
        moved = await self._place(consumer)
        self._quiet = _SHORT if batches else min(LONG, 2 * self._quiet)
        ours = {one: records for one, records in batches.items() if one in consumer.assignment() and one not in moved}
        if not await self._all_together(consumer, ours):
            for partition, records in ours.items():
                # The group may have given the partition to another member while we handled the one before it.
                if partition in consumer.assignment():
                    await self._partition(consumer, partition, records)
        if self.progress.is_due:
            await self._measure(consumer)

    async def _fetch(self, consumer: AIOKafkaConsumer) -> Batches:
        try:
            batches: Batches = await consumer.getmany(timeout_ms=int(1000 * self._longest_wait()), max_records=500)
        except RecordTooLargeError as error:
            _, partition, offset, *_ = error.args
            batches = {partition: [in_its_place(partition, offset, offset, error)]}
        return batches

    async def _place(self, consumer: AIOKafkaConsumer) -> set[TopicPartition]:
        """Put partitions that are new to us where our database says; gives which they were."""
        assigned = set(consumer.assignment())
        self._stored = {one: positie for one, positie in self._stored.items() if one in assigned}
        new = assigned - self._stored.keys()
        if not new:
            return new
        async with self._uow() as uow:
            known = await places(uow.session)
            adopt = not known and await is_older_than_places(uow.session)
            for one in new:
                broker = await consumer.committed(one) or 0
                here = known.get(one, broker if adopt else 0)
                if one not in known:
                    await store(uow.session, Place(one.topic, one.partition, here), 0)
                if here < broker:
                    TERUGGEZET.labels(self._dienst, one.topic).inc()
                    log.warning("rewound", topic=one.topic, partition=one.partition, to=here, broker=broker)
                self._stored[one] = here
                if one in consumer.assignment():
                    consumer.seek(one, here)
            await uow.commit()
        return new

    async def _partition(self, consumer: AIOKafkaConsumer, partition: TopicPartition, records: list[Record]) -> None:
        done = None
        for begin in range(0, len(records), _TOGETHER):
            some = records[begin : begin + _TOGETHER]
            handled = len(some) if await self._handle_together(some) else await self._one_by_one(consumer, some)
            if handled:
                done = last_of(some[handled - 1]) + 1
            if handled < len(some):
                break
        if done is not None and partition in self._stored:
            await self._commit(consumer, {partition: done})

    async def _all_together(self, consumer: AIOKafkaConsumer, batches: Batches) -> bool:
        """A few events of several partitions in one transaction; False when they are many, or when any needs a look."""
        records = [record for some in batches.values() for record in some]
        if len(batches) <= 1 or len(records) > _TOGETHER or not await self._handle_together(records):
            return False
        await self._commit(consumer, {one: last_of(some[-1]) + 1 for one, some in batches.items()})
        return True

    async def _handle_together(self, records: list[Record]) -> bool:
        """All of these in one transaction; False when any needs a look of its own, and then nothing has happened."""
        if len(records) == 1 or any(isinstance(record.value, UnreadableBatch) for record in records):
            return False
        try:
            opened = [await self._open(record) for record in records]
            outcomes = await self._apply_all(
                opened, {(one.topic, one.partition): _place_of(one) for one in records}.values()
            )
        except Exception as error:  # noqa: BLE001 -- one by one it will show whose fault it is, and what must be done
            log.info("events_one_by_one", topic=records[0].topic, events=len(records), error=type(error).__name__)
            return False
        self._handled(records, outcomes)
        return True

    async def _apply_all(self, opened: Sequence[Opened], places: Iterable[Place]) -> list[str]:
        """The effects of these events and the places behind them in one transaction; gives their outcomes."""
        async with self._uow() as uow:
            if len(opened) > 1:
                await uow.hold([decoded.record for _, decoded in opened])
            marks = [mark_of(one, "verwerkt") for one, decoded in opened if decoded.schema.key in self._handlers]
            new = await first_times(uow.session, *marks)
            outcomes = [await self._apply(uow, one, new) for one in opened]
            await self._commit_with(uow, *places)
        return outcomes

    async def _apply(self, uow: SqlUnitOfWork, opened: Opened, new: set[tuple[str, uuid.UUID]]) -> str:
        """The effect of one event within a transaction, once however often it comes."""
        envelope, decoded = opened
        handler = self._handlers.get(decoded.schema.key)
        if handler is None:
            return "genegeerd"
        if (envelope.source, envelope.id) not in new:
            return "dubbel"
        # It may stand in the same batch again.
        new.remove((envelope.source, envelope.id))
        with tracing(envelope.trace_id):
            await handler(uow, decoded.record, envelope)
        return "verwerkt"

    def _handled(self, records: Sequence[Record], outcomes: Sequence[str]) -> None:
        self._dead_in_a_row = 0
        for record, outcome in zip(records, outcomes, strict=True):
            VERWERKT.labels(self._dienst, record.topic, outcome).inc()

    async def _one_by_one(self, consumer: AIOKafkaConsumer, records: list[Record]) -> int:
        """How many of the first records are done with; what stopped the next one is waited for, or read again."""
        partition = TopicPartition(records[0].topic, records[0].partition)
        for number, record in enumerate(records):
            try:
                await self._handle_or_put_aside(partition, record)
            except TooManyDeadLettersError:
                raise
            except DatabaseWentBackError as error:
                log.warning("database_went_back", topic=partition.topic, detail=str(error))
                del self._stored[partition]
                return number
            except Exception as error:  # noqa: BLE001 -- whatever it is, the event stays and is tried again
                self._pause(consumer, partition, record.offset, error)
                return number
        return len(records)

    async def _handle_or_put_aside(self, partition: TopicPartition, record: Record) -> None:
        """Handle the record, or put it aside after a few tries; raises what has to be waited for or read again."""
        while True:
            try:
                await self.handle(record)
            except (TooManyDeadLettersError, DatabaseWentBackError):
                raise
            except Exception as error:
                trouble = self._trouble_of(partition, record.offset)
                if trouble.meet(error):
                    await self.put_aside(record, error)
                    return
                if is_interruption(error) or isinstance(error, UnreadableBatchError):
                    raise
                log.warning("event_failed", topic=partition.topic, offset=record.offset, attempt=trouble.faults)
                await asyncio.sleep(trouble.breath)
            else:
                return

    def _trouble_of(self, partition: TopicPartition, offset: int) -> Trouble:
        if partition not in self._trouble or self._trouble[partition].offset != offset:
            self._trouble[partition] = Trouble(offset)
        return self._trouble[partition]

    async def _commit(self, consumer: AIOKafkaConsumer, done: Mapping[TopicPartition, int]) -> None:
        # The last ones may have had no effect to go along with.
        behind = [
            Place(one.topic, one.partition, positie)
            for one, positie in done.items()
            if self._stored.get(one, positie) != positie
        ]
        if behind:
            async with self._uow() as uow:
                await self._commit_with(uow, *behind)
        try:
            # The client itself waits for a broker for ever, also when the process has to stop.
            await asyncio.wait_for(consumer.commit(done), PATIENCE_SECONDS)
        except (CommitFailedError, IllegalStateError) as error:
            # Whoever has the partition now reads these events again and finds our marks in the inbox.
            log.warning("commit_left_to_the_next_owner", places=len(done), error=type(error).__name__)

    async def handle(self, record: Record, *, again: str = "") -> str:
        """Handle one record and give its outcome; raises what may deserve another try.

        `again` names the dead letter that the record comes from: it then has no place in the partition any more.
        """
        if isinstance(record.value, UnreadableBatch):
            if record.value.may_pass:
                raise record.value.error()
            return await self.put_aside(record, record.value.error(), again=again)
        try:
            opened = await self._open(record)
        except (EnvelopeError, UnreadableEventError) as error:
            return await self.put_aside(record, error, again=again)
        self._dead_in_a_row = 0
        places = [] if again else [_place_of(record)]
        try:
            [outcome] = await self._apply_all([opened], places)
        except DomainError as refusal:
            outcome = await self._refuse(opened, refusal, places)
        self._handled([record], [outcome])
        return outcome

    def wrote(self, letter: Record) -> bool:
        """True when this service signed the dead letter, place and reason included."""
        return self._trust.is_letter_of(self._dienst, readers.message_of(letter))

    async def _open(self, record: Record) -> Opened:
        message = readers.message_of(record)
        if self._registry is None:
            return open_event(message, self._trust, None)
        # The registry's client blocks, and a blocked loop sends no heartbeats: the group would throw us out.
        return await asyncio.to_thread(open_event, message, self._trust, self._registry)

    async def _refuse(self, opened: Opened, refusal: DomainError, places: Iterable[Place]) -> str:
        """Keep that the event was refused; its effect was undone."""
        envelope, _ = opened
        with tracing(envelope.trace_id):
            log.warning("event_refused", type=envelope.type, event_id=str(envelope.id), slug=refusal.slug)
        async with self._uow() as uow:
            await first_times(uow.session, mark_of(envelope, f"geweigerd: {refusal.slug}"))
            await self._commit_with(uow, *places)
        return "geweigerd"

    async def put_aside(self, record: Record, error: Exception, *, again: str = "") -> str:
        """Put the record among the dead letters once, by way of the outbox, with the reason and where it came from."""
        reason, detail = reason_of(error), detail_of(error)
        spot = f"{record.topic}:{record.partition}:{record.offset}" + (f":{again}" if again else "")
        row = dead_letter(self._dienst, record, error, uuid.uuid5(_NAMESPACE, spot))
        async with self._uow() as uow:
            mark = {"bron": f"kafka:{record.topic}", "id": row.id, "type": row.type, "uitkomst": "dode_letter"}
            if await first_times(uow.session, mark):
                uow.emit_row(row)
            await self._commit_with(uow, *([] if again else [_place_of(record)]))
        DODE_LETTERS.labels(self._dienst, record.topic, reason).inc()
        VERWERKT.labels(self._dienst, record.topic, "dode_letter").inc()
        log.error("dead_letter", place=spot, last=last_of(record), reason=reason, detail=detail)
        # What a stranger writes on a topic says nothing about our deployment.
        if not isinstance(error, EnvelopeError | UntrustedEventError | UnreadableBatchError):
            self._count_dead(spot, reason)
        return "dode_letter"

    def _count_dead(self, spot: str, reason: str) -> None:
        self._dead_in_a_row += 1
        if self._dead_in_a_row > MAX_DEAD_IN_A_ROW:
            log.critical("too_many_dead_letters", in_a_row=self._dead_in_a_row, place=spot, reason=reason)
            raise TooManyDeadLettersError(
                f"{self._dead_in_a_row} unusable messages of our own producers in a row, the last at {spot} ({reason}):"
                " mend the schemas or the registry of this deployment, start again and redrive the dead letters"
            )

    async def _commit_with(self, uow: SqlUnitOfWork, *places: Place) -> None:
        for place in places:
            await store(uow.session, place, self._stored.get(TopicPartition(place.topic, place.partitie), 0))
        await uow.commit()
        for place in places:
            if (partition := TopicPartition(place.topic, place.partitie)) in self._stored:
                self._stored[partition] = place.positie

    def _pause(self, consumer: AIOKafkaConsumer, partition: TopicPartition, offset: int, error: Exception) -> None:
        trouble = self._trouble_of(partition, offset)
        log.warning("event_retry", topic=partition.topic, offset=offset, attempt=trouble.pauses, exc_info=error)
        VERWERKT.labels(self._dienst, partition.topic, "opnieuw").inc()
        if partition in consumer.assignment():
            consumer.seek(partition, offset)
            consumer.pause(partition)
            self._resume_at[partition] = time.monotonic() + trouble.seconds

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

    async def _measure(self, consumer: AIOKafkaConsumer) -> None:
        # A rebalance may come between any two awaits, and a broker may go: then it is measured the next time.
        ours = consumer.assignment()
        with contextlib.suppress(KafkaError, TimeoutError):
            async with asyncio.timeout(PATIENCE_SECONDS):
                positions = {one: await consumer.position(one) for one in ours}
                self.progress.note(await consumer.end_offsets(ours) if ours else {}, positions)


def _place_of(record: Record) -> Place:
    return Place(record.topic, record.partition, last_of(record) + 1)
