import datetime as dt
import uuid
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from subsidies.domain.dubbel.regels import Zorgcontract, contractsignaal, passende_contracten, rekeningsignaal

from tests.builders.subsidies import DAG, contract, opgave


@pytest.mark.parametrize(
    ("changes", "past"),
    [
        ({}, True),
        ({"gemeenten": ("0342",)}, False),
        ({"tot": dt.date(2026, 10, 31)}, False),
        ({"tot": dt.date(2026, 11, 1)}, True),
        ({"van": dt.date(2026, 12, 31)}, True),
        ({"van": dt.date(2027, 1, 1)}, False),
    ],
)
def test_a_contract_matches_in_the_same_gemeente_and_period(changes: dict[str, Any], past: bool) -> None:
    one = contract(**changes)
    assert passende_contracten(opgave(), [one]) == ((one,) if past else ())


GEMEENTEN = st.lists(st.sampled_from(["0307", "0308", "0342"]), min_size=1, unique=True)
DAGEN = st.dates(dt.date(2026, 1, 1), dt.date(2026, 3, 1))


@given(gemeenten=GEMEENTEN, van=DAGEN, duur=st.none() | st.integers(0, 40), start=DAGEN, activiteit=st.integers(0, 20))
def test_a_match_is_a_day_on_which_both_run(
    gemeenten: list[str], van: dt.date, duur: int | None, start: dt.date, activiteit: int
) -> None:
    tot = None if duur is None else van + dt.timedelta(days=duur)
    one: Zorgcontract = contract(gemeenten=tuple(gemeenten), van=van, tot=tot)
    days = [start + dt.timedelta(days=number) for number in range(activiteit + 1)]
    plain = "0307" in gemeenten and any(van <= day and (tot is None or day <= tot) for day in days)
    vraag = opgave(activiteit_van=days[0], activiteit_tot=days[-1])
    assert bool(passende_contracten(vraag, [one])) is plain


def test_the_point_tells_contract_and_period_and_what_may_explain_it() -> None:
    one = contractsignaal(contract(tot=dt.date(2029, 12, 31)), DAG)
    assert one.feit == (
        "De aanvrager heeft een zorgcontract in dezelfde gemeente en periode: "
        "perceel WMO-DAG, taakgericht, van 01-01-2026 tot en met 31-12-2029."
    )
    assert one.verklaringen
    assert one.vragen
    assert "zonder einddatum" in contractsignaal(contract(), DAG).feit


def test_a_shared_account_names_nobody() -> None:
    ander = uuid.UUID(int=9)
    one = rekeningsignaal(ander, DAG)
    assert str(ander) not in one.feit
    assert one.sleutel == str(ander)
