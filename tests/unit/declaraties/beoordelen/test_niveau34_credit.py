"""Credits and the slots they free: every rule with a case that breaks it and the neighbour that does not."""

import dataclasses
import datetime as dt
from typing import Any

import pytest
from declaraties.domain.beoordelen.keuzes import CODES_OP_CREDIT
from declaraties.domain.beoordelen.regels.tabel_niveau34 import ALLE_REGELS34
from declaraties.domain.standaard.berichten.waarden import GeslotenPeriode, Referentie

from tests.unit.declaraties.bouwers import (
    BSN,
    BSN_TWEE,
    MAART,
    clientsleutel,
    credit,
    debet,
    declaratie,
    euro,
    oordeel,
    prestatie,
    referentie,
    toewijzing,
)

DAG = dt.date.fromisoformat
MEI = GeslotenPeriode(begindatum=DAG("2025-05-02"), einddatum=DAG("2025-05-03"))


def _codes(*regels: Any, **gegevens: Any) -> list[tuple[str, ...]]:
    return oordeel(declaratie((BSN, list(regels))), referentie(**gegevens)).codes_per_prestatie()


def _een(gegevens: dict[str, Any] | None = None, **anders: Any) -> tuple[str, ...]:
    return _codes(prestatie(**anders), **(gegevens or {}))[0]


def _op(**anders: Any) -> dict[str, Any]:
    return {"toewijzingen": [toewijzing(**anders)]}


DEBET = debet()


def test_a_credit_that_mirrors_its_debet_is_awarded_negatively() -> None:
    uitkomst = oordeel(declaratie((BSN, [credit("R1", " R0 ")])), referentie(eerdere=(DEBET,)))
    assert (uitkomst.codes_per_prestatie(), uitkomst.toegekend_cent) == ([()], -20000)


def test_a_credit_without_known_debet_gives_8017() -> None:
    assert _codes(credit("R1", "R0")) == [("8017",)]
    assert _codes(credit("R1", "r0"), eerdere=(DEBET,)) == [("8017",)]


@pytest.mark.parametrize(
    "anders",
    [
        {"gemeente": "0308"},
        {"clientsleutel": clientsleutel(BSN_TWEE)},
        {"toewijzing": 102},
        {"categorie": "03"},
        {"code": "02A02"},
        {"begin": DAG("2025-04-02")},
        {"eind": DAG("2025-04-29")},
        {"volume": 5},
        {"eenheid": "16"},
        {"tarief": 5001},
        {"tarief": None},
        {"bedrag": 20001},
    ],
    ids=str,
)
def test_a_credit_that_differs_from_its_debet_gives_8017(anders: dict[str, Any]) -> None:
    assert _codes(credit("R1", "R0"), eerdere=(dataclasses.replace(DEBET, **anders),)) == [("8017",)]


def test_a_second_credit_on_one_debet_gives_9390() -> None:
    assert _codes(credit("R1", "R0"), eerdere=(dataclasses.replace(DEBET, gecrediteerd=True),)) == [("9390",)]


def test_a_credit_is_not_refused_on_content() -> None:
    vreemd = dataclasses.replace(DEBET, categorie="03", code="XX", tarief=1, bedrag=4, eenheid="16")
    regel = credit(
        "R1",
        "R0",
        product_categorie="03",
        product_code="XX",
        product_tarief=1,
        eenheid="16",
        ingediend_bedrag=euro(4, "C"),
    )
    gegevens = {"eerdere": (vreemd,), "toewijzingen": [toewijzing(ingangsdatum=DAG("2025-05-01"), geldig=False)]}
    assert _codes(regel, **gegevens) == [()]


def test_a_credit_on_an_unknown_toewijzing_gives_9338_alone() -> None:
    assert _codes(credit("R1", "R0", toewijzing_nummer=999), eerdere=(DEBET,)) == [("9338",)]


def test_only_technical_codes_are_given_on_credits() -> None:
    anders: list[dict[str, Any]] = [{}, {"toewijzing_nummer": 103}, {"toewijzing_nummer": 104, "product_code": "X"}]
    fout: dict[str, Any] = {"product_periode": MEI, "product_tarief": 1, "geleverd_volume": 999, "eenheid": "16"}
    regels = [credit(f"C{n}", "R0", **fout, **een) for n, een in enumerate(anders)]
    rijen = [
        toewijzing(),
        toewijzing(103, verwijderd=True),
        toewijzing(104, code=None, eenheid=None, volume=None, budget=1),
    ]
    gegeven = {code for codes in _codes(regels[0], toewijzingen=rijen) for code in codes}
    for regel in regels[1:]:
        gegeven |= {code for codes in _codes(regel, toewijzingen=rijen) for code in codes}
    assert gegeven == {"8017"}
    assert {regel.code for regel in ALLE_REGELS34} >= CODES_OP_CREDIT


def test_an_open_debet_blocks_its_slot() -> None:
    assert _codes(prestatie("R1"), eerdere=(DEBET,)) == [("9389",)]
    assert _codes(prestatie("R1", product_periode=MAART), eerdere=(DEBET,)) == [()]
    assert _codes(prestatie("R1"), eerdere=(dataclasses.replace(DEBET, gecrediteerd=True),)) == [()]
    assert _codes(prestatie("R1"), eerdere=(dataclasses.replace(DEBET, gemeente="0308"),)) == [()]


def test_a_correction_passes_with_its_credit_in_whichever_order() -> None:
    assert _codes(credit("R1", "R0"), prestatie("R2"), eerdere=(DEBET,)) == [(), ()]
    assert _codes(prestatie("R2"), credit("R1", "R0"), eerdere=(DEBET,)) == [(), ()]


def test_a_correction_fails_with_its_credit() -> None:
    fout = credit("R1", "R0", geleverd_volume=3)
    assert _codes(fout, prestatie("R2"), eerdere=(DEBET,)) == [("8017",), ("9389",)]


def test_a_refused_client_frees_no_slot() -> None:
    bericht = declaratie((BSN, [credit("R1", "R0"), prestatie("R2")]))
    uitkomst = oordeel(bericht, referentie(eerdere=(DEBET,), toewijzingen=[toewijzing(102, BSN_TWEE)]))
    assert uitkomst.codes_per_prestatie() == [("0233",), ("0233",)]


def test_a_reference_is_matched_as_sent_apart_from_outer_blanks() -> None:
    regel = credit("R1", None, product_referentie=Referentie(referentie_nummer="R1", vorig_referentie_nummer="\nR0"))
    assert _codes(regel, eerdere=(DEBET,)) == [()]
