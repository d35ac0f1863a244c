"""Arithmetic on columns against the plain way, also where the quick road does not lead."""

import calendar
import datetime as dt

import numpy as np
import pytest
from declaraties.domain.standaard import kolomrekenen
from declaraties.domain.standaard.berichten.waarden import dagnummer
from hypothesis import given, settings
from hypothesis import strategies as st
from numpy.typing import NDArray

TEKSTEN = st.lists(st.text(st.characters(codec="utf-8", exclude_characters="\x00"), max_size=9), max_size=12)
REFERENTIES = st.lists(st.text("aB1 \t\r\né", min_size=1, max_size=20), min_size=1, max_size=30)
GETALLEN = st.lists(st.tuples(*[st.integers(-(2**40), 2**40)] * 3), min_size=1, max_size=30)
DAGEN = st.lists(st.dates(dt.date(1600, 1, 1), dt.date(9990, 1, 1)), min_size=1, max_size=8)


def _kolom(teksten: list[str]) -> NDArray[np.bytes_]:
    return np.array([tekst.encode() for tekst in teksten], np.bytes_)


def _eerder(rijen: list[object]) -> list[bool]:
    return [rij in rijen[:plaats] for plaats, rij in enumerate(rijen)]


@given(links=TEKSTEN, rechts=TEKSTEN)
@settings(deadline=None)
def test_numbers_are_equal_exactly_where_texts_are(links: list[str], rechts: list[str]) -> None:
    hier, daar = kolomrekenen.nummers(np.array(links, np.str_), np.array(rechts, np.str_))
    alle = [*zip(links, hier.tolist(), strict=True), *zip(rechts, daar.tolist(), strict=True)]
    assert all((tekst == ander) == (nummer == zelfde) for tekst, nummer in alle for ander, zelfde in alle)


@given(teksten=TEKSTEN)
@settings(deadline=None)
def test_short_plain_texts_keep_their_own_number_beside_long_ones(teksten: list[str]) -> None:
    (nummers,) = kolomrekenen.nummers(np.array([*teksten, "83", "", "een lange tekst"], np.str_))
    assert nummers.tolist()[-3:-1] == [kolomrekenen.als_nummer("83"), 0]


@given(referenties=REFERENTIES)
@settings(deadline=None)
def test_references_lose_their_outer_blanks_and_repeat_as_texts_do(referenties: list[str]) -> None:
    kaal = kolomrekenen.kaal(_kolom(referenties))
    verwacht = [tekst.strip(" \t\r\n").encode() for tekst in referenties]
    assert kaal.tolist() == verwacht
    assert kolomrekenen.herhaald(*kolomrekenen.woorden(kaal)).tolist() == _eerder([*verwacht])


@given(gezocht=REFERENTIES, bekend=REFERENTIES)
@settings(deadline=None)
def test_a_known_text_is_found_in_columns_of_other_widths(gezocht: list[str], bekend: list[str]) -> None:
    gevonden = kolomrekenen.komt_voor(_kolom(gezocht), _kolom(bekend))
    assert gevonden.tolist() == [tekst in bekend for tekst in gezocht]


@given(rijen=GETALLEN)
@settings(deadline=None)
def test_groups_and_repetitions_are_those_of_whole_rows(rijen: list[tuple[int, ...]]) -> None:
    kolommen = [np.array(kolom, np.int64) for kolom in zip(*rijen, strict=True)]
    plaats, index = kolomrekenen.groepen(*kolommen)
    assert [rijen[plaats[nummer]] for nummer in index.tolist()] == rijen
    assert len(plaats) == len(set(rijen))
    assert kolomrekenen.herhaald(*kolommen).tolist() == _eerder([*rijen])


def test_different_rows_with_the_same_mixed_number_stay_different(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(kolomrekenen, "_gemengd", lambda kolommen: np.zeros(len(kolommen[0]), np.uint64))
    assert kolomrekenen.herhaald(np.array([1, 2, 1, 3], np.int64)).tolist() == [False, False, True, False]
    assert kolomrekenen.komt_voor(_kolom(["a", "b"]), _kolom(["b", "c"])).tolist() == [False, True]


@given(dagen=DAGEN)
@settings(deadline=None)
def test_months_and_their_days_are_those_of_the_calendar(dagen: list[dt.date]) -> None:
    kolom = np.array([dagnummer(dag) for dag in dagen], np.int64)
    maanden = kolomrekenen.maanden(kolom)
    assert maanden.tolist() == [(dag.year - 1970) * 12 + dag.month - 1 for dag in dagen]
    assert kolomrekenen.eerste_dag(maanden).tolist() == [dagnummer(dag.replace(day=1)) for dag in dagen]
    assert kolomrekenen.plus_maanden(kolom, 13).tolist() == [dagnummer(_dertien_later(dag)) for dag in dagen]


def _dertien_later(dag: dt.date) -> dt.date:
    jaar, maand = divmod(dag.year * 12 + dag.month - 1 + 13, 12)
    return dt.date(jaar, maand + 1, min(dag.day, calendar.monthrange(jaar, maand + 1)[1]))
