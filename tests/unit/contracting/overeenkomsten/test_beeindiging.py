"""From which day an agreement may end, per ground, against a plain count of months."""

import calendar
import datetime as dt

import pytest
from contracting.domain.overeenkomsten.beeindiging import (
    Beeindiging,
    Beeindigingsgrond,
    controleer_einddatum,
    eerste_einddatum,
)
from hypothesis import given
from hypothesis import strategies as st
from risb_kern.errors import DomainError

DAGEN = st.dates(dt.date(2020, 1, 1), dt.date(2040, 12, 31))
STANDAARD = {"opzegging": 6, "te-weinig-gebruik": 6, "wetswijziging": 3}


def plain_later(dag: dt.date, maanden: int) -> dt.date:
    jaar, maand = dag.year, dag.month
    for _ in range(maanden):
        jaar, maand = (jaar + 1, 1) if maand == 12 else (jaar, maand + 1)
    return dt.date(jaar, maand, min(dag.day, calendar.monthrange(jaar, maand)[1]))


def plain(grond: Beeindigingsgrond, vandaag: dt.date, eigen: int | None) -> dt.date:
    maanden = STANDAARD.get(grond.value, 0)
    if grond.value == "opzegging" and eigen is not None:
        maanden = eigen
    return plain_later(vandaag, maanden)


@given(grond=st.sampled_from(Beeindigingsgrond), vandaag=DAGEN, eigen=st.none() | st.integers(0, 24),
       dagen=st.integers(-400, 900))  # fmt: skip
def test_an_end_is_refused_just_when_a_plain_count_says_so(
    grond: Beeindigingsgrond, vandaag: dt.date, eigen: int | None, dagen: int
) -> None:
    dag = vandaag + dt.timedelta(days=dagen)
    beeindiging = Beeindiging(grond=grond, reden="Reden", einddatum=dag)
    if dag >= plain(grond, vandaag, eigen):
        controleer_einddatum(beeindiging, vandaag, eigen)
        return
    with pytest.raises(DomainError) as refused:
        controleer_einddatum(beeindiging, vandaag, eigen)
    assert refused.value.slug == ("einddatum-voorbij" if dagen < 0 else "opzegtermijn-te-kort")


def test_case_27_a_notice_for_too_little_use_ends_six_months_later() -> None:
    grond = Beeindigingsgrond.TE_WEINIG_GEBRUIK
    assert eerste_einddatum(grond, dt.date(2027, 1, 4), None) == dt.date(2027, 7, 4)
