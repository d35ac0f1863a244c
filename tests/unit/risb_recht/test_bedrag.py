"""Whole cents: rounding and dividing against fractions, and euros as Dutch readers write them."""

from decimal import ROUND_HALF_UP, Decimal
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st
from risb_recht.bedrag import euro, getal, half_omhoog, in_cijfers, in_termijnen, naar_rato, verdeel

bedragen = st.integers(-(10**13), 10**13)
gewichten_ = st.dictionaries(
    st.text("0123456789", min_size=4, max_size=4), st.integers(0, 10**6), min_size=1, max_size=9
)


@pytest.mark.parametrize(
    ("cent", "tekst"),
    [
        (0, "EUR 0,00"),
        (5, "EUR 0,05"),
        (-5, "EUR -0,05"),
        (-150, "EUR -1,50"),
        (123_456, "EUR 1.234,56"),
        (-123_456_789, "EUR -1.234.567,89"),
        (100_000, "EUR 1.000,00"),
    ],
)
def test_euros_are_written_as_dutch_readers_do(cent: int, tekst: str) -> None:
    assert euro(cent) == tekst
    assert in_cijfers(cent) == tekst.removeprefix("EUR ")


@given(bedragen)
def test_a_written_amount_can_be_read_back(cent: int) -> None:
    assert int(in_cijfers(cent).replace(".", "").replace(",", "")) == cent
    assert getal(cent).replace(".", "") == str(cent)


@given(st.integers(-(10**9), 10**9), st.integers(1, 10**6))
def test_rounding_is_that_of_decimal_half_up(teller: int, noemer: int) -> None:
    # twice the quotient is exact in the rest, so that no digit of Decimal is lost on the half
    geheel, rest = divmod(abs(teller), noemer)
    fractie = Decimal("0.5") if 2 * rest == noemer else Decimal("0.75") if 2 * rest > noemer else Decimal("0.25")
    verwacht = int((Decimal(geheel) + fractie).quantize(Decimal(1), ROUND_HALF_UP))

    assert half_omhoog(teller, noemer) == (verwacht if teller >= 0 else -verwacht)


@pytest.mark.parametrize(
    ("bedrag", "deel", "geheel", "verwacht"),
    [(4_000_000, 74, 365, 810_959), (36_500_000, 275, 365, 27_500_000), (1, 1, 2, 1), (-1, 1, 2, -1)],
)
def test_a_part_of_a_whole_is_rounded_half_up(bedrag: int, deel: int, geheel: int, verwacht: int) -> None:
    assert naar_rato(bedrag, deel, geheel) == verwacht


@given(bedragen, gewichten_.filter(lambda one: sum(one.values()) > 0))
def test_parts_add_up_and_differ_less_than_a_cent_from_the_exact_share(bedrag: int, gewichten: dict[str, int]) -> None:
    delen = verdeel(bedrag, gewichten)
    totaal = sum(gewichten.values())

    assert sum(delen.values()) == bedrag
    assert all(abs(delen[wie] - Fraction(bedrag * one, totaal)) < 1 for wie, one in gewichten.items())
    assert verdeel(-bedrag, gewichten) == {wie: -deel for wie, deel in delen.items()}


@pytest.mark.parametrize(
    ("bedrag", "gewichten", "verwacht"),
    [
        (144_200, {1: 1, 2: 1, 3: 1}, [48_067, 48_067, 48_066]),
        (1_000_000, {1: 600_000, 2: 500_000, 3: 400_000}, [400_000, 333_333, 266_667]),
        (100_000, {1: 70_000, 2: 70_000, 3: 70_000}, [33_334, 33_333, 33_333]),
    ],
)
def test_the_cases_of_the_dossier_are_divided_to_the_cent(
    bedrag: int, gewichten: dict[int, int], verwacht: list[int]
) -> None:
    assert list(verdeel(bedrag, gewichten).values()) == verwacht


@given(st.integers(0, 10**13), st.integers(1, 120))
def test_terms_are_equal_and_the_last_has_the_rest(bedrag: int, aantal: int) -> None:
    *eerste, laatste = in_termijnen(bedrag, aantal)

    assert set(eerste) <= {bedrag // aantal}
    assert sum(eerste) + laatste == bedrag
    assert 0 <= laatste - bedrag // aantal < aantal
