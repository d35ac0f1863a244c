"""Measures how fast everything comes up and what it costs at rest; run by `make bench-start`, printed for people."""

import shutil
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

from devstack import rust
from devstack.environment import Devstack
from devstack.kafka import Kafka, runtime
from devstack.postgres import Postgres
from devstack.topics import make_topics


def main() -> None:
    """Fresh and repeated starts in a folder of its own; prints seconds per step."""
    runtime()
    folder = Path(tempfile.mkdtemp(prefix="risb-meting-"))
    folder.chmod(0o755)
    try:
        for name in ("eerste keer", "volgende keer"):
            print(f"Starttijden in seconden, {name}:")
            _engines(folder)
            _everything(folder / "alles")
        _at_rest(folder / "alles")
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def _engines(folder: Path) -> None:
    cluster, broker = Postgres(folder / "postgres"), Kafka(folder / "kafka")
    try:
        _measure("PostgreSQL", cluster.start)
        _measure("Kafka", broker.start)
        _measure("topics", lambda: make_topics(broker.bootstrap))
        broker.kill()
        _measure("Kafka na kill -9", broker.start)
        cluster.kill()
        _measure("PostgreSQL na kill -9", cluster.start)
    finally:
        broker.stop()
        cluster.stop()


def _everything(folder: Path) -> None:
    stack = Devstack(folder, vrije_poorten=True, say=lambda _text: None)
    try:
        _measure("alle processen van alle diensten", stack.start)
    finally:
        _measure("stoppen", stack.stop)


def _at_rest(folder: Path) -> None:
    with Devstack(folder, vrije_poorten=True, say=lambda _text: None) as stack:
        print(f"Alles in rust, in delen van een kern, gemeten over {rust.MEASURE_SECONDS:.0f} s:")
        print("\n".join(rust.measure(stack).lines()))


def _measure(name: str, work: Callable[[], object]) -> None:
    began = time.perf_counter()
    work()
    print(f"  {name:<36} {time.perf_counter() - began:6.2f}")


if __name__ == "__main__":
    main()
