"""The chain by itself: every kind of damage to a case is found, and nothing else."""

import datetime as dt
from dataclasses import replace
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from risb_kern.canonical import canonical
from risb_zaak.ports import Tijdlijnregel
from risb_zaak.timeline.chain import FIRST, Breuksoort, Kop, Schakel, breaks

ZAAK = "aanvraag:1"
NU = dt.datetime(2026, 3, 1, 11, tzinfo=dt.UTC)


def chain(count: int) -> list[Schakel]:
    rows: list[Schakel] = []
    for nr in range(1, count + 1):
        before = rows[-1].hash if rows else FIRST
        regel = Tijdlijnregel(zaak=ZAAK, nr=nr, soort="s", door="jan", op=NU, vastgelegd_op=NU, gegevens={"n": nr})
        row = Schakel(regel=regel, vorige_hash=before)
        rows.append(replace(row, hash=row.digest()))
    return rows


def changed(row: Schakel, **fields: Any) -> Schakel:
    return replace(row, regel=replace(row.regel, **fields))


def kop_of(rows: list[Schakel]) -> Kop:
    return Kop(nr=rows[-1].regel.nr, hash=rows[-1].hash)


def found(rows: list[Schakel], kop: Kop | None, *ankers: Kop) -> list[tuple[int, str]]:
    return [(one.nr, one.soort.value) for one in breaks(ZAAK, rows, kop, ankers)]


@given(st.integers(1, 6))
def test_a_chain_as_it_was_written_has_no_breaks(count: int) -> None:
    rows = chain(count)
    assert found(rows, kop_of(rows), kop_of(rows[:1])) == []


@given(st.integers(1, 6).flatmap(lambda count: st.tuples(st.just(count), st.integers(1, count))))
def test_a_changed_act_is_named(case: tuple[int, int]) -> None:
    count, nr = case
    rows = chain(count)
    kop = kop_of(rows)
    rows[nr - 1] = changed(rows[nr - 1], gegevens={"n": 99})
    assert found(rows, kop) == [(nr, "gewijzigd")]


@given(st.integers(1, 6).flatmap(lambda count: st.tuples(st.just(count), st.integers(1, count))))
def test_a_changed_act_with_a_hash_that_fits_again_is_named(case: tuple[int, int]) -> None:
    count, nr = case
    rows = chain(count)
    kop = kop_of(rows)
    other = changed(rows[nr - 1], door="piet")
    rows[nr - 1] = replace(other, hash=other.digest())
    assert found(rows, kop) == [(nr, "gewijzigd")]


@given(st.integers(1, 6).flatmap(lambda count: st.tuples(st.just(count), st.integers(1, count))))
def test_a_deleted_act_is_named_also_the_last_one(case: tuple[int, int]) -> None:
    count, nr = case
    rows = chain(count)
    kop = kop_of(rows)
    del rows[nr - 1]
    assert found(rows, kop) == [(nr, "verwijderd")]


def test_a_deleted_case_is_one_gap() -> None:
    (one,) = breaks(ZAAK, [], kop_of(chain(2)), [])
    assert (one.nr, one.tot, one.soort) == (1, 2, Breuksoort.VERWIJDERD)


def test_a_number_before_the_first_was_put_in_by_somebody_else() -> None:
    rows = chain(2)
    planted = [changed(rows[0], nr=nr) for nr in (-7, 0)]
    assert found([*planted, *rows], kop_of(rows)) == [(-7, "ingevoegd"), (0, "ingevoegd")]


def test_a_number_far_behind_the_last_is_one_break() -> None:
    rows = chain(2)
    assert found([*rows, changed(rows[1], nr=2_000_000_000)], kop_of(rows)) == [(2_000_000_000, "ingevoegd")]


def test_a_deleted_case_whose_head_is_gone_too_is_known_by_its_anchor() -> None:
    assert found([], None, kop_of(chain(2)))[:1] == [(1, "verwijderd")]


def test_an_act_behind_the_head_was_put_in_by_somebody_else() -> None:
    rows = chain(3)
    assert found(rows, kop_of(rows[:2])) == [(3, "ingevoegd")]


def test_acts_of_a_case_without_a_head_were_put_in_by_somebody_else() -> None:
    assert found(chain(1), None) == [(1, "ingevoegd")]


def test_a_whole_chain_made_anew_does_not_fit_its_anchor() -> None:
    real = chain(3)
    forged = chain(2)
    last = replace(changed(real[2], door="piet"), vorige_hash=forged[1].hash)
    forged.append(replace(last, hash=last.digest()))
    assert found(forged, kop_of(forged), kop_of(real)) == [(3, Breuksoort.GEWIJZIGD.value)]


def test_a_head_that_was_put_back_is_found() -> None:
    rows = chain(3)
    assert found(rows, kop_of(rows[:1]), kop_of(rows)) == [(3, "kop wijst niet naar de laatste")]


def test_the_canonical_text_does_not_depend_on_the_order_of_names() -> None:
    assert canonical({"b": 1, "a": ["e", None]}) == canonical({"a": ["e", None], "b": 1})


@pytest.mark.parametrize("value", [0.5, {"a": 1.0}, [dt.date(2026, 1, 1)], {1: "a"}])
def test_what_has_no_canonical_text_is_refused(value: Any) -> None:
    with pytest.raises(ValueError, match="not"):
        canonical(value)
