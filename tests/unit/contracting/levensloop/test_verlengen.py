"""Until when an agreement runs on, and when it no longer may; against a plain second count of days."""

import calendar
import datetime as dt
import random

import pytest
from contracting.domain.levensloop.verlengen import (
    doorlopende_prijzen,
    later_einde,
    opties_over,
    overbrug,
    uiterste_ontvangst,
    verleng,
)
from contracting.domain.overeenkomsten.beeindiging import Beeindiging, Beeindigingsgrond
from contracting.domain.overeenkomsten.overeenkomst import Overeenkomst
from contracting.domain.overeenkomsten.verlenging import Verlengrecht, Verlengsoort
from contracting.domain.overeenkomsten.wijziging import Wijzigingsgrond

from tests.builders.contracting import geweigerd, overeenkomst, prijs

EINDE = dt.date(2027, 12, 31)
GROND = Wijzigingsgrond.NIET_WEZENLIJK


def recht(aantal: int = 2, maanden: int = 12, aanzegtermijn: int = 6) -> Verlengrecht:
    return Verlengrecht(aantal=aantal, maanden=maanden, aanzegtermijn_maanden=aanzegtermijn)


def verlengbaar(einddatum: dt.date = EINDE, verlengrecht: Verlengrecht | None = None) -> Overeenkomst:
    return overeenkomst(einddatum=einddatum, verlengrecht=verlengrecht or recht())


def op(lopend: Overeenkomst, ontvangen_op: dt.date, maanden: int | None = None) -> Overeenkomst:
    return verleng(lopend, ontvangen_op=ontvangen_op, maanden=maanden, vandaag=ontvangen_op)


@pytest.mark.parametrize(
    ("ontvangen_op", "uitkomst"),
    [
        pytest.param(dt.date(2027, 6, 30), dt.date(2028, 12, 31), id="geval_24_on-the-last-day"),
        pytest.param(dt.date(2027, 7, 1), None, id="geval_24_a-day-later"),
        pytest.param(dt.date(2027, 1, 4), dt.date(2028, 12, 31), id="long-before"),
    ],
)
def test_a_notice_that_was_received_six_months_before_the_end_extends(
    ontvangen_op: dt.date, uitkomst: dt.date | None
) -> None:
    if uitkomst is None:
        vraag = {"ontvangen_op": ontvangen_op, "maanden": None, "vandaag": ontvangen_op}
        assert geweigerd(verleng, verlengbaar(), **vraag) == "verlenging-te-laat"
    else:
        assert op(verlengbaar(), ontvangen_op).einddatum == uitkomst


def test_the_day_of_receipt_counts_and_not_the_day_on_which_it_is_recorded() -> None:
    laat = verleng(verlengbaar(), ontvangen_op=dt.date(2027, 6, 30), maanden=None, vandaag=dt.date(2027, 9, 1))
    assert laat.einddatum == dt.date(2028, 12, 31)
    morgen = {"ontvangen_op": dt.date(2027, 6, 2), "maanden": None, "vandaag": dt.date(2027, 6, 1)}
    assert geweigerd(verleng, verlengbaar(), **morgen) == "ontvangst-in-toekomst"


def test_geval_25_a_third_extension_of_two_is_refused() -> None:
    twee = op(op(verlengbaar(), dt.date(2027, 6, 30)), dt.date(2028, 6, 30))
    assert (twee.einddatum, opties_over(twee), uiterste_ontvangst(twee)) == (dt.date(2029, 12, 31), 0, None)
    vraag = {"ontvangen_op": dt.date(2029, 1, 1), "maanden": None, "vandaag": dt.date(2029, 1, 1)}
    assert geweigerd(verleng, twee, **vraag) == "verlengingen-op"


def test_geval_26_a_bridge_lets_the_agreement_run_on_a_year_with_its_ground() -> None:
    dyslexie = overeenkomst(ingangsdatum=dt.date(2018, 1, 1), einddatum=dt.date(2020, 12, 31))
    overbrugd = overbrug(dyslexie, tot=dt.date(2021, 12, 31), grond=GROND, vandaag=dt.date(2020, 10, 5))
    (verlenging,) = overbrugd.verlengingen
    assert overbrugd.einddatum == dt.date(2021, 12, 31)
    assert (verlenging.soort, verlenging.grond, verlenging.tot_dan) == (
        Verlengsoort.OVERBRUGGING,
        GROND,
        dt.date(2020, 12, 31),
    )


@pytest.mark.parametrize(
    ("tot", "slug"),
    [
        (dt.date(2029, 1, 1), "overbrugging-te-lang"),
        (EINDE, "overbrugging-te-lang"),
    ],
)
def test_a_bridge_is_a_year_at_most(tot: dt.date, slug: str) -> None:
    assert geweigerd(overbrug, verlengbaar(), tot=tot, grond=GROND, vandaag=dt.date(2027, 1, 4)) == slug


def test_a_second_bridge_is_refused_and_a_bridge_uses_no_option() -> None:
    overbrugd = overbrug(verlengbaar(), tot=dt.date(2028, 6, 30), grond=GROND, vandaag=dt.date(2027, 1, 4))
    assert (opties_over(overbrugd), uiterste_ontvangst(overbrugd)) == (2, dt.date(2027, 12, 30))
    nog_een = {"tot": dt.date(2028, 12, 31), "grond": GROND, "vandaag": dt.date(2027, 1, 4)}
    assert geweigerd(overbrug, overbrugd, **nog_een) == "al-overbrugd"


def test_what_has_no_end_or_was_ended_or_is_over_does_not_run_on() -> None:
    vandaag = dt.date(2027, 1, 4)
    beeindiging = Beeindiging(grond=Beeindigingsgrond.WEDERZIJDS, reden="Samen", einddatum=dt.date(2027, 6, 30))
    vraag = {"ontvangen_op": vandaag, "maanden": None, "vandaag": vandaag}
    assert geweigerd(verleng, verlengbaar().beeindig(beeindiging, vandaag), **vraag) == "overeenkomst-beeindigd"
    assert geweigerd(verleng, overeenkomst(einddatum=None), **vraag) == "overeenkomst-zonder-einde"
    assert geweigerd(verleng, overeenkomst(), **vraag) == "geen-verlengrecht"
    assert geweigerd(verleng, verlengbaar(), **{**vraag, "maanden": 13}) == "verlenging-te-lang"
    voorbij = dt.date(2028, 1, 1)
    assert geweigerd(verleng, verlengbaar(), **{**vraag, "vandaag": voorbij}) == "overeenkomst-voorbij"


def test_a_price_that_would_stop_with_the_old_end_keeps_its_tariff() -> None:
    prijzen = (
        prijs(1, geldig_tot=EINDE),
        prijs(2, productcode="01A04"),
        prijs(3, productcode="01A05", geldig_tot=dt.date(2026, 6, 30)),
    )
    (door,) = doorlopende_prijzen(overeenkomst(einddatum=EINDE, prijzen=prijzen), EINDE)
    assert (door.productcode, door.tarief_cent, door.geldig_van, door.geldig_tot) == (
        "01A03",
        6180,
        dt.date(2028, 1, 1),
        None,
    )


def plain_last_day(jaar: int, maand: int, dag: int) -> dt.date:
    return dt.date(jaar, maand, min(dag, calendar.monthrange(jaar, maand)[1]))


def plain_back(dag: dt.date, maanden: int) -> dt.date:
    jaar, maand = dag.year, dag.month
    for _ in range(maanden):
        jaar, maand = (jaar - 1, 12) if maand == 1 else (jaar, maand - 1)
    return plain_last_day(jaar, maand, dag.day)


def plain_later_end(einddatum: dt.date, maanden: int) -> dt.date:
    """The day before the first day of which so many months have gone, one month at a time."""
    begin = einddatum + dt.timedelta(days=1)
    jaar, maand = begin.year, begin.month
    for _ in range(maanden):
        jaar, maand = (jaar + 1, 1) if maand == 12 else (jaar, maand + 1)
    return plain_last_day(jaar, maand, begin.day) - dt.timedelta(days=1)


def test_twenty_thousand_extensions_are_as_a_plain_count_of_months_has_them() -> None:
    toeval = random.Random(24)
    for _ in range(20_000):
        einddatum = dt.date(2026, 2, 1) + dt.timedelta(days=toeval.randrange(4_000))
        verlengrecht = recht(toeval.randint(1, 4), toeval.randint(1, 48), toeval.randint(0, 12))
        ontvangen_op = einddatum - dt.timedelta(days=toeval.randrange(400))
        lopend, uiterlijk = (
            verlengbaar(einddatum, verlengrecht),
            plain_back(einddatum, verlengrecht.aanzegtermijn_maanden),
        )
        assert uiterste_ontvangst(lopend) == uiterlijk
        if ontvangen_op <= uiterlijk:
            verlengd = op(lopend, ontvangen_op)
            assert verlengd.einddatum == plain_later_end(einddatum, verlengrecht.maanden)
            assert opties_over(verlengd) == verlengrecht.aantal - 1
        else:
            vraag = {"ontvangen_op": ontvangen_op, "maanden": None, "vandaag": ontvangen_op}
            assert geweigerd(verleng, lopend, **vraag) == "verlenging-te-laat"


def test_an_end_of_the_month_stays_the_end_of_the_month() -> None:
    assert later_einde(dt.date(2027, 2, 28), 12) == dt.date(2028, 2, 29)
    assert later_einde(dt.date(2027, 6, 30), 6) == dt.date(2027, 12, 31)
