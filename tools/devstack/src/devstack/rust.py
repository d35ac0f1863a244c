"""What the whole stack does while nobody asks it anything, in parts of one core."""

import contextlib
import time
from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

import psutil

from devstack.environment import Devstack
from devstack.kafka import Kafka
from devstack.postgres import Postgres

SETTLE_SECONDS = 15.0
MEASURE_SECONDS = 25.0
GOAL = 0.15
KAFKA, POSTGRES, LAUNCHER = "Kafka", "PostgreSQL", "starters"


@dataclass(frozen=True, slots=True, kw_only=True)
class Rest:
    """Parts of a core, per process of a service and per engine."""

    cores: Mapping[str, float]

    @property
    def total(self) -> float:
        """Everything together."""
        return sum(self.cores.values())

    def lines(self) -> list[str]:
        """For people: the processes one by one, then together, then the engines."""
        engines = (KAFKA, POSTGRES, LAUNCHER)
        own = {name: cores for name, cores in self.cores.items() if name not in engines}
        rows = sorted(own.items(), key=lambda row: -row[1])
        rows += [(f"{len(own)} processen samen", sum(own.values())), *((name, self.cores[name]) for name in engines)]
        result = "gehaald" if self.total <= GOAL else "niet gehaald"
        total = f"  {'alles samen':<36} {self.total:6.3f}   doel {GOAL:.2f}: {result}"
        return [*(f"  {name:<36} {cores:6.3f}" for name, cores in rows), total]


def measure(stack: Devstack, *, settle: float = SETTLE_SECONDS, seconds: float = MEASURE_SECONDS) -> Rest:
    """Let a started stack come to rest, and measure the processor time of all that belongs to it."""
    time.sleep(settle)
    names = _names(stack)
    began, before = time.monotonic(), _spent(names)
    time.sleep(seconds)
    after, passed = _spent(names), time.monotonic() - began
    parts = {*names.values(), KAFKA, POSTGRES, LAUNCHER}
    return Rest(cores={name: max(0.0, after[name] - before[name]) / passed for name in parts})


def _names(stack: Devstack) -> dict[int, str]:
    found = {process.pid: str(process) for process in stack.processes}
    if isinstance(stack.kafka, Kafka):
        found[stack.kafka.pid] = KAFKA
    if isinstance(stack.postgres, Postgres):
        found[stack.postgres.pid] = POSTGRES
    return found


def _spent(names: Mapping[int, str]) -> dict[str, float]:
    """Processor seconds so far; what has no name of its own counts for the nearest that has one, or as starter."""
    spent: dict[str, float] = defaultdict(float)
    for child in psutil.Process().children():
        for process, name in _family(child, names, LAUNCHER):
            with contextlib.suppress(psutil.NoSuchProcess):
                times = process.cpu_times()
                # Children that ended since the start count too: PostgreSQL begins and ends some all the time.
                spent[name] += times.user + times.system + times.children_user + times.children_system
    return spent


def _family(process: psutil.Process, names: Mapping[int, str], inherited: str) -> Iterator[tuple[psutil.Process, str]]:
    name = names.get(process.pid, inherited)
    yield process, name
    with contextlib.suppress(psutil.NoSuchProcess):
        for child in process.children():
            yield from _family(child, names, name)
