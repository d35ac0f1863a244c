"""The lists of products that gemeenten agreed with aanbieders (IV075), from a file that a gemeente can make itself."""

import csv
import re
from collections.abc import Iterable
from pathlib import Path

from declaraties.domain.standaard.codelijsten import CATEGORIE_JW, CATEGORIE_WMO
from declaraties.domain.standaard.profielen import Wet

KOLOMMEN = ("wet", "gemeente", "productcode", "productcategorie")
_CATEGORIEEN = {Wet.WMO: CATEGORIE_WMO, Wet.JW: CATEGORIE_JW}
_MEESTE_TEKENS = 5


def read_productlijsten(bestand: Path) -> dict[tuple[str, str], dict[str, str]]:
    """Per wet and gemeente the category of each code.

    The file is CSV in UTF-8 with a row of names (KOLOMMEN), separated by semicolons or commas. A row that cannot be
    right, or contradicts another, is a ValueError that names its line: a service must not start with half a list.
    """
    tekst = bestand.read_text(encoding="utf-8-sig")
    scheiding = ";" if ";" in tekst.partition("\n")[0] else ","
    rijen = csv.DictReader(tekst.splitlines(), delimiter=scheiding)
    if tuple(rijen.fieldnames or ()) != KOLOMMEN:
        raise ValueError(f"{bestand.name}: de eerste regel moet zijn: {scheiding.join(KOLOMMEN)}")
    return _per_gemeente(bestand.name, rijen)


def _per_gemeente(naam: str, rijen: Iterable[dict[str, str]]) -> dict[tuple[str, str], dict[str, str]]:
    lijsten: dict[tuple[str, str], dict[str, str]] = {}
    for regel, rij in enumerate(rijen, start=2):
        if not _goed(rij):
            raise ValueError(f"{naam}, regel {regel}: wet, gemeentecode, productcode of productcategorie klopt niet")
        lijst = lijsten.setdefault((rij["wet"], rij["gemeente"]), {})
        if lijst.setdefault(rij["productcode"], rij["productcategorie"]) != rij["productcategorie"]:
            raise ValueError(f"{naam}, regel {regel}: deze productcode heeft al een andere categorie")
    return lijsten


def _goed(rij: dict[str, str]) -> bool:
    if set(rij) != set(KOLOMMEN) or any(waarde is None for waarde in rij.values()) or rij["wet"] not in set(Wet):
        return False
    code = rij["productcode"]
    past = code.strip() != "" and len(code) <= _MEESTE_TEKENS and re.fullmatch(r"[0-9]{4}", rij["gemeente"])
    return bool(past) and rij["productcategorie"] in _CATEGORIEEN[Wet(rij["wet"])]
