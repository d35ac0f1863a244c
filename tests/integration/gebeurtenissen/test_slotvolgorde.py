"""Two consumers, the same subjects in opposite orders, side by side: nobody waits in a circle."""

import asyncio
import importlib
import random
import uuid
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

import pytest
from chassis.events.consumer import Consumer
from structlog.testing import capture_logs

from tests.builders.diensten import settings_for
from tests.builders.gebeurtenissen import gebeurtenis, voorbeeld_van

pytestmark = [pytest.mark.integratie, pytest.mark.timeout(180)]
AGB_CODES = tuple(f"4251{number:04d}" for number in range(40))
# Of two topics, so that two consumers have them in hand, about the same aanbieders.
NAMEN = {
    "declaraties": ("MaatregelOpgelegd.v1", "OvereenkomstGesloten.v1"),
    "subsidies": ("AanbiederGeregistreerd.v1", "OvereenkomstGesloten.v1"),
    "contracting": ("MaatregelOpgelegd.v1", "BetaalopdrachtGemaakt.v1"),
    "toezicht": ("AnomalieGesignaleerd.v1", "OvereenkomstGesloten.v1"),
}
ROUNDS = 4


def events(naam: str, agb_codes: Sequence[str], offset: int) -> list[Any]:
    """One of each aanbieder, about a thing of its own."""
    example = voorbeeld_van(naam)
    own = [name for name in example if name.endswith("_id") and isinstance(example[name], str)]

    def of(agb_code: str) -> dict[str, Any]:
        return {**example, "agb_code": agb_code, **{name: str(uuid.uuid4()) for name in own}}

    return [gebeurtenis(naam, of(agb), offset=offset + number) for number, agb in enumerate(agb_codes)]


def two_consumers(dienst: str, url: str, folder: Path) -> tuple[Any, list[Consumer]]:
    settings: Any = settings_for(dienst, url, folder)
    handlers, uow = importlib.import_module(f"{dienst}.bootstrap").build_handlers(settings)
    return uow, [Consumer(dienst, handlers, uow, trust=settings.trust(), registry=None) for _ in range(2)]


@pytest.mark.parametrize("dienst", NAMEN)
async def test_batches_in_opposite_orders_are_handled_whole_at_the_same_time(
    dienst: str, database_url: Callable[[str], str], tmp_path: Path
) -> None:
    _, consumers = two_consumers(dienst, database_url(dienst), tmp_path)
    order = random.Random(7)
    for number in range(ROUNDS):
        there = order.sample(AGB_CODES, len(AGB_CODES))
        orders = zip(NAMEN[dienst], (there, there[::-1]), strict=True)
        batches = [events(naam, codes, 1_000 * number) for naam, codes in orders]
        with capture_logs() as logs:
            together = zip(consumers, batches, strict=True)
            whole = await asyncio.gather(*(one._handle_together(batch) for one, batch in together))
        assert whole == [True, True], logs


async def test_a_batch_and_who_judges_messages_do_not_wait_in_a_circle(
    database_url: Callable[[str], str], tmp_path: Path
) -> None:
    uow, (consumer, _) = two_consumers("declaraties", database_url("declaraties"), tmp_path)
    order, done = random.Random(8), asyncio.Event()

    async def judge() -> None:
        while not done.is_set():
            async with uow() as one:
                await one.toewijzingen.lock_contracten(order.sample(AGB_CODES, 20), shared=True)

    judging = asyncio.gather(judge(), judge())
    for number in range(ROUNDS):
        codes = order.sample(AGB_CODES, len(AGB_CODES))
        assert await consumer._handle_together(events("MaatregelOpgelegd.v1", codes, 1_000 * number))
    done.set()
    await judging
