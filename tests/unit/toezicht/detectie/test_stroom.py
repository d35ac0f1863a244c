"""What the stream does with an event that does not want to."""

from typing import Any, cast

import pytest
from aiokafka.errors import KafkaConnectionError
from chassis.events.wire import Envelope
from risb_kern.events import trouble
from risb_kern.events.letters import reason_of
from risb_schemas import Decoded
from risb_schemas.readers import Record, in_its_place
from toezicht.entrypoints.stream.app import StreamConfig, StreamWorker

from tests.builders.gebeurtenissen import gebeurtenis, record_van, vertrouwen, voorbeeld_van, zegel

NAAM = "AanbiederGeregistreerd.v1"


class FakePublisher:
    def __init__(self) -> None:
        self.aside: list[str] = []

    async def put_aside(self, _: Any, error: Exception) -> None:
        self.aside.append(reason_of(error))


class Worker(StreamWorker):
    """Without a broker: only what it does with one message."""

    def __init__(self) -> None:
        self._config = StreamConfig(
            dienst="toezicht",
            bootstrap="",
            groep="proef",
            seal=zegel("toezicht"),
            trust=vertrouwen(),
            registry=None,
            replicatie=1,
        )
        self.forgotten = 0
        self._forget = [self._forgot]
        self.letters = FakePublisher()
        self.publisher = cast("Any", self.letters)
        self.tries = 0
        self.agb_code = ""
        self.error: Exception | None = None

    def _forgot(self) -> None:
        self.forgotten += 1

    async def handle(self, decoded: Decoded, _: Envelope) -> str:
        self.tries += 1
        self.agb_code = decoded.record["agb_code"]
        if self.error is not None:
            raise self.error
        return "verwerkt"

    async def give(self, record: Record) -> str:
        return await self._outcome(record, self.handle)


def good() -> Record:
    return gebeurtenis(NAAM, voorbeeld_van(NAAM))


async def test_a_good_event_is_handled_once() -> None:
    worker = Worker()
    assert await worker.give(good()) == "verwerkt"
    assert (worker.tries, worker.letters.aside) == (1, [])


@pytest.mark.parametrize(
    "written", ["42-420001", "4242 0001", "".join(chr(0xFEE0 + ord(one)) for one in "42420001"), "42.42.00.01"]
)
async def test_an_aanbieder_is_the_same_one_however_its_code_was_written(written: str) -> None:
    worker = Worker()
    await worker.give(gebeurtenis(NAAM, {**voorbeeld_van(NAAM), "agb_code": written}))
    assert worker.agb_code == "42420001"


async def test_a_code_that_is_none_goes_aside_at_once() -> None:
    worker = Worker()
    assert await worker.give(gebeurtenis(NAAM, {**voorbeeld_van(NAAM), "agb_code": "4242000x"})) == "dode_letter"
    assert (worker.tries, worker.letters.aside) == (0, ["waarde-ongeldig"])


async def test_what_keeps_failing_by_itself_goes_aside_and_what_was_derived_is_forgotten() -> None:
    worker = Worker()
    worker.error = IndexError("buiten de kolommen")
    assert await worker.give(good()) == "dode_letter"
    assert (worker.tries, worker.letters.aside) == (trouble.MAX_TRIES, ["onverwerkbaar"])
    assert worker.forgotten == trouble.MAX_TRIES


async def test_a_broker_that_is_away_ends_the_worker_so_that_nothing_is_skipped() -> None:
    worker = Worker()
    worker.error = KafkaConnectionError()
    with pytest.raises(KafkaConnectionError):
        await worker.give(good())
    assert worker.letters.aside == []


async def test_a_forged_event_and_a_batch_that_cannot_be_read_reach_no_agent() -> None:
    worker, echt = Worker(), good()
    bare = [one for one in echt.headers if one[0] != "handtekening"]
    forged = record_van(echt.topic, echt.key, echt.value, bare)
    elsewhere = record_van("declaraties-prestaties", echt.key, echt.value, echt.headers)
    batch = in_its_place(cast("Any", echt), 3, 5, RuntimeError("no codec"))
    assert [await worker.give(one) for one in (forged, elsewhere, batch)] == ["dode_letter"] * 3
    assert worker.letters.aside == ["geen-handtekening", "vreemde-soort", "onleesbare-bundel"]
    assert worker.tries == 0
