"""The consumer of a service, fed event by event, that tells what came of each."""

import importlib
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pytest
from aiokafka import TopicPartition
from chassis.events.consumer import Consumer
from chassis.observability import configure_logging
from risb_kern.events import trouble

from tests.builders.diensten import settings_for


class Lezer(Consumer):
    """Handles as the loop over a partition does, and remembers what came of it."""

    async def neem(self, record: Any) -> str:
        self.outcome = "dode_letter"
        await self._handle_or_put_aside(TopicPartition(record.topic, record.partition), record)
        return self.outcome

    async def handle(self, record: Any, *, again: str = "") -> str:
        self.outcome = await super().handle(record, again=again)
        return self.outcome


def lezer_van(dienst: str, url: str, folder: Path, monkeypatch: pytest.MonkeyPatch) -> tuple[Lezer, Mapping[str, Any]]:
    """The reader and its handlers; what fails by itself fails the same each time, and the tries have their own tests."""
    configure_logging()
    monkeypatch.setattr(trouble, "MAX_TRIES", 1)
    monkeypatch.setattr("chassis.events.consumer.MAX_DEAD_IN_A_ROW", 100_000)
    settings: Any = settings_for(dienst, url, folder)
    handlers, uow = importlib.import_module(f"{dienst}.bootstrap").build_handlers(settings)
    return Lezer(dienst, handlers, uow, trust=settings.trust(), registry=None), handlers
