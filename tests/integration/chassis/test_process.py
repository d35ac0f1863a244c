"""A process ends in order, however often it is asked to."""

import signal
import subprocess
import sys
import time

import pytest

pytestmark = pytest.mark.integratie
PROGRAM = """
import time
from chassis.process import run_until_signal

async def work(stop):
    print("begonnen", flush=True)
    await stop.wait()

run_until_signal(work)
print("klaar", flush=True)
time.sleep(1)
"""


def test_a_second_signal_does_not_cut_the_ending_short() -> None:
    process = subprocess.Popen([sys.executable, "-c", PROGRAM], stdout=subprocess.PIPE, text=True)
    assert process.stdout is not None
    assert process.stdout.readline() == "begonnen\n"
    process.send_signal(signal.SIGTERM)
    assert process.stdout.readline() == "klaar\n"
    for number in (signal.SIGTERM, signal.SIGINT):
        time.sleep(0.1)
        process.send_signal(number)
    assert process.wait(timeout=20) == 0
    process.stdout.close()
