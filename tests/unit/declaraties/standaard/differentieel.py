"""Level 1 compared: our schema, our reader and the official schema on the same damaged messages.

Prints what it did and exits 1 when they disagree anywhere: `python -m tests.unit.declaraties.standaard.differentieel`, with
RISB_MUTATIES (10,000 and more) and RISB_ZAAD (a number or word) from the environment.
"""

import os
import random
import sys
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass, field

import pytest
from declaraties.adapters.standaard.xml.lezen import read_antwoord, read_bericht
from declaraties.adapters.standaard.xml.xsd import schema
from declaraties.domain.standaard.fouten import BerichtGeweigerdError
from declaraties.domain.standaard.profielen import Soort, Wet
from lxml import etree

from tests.unit.declaraties.bouwers import referentiemap
from tests.unit.declaraties.officieel import BERICHTSOORTEN, officieel_schema, voorbeeld_van
from tests.unit.declaraties.standaard.mutaties import KLASSEN, muteer_klasse

ZAAD = os.environ.get("RISB_ZAAD", "niveau1")
# what only the reader can refuse: the schema knows years that no calendar here can hold
_ALLEEN_LEZER = "datum-buiten-bereik"


@dataclass(slots=True, kw_only=True)
class Telling:
    """What was compared; a disagreement names its kind, class and number, so that it can be made again."""

    per_klasse: Counter[tuple[str, bool]] = field(default_factory=Counter)
    per_soort: Counter[tuple[str, bool]] = field(default_factory=Counter)
    lezer: Counter[str] = field(default_factory=Counter)
    oneens: list[str] = field(default_factory=list)

    @property
    def aantal(self) -> int:
        return sum(self.per_klasse.values())

    @property
    def aangenomen(self) -> int:
        return sum(keer for (_, goed), keer in self.per_klasse.items() if goed)


def vergelijk(wet: Wet, soort: Soort, naam: str, *, per_klasse: int, zaad: str, telling: Telling) -> None:
    """Compare `per_klasse` damaged copies of one example for every class of damage."""
    wortel = etree.fromstring(voorbeeld_van(wet, soort, naam))
    lees = _lezer(wet, soort, naam)
    for klasse in KLASSEN:
        r = random.Random(f"{zaad}|{wet}{soort}|{klasse}")
        for nummer in range(per_klasse):
            data, mag = muteer_klasse(wortel, klasse, r)
            officieel, ons = _oordelen(data, wet, soort)
            gelezen = officieel and mag if lees is None else lees(data)
            telling.per_klasse[klasse, officieel and mag] += 1
            telling.per_soort[f"{wet}{soort}", officieel and mag] += 1
            telling.lezer[f"{wet}{soort}"] += lees is not None
            if ons != officieel or gelezen != (officieel and mag):
                telling.oneens.append(
                    f"{wet}{soort} {klasse} nr {nummer} (zaad {zaad}): officieel {officieel}, eigen schema {ons},"
                    f" codering toegestaan {mag}, lezer {gelezen}"
                )


def _oordelen(data: bytes, wet: Wet, soort: Soort) -> tuple[bool, bool]:
    """Verdict of the official schema and of ours; bytes that are no XML are refused by both."""
    try:
        boom = etree.fromstring(data, etree.XMLParser(resolve_entities=False, no_network=True))
        return officieel_schema(wet, soort).validate(boom), schema(wet, soort).validate(boom)
    except (etree.XMLSyntaxError, etree.XMLSchemaValidateError):
        return False, False


def _lezer(wet: Wet, soort: Soort, naam: str) -> Callable[[bytes], bool] | None:
    """The reader of this message as a verdict; None for a message that is only written here, never read."""

    def lees(data: bytes) -> bool:
        try:
            read_antwoord(data) if soort is Soort.ANTWOORD else read_bericht(data)
        except BerichtGeweigerdError as fout:
            return fout.slug == _ALLEEN_LEZER
        return True

    try:
        read_antwoord(voorbeeld_van(wet, soort, naam)) if soort is Soort.ANTWOORD else read_bericht(
            voorbeeld_van(wet, soort, naam)
        )
    except BerichtGeweigerdError as fout:
        if fout.slug == "bericht-niet-aangenomen":
            return None
    return lees


def toon(telling: Telling, zaad: str) -> None:
    """The table."""
    sys.stdout.write(f"\nniveau 1, eigen schema en lezer tegen de officiele schema's; zaad {zaad}\n")
    for kop, tabel in (("klasse", telling.per_klasse), ("bericht", telling.per_soort)):
        sys.stdout.write(f"\n{kop:<28}{'aantal':>9}{'aangenomen':>12}{'geweigerd':>11}\n")
        for naam in dict.fromkeys(naam for naam, _ in tabel):
            goed, fout = tabel[naam, True], tabel[naam, False]
            sys.stdout.write(f"{naam:<28}{goed + fout:>9}{goed:>12}{fout:>11}\n")
    sys.stdout.write(
        f"\n{telling.aantal} mutaties, {sum(telling.lezer.values())} ook door de lezer, {telling.aangenomen} aangenomen,"
        f" {len(telling.oneens)} keer oneens\n"
    )
    for regel in telling.oneens[:20]:
        sys.stdout.write(f"ONEENS {regel}\n")


def main() -> int:
    """Exit code 0 when nobody disagreed and enough was compared, 2 without the official schemas."""
    try:
        referentiemap()
    except pytest.skip.Exception as weg:
        sys.stderr.write(f"{weg.msg}\n")
        return 2
    gevraagd = int(os.environ.get("RISB_MUTATIES", "24000"))
    per_klasse = -(-gevraagd // (len(BERICHTSOORTEN) * len(KLASSEN)))
    telling = Telling()
    for wet, soort, naam in BERICHTSOORTEN:
        vergelijk(wet, soort, naam, per_klasse=per_klasse, zaad=ZAAD, telling=telling)
    toon(telling, ZAAD)
    return 1 if telling.oneens or telling.aantal < gevraagd else 0


if __name__ == "__main__":
    sys.exit(main())
