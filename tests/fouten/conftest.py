"""One whole product for all fault runs, with engines of its own that may be killed; a table at the end."""

import json
import os
import random
import shutil
import tempfile
from collections.abc import Iterator
from dataclasses import asdict, dataclass, field
from pathlib import Path

import pytest
from devstack.environment import Devstack
from devstack.processes import read_processes

SEED = int(os.environ.get("FOUTEN_SEED", "0")) or random.SystemRandom().randrange(1, 10**9)
PROCESSEN = {dienst: [one for one in names if one != "stream"] for dienst, names in read_processes().items()}
REPORT = Path(__file__).parents[2] / ".cache" / "fouten" / "uitslag.json"


@dataclass(kw_only=True)
class Uitslag:
    """One row of the table: how often a fault was made, how often it hit work, and what it cost."""

    fout: str
    aantal: int = 0
    raak: int = 0
    verloren: int = 0
    dubbel: int = 0
    anders: int = 0
    langste_herstel: float = 0.0
    rust: float = 0.0
    bevindingen: list[str] = field(default_factory=list)


UITSLAGEN: list[Uitslag] = []


@pytest.fixture
def uitslag(request: pytest.FixtureRequest) -> Uitslag:
    return nieuwe_uitslag(request.node.name.removeprefix("test_").replace("_", " "))


def nieuwe_uitslag(fout: str) -> Uitslag:
    """A row of its own in the table."""
    row = Uitslag(fout=fout)
    UITSLAGEN.append(row)
    return row


@pytest.fixture
def rng(request: pytest.FixtureRequest) -> random.Random:
    """Random moments, the same for the same FOUTEN_SEED and test."""
    return random.Random(f"{SEED}:{request.node.name}")


@pytest.fixture(scope="session")
def stapel() -> Iterator[Devstack]:
    """Every process of every service; durable, because what is acknowledged must survive a kill."""
    folder = Path(tempfile.mkdtemp(prefix="risb-fouten-"))
    folder.chmod(0o755)
    try:
        with Devstack(folder, services=PROCESSEN, vrije_poorten=True, say=lambda _: None) as stack:
            yield stack
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    if not UITSLAGEN:
        return
    terminalreporter.section(f"fouten (FOUTEN_SEED={SEED})")
    terminalreporter.write_line(
        f"{'fout':<52}{'aantal':>7}{'raak':>6}{'verloren':>10}{'dubbel':>8}{'anders':>8}{'langste herstel':>17}{'rust':>8}"
    )
    for row in UITSLAGEN:
        terminalreporter.write_line(
            f"{row.fout:<52}{row.aantal:>7}{row.raak:>6}{row.verloren:>10}{row.dubbel:>8}{row.anders:>8}"
            f"{row.langste_herstel:>15.1f} s{row.rust:>6.1f} s"
        )
    REPORT.parent.mkdir(parents=True, exist_ok=True)
    REPORT.write_text(json.dumps({"seed": SEED, "uitslagen": [asdict(row) for row in UITSLAGEN]}, indent=1))
