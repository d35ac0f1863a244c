"""Kafka hands over at least once and in order only within a key: the end is the same as in order and once."""

import importlib
import os
import random
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from chassis.events.consumer import Consumer
from chassis.observability import configure_logging

from tests.builders.diensten import settings_for

from .bezorging import Feit, door_elkaar, feiten, stand, toevallig, zonder
from .conftest import Uitslag, nieuwe_uitslag

pytestmark = [pytest.mark.fouten, pytest.mark.timeout(300)]
PER_SOORT = int(os.environ.get("FOUTEN_FEITEN", "60"))


class Ontvanger:
    """The real handlers of a service on a fresh database."""

    def __init__(self, dienst: str, url: str, folder: Path) -> None:
        configure_logging()
        self.url = url
        settings: Any = settings_for(dienst, url, folder)
        handlers, uow = importlib.import_module(f"{dienst}.bootstrap").build_handlers(settings)
        self._consumer = Consumer(dienst, handlers, uow, trust=settings.trust(), registry=None)
        self.bezorgd = 0

    async def neem(self, alle: Any) -> None:
        feit: Feit
        for feit in alle:
            assert await self._consumer.handle(feit.record) in {"verwerkt", "dubbel", "geweigerd"}
            self.bezorgd += 1


@pytest.mark.parametrize("dienst", ["declaraties", "contracting", "toezicht", "subsidies"])
async def test_events_again_and_out_of_order(
    dienst: str, database_url: Callable[[str], str], tmp_path: Path, rng: random.Random
) -> None:
    alle = feiten(dienst, PER_SOORT)
    uitslag = nieuwe_uitslag(f"bezorging aan {dienst}: 1-5 keer, door elkaar")
    ontvangers = [Ontvanger(dienst, database_url(dienst), tmp_path) for _ in range(3)]
    await ontvangers[0].neem(alle)
    await ontvangers[1].neem(alle)
    await ontvangers[2].neem(door_elkaar(alle, rng))

    in_orde, nogmaals, door = (stand(een.url) for een in ontvangers)
    weg = toevallig(in_orde, nogmaals)
    uitslag.aantal = uitslag.raak = ontvangers[2].bezorgd
    verschil = _verschil(zonder(in_orde, weg), zonder(door, weg), uitslag)
    assert sum(map(len, in_orde.values())) > PER_SOORT
    assert verschil == []


def _verschil(moet: dict[str, list[str]], is_: dict[str, list[str]], uitslag: Uitslag) -> list[str]:
    for tabel, rijen in moet.items():
        uitslag.verloren += len(set(rijen) - set(is_[tabel]))
        uitslag.anders += len(set(is_[tabel]) - set(rijen))
        uitslag.dubbel += max(0, len(is_[tabel]) - len(rijen))
        uitslag.bevindingen += [f"{tabel}: mist {rij}" for rij in sorted(set(rijen) - set(is_[tabel]))[:3]]
        uitslag.bevindingen += [f"{tabel}: teveel {rij}" for rij in sorted(set(is_[tabel]) - set(rijen))[:3]]
    return uitslag.bevindingen
