"""Amount, clocks and warning of a ceiling, against the law and against plain arithmetic of another kind."""

import datetime as dt
import random
from decimal import ROUND_CEILING, ROUND_HALF_UP, Decimal

import pytest
from contracting.domain.bestedingsruimte.bestedingsruimte import (
    RuimteStatus,
    bedrag_naar_rato,
    controleer_aankondiging,
    termijnen_voor,
)
from contracting.domain.toelating.perceel import Variant

from tests.builders.contracting import geweigerd, overeenkomst, ruimte

NIEUWJAAR = dt.date(2027, 1, 1)
APRIL = dt.date(2027, 4, 1)


@pytest.mark.parametrize(
    ("gebruikt", "waarschuwt"),
    [(17_499_999, False), (17_500_000, True), (25_000_001, True), (0, False)],
    ids=["geval_30 net niet", "geval_30 precies", "erboven", "niets"],
)
def test_the_warning_comes_from_seventy_percent_on(gebruikt: int, waarschuwt: bool) -> None:
    assert ruimte().moet_waarschuwen(gebruikt) is waarschuwt
    assert not ruimte(gewaarschuwd=1).moet_waarschuwen(gebruikt)
    assert not ruimte(status=RuimteStatus.AANGEKONDIGD, versie=0).moet_waarschuwen(gebruikt)


@pytest.mark.parametrize(
    ("eerste", "voornemen", "besluit", "plan"),
    [
        pytest.param(NIEUWJAAR, "2026-07-01", "2026-10-01", "2026-11-01", id="geval_31"),
        pytest.param(APRIL, "2026-10-01", "2027-01-01", "2027-02-01", id="geval_32"),
        pytest.param(dt.date(2027, 8, 31), "2027-02-28", "2027-05-31", "2027-06-30", id="maandeinde"),
        pytest.param(dt.date(2028, 8, 31), "2028-02-29", "2028-05-31", "2028-06-30", id="schrikkeljaar"),
    ],
)
def test_the_clocks_count_back_from_the_first_day(eerste: dt.date, voornemen: str, besluit: str, plan: str) -> None:
    termijnen = termijnen_voor(eerste)
    assert (str(termijnen.voornemen), str(termijnen.besluit), str(termijnen.plan)) == (voornemen, besluit, plan)


def test_geval_32_a_later_first_day_takes_a_part_by_days() -> None:
    bedrag = bedrag_naar_rato(36_500_000, APRIL)
    assert bedrag == 27_500_000
    vast = ruimte(ingangsdatum=APRIL, bedrag_cent=bedrag)
    assert vast.waarschuwing_cent == 19_250_000
    assert vast.moet_waarschuwen(19_250_000)
    assert not vast.moet_waarschuwen(19_249_999)


def test_amount_and_warning_agree_with_decimal_arithmetic() -> None:
    toeval = random.Random(32)
    for _ in range(20_000):
        eerste = dt.date(toeval.randint(2024, 2040), 1, 1) + dt.timedelta(days=toeval.randint(0, 364))
        jaarbedrag = toeval.randint(0, 10 ** toeval.randint(1, 12))
        dagen = (dt.date(eerste.year + 1, 1, 1) - eerste).days
        heel = (dt.date(eerste.year + 1, 1, 1) - dt.date(eerste.year, 1, 1)).days
        verwacht = int((Decimal(jaarbedrag * dagen) / heel).quantize(Decimal(1), ROUND_HALF_UP))
        bedrag = bedrag_naar_rato(jaarbedrag, eerste)
        assert bedrag == verwacht
        grens = int((Decimal(bedrag) * Decimal("0.7")).quantize(Decimal(1), ROUND_CEILING))
        vast = ruimte(ingangsdatum=eerste, bedrag_cent=bedrag)
        assert vast.waarschuwing_cent == grens
        assert vast.moet_waarschuwen(grens)
        assert not vast.moet_waarschuwen(grens - 1)


def test_geval_33_talk_and_decision_have_two_weeks_each() -> None:
    gemeld = ruimte().meld(dt.date(2027, 9, 6), gebruikt_cent=20_000_000, verwacht_cent=0)
    assert gemeld.melding is not None
    assert gemeld.melding.gesprek_uiterlijk == dt.date(2027, 9, 20)
    assert gemeld.melding.besluit_uiterlijk is None
    besproken = gemeld.bespreek(dt.date(2027, 9, 20))
    assert besproken.melding is not None
    assert besproken.melding.besluit_uiterlijk == dt.date(2027, 10, 4)


@pytest.mark.parametrize("dag", [dt.date(2026, 7, 1), dt.date(2026, 7, 2)])
def test_an_intention_later_than_six_months_ahead_is_refused(dag: dt.date) -> None:
    if dag <= dt.date(2026, 7, 1):
        controleer_aankondiging(overeenkomst(), NIEUWJAAR, dag)
    else:
        assert geweigerd(controleer_aankondiging, overeenkomst(), NIEUWJAAR, dag) == "voornemen-te-laat"


def test_an_intention_needs_an_agreement_by_the_unit_that_runs_on_the_first_day() -> None:
    taak = overeenkomst(variant=Variant.TAAKGERICHT)
    assert geweigerd(controleer_aankondiging, taak, NIEUWJAAR, dt.date(2026, 1, 5)) == "taakgericht-kent-geen-ruimte"
    kort = overeenkomst(einddatum=dt.date(2026, 12, 31))
    assert geweigerd(controleer_aankondiging, kort, NIEUWJAAR, dt.date(2026, 1, 5)) == "ingang-buiten-looptijd"


def test_a_decision_later_than_three_months_ahead_is_refused() -> None:
    open_ruimte = ruimte(status=RuimteStatus.AANGEKONDIGD, versie=0)
    assert geweigerd(open_ruimte.stel_vast, dt.date(2026, 10, 2), 1) == "besluit-te-laat"
    vast = open_ruimte.stel_vast(dt.date(2026, 10, 1), 30_000_000)
    assert (vast.bedrag_cent, vast.versie, vast.status) == (30_000_000, 1, RuimteStatus.VASTGESTELD)
    assert geweigerd(vast.stel_vast, dt.date(2026, 10, 1), 1) == "stap-niet-mogelijk"


def test_notice_is_of_what_was_used_and_what_is_expected_together() -> None:
    dag = dt.date(2027, 9, 6)
    assert geweigerd(ruimte().meld, dag, gebruikt_cent=10_000_000, verwacht_cent=7_499_999) == "ruimte-niet-bijna-op"
    gemeld = ruimte().meld(dag, gebruikt_cent=10_000_000, verwacht_cent=7_500_000)
    assert geweigerd(gemeld.meld, dag, gebruikt_cent=25_000_000, verwacht_cent=0) == "melding-loopt"


def test_a_decision_follows_the_talk_and_never_lowers_the_amount() -> None:
    dag = dt.date(2027, 9, 6)
    assert geweigerd(ruimte().herzie, dag, 30_000_000) == "geen-melding"
    gemeld = ruimte().meld(dag, gebruikt_cent=25_000_000, verwacht_cent=0)
    assert geweigerd(gemeld.herzie, dag, 30_000_000) == "nog-niet-besproken"
    assert geweigerd(gemeld.bespreek, dt.date(2027, 9, 5)) == "gesprek-voor-melding"
    besproken = gemeld.bespreek(dag)
    assert geweigerd(besproken.bespreek, dag) == "al-besproken"
    assert geweigerd(besproken.herzie, dag, 24_999_999) == "bedrag-lager"
    hoger = besproken.herzie(dag, 30_000_000)
    assert (hoger.bedrag_cent, hoger.versie) == (30_000_000, 2)
    gelijk = besproken.herzie(dag, 25_000_000)
    assert (gelijk.bedrag_cent, gelijk.versie) == (25_000_000, 1)
    assert geweigerd(gelijk.herzie, dag, 26_000_000) == "geen-melding"


def test_a_higher_amount_is_warned_about_anew() -> None:
    gewaarschuwd = ruimte().waarschuw()
    hoger = gewaarschuwd.meld(dt.date(2027, 9, 6), gebruikt_cent=25_000_000, verwacht_cent=0)
    hoger = hoger.bespreek(dt.date(2027, 9, 6)).herzie(dt.date(2027, 9, 7), 50_000_000)
    assert not hoger.moet_waarschuwen(34_999_999)
    assert hoger.moet_waarschuwen(35_000_000)


def test_a_plan_is_recorded_once() -> None:
    gepland = ruimte().plan(dt.date(2026, 11, 1))
    assert gepland.plan_op == dt.date(2026, 11, 1)
    assert geweigerd(gepland.plan, dt.date(2026, 11, 2)) == "plan-bestaat"
