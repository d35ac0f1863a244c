"""Intake of a 301: level 2 (dossier section 3) and which version of a toewijzing stands."""

import dataclasses
import datetime as dt
from typing import Any

import pytest
from declaraties.adapters.standaard.xml.lezen import read_bericht
from declaraties.domain.standaard.berichten.toewijzing import Bericht301, ToegewezenProduct
from declaraties.domain.standaard.berichten.waarden import Omvang, Product
from declaraties.domain.standaard.profielen import Wet
from declaraties.domain.toewijzen.opname import Opname, Stand, als_toewijzing, opname
from declaraties.domain.toewijzen.regels.tabel import REGELS_301, beoordeel_301

from tests.unit.declaraties.bouwers import (
    AANBIEDER,
    BSN,
    clientsleutel,
    product,
    toewijzing,
    toewijzingsbericht,
    voorbeeld,
)

DAG = dt.date.fromisoformat
ASPECIFIEK: dict[str, Any] = {"product": Product(categorie="02"), "omvang": None}
GENERIEK: dict[str, Any] = {"product": None, "omvang": None, "budget": 100_000}
VERWIJDERD: dict[str, Any] = {"reden_wijziging": "13", "einddatum": DAG("2025-01-01")}
OUD: dict[str, Any] = {"ingangsdatum": DAG("2020-01-01"), "einddatum": DAG("2020-12-31")}


def _omvang(eenheid: str, frequentie: str) -> Omvang:
    return Omvang(volume=1, eenheid=eenheid, frequentie=frequentie)


def _twee(eerste: dict[str, Any], tweede: dict[str, Any]) -> list[ToegewezenProduct]:
    return [product(**eerste), product(toewijzing_nummer=102, **tweede)]


GEVALLEN: list[tuple[str, list[ToegewezenProduct], set[str]]] = [
    ("specifiek", [product()], set()),
    ("aspecifiek", [product(**ASPECIFIEK)], set()),
    ("aspecifiek with budget", [product(**ASPECIFIEK, budget=1)], set()),
    ("generiek", [product(**GENERIEK)], set()),
    ("nothing assigned", [product(product=None, omvang=None)], {"CD079"}),
    ("code without omvang", [product(omvang=None)], {"CD041"}),
    ("omvang and budget", [product(budget=1)], {"CD077"}),
    ("omvang without code", [product(product=Product(categorie="02"))], {"CD080"}),
    ("omvang without code, open end", [product(product=Product(categorie="02"), einddatum=None)], {"CD080"}),
    ("omvang without code, before 2021", [product(product=Product(categorie="02"), **OUD)], set()),
    ("budget without end", [product(**GENERIEK, einddatum=None)], {"CD075"}),
    ("per week without end", [product(omvang=_omvang("04", "2"), einddatum=None)], {"CD076"}),
    ("per week with end", [product(omvang=_omvang("04", "2"))], set()),
    ("per month without end", [product(einddatum=None)], set()),
    ("end before start", [product(einddatum=DAG("2024-12-31"))], {"CS003"}),
    ("one day", [product(einddatum=DAG("2025-01-01"))], set()),
    *[(f"{e} per day", [product(omvang=_omvang(e, "1"))], {"CS338"}) for e in ("14", "16", "83", "84")],
    *[(f"{e} per day is fine", [product(omvang=_omvang(e, "1"))], set()) for e in ("01", "04", "82")],
    ("etmaal per day, before 2021", [product(omvang=_omvang("14", "1"), **OUD)], set()),
    ("etmaal per week", [product(omvang=_omvang("14", "2"))], set()),
    ("deleted", [product(**VERWIJDERD)], set()),
    ("deleted with another end", [product(reden_wijziging="13")], {"CS335"}),
    ("old administrative correction", [product(reden_wijziging="01")], {"CS336"}),
    ("same number twice", [product(), product(product=Product(categorie="03", code="03A01"))], {"TR101"}),
    ("same product twice", _twee({}, {}), {"TR302"}),
    ("same product, following periods", _twee({"einddatum": DAG("2025-06-30")}, {"ingangsdatum": DAG("2025-07-01")}), set()),
    ("same product, one day shared", _twee({"einddatum": DAG("2025-06-30")}, {"ingangsdatum": DAG("2025-06-30")}), {"TR302"}),
    ("same product, open end", _twee({"einddatum": None}, {"ingangsdatum": DAG("2030-01-01"), "einddatum": None}), {"TR302"}),
    ("other code", _twee({}, {"product": Product(categorie="02", code="02A02")}), set()),
    ("other category, same code", _twee({}, {"product": Product(categorie="03", code="02A01")}), set()),
    ("aspecifiek beside specifiek of one category", _twee({}, ASPECIFIEK), {"TR302"}),
    ("two aspecifieke of one category", _twee(ASPECIFIEK, ASPECIFIEK), {"TR302"}),
    ("generiek beside anything", _twee({"product": Product(categorie="11", code="11A01")}, GENERIEK), {"TR302"}),
    ("deleted ones do not count", _twee(VERWIJDERD, {}), set()),
    ("hulpmiddelen may overlap", _twee(*[{"product": Product(categorie="12", code="12A01")}] * 2), set()),
]  # fmt: skip


@pytest.mark.parametrize(("producten", "verwacht"), [g[1:] for g in GEVALLEN], ids=[g[0] for g in GEVALLEN])
def test_a_toewijzing_breaks_exactly_these_rules(producten: list[ToegewezenProduct], verwacht: set[str]) -> None:
    assert {hit.nummer for hit in beoordeel_301(toewijzingsbericht(*producten))} == verwacht


def test_the_cases_break_every_rule_of_the_table() -> None:
    assert {regel.nummer for regel in REGELS_301} == {naam for geval in GEVALLEN for naam in geval[2]} | {"CS002"}


def test_a_wrong_bsn_refuses_the_toewijzing() -> None:
    assert [hit.nummer for hit in beoordeel_301(toewijzingsbericht(bsn="999900007"))] == ["CS002"]


def test_overlap_of_categories_11_to_14_is_a_wmo_exception() -> None:
    producten = _twee(*[{"product": Product(categorie="12", code="X")}] * 2)
    assert [hit.nummer for hit in beoordeel_301(toewijzingsbericht(*producten, wet=Wet.JW))] == ["TR302"]


def test_a_hit_names_the_later_product() -> None:
    (hit,) = beoordeel_301(toewijzingsbericht(*_twee({}, {})))
    assert hit.posities.tolist() == [1]


@pytest.mark.parametrize("naam", ["WMO301", "JW301"])
def test_official_examples_may_be_taken_in(naam: str) -> None:
    bericht = read_bericht(voorbeeld(naam))
    assert isinstance(bericht, Bericht301)
    assert beoordeel_301(bericht) == ()


STAND = Stand(
    aanbieder=AANBIEDER,
    clientsleutel=clientsleutel(BSN),
    toewijzingsdatum=DAG("2025-02-01"),
    toewijzingstijd=3_600_000_000,
    open_prestaties=False,
)


def _opname(stand: Stand | None, **anders: Any) -> Opname:
    return opname(product(**anders), stand, aanbieder=AANBIEDER, clientsleutel=clientsleutel(BSN))


@pytest.mark.parametrize(
    ("datum", "tijd", "verwacht"),
    [
        ("2025-02-02", 0, Opname.VERVANGT),
        ("2025-02-01", 3_600_000_001, Opname.VERVANGT),
        ("2025-02-01", 3_600_000_000, Opname.VEROUDERD),
        ("2025-02-01", 3_599_999_999, Opname.VEROUDERD),
        ("2025-01-31", 80_000_000_000, Opname.VEROUDERD),
    ],
)
def test_the_newest_date_and_time_wins_whatever_the_order_of_arrival(datum: str, tijd: int, verwacht: Opname) -> None:
    assert _opname(STAND, toewijzingsdatum=DAG(datum), toewijzingstijd=tijd) is verwacht


def test_an_unknown_number_is_new() -> None:
    assert _opname(None) is Opname.NIEUW


@pytest.mark.parametrize("anders", [{"aanbieder": "42420001"}, {"clientsleutel": b"x"}])
def test_a_number_of_someone_else_is_refused(anders: dict[str, Any]) -> None:
    assert _opname(dataclasses.replace(STAND, **anders)).value == "9332"


def test_a_toewijzing_that_has_been_paid_on_cannot_be_deleted() -> None:
    nieuw: dict[str, Any] = {"toewijzingsdatum": DAG("2025-03-01"), **VERWIJDERD}
    assert _opname(dataclasses.replace(STAND, open_prestaties=True), **nieuw).value == "9385"
    assert _opname(STAND, **nieuw) is Opname.VERVANGT


def test_the_stored_row_holds_what_the_rules_need() -> None:
    bericht = toewijzingsbericht()
    rij = als_toewijzing(bericht, bericht.client.toegewezen_producten[0], clientsleutel=clientsleutel(BSN), geldig=True)
    assert rij == toewijzing()
    leeg = als_toewijzing(bericht, product(**GENERIEK, **VERWIJDERD), clientsleutel=b"k", geldig=False)
    assert (leeg.categorie, leeg.code, leeg.eenheid, leeg.volume, leeg.budget) == (None, None, None, None, 100_000)
    assert (leeg.verwijderd, leeg.geldig) == (True, False)
