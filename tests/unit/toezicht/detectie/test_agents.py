"""The agents of the stream on tables in memory: what they keep, what they publish, and what survives a move."""

import datetime as dt
import itertools
import json
import uuid
from collections.abc import Callable, Sequence
from typing import Any, cast

import pytest
from chassis.events.wire import Envelope, read_envelope
from risb_kern.events import Event
from risb_schemas import decode, load_catalog
from toezicht.domain.detectie.anomalie import ACTIEF
from toezicht.domain.detectie.events import AnomalieGesignaleerd
from toezicht.entrypoints.stream.agents import AANBIEDERS, PRESTATIES, AnomalieAgents
from toezicht.entrypoints.stream.app import Handle, StreamWorker

from tests.builders.toezicht import AGB, TRACE, Bericht, Regel, bericht, drie_patronen, prestaties
from tests.unit.toezicht.detectie.test_dossier import actief


class JsonTable(dict[str, Any]):
    """As the changelog keeps it: what goes in comes back as JSON."""

    def __setitem__(self, key: str, value: Any) -> None:
        super().__setitem__(key, json.loads(json.dumps(value)))


class FakePublisher:
    def __init__(self) -> None:
        self.sent: list[tuple[AnomalieGesignaleerd, uuid.UUID, str]] = []

    async def send(self, event: Event, event_id: uuid.UUID, trace_id: str) -> None:
        assert isinstance(event, AnomalieGesignaleerd)
        self.sent.append((event, event_id, trace_id))


class FakeWorker:
    """Gives the agents tables and events, without a broker."""

    def __init__(self) -> None:
        self.tables: dict[str, JsonTable] = {}
        self.handlers: dict[str, Handle] = {}
        self.publisher = FakePublisher()
        self.move: Callable[[], None] = lambda: None

    def table(self, name: str) -> JsonTable:
        return self.tables.setdefault(name, JsonTable())

    def subscribe(self, name: str, handle: Handle) -> None:
        self.handlers[name] = handle

    def on_moved(self, forget: Callable[[], None]) -> None:
        self.move = forget

    async def give(self, *berichten: Bericht) -> list[str]:
        return [
            await self.handlers[one.topic](decode(load_catalog(), one.value), read_envelope(one.headers))
            for one in berichten
        ]

    def standing(self) -> dict[str, AnomalieGesignaleerd]:
        """The last word on every anomaly that holds."""
        last = {event.anomalie_id: event for event, _, _ in self.publisher.sent}
        return {key: event for key, event in last.items() if event.stand == ACTIEF}


@pytest.fixture
def worker() -> FakeWorker:
    fake = FakeWorker()
    AnomalieAgents(cast("StreamWorker", fake))
    return fake


def test_the_agents_listen_to_two_topics(worker: FakeWorker) -> None:
    assert worker.handlers.keys() == {PRESTATIES, AANBIEDERS}


async def test_what_is_published_is_what_the_pure_fold_says_under_the_trace_of_the_file(worker: FakeWorker) -> None:
    berichten = drie_patronen()
    assert await worker.give(*berichten) == ["verwerkt"] * len(berichten)
    assert worker.standing() == actief(berichten)
    assert {trace_id for _, _, trace_id in worker.publisher.sent} == {TRACE}


async def test_a_repeated_part_is_known_and_says_nothing_again(worker: FakeWorker) -> None:
    een = bericht("PrestatiesBeoordeeld", prestaties([Regel(volume=1000, maximum=0)]))
    assert await worker.give(een, een) == ["verwerkt", "dubbel"]
    assert len(worker.publisher.sent) == 1


def other_orders(berichten: Sequence[Bericht]) -> list[Sequence[Bericht]]:
    return list(itertools.islice(itertools.permutations(berichten), 0, 120, 17))


@pytest.mark.parametrize("volgorde", other_orders(drie_patronen()))
async def test_a_worker_that_takes_over_goes_on_from_the_tables(
    worker: FakeWorker, volgorde: Sequence[Bericht]
) -> None:
    for one in volgorde:
        worker.move()
        await worker.give(one)
    assert worker.standing() == actief(volgorde)
    said = len(worker.publisher.sent)
    worker.move()
    await worker.give(*volgorde[:-1])
    assert len(worker.publisher.sent) == said


async def test_after_a_fall_between_sending_and_keeping_the_same_event_id_goes_out_again(worker: FakeWorker) -> None:
    een = bericht("PrestatiesBeoordeeld", prestaties([Regel(volume=1000, maximum=0)]))
    await worker.give(een)
    worker.tables["uitgiften"].clear()
    worker.move()
    assert await worker.give(een) == ["dubbel"]
    assert len({event_id for _, event_id, _ in worker.publisher.sent}) == 1
    assert len(worker.publisher.sent) == 2


async def test_events_of_another_kind_on_the_topic_are_left_alone(worker: FakeWorker) -> None:
    sluiting = bericht("PrestatiesBeoordeeld", prestaties([Regel()]))
    decoded = decode(load_catalog(), sluiting.value)
    envelope = Envelope(id=uuid.uuid4(), source="urn:proef", type="proef", time=dt.datetime.now(dt.UTC), trace_id=None)
    assert await worker.handlers[AANBIEDERS](decoded, envelope) == "genegeerd"
    assert worker.tables["capaciteiten"] == {}


async def test_each_entry_of_a_table_belongs_to_one_aanbieder(worker: FakeWorker) -> None:
    await worker.give(*drie_patronen("42420001"), *drie_patronen("42420002"))
    owners = {key.partition("|")[0] for table in worker.tables.values() for key in table}
    assert owners == {AGB, "42420002"}
    assert {event.agb_code for event in worker.standing().values()} == owners
