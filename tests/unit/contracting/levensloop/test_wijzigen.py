"""What changes of an agreement come to, and when that is more than was once put on the market."""

import datetime as dt
import random
from fractions import Fraction

import pytest
from contracting.domain.levensloop.wijzigen import met_waarde, wijzig
from contracting.domain.overeenkomsten.wijziging import Wijziging, Wijzigingsgrond, Wijzigingsreden

from tests.builders.contracting import DAG, geweigerd, overeenkomst


def wijziging(
    bedrag_cent: int, ingangsdatum: dt.date = DAG, grond: Wijzigingsgrond = Wijzigingsgrond.AANVULLEND
) -> Wijziging:
    return Wijziging(
        reden=Wijzigingsreden.MEER_VRAAG,
        grond=grond,
        toelichting="Meer kinderen",
        bedrag_cent=bedrag_cent,
        ingangsdatum=ingangsdatum,
        besloten_op=DAG,
    )


@pytest.mark.parametrize(
    ("bedragen", "vlag"),
    [
        pytest.param([1_200_000, 800_001], True, id="geval_75_a-cent-above-a-fifth"),
        pytest.param([1_200_000, 800_000], False, id="geval_75_a-fifth-exactly"),
        pytest.param([2_500_000, -500_000], False, id="less-counts-as-well"),
    ],
)
def test_changes_together_of_more_than_a_fifth_raise_the_flag(bedragen: list[int], *, vlag: bool) -> None:
    gewijzigd = overeenkomst(waarde_cent=10_000_000)
    for bedrag in bedragen:
        gewijzigd = wijzig(gewijzigd, wijziging(bedrag))
    assert (gewijzigd.cumulatief_cent, gewijzigd.groeide_te_veel) == (sum(bedragen), vlag)


def test_the_flag_is_as_plain_fractions_have_it_for_twenty_thousand_agreements() -> None:
    toeval = random.Random(75)
    for _ in range(20_000):
        waarde = toeval.randrange(1, 50_000_000)
        bedragen = [toeval.randrange(-waarde // 10, waarde // 8) for _ in range(toeval.randint(1, 4))]
        if toeval.random() < 0.3:
            bedragen[-1] += waarde // 5 - sum(bedragen) + toeval.randint(-1, 1)
        gewijzigd = overeenkomst(waarde_cent=waarde)
        for bedrag in bedragen:
            gewijzigd = wijzig(gewijzigd, wijziging(bedrag))
        assert gewijzigd.groeide_te_veel == (Fraction(sum(bedragen), waarde) > Fraction(1, 5))


def test_a_change_that_costs_needs_the_value_and_the_value_never_changes() -> None:
    assert geweigerd(wijzig, overeenkomst(), wijziging(1)) == "waarde-onbekend"
    assert wijzig(met_waarde(overeenkomst(), 100), wijziging(1)).waarde_cent == 100
    assert geweigerd(met_waarde, overeenkomst(waarde_cent=100), 101) == "waarde-staat-vast"
    assert not wijzig(overeenkomst(), wijziging(0)).groeide_te_veel


@pytest.mark.parametrize("dag", [DAG - dt.timedelta(days=1), dt.date(2030, 1, 1)])
def test_a_change_in_the_past_or_after_the_end_is_refused(dag: dt.date) -> None:
    assert geweigerd(wijzig, overeenkomst(), wijziging(0, dag)) == "ingang-past-niet"


def test_a_change_under_a_clause_is_carried_out_within_six_months() -> None:
    clausule = Wijzigingsgrond.CLAUSULE
    assert wijzig(overeenkomst(), wijziging(0, dt.date(2026, 7, 5), clausule)).wijzigingen
    assert geweigerd(wijzig, overeenkomst(), wijziging(0, dt.date(2026, 7, 6), clausule)) == "uitvoering-te-laat"
