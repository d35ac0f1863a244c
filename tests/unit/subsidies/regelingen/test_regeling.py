import datetime as dt
from typing import Any

import pytest
from risb_recht.periode import Periode
from subsidies.domain.regelingen.opgave import SoortAanvrager
from subsidies.domain.regelingen.regeling import publicatiefouten

from tests.builders.subsidies import JAAR, plafond, regeling

NAJAAR = Periode(van=dt.date(2026, 9, 1), tot=dt.date(2026, 12, 31))
OMGEKEERD = Periode(van=dt.date(2026, 12, 31), tot=dt.date(2026, 1, 1))


def test_a_sound_scheme_may_be_published() -> None:
    assert publicatiefouten(regeling()) == ()


@pytest.mark.parametrize(
    ("changes", "veld", "code"),
    [
        ({"openstelling": OMGEKEERD}, "openstelling", "periode"),
        ({"max_bedrag_cent": 499_999}, "directVastTotCent", "boven-maximum"),
        ({"aanvrager_soorten": (SoortAanvrager.GROEP,)}, "rechtspersoonVanafCent", "geen-rechtspersoon"),
        ({"gemeenten": ("0307", "0342")}, "plafonds", "ontbreekt"),
        ({"plafonds": (plafond(), plafond(gemeente="0342"))}, "plafonds.1.gemeente", "onbekend"),
        ({"plafonds": (plafond(), plafond(wijk="Elders"))}, "plafonds.1.wijk", "onbekend"),
        ({"plafonds": (plafond(tijdvak=OMGEKEERD),)}, "plafonds.0.tijdvak", "periode"),
        ({"plafonds": (plafond(bekendgemaakt_op=JAAR.van),)}, "plafonds.0.bekendgemaaktOp", "te-laat"),
        ({"plafonds": (plafond(), plafond(tijdvak=NAJAAR))}, "plafonds", "overlap"),
    ],
)
def test_a_fault_stands_in_the_way_of_publication(changes: dict[str, Any], veld: str, code: str) -> None:
    assert [(one.veld, one.code) for one in publicatiefouten(regeling(**changes))] == [(veld, code)]


def test_the_plafond_of_the_wijk_goes_before_that_of_the_gemeente() -> None:
    heel, wijk = plafond(), plafond(wijk="Liendert", bedrag_cent=1)
    scheme = regeling(plafonds=(heel, wijk))
    dag = dt.date(2026, 6, 1)
    assert scheme.plafond_voor("0307", "Liendert", dag) == wijk
    assert scheme.plafond_voor("0307", "Nieuwland", dag) == heel
    assert scheme.plafond_voor("0307", None, dag) == heel


def test_outside_its_period_a_plafond_has_no_money() -> None:
    assert regeling().plafond_voor("0307", None, dt.date(2027, 1, 1)) is None
    assert regeling().plafond_voor("0307", None, dt.date(2026, 12, 31)) == plafond()


@pytest.mark.parametrize("gemeente", ["9999", "0000"])
def test_a_gemeente_that_does_not_exist_is_not_published(gemeente: str) -> None:
    scheme = regeling(gemeenten=(gemeente,), plafonds=(plafond(gemeente=gemeente),))
    assert [(one.veld, one.code) for one in publicatiefouten(scheme)] == [("gemeenten", "onbekend")]


@pytest.mark.parametrize("lijn", ["9.9.9", "2", "2.1", "2.1.0", "2.1.1.1"])
def test_a_line_that_is_not_in_the_budget_is_not_published(lijn: str) -> None:
    assert [(one.veld, one.code) for one in publicatiefouten(regeling(programmalijn=lijn))] == [
        ("programmalijn", "onbekend")
    ]
