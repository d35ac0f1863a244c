"""What of a damage can be claimed, against a plain second reading of the ceilings."""

import datetime as dt
import random
from functools import partial

import pytest
from contracting.domain.overeenkomsten.schade import Bedrijfsomvang, Opheffing, Schade, contractjaar, verhaalbaar_cent
from risb_recht.periode import Periode

INGANG = dt.date(2026, 3, 1)
JAAR = Periode(van=INGANG, tot=dt.date(2027, 2, 28))


def schade(bedrag: int, dag: dt.date = INGANG, opheffing: Opheffing | None = None) -> Schade:
    return Schade(gebeurd_op=dag, bedrag_cent=bedrag, opheffing=opheffing, micro=True, verhaalbaar_cent=bedrag)


@pytest.mark.parametrize(
    ("opheffing", "uitkomst"),
    [
        pytest.param(None, 125_000_000, id="geval_56_micro"),
        pytest.param(Opheffing.OPZET, 140_000_000, id="geval_56_intent"),
        pytest.param(Opheffing.LETSEL, 140_000_000, id="injury"),
        pytest.param(Opheffing.PRIVACY, 140_000_000, id="privacy"),
    ],
)
def test_a_ceiling_holds_unless_it_is_lifted(opheffing: Opheffing | None, uitkomst: int) -> None:
    assert verhaalbaar_cent(140_000_000, opheffing, micro=True, jaar=JAAR, eerder=()) == uitkomst


def test_the_ceiling_of_the_year_counts_what_was_claimed_in_it() -> None:
    eerder = [schade(125_000_000), schade(100_000_000), schade(900_000_000, opheffing=Opheffing.OPZET)]
    vorig_jaar = schade(125_000_000, dt.date(2025, 12, 1))
    in_het_jaar = partial(verhaalbaar_cent, micro=True, jaar=JAAR)
    assert in_het_jaar(90_000_000, None, eerder=[*eerder, vorig_jaar]) == 25_000_000
    assert in_het_jaar(1, None, eerder=[*eerder, schade(25_000_000)]) == 0


@pytest.mark.parametrize(
    ("medewerkers", "omzet", "balans", "micro"),
    [
        (9, 200_000_000, 900_000_000, True),
        (9, 900_000_000, 200_000_000, True),
        (9, 200_000_001, 200_000_001, False),
        (10, 1, 1, False),
    ],
)
def test_an_aanbieder_is_micro_with_few_people_and_little_money(
    medewerkers: int, omzet: int, balans: int, *, micro: bool
) -> None:
    omvang = Bedrijfsomvang(medewerkers=medewerkers, omzet_cent=omzet, balans_cent=balans)
    assert omvang.is_micro(INGANG) is micro


def plain_claims(bedragen: list[int], *, micro: bool) -> list[int]:
    """One after the other, with what is left of the year on a slate."""
    per_keer, over, uit = (1_250_000_00, 2_500_000_00, []) if micro else (2_500_000_00, 5_000_000_00, [])
    for bedrag in bedragen:
        mag = min(bedrag, per_keer, over)
        over -= mag
        uit.append(mag)
    return uit


def test_twenty_thousand_claims_are_as_a_plain_slate_has_them() -> None:
    toeval = random.Random(56)
    for _ in range(5_000):
        micro = toeval.random() < 0.5
        bedragen = [toeval.randrange(1, 400_000_000) for _ in range(4)]
        eerder: list[Schade] = []
        for bedrag in bedragen:
            eerder.append(schade(verhaalbaar_cent(bedrag, None, micro=micro, jaar=JAAR, eerder=eerder)))
        assert [one.verhaalbaar_cent for one in eerder] == plain_claims(bedragen, micro=micro)


@pytest.mark.parametrize(
    ("dag", "van"),
    [
        (dt.date(2026, 3, 1), dt.date(2026, 3, 1)),
        (dt.date(2027, 2, 28), dt.date(2026, 3, 1)),
        (dt.date(2027, 3, 1), dt.date(2027, 3, 1)),
        (dt.date(2030, 1, 1), dt.date(2029, 3, 1)),
    ],
)
def test_a_contract_year_begins_on_the_day_of_the_agreement(dag: dt.date, van: dt.date) -> None:
    jaar = contractjaar(INGANG, dag)
    assert (jaar.van, dag in jaar) == (van, True)
