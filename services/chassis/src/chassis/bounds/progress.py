"""How far a consumer is behind by the word of the broker, and whether it moves."""

import time
from collections.abc import Mapping

from aiokafka import TopicPartition

from chassis.observability import ACHTERSTAND

MEASURE_SECONDS = 5.0
_PATIENCE_SECONDS = 60.0


class Progress:
    """What a consumer read of its partitions, beside where they end."""

    def __init__(self, dienst: str, patience: float = _PATIENCE_SECONDS) -> None:
        self._dienst = dienst
        self._patience = patience
        self._positions: dict[TopicPartition, int] = {}
        self._measured_at = self._moved_at = float("-inf")

    @property
    def is_due(self) -> bool:
        """True when it is time to ask the broker again."""
        return time.monotonic() - self._measured_at >= MEASURE_SECONDS

    @property
    def is_moving(self) -> bool:
        """True while it is measured and either has read to the end or read something not long ago."""
        oldest = time.monotonic() - self._patience
        return self._measured_at >= oldest and self._moved_at >= oldest

    def note(self, ends: Mapping[TopicPartition, int], positions: Mapping[TopicPartition, int]) -> None:
        """Where the partitions end, and how far we are; what is no longer ours is no longer measured here."""
        self._measured_at = time.monotonic()
        moved = any(position > self._positions.get(one, position) for one, position in positions.items())
        if moved or positions.keys() != self._positions.keys() or all(positions[one] >= ends[one] for one in positions):
            self._moved_at = self._measured_at
        for one in self._positions.keys() - positions.keys():
            ACHTERSTAND.remove(self._dienst, one.topic, str(one.partition))
        self._positions = dict(positions)
        for one, position in positions.items():
            ACHTERSTAND.labels(self._dienst, one.topic, str(one.partition)).set(max(0, ends[one] - position))
