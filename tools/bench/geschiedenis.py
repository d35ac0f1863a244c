"""`make bench-geschiedenis`: a new file after twelve months of one aanbieder, against the first one."""

import datetime as dt
import os
import shutil
import statistics
import tempfile
from pathlib import Path

from tools.bench.meting import schrijf, wacht
from tools.bench.opstelling import REGELS, Opstelling, bericht, bied_aan, plaats_van, zet_klaar

_DOEL = 1.3
_MAANDEN = 12


def main() -> None:
    """Judge month after month; the CPU of the worker and PostgreSQL for the first months against that of the last."""
    folder = Path(tempfile.mkdtemp(prefix="risb-bench-"))
    folder.chmod(0o755)
    try:
        with Opstelling(folder / "keten", workers=1) as op:
            meet(op, rondes=int(os.environ.get("RONDES", "5")))
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def meet(op: Opstelling, *, rondes: int) -> None:
    """Rounds of thirteen months each."""
    zet_klaar(op, [0], REGELS)
    data = bericht(0, REGELS)
    for maand in range(_MAANDEN + 1):
        upload = op.opslag.new(f"bench-m{maand}")
        upload.write(_in_maand(data, maand))
        upload.keep()
    bied_aan(op, [0])
    wacht(lambda: op.wachtend() == 0)
    eerste, laatste = [], []
    for ronde in range(rondes):
        op.leeg()
        cpu = [_een(op, maand) for maand in range(_MAANDEN + 1)]
        eerste.append(cpu[0])
        laatste.append(cpu[-1])
        print(f"ronde {ronde + 1}: eerste maand {cpu[0]:.3f} CPU-s, na twaalf maanden {cpu[-1]:.3f} CPU-s", flush=True)
    verhouding = statistics.median(laatste) / statistics.median(eerste)
    print(f"verhouding {verhouding:.2f} (doel <= {_DOEL}: {'gehaald' if verhouding <= _DOEL else 'NIET GEHAALD'})")
    print(f"bewaard in {schrijf('geschiedenis', {'eerste': eerste, 'laatste': laatste, 'verhouding': verhouding})}")


def _een(op: Opstelling, maand: int) -> float:
    voor = op.cpu()
    bied_aan(op, [0], opslag=f"bench-m{maand}")
    wacht(lambda: op.wachtend() == 0)
    na = op.cpu()
    return sum(na[naam] - voor[naam] for naam in ("worker 1", "PostgreSQL"))


def _in_maand(data: bytes, maand: int) -> bytes:
    """The message over another month of 2025 and 2026, with numbers and references of its own."""
    begin = dt.date(2025 + maand // 12, maand % 12 + 1, 1)
    eind = (begin + dt.timedelta(days=32)).replace(day=1) - dt.timedelta(days=1)
    basis = plaats_van(0)
    vervangen = (
        (f"{basis.maand}", f"{begin}"),
        (f"{basis.eind}", f"{eind}"),
        (f"{basis.dagtekening}", f"{eind + dt.timedelta(days=6)}"),
        (f">P202604-{basis.nummer}-", f">P{begin:%Y%m}-{basis.nummer}-"),
        (f">B{basis.nummer}<", f">B{maand + 100}<"),
        (f">D{basis.nummer}<", f">D{maand + 100}<"),
    )
    for oud, nieuw in vervangen:
        data = data.replace(oud.encode(), nieuw.encode())
    return data


if __name__ == "__main__":
    main()
