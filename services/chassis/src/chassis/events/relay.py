"""Outbox to Kafka: one active relay per service, in order, at least once; sent rows move to the log of events."""

import asyncio

import psycopg
import structlog
from aiokafka import AIOKafkaProducer
from aiokafka.errors import KafkaError, MessageSizeTooLargeError
from psycopg.rows import class_row
from risb_kern.events.wire import OutboxRow
from risb_schemas import IncompatibleSchemaError, Registry, RegistryError, Seal, UnreadableEventError

from chassis.db import OUTBOX_CHANNEL, OUTBOX_COLUMNS
from chassis.events.wire import signed_headers, value_of
from chassis.loop import AWAY, LONG, Bell, Connection, Gathering, pause, rounds, until_stopped
from chassis.observability import OUTBOX_OUDSTE, OUTBOX_RIJEN, VERZONDEN

log = structlog.get_logger()
BATCH = 500
LOCK = 7_300_001
STANDBY_SECONDS = 1.0
MAX_BACKOFF_SECONDS = 30.0
_COLUMNS = ", ".join(OUTBOX_COLUMNS)
# What a later try may solve by itself, and what somebody has to look at.
_INTERRUPTIONS = (*AWAY, psycopg.Error, RegistryError)
_REFUSALS = (IncompatibleSchemaError, UnreadableEventError, MessageSizeTooLargeError)


class Relay:
    """Forwards the outbox of one service; a second instance waits for the advisory lock.

    `active` is true while it forwards: false when it waits for the lock, for an engine, or for a refused event.
    """

    def __init__(self, dienst: str, database_url: str, bootstrap: str, seal: Seal, registry: Registry | None) -> None:
        self._dienst = dienst
        self._database_url = database_url
        self._bootstrap = bootstrap
        self._seal = seal
        self._registry = registry
        self._limit = BATCH
        self._refusals = 0
        self._gathering = Gathering()
        self.active = False

    async def run(self, stop: asyncio.Event) -> None:
        """Forward until `stop`; an engine that is away is waited out, a refused event is tried again ever slower."""
        await until_stopped(stop, lambda: self._unless_refused(stop), "relay_interrupted", away=_INTERRUPTIONS)

    async def _unless_refused(self, stop: asyncio.Event) -> None:
        try:
            await self._session(stop)
        except _REFUSALS as error:
            self._refusals += 1
            wait = min(MAX_BACKOFF_SECONDS, 2.0 ** min(self._refusals, 8))
            cause = f"{type(error).__name__}: {error}"
            log.error("relay_refused", error=cause, again_in_seconds=wait)  # noqa: TRY400 -- the cause says it all
            await pause(stop, wait)

    async def _session(self, stop: asyncio.Event) -> None:
        async with await psycopg.AsyncConnection.connect(self._database_url, autocommit=True, connect_timeout=5) as db:
            while not await _try_lock(db):
                if await pause(stop, STANDBY_SECONDS):
                    return
            # Before Kafka is asked for anything: the age of the outbox matters most when Kafka is away.
            await self._measure(db)
            producer = AIOKafkaProducer(
                bootstrap_servers=self._bootstrap,
                acks="all",
                enable_idempotence=True,
                linger_ms=5,
                max_request_size=2_000_000,
            )
            try:
                await producer.start()
                bell = Bell(db)
                await bell.listen(OUTBOX_CHANNEL)
                await rounds(stop, lambda: self._round(db, producer), bell)
            finally:
                self.active = False
                await producer.stop()

    async def _round(self, db: Connection, producer: AIOKafkaProducer) -> float:
        await self._gathering.wait()
        limit, sent = self._limit, await self.forward(db, producer)
        self.active = True
        if sent == limit:
            return 0
        self._gathering.took(sent)
        await self._measure(db)
        return LONG

    async def forward(self, db: Connection, producer: AIOKafkaProducer) -> int:
        """Send the oldest rows in order, wait for the broker's word, move them to the log; gives how many.

        Raises what stopped the first row that could not go, after the rows before it were moved. From then on that
        row is tried alone, so that the rows behind it are not sent again with every try.
        """
        rows = await self._oldest(db)
        self._limit = 1
        sent, error = await self._send(producer, [row.event for row in rows])
        if sent:
            await self._move_to_log(db, rows[:sent])
        if error is not None:
            event = rows[sent].event
            log.warning("event_not_sent", event_id=str(event.id), type=event.type, topic=event.topic)
            raise error
        self._limit, self._refusals = BATCH, 0
        return sent

    async def _oldest(self, db: Connection) -> "list[_Row]":
        async with db.cursor(row_factory=class_row(_Row)) as cursor:
            query = f"SELECT volgnummer, {_COLUMNS} FROM outbox ORDER BY volgnummer LIMIT %s"
            return await (await cursor.execute(query, [self._limit])).fetchall()

    async def _send(self, producer: AIOKafkaProducer, events: list[OutboxRow]) -> tuple[int, Exception | None]:
        """How many of the first events the broker has, and what stopped the next one."""
        # The registry's client blocks.
        values, error = await asyncio.to_thread(self._values, events)
        sent: list[asyncio.Future[object]] = []
        try:
            for event, value in zip(events, values, strict=False):
                headers = signed_headers(event, value, self._seal)
                sent.append(await producer.send(event.topic, value, key=event.sleutel, headers=headers))
        except KafkaError as refused:
            error = refused
        answers = await asyncio.gather(*sent, return_exceptions=True)
        for number, answer in enumerate(answers):
            if isinstance(answer, Exception):
                return number, answer
        return len(sent), error

    def _values(self, events: list[OutboxRow]) -> tuple[list[bytes | None], Exception | None]:
        values: list[bytes | None] = []
        for event in events:
            try:
                values.append(value_of(event, self._registry))
            except (RegistryError, UnreadableEventError) as error:
                return values, error
        return values, None

    async def _move_to_log(self, db: Connection, rows: "list[_Row]") -> None:
        await db.execute(
            f"WITH weg AS (DELETE FROM outbox WHERE volgnummer = ANY(%s) RETURNING *)"
            f" INSERT INTO gebeurtenis ({_COLUMNS}) SELECT {_COLUMNS} FROM weg ORDER BY volgnummer",
            [[row.volgnummer for row in rows]],
        )
        for row in rows:
            VERZONDEN.labels(self._dienst, row.event.topic).inc()

    async def _measure(self, db: Connection) -> None:
        cursor = await db.execute("SELECT count(*), coalesce(extract(epoch FROM now() - min(tijd)), 0) FROM outbox")
        row = await cursor.fetchone()
        if row:
            OUTBOX_RIJEN.labels(self._dienst).set(int(str(row[0])))
            OUTBOX_OUDSTE.labels(self._dienst).set(max(0.0, float(str(row[1]))))


class _Row:
    def __init__(self, volgnummer: int, **columns: object) -> None:
        self.volgnummer = volgnummer
        self.event = OutboxRow(**columns)  # type: ignore[arg-type]


async def _try_lock(db: Connection) -> bool:
    row = await (await db.execute("SELECT pg_try_advisory_lock(%s)", [LOCK])).fetchone()
    return bool(row and row[0])
