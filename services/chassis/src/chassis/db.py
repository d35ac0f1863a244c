"""Storage that every service has: unit of work, outbox, log of sent events, inbox, idempotency, processing log."""

import dataclasses
import datetime as dt
import json
import uuid
from collections.abc import Iterable, Mapping, Sequence
from types import TracebackType
from typing import Any, Self

from risb_kern.clock import Clock
from risb_kern.events import Event
from risb_kern.events.wire import OutboxRow
from risb_kern.trace import current_trace_id, traceparent
from risb_kern.uow import UnitOfWork
from risb_schemas import encode, load_catalog
from sqlalchemy import Index, MetaData, Table, event, text
from sqlalchemy.ext.asyncio import AsyncEngine, AsyncSession, async_sessionmaker, create_async_engine

from chassis.bounds.database import WORK, Connector, MovingPool, Patience, check_open
from chassis.technical_tables import AGING_V3, PLACES_V2, TABLES_V1, parts_v1, places_v2

OUTBOX_CHANNEL = "outbox"
OUTBOX_COLUMNS = ("id", "topic", "sleutel", "type", "inhoud", "tijd", "traceparent", "kop")
# All rows at once, in their order, and the wake-up of the relay.
_EMIT = (
    f"WITH rij AS (INSERT INTO outbox ({', '.join(OUTBOX_COLUMNS)}) SELECT id, topic, sleutel, type, inhoud, tijd,"
    " traceparent, kop::jsonb FROM unnest(%b::uuid[], %b::text[], %b::bytea[], %b::text[], %b::bytea[],"
    f" %b::timestamptz[], %b::text[], %b::text[]) WITH ORDINALITY AS u ({', '.join(OUTBOX_COLUMNS)}, n) ORDER BY n)"
    f" SELECT pg_notify('{OUTBOX_CHANNEL}', '')"
)
_KEYS = "SELECT DISTINCT hashtextextended(o, 0) AS sleutel FROM unnest(CAST(:onderwerpen AS text[])) o ORDER BY 1"
_LOCKS = text(f"SELECT pg_advisory_xact_lock(sleutel) FROM ({_KEYS}) s")


def register_tables(metadata: MetaData) -> None:
    """Add the technical tables to a service's metadata, as the newest of its migrations made them."""
    tables = {name: Table(name, metadata, *parts_v1(name)) for name in TABLES_V1}
    Table(PLACES_V2, metadata, *places_v2())
    Index("verwerkingslog_betrokkene", tables["verwerkingslog"].c.betrokkene)
    for name in AGING_V3:
        Index(f"{name}_tijd", tables[name].c.tijd)


def outbox_row(event: Event, now: dt.datetime, trace_id: str, event_id: uuid.UUID | None = None) -> OutboxRow:
    """Encode an event for the outbox; KeyError when `schemas/` does not know it."""
    catalog = load_catalog()
    schema = catalog.newest[f"{type(event).__name__}.v{event.schema_versie}"]
    topic = catalog.topic_of[schema.key]
    record = as_record(event)
    return OutboxRow(
        id=event_id or uuid.uuid4(),
        topic=topic.name,
        sleutel=str(record[topic.key]).encode(),
        type=schema.type,
        inhoud=encode(schema, record),
        tijd=now,
        traceparent=traceparent(trace_id),
    )


def as_record(value: Any) -> dict[str, Any]:
    """Fields of an event or nested record; lists of plain values are taken as they are, since columns can be long."""
    return {field.name: _plain(getattr(value, field.name)) for field in dataclasses.fields(value)}


def _plain(value: Any) -> Any:
    if dataclasses.is_dataclass(value):
        return as_record(value)
    if isinstance(value, list | tuple) and value and dataclasses.is_dataclass(value[0]):
        return [as_record(one) for one in value]
    return value


def engine_for(database_url: str, patience: Patience = WORK) -> AsyncEngine:
    """A pooled engine; `database_url` is an ordinary postgresql:// address."""
    url = database_url.replace("postgresql://", "postgresql+psycopg://", 1)
    # Values of a failed statement may be personal data, and errors end up in logs.
    # The connection that was last in use goes out first: each keeps buffers as large as its largest message.
    engine = create_async_engine(
        url,
        poolclass=MovingPool,
        pool_size=10,
        max_overflow=10,
        pool_timeout=patience.pool,
        pool_use_lifo=True,
        hide_parameters=True,
        connect_args=patience.arguments() | ({"async_creator_fn": Connector(database_url)} if patience.asks else {}),
    )
    event.listen(engine.sync_engine, "checkout", check_open)
    return engine


class SqlUnitOfWork:
    """One transaction. Services subclass it with their repositories; only the edge calls `commit`."""

    def __init__(self, sessions: async_sessionmaker[AsyncSession], clock: Clock) -> None:
        self._sessions = sessions
        self._clock = clock
        self._rows: list[OutboxRow] = []

    async def __aenter__(self) -> Self:
        self.session = self._sessions()
        return self

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        await self.session.close()

    def emit(self, event: Event, trace_id: str | None = None) -> None:
        """Queue the event under the current trace (or another one, for a case that continues a chain)."""
        self._rows.append(outbox_row(event, self._clock.nu(), trace_id or current_trace_id()))

    async def serialize(self, onderwerp: str) -> None:
        """Wait for other transactions on the subject (advisory lock of the database); held until the end."""
        await self.serialize_all([onderwerp])

    async def serialize_all(self, onderwerpen: Iterable[str]) -> None:
        """The same for several, in one order for whoever asks, so that nobody waits in a circle."""
        await self.session.execute(_LOCKS, {"onderwerpen": list(onderwerpen)})

    async def hold(self, events: Sequence[Mapping[str, Any]]) -> None:
        """Take what the handlers of these events will ask for, before the first; services say what that is."""

    def emit_row(self, row: OutboxRow) -> None:
        """Queue a ready row; the consumer's dead letters use it."""
        self._rows.append(row)

    async def commit(self) -> None:
        """State, events and the wake-up of the relay become visible together."""
        if self._rows:
            *columns, koppen = zip(*self._rows, strict=True)
            values = (*map(list, columns), [one and json.dumps(one) for one in koppen])
            await (await self.session.connection()).exec_driver_sql(_EMIT, values)
        await self.session.commit()
        self._rows = []


def session_of(uow: UnitOfWork) -> AsyncSession:
    """The database under a unit of work, for what the chassis writes in the same transaction."""
    if not isinstance(uow, SqlUnitOfWork):
        raise TypeError(f"{type(uow).__name__} has no database")
    return uow.session


async def insert_rows(session: AsyncSession, table: str, rows: Sequence[Mapping[str, Any]]) -> None:
    """Insert mappings with equal keys into one of the technical tables."""
    columns, values = ", ".join(rows[0]), ", ".join(f":{name}" for name in rows[0])
    await session.execute(text(f"INSERT INTO {table} ({columns}) VALUES ({values})"), rows)
