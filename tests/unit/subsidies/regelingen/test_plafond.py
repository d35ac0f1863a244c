import pytest
from hypothesis import given
from hypothesis import strategies as st
from risb_kern.errors import DomainError

from tests.builders.subsidies import plafond, stand

BEDRAG = st.integers(0, 10_000)


@given(steps=st.lists(st.tuples(st.booleans(), BEDRAG)))
def test_a_ledger_is_the_highest_announcement_minus_the_sum_of_the_grants(steps: list[tuple[bool, int]]) -> None:
    ledger, announced, granted = stand(0), [0], 0
    for grant, bedrag in steps:
        if grant:
            ledger, granted = ledger.na_verlening(bedrag), granted + bedrag
            continue
        if bedrag < max(announced):
            with pytest.raises(DomainError):
                ledger.bekendgemaakt(plafond(bedrag_cent=bedrag))
        else:
            ledger = ledger.bekendgemaakt(plafond(bedrag_cent=bedrag))
            announced.append(bedrag)
    assert ledger.ruimte_cent == max(announced) - granted
