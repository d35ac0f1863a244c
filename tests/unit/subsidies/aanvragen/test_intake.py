import datetime as dt
from typing import Any

import pytest
from hypothesis import given
from risb_recht.periode import Periode
from subsidies.domain.aanvragen.intake import DREMPEL, ONVOLLEDIG, TEKST, Binnenkomst, IntakeCode, controleer
from subsidies.domain.regelingen.opgave import Begroting, SoortAanvrager

from tests.builders.subsidies import DAG, opgave, regeling
from tests.unit.subsidies.plain import plain_intake
from tests.unit.subsidies.randoms import binnenkomsten

C = IntakeCode


def codes(
    scheme: dict[str, Any] | None = None, *, ontvangen: dt.date = DAG, iban: bool = True, versie: int | None = None,
    **changes: Any,
) -> list[IntakeCode]:  # fmt: skip
    return list(
        controleer(
            Binnenkomst(
                regeling=regeling(**(scheme or {})),
                opgave=opgave(**changes),
                ontvangen=ontvangen,
                iban_geldig=iban,
                gelezen_versie=versie,
            )
        )
    )


def test_a_clean_application_has_no_codes() -> None:
    assert codes() == []


@pytest.mark.parametrize(
    ("changes", "code"),
    [
        ({"soort": SoortAanvrager.ONDERNEMING}, C.AANVRAGER_SOORT),
        ({"winstoogmerk": True}, C.AANVRAGER_SOORT),
        ({"kvk_nummer": None}, C.KVK_ONBEKEND),
        ({"gemeente": "0267"}, C.GEMEENTE_NIET_DEELNEMEND),
        ({"wijk": "Elders"}, C.WIJK_ONBEKEND),
        ({"begroting": Begroting(kosten_cent=1)}, C.BEGROTING_SLUIT_NIET),
        ({"iban": False}, C.IBAN_ONGELDIG),
        ({"versie": 2}, C.VERSIE_VERVALLEN),
        ({"scheme": {"max_bedrag_cent": 449_999, "direct_vast_tot_cent": 0}}, C.BEDRAG_BUITEN_GRENZEN),
        ({"scheme": {"uiterlijk_voor_start_weken": 7}}, C.TE_LAAT_VOOR_START),
        ({"activiteit_van": dt.date(2027, 1, 1), "activiteit_tot": dt.date(2027, 1, 2)}, C.PERIODE_BUITEN_TIJDVAK),
        ({"activiteit_van": dt.date(2026, 9, 1), "activiteit_tot": dt.date(2026, 9, 13)}, C.TE_LAAT_VOOR_START),
    ],
)
def test_each_problem_has_its_own_code(changes: dict[str, Any], code: IntakeCode) -> None:
    assert codes(**changes) == [code]


def test_six_weeks_before_the_start_is_in_time() -> None:
    assert codes({"uiterlijk_voor_start_weken": 6}) == []


def test_the_last_day_of_the_window_counts() -> None:
    window = {"openstelling": Periode(van=dt.date(2026, 9, 1), tot=DAG)}
    assert codes(window) == []
    assert codes(window, ontvangen=DAG + dt.timedelta(days=1)) == [C.VENSTER_GESLOTEN]


@pytest.mark.parametrize(("cent", "verwacht"), [(500_000, []), (500_001, [C.RECHTSPERSOON_VEREIST])])
def test_above_five_thousand_euro_a_legal_person_asks(cent: int, verwacht: list[IntakeCode]) -> None:
    resident: dict[str, Any] = {"soort": SoortAanvrager.NATUURLIJK_PERSOON, "kvk_nummer": None}
    assert codes(gevraagd_cent=cent, **resident) == verwacht


def test_all_problems_come_at_once() -> None:
    assert codes(gemeente="0267", wijk="Elders", iban=False) == [
        C.GEMEENTE_NIET_DEELNEMEND,
        C.WIJK_ONBEKEND,
        C.IBAN_ONGELDIG,
    ]


def test_every_code_has_a_text_and_no_code_both_lacks_and_bars() -> None:
    assert set(TEKST) == set(IntakeCode)
    assert not DREMPEL & ONVOLLEDIG


@given(one=binnenkomsten())
def test_a_plain_reading_of_the_rules_finds_the_same_codes(one: Binnenkomst) -> None:
    assert {code.value for code in controleer(one)} == plain_intake(one)
