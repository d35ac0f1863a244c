"""Outbox to Kafka: one active relay per service, in order, at least once; sent rows move to the log of events."""

import asyncio

import psycopg
import structlog
from aiokafka import AIOKafkaProducer
from aiokafka.errors import KafkaError
from psycopg.rows import class_row
from risb_schemas import Registry

from chassis.db import OUTBOX_CHANNEL, OUTBOX_COLUMNS, OutboxRow
from chassis.observability import OUTBOX_OUDSTE, OUTBOX_RIJEN, VERZONDEN
from chassis.wire import headers_of, value_of

log = structlog.get_logger()
BATCH = 500
LOCK = 7_300_001
POLL_SECONDS = 1.0
_COLUMNS = ", ".join(OUTBOX_COLUMNS)
Connection = psycopg.AsyncConnection[tuple[object, ...]]


class Relay:
    """Forwards the outbox of one service; a second instance waits for the advisory lock."""

    def __init__(self, dienst: str, database_url: str, bootstrap: str, source: str, registry: Registry | None) -> None:
        self._dienst = dienst
        self._database_url = database_url
        self._bootstrap = bootstrap
        self._source = source
        self._registry = registry
        self.active = False

    async def run(self, stop: asyncio.Event) -> None:
        """Forward until `stop`; connection errors on either side are waited out."""
        while not stop.is_set():
            try:
                await self._session(stop)
            except (psycopg.OperationalError, KafkaError, OSError) as error:
                log.warning("relay_interrupted", error=f"{type(error).__name__}: {error}")
                self.active = False
                await asyncio.sleep(POLL_SECONDS)

    async def _session(self, stop: asyncio.Event) -> None:
        async with await psycopg.AsyncConnection.connect(self._database_url, autocommit=True, connect_timeout=5) as db:
            while not await _try_lock(db):
                if await _wait(stop):
                    return
            producer = AIOKafkaProducer(
                bootstrap_servers=self._bootstrap,
                acks="all",
                enable_idempotence=True,
                linger_ms=5,
                max_request_size=2_000_000,
            )
            await producer.start()
            try:
                await db.execute(f"LISTEN {OUTBOX_CHANNEL}")
                self.active = True
                await self._forward_until(stop, db, producer)
            finally:
                self.active = False
                await producer.stop()

    async def _forward_until(self, stop: asyncio.Event, db: Connection, producer: AIOKafkaProducer) -> None:
        while not stop.is_set():
            if await self.forward(db, producer) < BATCH:
                await self._measure(db)
                async for _ in db.notifies(timeout=POLL_SECONDS, stop_after=1):
                    pass

    async def forward(self, db: Connection, producer: AIOKafkaProducer) -> int:
        """Send the oldest rows in order, wait for the broker's word on all, then move them to the log at once."""
        async with db.cursor(row_factory=class_row(_Row)) as cursor:
            await cursor.execute(f"SELECT volgnummer, {_COLUMNS} FROM outbox ORDER BY volgnummer LIMIT %s", [BATCH])
            rows = await cursor.fetchall()
        if not rows:
            return 0
        sent = [await self._send(producer, row.event) for row in rows]
        await asyncio.gather(*sent)
        await db.execute(
            f"WITH weg AS (DELETE FROM outbox WHERE volgnummer = ANY(%s) RETURNING *)"
            f" INSERT INTO gebeurtenis ({_COLUMNS}) SELECT {_COLUMNS} FROM weg ORDER BY volgnummer",
            [[row.volgnummer for row in rows]],
        )
        for row in rows:
            VERZONDEN.labels(self._dienst, row.event.topic).inc()
        return len(rows)

    async def _send(self, producer: AIOKafkaProducer, row: OutboxRow) -> "asyncio.Future[object]":
        value = value_of(row, self._registry)
        headers = headers_of(row, self._source)
        sent: asyncio.Future[object] = await producer.send(row.topic, value, key=row.sleutel, headers=headers)
        return sent

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


async def _wait(stop: asyncio.Event) -> bool:
    """Pause a moment; True when the process has to stop."""
    try:
        await asyncio.wait_for(stop.wait(), POLL_SECONDS)
    except TimeoutError:
        return False
    return True
