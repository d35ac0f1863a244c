"""Which category a product code belongs to: the national youth list, and the lists of gemeenten."""

import json
from pathlib import Path

import pytest
from declaraties.adapters.standaard.productlijsten import read_productlijsten
from declaraties.domain.standaard.codelijsten import CATEGORIE_JW
from declaraties.domain.standaard.productlijst import categorieen, landelijke_lijst
from declaraties.domain.standaard.profielen import Wet

from tests.unit.declaraties.beoordelen.orakel.orakel import JEUGDLIJST
from tests.unit.declaraties.bouwers import referentiemap

KOP = "wet;gemeente;productcode;productcategorie\n"


def _bestand(map_: Path, tekst: str) -> Path:
    pad = map_ / "lijst.csv"
    pad.write_text(tekst, encoding="utf-8")
    return pad


def test_the_national_list_is_that_of_the_publisher() -> None:
    bron = referentiemap() / "ijw-3.2" / "codelijsten" / "jz21-productcodes.json"
    rijen = json.loads(bron.read_text(encoding="utf-8"))["products"]
    verwacht = {r["productcode"]: r["productcategorie_code"] for r in rijen if r["productcategorie_code"] != "-"}
    assert landelijke_lijst(Wet.JW) == verwacht


def test_the_national_list_names_only_categories_of_youth_care_and_the_oracle_knows_some() -> None:
    lijst = landelijke_lijst(Wet.JW)
    assert set(lijst.values()) <= set(CATEGORIE_JW)
    assert {code: lijst.get(code) for code in JEUGDLIJST} == JEUGDLIJST
    assert landelijke_lijst(Wet.WMO) == {}


def test_a_gemeente_replaces_the_codes_that_it_names_and_no_others() -> None:
    afgesproken = {("jw", "0307"): {"45A04": "44", "X": "50"}}
    hier, daar = (categorieen(Wet.JW, gemeente, afgesproken) for gemeente in ("0307", "0308"))
    assert (hier["45A04"], hier["X"], hier["45A05"]) == ("44", "50", "45")
    assert daar == landelijke_lijst(Wet.JW)


@pytest.mark.parametrize("scheiding", [";", ","])
def test_a_list_is_read_from_a_file_that_a_spreadsheet_makes(tmp_path: Path, scheiding: str) -> None:
    tekst = f"\ufeff{KOP}wmo;0307;02A01;02\nwmo;0307;02A02;02\njw;0308;45A04;44\n".replace(";", scheiding)
    assert read_productlijsten(_bestand(tmp_path, tekst)) == {
        ("wmo", "0307"): {"02A01": "02", "02A02": "02"},
        ("jw", "0308"): {"45A04": "44"},
    }


@pytest.mark.parametrize(
    "rij",
    [
        "wlz;0307;02A01;02",
        "wmo;307;02A01;02",
        "wmo;0307;;02",
        "wmo;0307;02A011;02",
        "wmo;0307;02A01;45",
        "wmo;0307;02A01",
        "wmo;0307;02A01;02;nog iets",
    ],
)
def test_a_row_that_cannot_be_right_stops_the_reading_with_its_line(tmp_path: Path, rij: str) -> None:
    with pytest.raises(ValueError, match="regel 3"):
        read_productlijsten(_bestand(tmp_path, f"{KOP}wmo;0307;02A09;02\n{rij}\n"))


def test_two_categories_for_one_code_are_refused(tmp_path: Path) -> None:
    with pytest.raises(ValueError, match="regel 3"):
        read_productlijsten(_bestand(tmp_path, f"{KOP}wmo;0307;02A01;02\nwmo;0307;02A01;03\n"))


def test_another_first_line_is_refused(tmp_path: Path) -> None:
    with pytest.raises(ValueError, match="eerste regel"):
        read_productlijsten(_bestand(tmp_path, "code;categorie\n02A01;02\n"))
