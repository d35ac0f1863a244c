"""A large message leaves a process as small as it was."""

import subprocess
import sys

import pytest

_PROEF = """
import sys, psutil
from risb_kern.memory import give_back_freed_memory
if sys.argv[1] == "teruggeven":
    give_back_freed_memory()
proces = psutil.Process()
groot = b"x" * 25_000_000
del groot
voor = proces.memory_info().rss
groot = b"x" * 25_000_000
blijft = [b"y" * 2_000 for _ in range(1_000)]
del groot
print(proces.memory_info().rss - voor)
"""


def _groei(wijze: str) -> int:
    klaar = subprocess.run([sys.executable, "-c", _PROEF, wijze], check=True, capture_output=True, text=True)
    return int(klaar.stdout)


@pytest.mark.skipif(sys.platform != "linux", reason="the thresholds are those of glibc")
def test_a_large_piece_is_given_back() -> None:
    assert _groei("teruggeven") < _groei("houden") / 3
