"""Level 2: every rule with a case that breaks it and one that does not (dossier sections 11, 11a and 19)."""

import dataclasses
import datetime as dt
from typing import Any

import pytest
from declaraties.domain.beoordelen.oordeel import Uitkomst
from declaraties.domain.beoordelen.regels.tabel_niveau2 import NIVEAU2
from declaraties.domain.standaard.berichten.declaratie import Bericht323
from declaraties.domain.standaard.berichten.waarden import BerichtIdentificatie, GeslotenPeriode, TotaalBedragMetDC
from declaraties.domain.standaard.bsn import is_bsn
from declaraties.domain.standaard.regel import TECHNISCH

from tests.unit.declaraties.bouwers import (
    APRIL,
    BSN,
    BSN_TWEE,
    MAART,
    credit,
    declaratie,
    euro,
    gebroken,
    met,
    oordeel,
    prestatie,
)


def _periode(begin: str, eind: str) -> GeslotenPeriode:
    return GeslotenPeriode(begindatum=dt.date.fromisoformat(begin), einddatum=dt.date.fromisoformat(eind))


def _gedagtekend(dag: str) -> BerichtIdentificatie:
    return BerichtIdentificatie(identificatie="B1", dagtekening=dt.date.fromisoformat(dag))


def _een(**anders: Any) -> Bericht323:
    return declaratie((BSN, [prestatie(**anders)]))


TWEE_CLIENTEN = (
    (BSN, [prestatie("R1")]),
    (BSN_TWEE, [prestatie("R2", toewijzing_nummer=102)]),
)
OUD = _periode("2018-03-01", "2018-03-31")

GEVALLEN = [
    ("valid message", declaratie(), set()),
    ("two clients", declaratie(*TWEE_CLIENTEN), set()),
    ("CD060: D line with VorigReferentieNummer", declaratie((BSN, [credit("R1", "R0", ingediend_bedrag=euro(20000))])), {"CD060"}),
    ("CD060: C line without VorigReferentieNummer", declaratie((BSN, [credit("R1", None)])), {"CD060"}),
    ("C line that points to an earlier message", declaratie((BSN, [credit("R1", "R0")])), set()),
    ("TR316: C line that points into its own client", declaratie((BSN, [prestatie("R1"), credit("R2", "R1")])), {"TR316"}),
    (
        "TR316: C line that points to another client",
        declaratie((BSN, [prestatie("R1")]), (BSN_TWEE, [credit("R2", "R1")])),
        {"TR316"},
    ),
    ("TR316: outer blanks do not count", declaratie((BSN, [prestatie(" R1"), credit("R2", "R1\t")])), {"TR316"}),
    ("TR316: case does", declaratie((BSN, [prestatie("r1"), credit("R2", "R1")])), set()),
    (
        "TR315: two credits on one debet, over clients",
        declaratie((BSN, [credit("R1", "R0")]), (BSN_TWEE, [credit("R2", "R0 ")])),
        {"TR315"},
    ),
    ("two credits on two debets", declaratie((BSN, [credit("R1", "Q1"), credit("R2", "Q2")])), set()),
    ("TR358: total one cent off", met(declaratie(), totaal_ingediend_bedrag=TotaalBedragMetDC.van_cent(20001)), {"TR358"}),
    ("TR358: right amount, wrong sign", met(declaratie(), totaal_ingediend_bedrag=TotaalBedragMetDC.van_cent(-20000)), {"TR358"}),
    ("net negative total is C", declaratie((BSN, [credit("R1", "R0")])), set()),
    (
        "CD087 and CS339: euro with tariff and another amount",
        _een(eenheid="83", ingediend_bedrag=euro(20000)),
        {"CD087", "CS339"},
    ),
    ("CD087: hours without tariff", _een(product_tarief=None), {"CD087"}),
    ("euro without tariff and amount = volume", _een(eenheid="83", product_tarief=None, geleverd_volume=20000), set()),
    ("CS340: period ends half-way", declaratie(declaratie_periode=_periode("2025-04-01", "2025-04-15")), {"CS340", "TR319"}),
    ("CS340: two months", declaratie(declaratie_periode=_periode("2025-03-01", "2025-04-30")), {"CS340"}),
    ("CS340: does not start on the first", declaratie(declaratie_periode=_periode("2025-04-02", "2025-04-30")), {"CS340"}),
    ("leap month", declaratie((BSN, [prestatie(product_periode=_periode("2024-02-01", "2024-02-29"))]), declaratie_periode=_periode("2024-02-01", "2024-02-29")), set()),
    ("December", declaratie((BSN, [prestatie(product_periode=_periode("2024-12-01", "2024-12-31"))]), declaratie_periode=_periode("2024-12-01", "2024-12-31")), set()),
    ("TR137: signed before the month is over", declaratie(bericht_identificatie=_gedagtekend("2025-04-29")), {"TR137"}),
    ("signed on the last day of the month", declaratie(bericht_identificatie=_gedagtekend("2025-04-30")), set()),
    ("TR134: signed before the month begins", declaratie(bericht_identificatie=_gedagtekend("2025-03-31")), {"TR134", "TR137"}),
    ("TR137: period turned round", _een(product_periode=_periode("2025-04-20", "2025-04-10")), {"TR137"}),
    ("older product period", _een(product_periode=MAART), set()),
    ("CS337: product period over two months", _een(product_periode=_periode("2025-03-15", "2025-04-30")), {"CS337"}),
    ("CS337: same month of another year", _een(product_periode=_periode("2024-04-01", "2025-04-30")), {"CS337"}),
    ("CS100 and TR335: care of 2018", _een(product_periode=OUD), {"CS100", "TR335"}),
    (
        "CS100: declaratieperiode of 2020",
        declaratie(declaratie_periode=_periode("2020-12-01", "2020-12-31"), bericht_identificatie=_gedagtekend("2025-05-06")),
        {"CS100", "TR319"},
    ),
    ("CS002: wrong Bsn", declaratie(("999900007", [prestatie()])), {"CS002"}),
    ("CS002: nine zeros", declaratie(("000000000", [prestatie()])), {"CS002"}),
    ("TR101: same Bsn in two clients", declaratie((BSN, [prestatie("R1")]), (BSN, [prestatie("R2", product_periode=MAART)])), {"TR101"}),
    ("TR101: same reference twice in one client", declaratie((BSN, [prestatie("R1"), prestatie("R1 ", product_periode=MAART)])), {"TR101"}),
    ("TR416: same slot twice as D", declaratie((BSN, [prestatie("R1"), prestatie("R2")])), {"TR416"}),
    ("same slot once as C and once as D", declaratie((BSN, [credit("R1", "R0"), prestatie("R2")])), set()),
    ("same toewijzing, other product period", declaratie((BSN, [prestatie("R1"), prestatie("R2", product_periode=MAART)])), set()),
    ("amount is not volume x tariff", _een(ingediend_bedrag=euro(19999)), set()),
    ("CS325: line of 0 as C", declaratie((BSN, [prestatie("R1"), credit("R2", "R0", ingediend_bedrag=euro(0, "C"))])), {"CS325"}),
    (
        "CS325: total of 0 as C",
        met(
            declaratie((BSN, [prestatie("R1"), credit("R2", "R0", product_periode=MAART)])),
            totaal_ingediend_bedrag=TotaalBedragMetDC(totaal_bedrag=0, debet_credit="C"),
        ),
        {"CS325"},
    ),
    ("CS319: dash in the number", met(declaratie(), declaratie_nummer="DN-001"), {"CS319"}),
]  # fmt: skip


@pytest.mark.parametrize(("bericht", "verwacht"), [g[1:] for g in GEVALLEN], ids=[g[0] for g in GEVALLEN])
def test_level_2_reports_exactly_the_rules_that_are_broken(bericht: Bericht323, verwacht: set[str]) -> None:
    uitkomst = oordeel(bericht)
    niveau2 = {hit.nummer for hit in uitkomst.treffers if hit.niveau == 2}
    assert niveau2 == verwacht - {"TR319"}
    assert (uitkomst.uitkomst is Uitkomst.TECHNISCH_AFGEKEURD) == bool(niveau2)


def test_the_cases_break_every_rule_of_the_table() -> None:
    assert {regel.nummer for regel in NIVEAU2} == {naam for geval in GEVALLEN for naam in geval[2]} - {"TR319"}
    assert {regel.code for regel in NIVEAU2} == {TECHNISCH}


def test_same_reference_in_two_clients_is_for_level_3() -> None:
    bericht = declaratie((BSN, [prestatie("R1")]), (BSN_TWEE, [prestatie("R1", toewijzing_nummer=102)]))
    assert gebroken(oordeel(bericht)) == {"TR314"}


def test_a_product_period_after_the_declaratieperiode_is_refused_per_line() -> None:
    mei = _periode("2025-05-01", "2025-05-31")
    bericht = declaratie(
        (BSN, [prestatie(product_periode=mei)]),
        bericht_identificatie=_gedagtekend("2025-06-01"),
        declaratie_periode=APRIL,
    )
    assert oordeel(bericht, vandaag=dt.date(2025, 6, 2)).codes_per_prestatie() == [("9319",)]


@pytest.mark.parametrize(
    ("dagtekening", "eind", "te_oud"),
    [
        ("2026-04-30", "2021-04-30", False),
        ("2026-05-01", "2021-04-30", True),
        ("2029-02-28", "2024-02-29", False),
        ("2029-03-01", "2024-02-29", True),
    ],
)
def test_exactly_five_years_is_allowed_and_one_day_more_is_not(dagtekening: str, eind: str, te_oud: bool) -> None:
    laatste = dt.date.fromisoformat(eind)
    bericht = declaratie(
        (BSN, [prestatie(product_periode=GeslotenPeriode(begindatum=laatste.replace(day=1), einddatum=laatste))]),
        bericht_identificatie=_gedagtekend(dagtekening),
        declaratie_dagtekening=dt.date.fromisoformat(dagtekening),
    )
    assert ("TR335" in gebroken(oordeel(bericht, vandaag=dt.date(2030, 1, 1)))) is te_oud


def test_a_hit_names_the_lines() -> None:
    bericht = declaratie((BSN, [prestatie("R1"), prestatie("R2", product_periode=MAART, product_tarief=None)]))
    (hit,) = oordeel(bericht).treffers
    assert hit.posities.tolist() == [1]


@pytest.mark.parametrize("bsn", ["999900006", "999900018", "999990342"])
def test_test_numbers_pass_the_11_proef(bsn: str) -> None:
    assert is_bsn(bsn)


@pytest.mark.parametrize("bsn", ["99990000", "9999000066", "99990000a", "٩٩٩٩٠٠٠٠٦", ""])
def test_what_is_not_nine_plain_digits_is_no_bsn(bsn: str) -> None:
    assert not is_bsn(bsn)


def test_a_technical_refusal_asks_nothing_of_level_3() -> None:
    bericht = met(declaratie(), declaratie_nummer="D-1")
    kapot = dataclasses.replace(bericht, header=dataclasses.replace(bericht.header, ontvanger="9999"))
    assert gebroken(oordeel(kapot)) == {"CS319"}
