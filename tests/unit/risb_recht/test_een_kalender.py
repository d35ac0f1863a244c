"""One calendar: what is a working day in one service is one in every other, also on 5 May."""

import datetime as dt

import pytest
from declaraties.domain.post.antwoordtermijn import ANTWOORDTERMIJN_WERKDAGEN, werkdagen_over
from hypothesis import given
from hypothesis import strategies as st
from risb_recht.kalender import DAG, is_werkdag
from risb_recht.termijnen import dagen, einde


@pytest.mark.parametrize("jaar", range(2020, 2032))
def test_liberation_day_is_free_every_year_for_answers_and_for_terms_alike(jaar: int) -> None:
    bevrijdingsdag = dt.date(jaar, 5, 5)
    assert werkdagen_over(bevrijdingsdag - DAG, bevrijdingsdag) == ANTWOORDTERMIJN_WERKDAGEN
    assert einde(bevrijdingsdag - 14 * DAG, dagen(14)) > bevrijdingsdag


@given(st.dates(dt.date(2015, 1, 1), dt.date(2040, 12, 31)))
def test_a_term_ends_on_days_that_the_answer_counts(dag: dt.date) -> None:
    geteld = ANTWOORDTERMIJN_WERKDAGEN - werkdagen_over(dag - DAG, dag)
    assert geteld == is_werkdag(dag) == (einde(dag - 14 * DAG, dagen(14)) == dag)
