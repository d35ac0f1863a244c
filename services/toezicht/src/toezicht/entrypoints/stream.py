"""The Faust stream: judged lines and capacities in, explained anomalies out.

Thin on purpose. State lives in two tables whose entries only ever say one thing (a part of a file, what was last
published), so that a redelivered event writes what was there already. Decisions are made in `domain/`.
"""

import asyncio
import contextlib
import datetime as dt
import time
import uuid
from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from typing import Any

import faust
import structlog
from aiokafka import ConsumerRecord
from chassis.consumer import dead_letter
from chassis.db import outbox_row
from chassis.observability import ACHTERSTAND, DODE_LETTERS, VERWERKT, VERZONDEN, Checks
from chassis.process import Work
from chassis.wire import Envelope, EnvelopeError, headers_of, read_envelope, value_of
from faust.transport.producer import ProducerBuffer
from prometheus_client import Counter
from risb_kern.trace import tracing
from risb_schemas import Decoded, Registry, UnreadableEventError, decode, load_catalog

from toezicht.domain.anomalie import Uitgifte, anomalieen, te_publiceren
from toezicht.domain.deeltelling import Deeltelling, tel
from toezicht.domain.dossier import Aanbiederdossier, Capaciteit
from toezicht.entrypoints.changelogs import count_partitions, ensure_changelogs

DIENST = "toezicht"
PRESTATIES = "declaraties-prestaties"
AANBIEDERS = "contracting-aanbieders"
ANOMALIEEN = Counter("risb_anomalieen", "Published anomalies by rule", ["regel", "versie"])
_DODE_LETTER = uuid.UUID("b4ad46f9-8a8b-5c0c-9d0c-0b0a6f3f8a51")
_FIRST_PAUSE = 0.5
_MAX_PAUSE = 30.0
log = structlog.get_logger()


@dataclass(frozen=True, slots=True, kw_only=True)
class StreamConfig:
    """What the stream has to know: where Kafka is, under which name it keeps state, what it signs events with."""

    bootstrap: str
    groep: str
    bron: str
    registry: Registry | None
    replicatie: int


class AnomalieStream:
    """One worker. Several may run; Kafka divides the aanbieders over them by partition."""

    def __init__(self, config: StreamConfig, partities: int) -> None:
        self._config = config
        self._partities = partities
        self._dossiers: dict[str, Aanbiederdossier] | None = None
        self._bekend: dict[str, dict[str, Uitgifte]] = {}
        self._failure: BaseException | None = None
        self.ready = False
        # The agents of the two topics take turns, since they change the same dossiers.
        self._turn = asyncio.Lock()
        self.app = _app(config, partities)
        self._delen = self._table("deeltellingen")
        self._capaciteiten = self._table("capaciteiten")
        self._uitgiften = self._table("uitgiften")
        self._subscribe(PRESTATIES, self._prestaties)
        self._subscribe(AANBIEDERS, self._aanbieder)
        self.app.on_partitions_assigned.connect(self._forget)

    async def run(self, stop: asyncio.Event) -> None:
        """Work until `stop`; raises what a worker could not handle, so that the process ends and starts clean."""
        await self._ensure_changelogs()
        self.app.finalize()
        # Starting includes reading back all state; a stop must not have to wait for that.
        start = asyncio.create_task(self.app.start())
        try:
            while not stop.is_set() and not self._broken() and not (start.done() and start.exception()):
                # Health checks come from another thread, and Faust makes its parts in the thread that asks first.
                self.ready = self._recovered()
                await self._measure()
                with contextlib.suppress(TimeoutError):
                    await asyncio.wait_for(stop.wait(), 1)
        finally:
            self.ready = False
            start.cancel()
            await self.app.stop()
        if not stop.is_set():
            raise RuntimeError("the stream stopped") from self._failure

    async def _ensure_changelogs(self) -> None:
        names = [table.changelog_topic_name for table in (self._delen, self._capaciteiten, self._uitgiften)]
        await ensure_changelogs(
            self._config.bootstrap, names, partities=self._partities, replicatie=self._config.replicatie
        )

    def _recovered(self) -> bool:
        """True when partitions are divided and state has been recovered."""
        return bool(self.app.started and not self.app.rebalancing and self.app.tables.recovery.completed.is_set())

    def _broken(self) -> bool:
        return self._failure is not None or bool(self.app.crashed or self.app.should_stop)

    def _table(self, name: str) -> Any:
        # Values are plain JSON: with a type, Faust would take it for one of its own models when it reads them back.
        table = self.app.Table(name, partitions=self._partities, key_type=str)
        table.on_recover(self._forget)
        return table

    async def _forget(self, *_: object, **__: object) -> None:
        """Partitions moved: what was derived from the tables is derived again from what they hold then."""
        self._dossiers = None

    def _subscribe(self, name: str, handle: Callable[[Decoded, Envelope], Awaitable[str]]) -> None:
        topic = self.app.topic(name, key_type=bytes, value_type=bytes, key_serializer="raw", value_serializer="raw")

        async def agent(stream: Any) -> None:
            async for event in stream.events():
                await self._guarded(event, handle)

        self.app.agent(topic, name=f"{DIENST}.{name}")(agent)

    async def _guarded(self, event: Any, handle: Callable[[Decoded, Envelope], Awaitable[str]]) -> None:
        """Handle one event to its end. After an unexpected error nothing more is taken, so nothing is skipped."""
        try:
            async with self._turn:
                outcome = await self._outcome(event.message, handle)
                # Offsets are committed on a timer; state must be with the broker before that.
                await self.app.producer.flush()
        except Exception as error:
            log.exception("stream_failed", topic=event.message.topic, offset=event.message.offset)
            self._failure = error
            await asyncio.Event().wait()
        VERWERKT.labels(DIENST, event.message.topic, outcome).inc()

    async def _outcome(self, message: Any, handle: Callable[[Decoded, Envelope], Awaitable[str]]) -> str:
        try:
            envelope = read_envelope(_headers(message))
            decoded = decode(load_catalog(), message.value, self._config.registry)
        except (EnvelopeError, UnreadableEventError) as error:
            return await self._put_aside(message, error)
        with tracing(envelope.trace_id):
            return await handle(decoded, envelope)

    async def _prestaties(self, decoded: Decoded, envelope: Envelope) -> str:
        if decoded.schema.key != "PrestatiesBeoordeeld.v1":
            return "genegeerd"
        deel, agb_code = tel(decoded.record), decoded.record["agb_code"]
        dossier = self._dossier(agb_code)
        versie = dossier.versie
        nieuw = dossier.voeg_toe(deel)
        if nieuw:
            self._delen[f"{agb_code}|{deel.kenmerk}"] = deel.to_record()
        # Also after a repeat: the worker may have stopped between keeping the part and publishing.
        if not nieuw or dossier.versie != versie:
            await self._publish(dossier, envelope)
        return "verwerkt" if nieuw else "dubbel"

    async def _aanbieder(self, decoded: Decoded, envelope: Envelope) -> str:
        if decoded.schema.key != "AanbiederGeregistreerd.v1":
            return "genegeerd"
        record = decoded.record
        stand = {
            "datum": record["datum"].isoformat(),
            "vastgelegd_op": envelope.time.isoformat(),
            "gebeurtenis_id": str(envelope.id),
            "uren_per_maand": record["capaciteit_uren_per_maand"],
        }
        dossier = self._dossier(record["agb_code"])
        dossier.stel_capaciteit(_capaciteit(stand))
        self._capaciteiten[f"{record['agb_code']}|{envelope.id}"] = stand
        await self._publish(dossier, envelope)
        return "verwerkt"

    def _dossier(self, agb_code: str) -> Aanbiederdossier:
        if self._dossiers is None:
            self._dossiers = self._read_dossiers()
            self._bekend = {}
            for key, value in self._uitgiften.items():
                agb, _, anomalie = key.partition("|")
                self._bekend.setdefault(agb, {})[anomalie] = Uitgifte.from_record(value)
        return self._dossiers.setdefault(agb_code, Aanbiederdossier(agb_code))

    def _read_dossiers(self) -> dict[str, Aanbiederdossier]:
        dossiers: dict[str, Aanbiederdossier] = {}
        for key, value in self._delen.items():
            agb_code = key.partition("|")[0]
            dossiers.setdefault(agb_code, Aanbiederdossier(agb_code)).voeg_toe(Deeltelling.from_record(value))
        for key, value in self._capaciteiten.items():
            agb_code = key.partition("|")[0]
            dossiers.setdefault(agb_code, Aanbiederdossier(agb_code)).stel_capaciteit(_capaciteit(value))
        return dossiers

    async def _publish(self, dossier: Aanbiederdossier, envelope: Envelope) -> None:
        """Say what changed; the broker has it before the table says that it was said."""
        bekend = self._bekend.setdefault(dossier.agb_code, {})
        for uitgifte in te_publiceren(anomalieen(dossier), bekend):
            await self._send(uitgifte, envelope)
            bekend[uitgifte.event.anomalie_id] = uitgifte
            self._uitgiften[f"{dossier.agb_code}|{uitgifte.event.anomalie_id}"] = uitgifte.to_record()
            ANOMALIEEN.labels(uitgifte.event.regel, str(uitgifte.event.regel_versie)).inc()

    async def _send(self, uitgifte: Uitgifte, envelope: Envelope) -> None:
        trace_id = envelope.trace_id or uitgifte.gebeurtenis_id.hex
        row = outbox_row(uitgifte.event, dt.datetime.now(dt.UTC), trace_id, uitgifte.gebeurtenis_id)
        value = value_of(row, self._config.registry)
        await self.app.producer.send_and_wait(
            row.topic, row.sleutel, value, None, None, dict(headers_of(row, self._config.bron))
        )
        VERZONDEN.labels(DIENST, row.topic).inc()

    async def _put_aside(self, message: Any, error: EnvelopeError | UnreadableEventError) -> str:
        reason = error.reason if isinstance(error, UnreadableEventError) else "geen-cloudevent"
        place = f"{message.topic}:{message.partition}:{message.offset}"
        row = dead_letter(DIENST, _record(message), reason, str(error), uuid.uuid5(_DODE_LETTER, place))
        await self.app.producer.send_and_wait(
            row.topic, row.sleutel, row.inhoud, None, None, dict(headers_of(row, self._config.bron))
        )
        DODE_LETTERS.labels(DIENST, message.topic, reason).inc()
        log.error("dead_letter", place=place, reason=reason, detail=str(error))
        return "dode_letter"

    async def _measure(self) -> None:
        consumer = self.app.consumer
        for partition in consumer.assignment() if self.ready else ():
            end = consumer.highwater(partition)
            if partition.topic in {PRESTATIES, AANBIEDERS} and end is not None:
                behind = end - (await consumer.position(partition) or 0)
                ACHTERSTAND.labels(DIENST, partition.topic, str(partition.partition)).set(behind)


def _app(config: StreamConfig, partities: int) -> Any:
    # The default of 100 makes every change of state wait for the broker.
    ProducerBuffer.max_messages = 20_000
    return faust.App(
        config.groep,
        broker=f"kafka://{config.bootstrap}",
        store="memory://",
        web_enabled=False,
        topic_partitions=partities,
        topic_replication_factor=config.replicatie,
        topic_disable_leader=True,
        table_standby_replicas=0,
        broker_session_timeout=6.0,
        broker_heartbeat_interval=1.0,
        broker_commit_interval=1.0,
        consumer_auto_offset_reset="earliest",
        producer_acks=-1,
        producer_linger=0,
        stream_wait_empty=False,
        worker_redirect_stdouts=False,
        loop=asyncio.get_event_loop(),
    )


def _headers(message: Any) -> list[tuple[str, bytes]]:
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
        headers=_headers(message),
    )


def _capaciteit(stand: dict[str, Any]) -> Capaciteit:
    return Capaciteit(
        datum=dt.date.fromisoformat(stand["datum"]),
        vastgelegd_op=dt.datetime.fromisoformat(stand["vastgelegd_op"]),
        gebeurtenis_id=stand["gebeurtenis_id"],
        uren_per_maand=stand["uren_per_maand"],
    )


class StreamProces:
    """Keeps one stream going: after a failure it begins again from what the broker holds, with a growing pause."""

    def __init__(self, config: StreamConfig) -> None:
        self._config = config
        self._stream: AnomalieStream | None = None

    async def run(self, stop: asyncio.Event) -> None:
        """Work until `stop`."""
        pause = _FIRST_PAUSE
        while not stop.is_set():
            begin = time.monotonic()
            try:
                # Faust belongs to the loop that it is made in, and to the number of partitions that it starts with.
                partities = await count_partitions(self._config.bootstrap, PRESTATIES)
                self._stream = AnomalieStream(self._config, partities)
                await self._stream.run(stop)
            except Exception as error:
                log.exception("stream_interrupted", error=f"{type(error).__name__}: {error}")
                pause = _FIRST_PAUSE if time.monotonic() - begin > _MAX_PAUSE else min(_MAX_PAUSE, 2 * pause)
                with contextlib.suppress(TimeoutError):
                    await asyncio.wait_for(stop.wait(), pause)

    def ready(self) -> bool:
        """True when the stream takes events."""
        return self._stream is not None and self._stream.ready


def stream_process(config: StreamConfig) -> tuple[Work, Checks]:
    """The process `stream`: its work, and what makes it ready."""
    proces = StreamProces(config)
    return proces.run, lambda: {"stream": proces.ready()}
