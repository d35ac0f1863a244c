"""Every handler on every published example with one field spoilt: nothing stands still, and good ones go on."""

import importlib
from collections import Counter
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from aiokafka import TopicPartition
from chassis.events.consumer import Consumer
from chassis.observability import configure_logging
from risb_kern.events import trouble
from risb_schemas import load_catalog

from tests.builders.diensten import settings_for
from tests.builders.gebeurtenissen import gebeurtenis

from .varianten import examples_of, variants

pytestmark = [pytest.mark.integratie, pytest.mark.timeout(180)]
DIENSTEN = ("contracting", "declaraties", "subsidies", "toezicht")
FEWEST = 100


class Lezer(Consumer):
    """Handles as the loop over a partition does, and remembers what came of it."""

    async def neem(self, record: Any) -> str:
        self.outcome = "dode_letter"
        await self._handle_or_put_aside(TopicPartition(record.topic, record.partition), record)
        return self.outcome

    async def handle(self, record: Any, *, again: str = "") -> str:
        self.outcome = await super().handle(record, again=again)
        return self.outcome


@pytest.mark.parametrize("dienst", DIENSTEN)
async def test_no_spoilt_example_stops_a_handler_or_spoils_the_good_one_behind_it(
    dienst: str, database_url: Callable[[str], str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    configure_logging()
    # What fails by itself fails the same each time; the tries have tests of their own.
    monkeypatch.setattr(trouble, "MAX_TRIES", 1)
    monkeypatch.setattr("chassis.events.consumer.MAX_DEAD_IN_A_ROW", 100_000)
    settings: Any = settings_for(dienst, database_url(dienst), tmp_path)
    handlers, uow = importlib.import_module(f"{dienst}.bootstrap").build_handlers(settings)
    lezer = Lezer(dienst, handlers, uow, trust=settings.trust(), registry=None)
    outcomes: Counter[str] = Counter()
    offset = 0
    for naam in sorted(handlers):
        schema = load_catalog().newest[naam]
        for example in examples_of(naam):
            for _, record in variants(schema, example):
                try:
                    event = gebeurtenis(naam, record, offset=(offset := offset + 1))
                except (OverflowError, ValueError, TypeError):
                    outcomes["past niet in het schema"] += 1
                    continue
                outcomes[await lezer.neem(event)] += 1
            good = gebeurtenis(naam, example, offset=(offset := offset + 1))
            assert await lezer.neem(good) == "verwerkt", naam
    assert outcomes["verwerkt"] + outcomes["geweigerd"] + outcomes["dode_letter"] > FEWEST
