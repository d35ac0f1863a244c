"""Dated values: which one holds on a day, and what is said when none does."""

import datetime as dt
import tomllib

import pytest
from hypothesis import given
from hypothesis import strategies as st
from risb_kern.errors import DomainError
from risb_recht.awb import BETAALTERMIJN, BEZWAARTERMIJN
from risb_recht.parameters import Parameter, Waarde, uit_gegevens
from risb_recht.termijnen import weken

DAG = dt.date.fromisoformat
DWANGSOM = """
eenheid = "cent per dag"
[waarden.2019-01-01]
waarde = 2300
bron = "Stcrt. 2018"
[waarden.2009-10-01]
waarde = 2000
bron = "Awb 4:17"
"""


def dwangsom(**anders: object) -> Parameter[int]:
    return uit_gegevens("dwangsom", tomllib.loads(DWANGSOM) | anders, int)


@pytest.mark.parametrize(
    ("dag", "cent", "bron"),
    [
        ("2009-10-01", 2000, "Awb 4:17"),
        ("2018-12-31", 2000, "Awb 4:17"),
        ("2019-01-01", 2300, "Stcrt. 2018"),
        ("2026-11-30", 2300, "Stcrt. 2018"),
    ],
)
def test_the_newest_value_that_has_begun_holds_with_its_source(dag: str, cent: int, bron: str) -> None:
    assert dwangsom().op(DAG(dag)) == cent
    assert dwangsom().rij_op(DAG(dag)).bron == bron


@pytest.mark.parametrize(
    ("dag", "waarom"),
    [("2009-09-30", "de eerste is van 01-10-2009"), ("2031-01-01", "de laatste gold tot en met 31-12-2030")],
)
def test_a_day_without_a_value_is_refused_in_plain_words(dag: str, waarom: str) -> None:
    with pytest.raises(DomainError, match=waarom) as fout:
        dwangsom(tot="2030-12-31").op(DAG(dag))
    assert fout.value.slug == "parameter-ontbreekt"


@pytest.mark.parametrize("dagen", [[], ["2026-01-01", "2026-01-01"], ["2026-01-02", "2026-01-01"]])
def test_values_stand_in_order_and_there_is_one(dagen: list[str]) -> None:
    with pytest.raises(ValueError, match="'index' staan niet op volgorde"):
        Parameter(naam="index", eenheid="%", waarden=tuple(Waarde(van=DAG(dag), waarde=1, bron="-") for dag in dagen))


@given(
    st.dates(DAG("2000-01-01"), DAG("2040-12-31")), st.sets(st.dates(DAG("2000-01-01"), DAG("2040-12-31")), min_size=1)
)
def test_the_value_is_that_of_the_last_day_walked_back_to(dag: dt.date, dagen: set[dt.date]) -> None:
    index = Parameter(
        naam="index", eenheid="dag", waarden=tuple(Waarde(van=one, waarde=one, bron="-") for one in sorted(dagen))
    )
    loop: dt.date | None = dag
    while loop is not None and loop not in dagen:
        loop = loop - dt.timedelta(days=1) if loop > min(dagen) else None

    if loop is None:
        with pytest.raises(DomainError):
            index.op(dag)
    else:
        assert index.op(dag) == loop


def test_terms_of_the_awb_have_a_day_and_an_article() -> None:
    assert BEZWAARTERMIJN.op(DAG("2026-04-15")) == weken(6)
    assert BETAALTERMIJN.rij_op(DAG("2026-04-15")).bron == "Awb 4:87"
