"""What a korting of toezicht takes of judged messages, beside a plain reading of it."""

import dataclasses
import datetime as dt
from decimal import ROUND_HALF_UP, Decimal
from typing import Any

import pytest
from declaraties.application.betalen.opdrachten.prestatiekortingen_verwerken import prestatiekortingen_verwerken
from declaraties.domain.betalen.betaalopdracht import Opdrachtsoort
from declaraties.domain.betalen.prestatiekorting import (
    Gekortbaar,
    Kortingstand,
    Prestatiekorting,
    korting_cent,
    te_korten,
)
from hypothesis import given
from hypothesis import strategies as st
from risb_recht.periode import Periode

from tests.builders.declaraties import AGB, GEMEENTE, KLOK
from tests.builders.handelingen import handeling, losse_opdracht
from tests.fakes.declaraties.uow import FakeUow

APRIL = Periode(van=dt.date(2026, 4, 1), tot=dt.date(2026, 4, 30))
MAATREGEL = Prestatiekorting(percentage=5, periode=Periode(van=dt.date(2026, 3, 1), tot=dt.date(2026, 5, 31)))


def regel(**anders: Any) -> Gekortbaar:
    """A hundred hours of April for 64.87 each."""
    gewoon: dict[str, Any] = {
        "begin": APRIL.van,
        "eind": APRIL.laatste,
        "volume": 100,
        "tarief_cent": 6_487,
        "bedrag_cent": 648_700,
    }
    return Gekortbaar(**(gewoon | anders))


def test_the_tariff_goes_down_and_is_rounded_to_the_cent() -> None:
    assert korting_cent(regel(), [MAATREGEL]) == 32_400


def test_a_credit_gives_back_what_its_debit_lost() -> None:
    assert korting_cent(regel(bedrag_cent=-648_700), [MAATREGEL]) == -32_400


@pytest.mark.parametrize("dag", [dt.date(2026, 2, 28), dt.date(2026, 6, 1)])
def test_a_day_outside_the_measure_is_paid_in_full(dag: dt.date) -> None:
    assert korting_cent(regel(begin=dag, eind=dag), [MAATREGEL]) == 0


def test_a_measure_that_begins_halfway_takes_the_days_that_it_holds() -> None:
    halverwege = dataclasses.replace(MAATREGEL, periode=Periode(van=dt.date(2026, 4, 16), tot=None))
    assert korting_cent(regel(bedrag_cent=60_000, volume=1, tarief_cent=None), [halverwege]) == 1_500


def test_several_measures_never_take_more_than_all() -> None:
    assert korting_cent(regel(), [dataclasses.replace(MAATREGEL, percentage=60)] * 2) == 648_700


@given(
    st.lists(st.tuples(st.integers(1, 100), st.integers(1, 40), st.integers(0, 40)), max_size=4),
    st.integers(1, 40),
    st.integers(0, 30),
    st.integers(-10_000_000, 10_000_000),
)
def test_days_are_counted_as_a_plain_reading_counts_them(
    maatregelen: list[tuple[int, int, int]], begin: int, duur: int, cent: int
) -> None:
    nul = dt.date(2026, 3, 31)

    def dag(n: int) -> dt.date:
        return nul + dt.timedelta(days=n)

    kortingen = [
        Prestatiekorting(percentage=p, periode=Periode(van=dag(van), tot=dag(van + lang)))
        for p, van, lang in maatregelen
    ]
    een = regel(begin=dag(begin), eind=dag(begin + duur), tarief_cent=None, bedrag_cent=cent)
    per_dag = [
        min(100, sum(p for p, van, lang in maatregelen if van <= n <= van + lang))
        for n in range(begin, begin + duur + 1)
    ]
    verwacht = (Decimal(abs(cent)) * sum(per_dag) / (100 * len(per_dag))).quantize(Decimal(1), ROUND_HALF_UP)
    assert abs(korting_cent(een, kortingen)) == verwacht
    assert abs(korting_cent(een, kortingen)) <= abs(cent)


@given(st.lists(st.integers(1, 1_000_000), min_size=1, max_size=4), st.integers(1, 100))
def test_the_payables_of_a_message_bear_the_whole_and_none_more_than_it_is(bedragen: list[int], procent: int) -> None:
    opdrachten = tuple(losse_opdracht(one) for one in bedragen)
    regels = [regel(volume=1, tarief_cent=None, bedrag_cent=one) for one in bedragen]
    kortingen = [dataclasses.replace(MAATREGEL, percentage=procent)]
    delen = te_korten(Kortingstand(opdrachten=opdrachten, regels=regels, gemaakt={}), kortingen)
    assert sum(delen.values()) == sum(korting_cent(one, kortingen) for one in regels)
    assert all(0 <= delen[str(one.id)] <= one.bedrag_cent for one in opdrachten)


async def test_a_korting_is_settled_once_and_given_back_when_it_no_longer_holds() -> None:
    uow = FakeUow()
    opdracht = losse_opdracht(648_700, soort=Opdrachtsoort.PRESTATIES)
    uow.prestatiekortingen.opdrachten = [(opdracht, [regel()])]
    uow.prestatiekortingen.kortingen = {AGB: [MAATREGEL]}
    for _ in range(2):
        await prestatiekortingen_verwerken(uow, handeling(), GEMEENTE, tot_en_met=KLOK)
    uow.prestatiekortingen.kortingen = {}
    await prestatiekortingen_verwerken(uow, handeling(), GEMEENTE, tot_en_met=KLOK)
    gemaakt = [(one.soort, one.bedrag_cent) for one in uow.betaalopdrachten.alle]
    assert gemaakt == [(Opdrachtsoort.VERREKENING, -32_400), (Opdrachtsoort.VERREKENING, 32_400)]
    assert len(uow.events) == 2
