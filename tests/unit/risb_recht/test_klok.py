"""A term that runs: stops, delays and warnings, by the cases of the dossiers and a plain walk over the days."""

import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st
from risb_recht.klok import Klok, Opschorting
from risb_recht.termijnen import dagen, weken, werkdagen

from tests.unit.risb_recht.plain import plain_is_free

DAG = dt.date.fromisoformat


def klok(start: str, termijn_weken: int = 8, **anders: object) -> Klok:
    return Klok(**{"soort": "beslistermijn", "start": DAG(start), "termijn": weken(termijn_weken), **anders})  # type: ignore[arg-type] # fields by name


def stop(op: str, tot: str, *, vanaf_de_dag_zelf: bool = False) -> Opschorting:
    return Opschorting(grond="Awb 4:15", op=DAG(op), tot=DAG(tot), vanaf_de_dag_zelf=vanaf_de_dag_zelf)


@pytest.mark.parametrize(
    ("nummer", "een", "verwacht"),
    [
        (1, klok("2026-09-14"), "2026-11-09"),
        (7, klok("2026-09-14", opschortingen=(stop("2026-09-21", "2026-09-30"),)), "2026-11-18"),
        (8, klok("2026-09-14", opschortingen=(stop("2026-09-21", "2026-10-05"),)), "2026-11-23"),
        (9, klok("2026-10-01", 6, opschortingen=(stop("2026-10-04", "2026-10-17"),)), "2026-11-25"),
        (13, klok("2026-09-14", verdagingen=(dagen(28),)), "2026-12-07"),
        (28, klok("2026-05-27", 6), "2026-07-08"),
        (28, klok("2026-05-27", 6, verdagingen=(weken(6),)), "2026-08-19"),
        (29, klok("2026-05-27", 12, verdagingen=(weken(6),)), "2026-09-30"),
        (73, klok("2026-11-27", 4), "2026-12-28"),
        (73, klok("2026-11-27", 4, verdagingen=(weken(4),)), "2027-01-25"),
        (74, klok("2026-06-01", opschortingen=(stop("2026-06-22", "2026-08-10", vanaf_de_dag_zelf=True),)), "2026-09-15"),
        (75, klok("2026-06-01", opschortingen=(stop("2026-06-22", "2026-09-13", vanaf_de_dag_zelf=True),)), "2026-10-19"),
    ],
)  # fmt: skip
def test_a_clock_ends_as_in_the_cases_of_the_dossier(nummer: int, een: Klok, verwacht: str) -> None:
    assert een.einde == DAG(verwacht), f"case {nummer}"


def test_days_on_which_two_stops_overlap_count_once() -> None:
    twee = (stop("2026-09-21", "2026-09-30"), stop("2026-09-25", "2026-10-05"))

    assert klok("2026-09-14", opschortingen=twee).einde == DAG("2026-11-23")


def test_a_term_that_is_over_does_not_revive() -> None:
    assert klok("2026-09-14", opschortingen=(stop("2026-11-10", "2026-11-30"),)).einde == DAG("2026-11-09")
    assert klok("2026-09-14", opschortingen=(stop("2026-11-09", "2026-11-23"),)).einde == DAG("2026-11-23")


def test_a_stop_in_the_time_that_another_stop_gave_counts() -> None:
    later = stop("2026-11-12", "2026-11-16")

    assert klok("2026-09-14", opschortingen=(later, stop("2026-09-21", "2026-09-30"))).einde == DAG("2026-11-23")


def test_a_stop_in_the_time_that_a_delay_gave_counts() -> None:
    met = klok("2026-05-27", 6, verdagingen=(weken(6),), opschortingen=(stop("2026-08-03", "2026-08-10"),))

    assert met.einde == DAG("2026-08-26")


def test_warnings_come_so_many_days_before_the_end_and_never_before_the_start() -> None:
    assert klok("2026-09-14").waarschuwingen(5, 14) == (DAG("2026-10-26"), DAG("2026-11-04"))
    kort = Klok(soort="melding", start=DAG("2026-04-02"), termijn=werkdagen(3))
    assert kort.waarschuwingen(14, 5) == (DAG("2026-04-04"),)


@pytest.mark.parametrize(
    ("vandaag", "resterend", "verstreken"),
    [("2026-11-08", 1, False), ("2026-11-09", 0, False), ("2026-11-10", -1, True)],
)
def test_the_whole_last_day_counts(vandaag: str, resterend: int, verstreken: bool) -> None:
    assert klok("2026-09-14").resterend(DAG(vandaag)) == resterend
    assert klok("2026-09-14").is_verstreken(DAG(vandaag)) is verstreken


def test_a_clock_stands_still_from_the_day_after_the_invitation() -> None:
    een = klok("2026-09-14", opschortingen=(stop("2026-09-21", "2026-09-30"),))

    stil = [dag for dag in ("2026-09-21", "2026-09-22", "2026-09-30", "2026-10-01") if een.staat_stil(DAG(dag))]
    assert stil == ["2026-09-22", "2026-09-30"]


def test_a_term_of_policy_ends_on_the_day_as_written() -> None:
    assert klok("2026-05-11", 2, termijnenwet=False).einde == DAG("2026-05-25")


def plain_end(start: dt.date, lengte: int, stops: list[tuple[dt.date, dt.date]]) -> dt.date:
    """Walk: a day counts when no stop holds it; then on to a working day. Stops start inside the bare term."""
    dag, geteld = start, 0
    while geteld < lengte:
        dag += dt.timedelta(days=1)
        geteld += not any(op < dag <= tot for op, tot in stops)
    while plain_is_free(dag):
        dag += dt.timedelta(days=1)
    return dag


@given(
    st.dates(dt.date(2014, 1, 1), dt.date(2090, 12, 31)),
    st.integers(2, 12),
    st.lists(st.tuples(st.integers(0, 13), st.integers(0, 30)), max_size=3),
)
def test_a_stopped_term_agrees_with_a_walk_that_skips_the_still_days(
    start: dt.date, aantal: int, stops: list[tuple[int, int]]
) -> None:
    dagen_ = [(start + dt.timedelta(days=op), start + dt.timedelta(days=op + lang)) for op, lang in stops]
    een = Klok(
        soort="proef",
        start=start,
        termijn=weken(aantal),
        opschortingen=tuple(Opschorting(grond="Awb 4:15", op=op, tot=tot) for op, tot in dagen_),
    )

    assert een.einde == plain_end(start, 7 * aantal, dagen_)
