"""`make bench-landelijk`: a month of the whole country, 3,000,000 lines, until the last 325 and the last anomaly."""

import os
import shutil
import tempfile
from pathlib import Path

from tools.bench.meting import bewaar_voor_de_vloer, draai_keten, meet_vloer, schrijf
from tools.bench.opstelling import REGELS, Opstelling, zet_klaar

_VLOERBESTANDEN = 25
_DOEL = 12.0
_LANDELIJK = 150
_ELKE_SECONDEN = 2.0


def main() -> None:
    """Prepare, run with progress, print seconds and the ratio to the floor of 500,000 lines in the same run."""
    bestanden, workers = int(os.environ.get("BESTANDEN", _LANDELIJK)), int(os.environ.get("WORKERS", "2"))
    folder = Path(tempfile.mkdtemp(prefix="risb-bench-"))
    folder.chmod(0o755)
    try:
        with Opstelling(folder / "keten", workers=workers) as op:
            meet(op, folder, bestanden=bestanden, workers=workers)
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def meet(op: Opstelling, folder: Path, *, bestanden: int, workers: int) -> None:
    """The national run and its floor."""
    print(f"{bestanden} bestanden van {REGELS} regels klaarzetten ...", flush=True)
    zet_klaar(op, range(bestanden), REGELS)
    gezegd = [0.0]

    def voortgang(over: int, seconden: float) -> None:
        if seconden - gezegd[0] < _ELKE_SECONDEN:
            return
        gezegd[0] = seconden
        klaar = bestanden - over
        tempo = klaar * REGELS / seconden
        rest = over * REGELS / tempo if klaar else float("nan")
        print(f"{klaar:>4} bestanden {klaar * REGELS:>10,} regels {tempo:>9,.0f} regels/s nog {rest:.0f} s", flush=True)

    ronde = draai_keten(op, range(bestanden), voortgang=voortgang)
    print(f"laatste 325 na {ronde.opgeslagen:.1f} s, laatste anomalie na {ronde.klaar:.1f} s", flush=True)
    antwoorden, regels = _geteld(op)
    print(f"{antwoorden} antwoorden, {regels:,} beoordeelde regels")
    aantal = min(_VLOERBESTANDEN, bestanden)
    vloer, _, _ = meet_vloer(op, bewaar_voor_de_vloer(op, range(aantal), folder), workers=workers, alleen_copy=False)
    schaal = vloer * _VLOERBESTANDEN / aantal
    verhouding = ronde.klaar / schaal
    print(
        f"vloer van {_VLOERBESTANDEN * REGELS:,} regels: {schaal:.1f} s; verhouding {verhouding:.1f}"
        f" (doel bij {_LANDELIJK} bestanden: <= {_DOEL:.0f}{_oordeel(bestanden, verhouding, _DOEL)})"
    )
    geheugen = op.geheugen()
    samen = sum(geheugen.values()) / 1024
    print(f"geheugen van alle processen samen (hoogste): {samen:.2f} GiB (doel: <= 1{_oordeel(bestanden, samen, 1.0)})")
    uitkomst = {"bestanden": bestanden, "opgeslagen_s": ronde.opgeslagen, "klaar_s": ronde.klaar, "vloer_s": schaal}
    print(f"bewaard in {schrijf('landelijk', {**uitkomst, 'verhouding': verhouding, 'geheugen_mb': geheugen})}")


def _oordeel(bestanden: int, gemeten: float, doel: float) -> str:
    if bestanden != _LANDELIJK:
        return ", hier niet te beoordelen"
    return ", gehaald" if gemeten <= doel else ", NIET GEHAALD"


def _geteld(op: Opstelling) -> tuple[int, int]:
    vraag = "SELECT (SELECT count(*) FROM antwoord), (SELECT count(*) FROM prestatie)"
    antwoorden, regels = op.db.execute(vraag).fetchone() or (0, 0)
    return int(antwoorden), int(regels)


if __name__ == "__main__":
    main()
