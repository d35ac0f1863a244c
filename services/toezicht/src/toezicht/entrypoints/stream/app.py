"""The process that Faust runs in: one worker on the topics that its agents ask for, restarted after a failure.

Knows nothing of what the events mean. What the agents keep stands in tables whose changelogs are with the broker.
"""

import asyncio
import contextlib
import tempfile
import time
from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import faust
import structlog
from aiokafka.errors import KafkaError
from chassis.bounds.progress import Progress
from chassis.events.wire import Envelope, open_event
from chassis.loop import pause
from chassis.observability import VERWERKT, Checks
from chassis.process import Work
from faust.transport.producer import ProducerBuffer
from risb_kern.events.letters import UNUSABLE
from risb_kern.events.trouble import Trouble, is_interruption
from risb_kern.trace import tracing
from risb_schemas import Decoded, Message, Registry, Seal, Trust
from risb_schemas.readers import UnreadableBatch, unreadable_batches_come_as_records

from toezicht.entrypoints.stream.publisher import Publisher, headers_in
from toezicht.entrypoints.stream.topics import count_partitions, ensure_changelogs

_FIRST_PAUSE = 0.5
_MAX_PAUSE = 30.0
_MEASURE_SECONDS = 5.0
log = structlog.get_logger()
Handle = Callable[[Decoded, Envelope], Awaitable[str]]


@dataclass(frozen=True, slots=True, kw_only=True)
class StreamConfig:
    """What a stream has to know: where Kafka is, its name for its state, with what it signs and whom it trusts."""

    dienst: str
    bootstrap: str
    groep: str
    seal: Seal
    trust: Trust
    registry: Registry | None
    replicatie: int


class StreamWorker:
    """One worker. Several may run; Kafka divides the keys over them by partition."""

    def __init__(self, config: StreamConfig, partities: int) -> None:
        self._config = config
        self._partities = partities
        self._failure: BaseException | None = None
        self._tables: list[Any] = []
        self._topics: set[str] = set()
        self._forget: list[Callable[[], None]] = []
        self.ready = False
        self.progress = Progress(config.dienst)
        # The agents take turns, since they change the same state.
        self._turn = asyncio.Lock()
        self._app = _app(config, partities)
        self.publisher = Publisher(self._app, config.dienst, config.seal, config.registry)

    def table(self, name: str) -> Any:
        """A table with plain JSON under text keys; with a type, Faust would read values back as models of its own."""
        table = self._app.Table(name, partitions=self._partities, key_type=str)
        self._tables.append(table)
        return table

    def on_moved(self, forget: Callable[[], None]) -> None:
        """Call `forget` when partitions moved: what was derived from the tables is derived again from them."""

        async def moved(*_: object, **__: object) -> None:
            forget()

        self._forget.append(forget)
        self._app.on_partitions_assigned.connect(moved)
        for table in self._tables:
            table.on_recover(moved)

    def subscribe(self, name: str, handle: Handle) -> None:
        """Give every event of the topic to `handle`, which tells its outcome."""
        topic = self._app.topic(name, key_type=bytes, value_type=bytes, key_serializer="raw", value_serializer="raw")

        async def agent(stream: Any) -> None:
            async for event in stream.events():
                await self._guarded(event, handle)

        self._app.agent(topic, name=f"{self._config.dienst}.{name}")(agent)
        self._topics.add(name)

    async def run(self, stop: asyncio.Event) -> None:
        """Work until `stop`; raises what a worker could not handle, so that the process ends and starts clean."""
        names = [table.changelog_topic_name for table in self._tables]
        replicatie = self._config.replicatie
        await ensure_changelogs(self._config.bootstrap, names, partities=self._partities, replicatie=replicatie)
        self._app.finalize()
        # Starting includes reading back all state; a stop must not have to wait for that.
        start = asyncio.create_task(self._app.start())
        try:
            while not stop.is_set() and not self._broken() and not (start.done() and start.exception()):
                # Health checks come from another thread, and Faust makes its parts in the thread that asks first.
                self.ready = self._recovered()
                await self._measure()
                await pause(stop, 1)
        finally:
            self.ready = False
            start.cancel()
            await self._app.stop()
        if not stop.is_set():
            raise RuntimeError("the stream stopped") from self._failure

    def _recovered(self) -> bool:
        """True when partitions are divided and state has been recovered."""
        return bool(self._app.started and not self._app.rebalancing and self._app.tables.recovery.completed.is_set())

    def _broken(self) -> bool:
        return self._failure is not None or bool(self._app.crashed or self._app.should_stop)

    async def _guarded(self, event: Any, handle: Handle) -> None:
        """Handle one event to its end. After an unexpected error nothing more is taken, so nothing is skipped."""
        try:
            async with self._turn:
                # State is with the broker before an offset is committed: Faust flushes its producer before each commit.
                outcome = await self._outcome(event.message, handle)
        except Exception as error:
            log.exception("stream_failed", topic=event.message.topic, offset=event.message.offset)
            self._failure = error
            await asyncio.Event().wait()
        VERWERKT.labels(self._config.dienst, event.message.topic, outcome).inc()

    async def _outcome(self, message: Any, handle: Handle) -> str:
        """Handle in a few tries; what keeps failing by itself goes aside, what something lacks for is raised."""
        trouble = Trouble(message.offset)
        while True:
            try:
                return await self._handled(message, handle)
            except Exception as error:
                # What is derived from the tables may be half changed.
                for forget in self._forget:
                    forget()
                if is_interruption(error):
                    raise
                if isinstance(error, UNUSABLE) or trouble.meet(error):
                    await self.publisher.put_aside(message, error)
                    return "dode_letter"
                log.warning("event_retry", topic=message.topic, offset=message.offset, exc_info=error)
                await asyncio.sleep(trouble.breath)

    async def _handled(self, message: Any, handle: Handle) -> str:
        if isinstance(message.value, UnreadableBatch):
            raise message.value.error()
        headers = dict(headers_in(message))
        received = Message(topic=message.topic, key=message.key, headers=headers, value=message.value)
        envelope, decoded = open_event(received, self._config.trust, self._config.registry)
        with tracing(envelope.trace_id):
            return await handle(decoded, envelope)

    async def _measure(self) -> None:
        if not (self.ready and self.progress.is_due):
            return
        consumer = self._app.consumer
        ours = [one for one in consumer.assignment() if one.topic in self._topics]
        # A broker that is away is no reason to begin again; then it is measured the next time.
        with contextlib.suppress(KafkaError, TimeoutError):
            async with asyncio.timeout(_MEASURE_SECONDS):
                ends = await consumer.highwaters(*ours)
                self.progress.note(ends, {one: await consumer.position(one) or 0 for one in ours})


def _app(config: StreamConfig, partities: int) -> Any:
    unreadable_batches_come_as_records()
    # The default of 100 makes every change of state wait for the broker.
    ProducerBuffer.max_messages = 20_000
    return faust.App(
        config.groep,
        broker=f"kafka://{config.bootstrap}",
        store="memory://",
        # Nothing is kept there, but Faust makes the folder, and would make it where the process happens to stand.
        datadir=str(Path(tempfile.gettempdir(), config.groep)),
        web_enabled=False,
        topic_partitions=partities,
        topic_replication_factor=config.replicatie,
        topic_disable_leader=True,
        table_standby_replicas=0,
        broker_session_timeout=6.0,
        broker_heartbeat_interval=2.0,
        broker_commit_interval=1.0,
        consumer_auto_offset_reset="earliest",
        producer_acks=-1,
        producer_linger=0,
        stream_wait_empty=False,
        worker_redirect_stdouts=False,
        loop=asyncio.get_event_loop(),
    )


class StreamProces:
    """Keeps one stream going: after a failure it begins again from what the broker holds, with a growing pause.

    `leidend` is the topic whose partitions the tables follow; `wire` gives a new worker its tables and agents.
    """

    def __init__(self, config: StreamConfig, leidend: str, wire: Callable[[StreamWorker], object]) -> None:
        self._config = config
        self._leidend = leidend
        self._wire = wire
        self._worker: StreamWorker | None = None

    async def run(self, stop: asyncio.Event) -> None:
        """Work until `stop`."""
        rest = _FIRST_PAUSE
        while not stop.is_set():
            begin = time.monotonic()
            try:
                # Faust belongs to the loop that it is made in, and to the number of partitions that it starts with.
                partities = await count_partitions(self._config.bootstrap, self._leidend)
                self._worker = StreamWorker(self._config, partities)
                self._wire(self._worker)
                await self._worker.run(stop)
            except Exception as error:
                log.exception("stream_interrupted", error=f"{type(error).__name__}: {error}")
                rest = _FIRST_PAUSE if time.monotonic() - begin > _MAX_PAUSE else min(_MAX_PAUSE, 2 * rest)
                await pause(stop, rest)

    def ready(self) -> bool:
        """True when the stream takes events, and goes on while there are any."""
        return self._worker is not None and self._worker.ready and self._worker.progress.is_moving


def stream_process(config: StreamConfig, leidend: str, wire: Callable[[StreamWorker], object]) -> tuple[Work, Checks]:
    """The process `stream`: its work, and what makes it ready."""
    proces = StreamProces(config, leidend, wire)
    return proces.run, lambda: {"stream": proces.ready()}
