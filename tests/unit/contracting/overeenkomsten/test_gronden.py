"""On which ground, and from which day, an agreement may end early; against plain second counts."""

import calendar
import datetime as dt
import random
from dataclasses import replace

import pytest
from contracting.domain.overeenkomsten.beeindiging import Beeindiging, Beeindigingsgrond
from contracting.domain.overeenkomsten.gronden import (
    Gebruik,
    Gebruiksnorm,
    Levering,
    Maatstaf,
    controleer_gebruik,
    controleer_levering,
    controleer_overmacht,
    ontbinden_vanaf,
)

from tests.builders.contracting import geweigerd, overeenkomst

INGANG = dt.date(2026, 1, 1)
NORM = Gebruiksnorm(maatstaf=Maatstaf.OMZET_CENT, minimum=1_000_000)
WEINIG = Gebruik(gerealiseerd=999_999)


def einde(grond: Beeindigingsgrond, dag: dt.date) -> Beeindiging:
    return Beeindiging(grond=grond, reden="Artikel", einddatum=dag)


def test_geval_27_a_notice_for_too_little_use_ends_six_months_later() -> None:
    lopend, opgezegd = overeenkomst(gebruiksnorm=NORM), dt.date(2027, 1, 4)
    wens = replace(einde(Beeindigingsgrond.TE_WEINIG_GEBRUIK, dt.date(2027, 7, 4)), gebruik=WEINIG)
    assert lopend.beeindig(wens, opgezegd).einddatum == dt.date(2027, 7, 4)
    eerder = replace(wens, einddatum=dt.date(2027, 7, 3))
    assert geweigerd(lopend.beeindig, eerder, opgezegd) == "opzegtermijn-te-kort"


@pytest.mark.parametrize(
    ("gebruik", "slug"),
    [
        pytest.param(replace(WEINIG, tevredenheid_tienden=85), "opzegging-geblokkeerd", id="geval_28_satisfied"),
        pytest.param(replace(WEINIG, tevredenheid_tienden=84), None, id="geval_28_not-quite"),
        pytest.param(replace(WEINIG, tevredenheid_tienden=99, methode_goedgekeurd=False), None, id="own-method"),
        pytest.param(replace(WEINIG, schaarste=True), "opzegging-geblokkeerd", id="shortage"),
        pytest.param(replace(WEINIG, uniek_aanbod=True), "opzegging-geblokkeerd", id="unique"),
        pytest.param(replace(WEINIG, gerealiseerd=1_000_000), "norm-gehaald", id="norm-exactly"),
        pytest.param(None, "feiten-ontbreken", id="no-facts"),
    ],
)
def test_what_holds_a_notice_for_too_little_use_off(gebruik: Gebruik | None, slug: str | None) -> None:
    vandaag = dt.date(2027, 1, 4)
    if slug is None:
        controleer_gebruik(NORM, gebruik, INGANG, vandaag)
    else:
        assert geweigerd(controleer_gebruik, NORM, gebruik, INGANG, vandaag) == slug


def test_use_counts_after_twelve_months_and_against_a_norm_that_was_agreed() -> None:
    assert geweigerd(controleer_gebruik, NORM, WEINIG, INGANG, dt.date(2026, 12, 31)) == "gebruik-te-vroeg"
    assert geweigerd(controleer_gebruik, None, WEINIG, INGANG, dt.date(2027, 1, 4)) == "geen-gebruiksnorm"


def test_geval_29_dissolving_is_possible_after_twelve_months_without_delivery_and_declaration() -> None:
    dag = dt.date(2025, 11, 30)
    stil = Levering(laatste_levering=dag, laatste_declaratie=dag)
    controleer_levering(stil, dt.date(2024, 1, 1), dt.date(2026, 12, 1))
    vroeg = (stil, dt.date(2024, 1, 1), dt.date(2026, 11, 30))
    assert geweigerd(controleer_levering, *vroeg) == "twaalf-maanden-niet-voorbij"
    assert geweigerd(controleer_levering, None, INGANG, dt.date(2027, 1, 4)) == "feiten-ontbreken"


def test_without_delivery_ever_the_months_count_from_the_start_and_one_of_both_is_enough() -> None:
    assert ontbinden_vanaf(Levering(), INGANG, INGANG) == dt.date(2027, 1, 1)
    half = Levering(laatste_levering=dt.date(2026, 3, 31), laatste_declaratie=dt.date(2026, 11, 30))
    assert ontbinden_vanaf(half, INGANG, INGANG) == dt.date(2027, 4, 1)


def test_geval_55_force_majeure_of_more_than_thirty_days_lets_an_agreement_end() -> None:
    controleer_overmacht(dt.date(2026, 3, 1), dt.date(2026, 3, 31))
    assert geweigerd(controleer_overmacht, dt.date(2026, 3, 1), dt.date(2026, 3, 30)) == "overmacht-te-kort"
    assert geweigerd(controleer_overmacht, None, dt.date(2026, 3, 31)) == "feiten-ontbreken"


def test_an_agreement_that_ends_keeps_the_facts_of_its_ground() -> None:
    wens = replace(einde(Beeindigingsgrond.OVERMACHT, dt.date(2026, 3, 31)), overmacht_van=dt.date(2026, 3, 1))
    beeindigd = overeenkomst().beeindig(wens, dt.date(2026, 3, 31))
    assert beeindigd.beeindiging is not None
    assert beeindigd.beeindiging.overmacht_van == dt.date(2026, 3, 1)
    assert geweigerd(overeenkomst().beeindig, wens, dt.date(2026, 3, 30)) == "overmacht-te-kort"


def plain_year_later(dag: dt.date) -> dt.date:
    return dt.date(dag.year + 1, dag.month, min(dag.day, calendar.monthrange(dag.year + 1, dag.month)[1]))


def test_twenty_thousand_grounds_hold_just_when_a_plain_count_says_so() -> None:
    toeval = random.Random(29)
    for _ in range(20_000):
        ingang = dt.date(2024, 1, 1) + dt.timedelta(days=toeval.randrange(1_500))
        levering, declaratie = (
            None if toeval.random() < 0.2 else ingang + dt.timedelta(days=toeval.randrange(900)) for _ in range(2)
        )
        gezien = [one or ingang - dt.timedelta(days=1) for one in (levering, declaratie)]
        vanaf = plain_year_later(min(gezien)) + dt.timedelta(days=1)
        assert (
            ontbinden_vanaf(Levering(laatste_levering=levering, laatste_declaratie=declaratie), ingang, ingang) == vanaf
        )
        vandaag, begin = (
            ingang + dt.timedelta(days=toeval.randrange(60)),
            ingang + dt.timedelta(days=toeval.randrange(30)),
        )
        if (vandaag - begin).days >= 30:
            controleer_overmacht(begin, vandaag)
        else:
            assert geweigerd(controleer_overmacht, begin, vandaag) == "overmacht-te-kort"
