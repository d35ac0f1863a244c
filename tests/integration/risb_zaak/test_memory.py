"""A document of any size passes in constant memory: what is on its way at once is bounded, a hundred megabytes cost what fifty do."""

import subprocess
import sys
from pathlib import Path

SCRIPT = """
import asyncio, os, resource, sys, uuid
from risb_zaak.documents.sql import Archief
from risb_zaak.documents.scanner import NoScanner
from risb_zaak.documents.objects import objects_at
from risb_zaak.document_ports import ALGEMEEN

async def parts(megabytes):
    for _ in range(megabytes):
        yield os.urandom(1024 * 1024)

class Row:
    sleutel = ALGEMEEN

async def main(folder, megabytes):
    archief = Archief(objects=objects_at(f"file://{folder}"), sleutels={ALGEMEEN: bytes(32)}, scanner=NoScanner(),
        activiteit="x")
    row = Row()
    row.id = uuid.uuid4()
    row.inhoud = await archief.store(row.id, ALGEMEEN, parts(megabytes))
    size = 0
    async for part in archief.open(row):
        size += len(part)
    assert size == row.inhoud.grootte == megabytes * 1024 * 1024
    print(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss)

asyncio.run(main(sys.argv[1], int(sys.argv[2])))
"""


def peak(folder: Path, megabytes: int) -> int:
    """Largest resident size, in KiB, of a process that keeps and reads a document."""
    command = [sys.executable, "-c", SCRIPT, str(folder), str(megabytes)]
    return int(subprocess.run(command, capture_output=True, text=True, check=True).stdout)


def test_a_hundred_megabytes_cost_no_more_than_fifty(tmp_path: Path) -> None:
    fifty, hundred = (peak(tmp_path, size) for size in (50, 100))

    assert hundred < fifty * 1.2
