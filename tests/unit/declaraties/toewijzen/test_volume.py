"""The ceilings of dossier section 12, against a plain count of days."""

import datetime as dt

import pytest
from declaraties.domain.standaard.berichten.waarden import GeslotenPeriode
from declaraties.domain.standaard.profielen import Wet
from declaraties.domain.toewijzen.kolommen import Toewijzing, Toewijzingen
from declaraties.domain.toewijzen.toewijzing import Toewijzingstand
from declaraties.domain.toewijzen.volume import maximum_hele_toewijzing, maximum_per_regel
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.unit.declaraties.bouwers import BSN, declaratie, prestatie, toewijzing

DAG = dt.timedelta(days=1)
MAANDEN = [dt.date(2025, maand, 1) for maand in range(1, 13)]


def dagen(begin: dt.date, eind: dt.date) -> list[dt.date]:
    return [begin + n * DAG for n in range((eind - begin).days + 1)]


def gewoon_maximum(rij: Toewijzing, begin: dt.date, eind: dt.date, eenheid: str, wet: Wet) -> int:
    """Day by day, in the words of the dossier; independent of the columns."""
    if rij.volume is None:
        return 0
    alle = dagen(begin, eind)
    keer = 1
    if rij.frequentie == "1":
        keer = len(alle)
    if rij.frequentie == "2" and rij.eenheid in {"82", "83"}:
        keer = sum(dag.isoweekday() == 7 for dag in alle)
        if rij.einddatum and rij.einddatum.isoweekday() != 7:
            laatste = rij.einddatum - dt.timedelta(days=rij.einddatum.isoweekday())
            keer += laatste in alle
    elif rij.frequentie == "2":
        keer = len({dag.isocalendar()[:2] for dag in alle})
        if rij.categorie == "01" and wet is Wet.WMO:
            keer = 6
    return rij.volume * keer * (60 if (rij.eenheid, eenheid) == ("04", "01") else 1)


def maximum(rij: Toewijzing, begin: dt.date, eind: dt.date, eenheid: str | None = None) -> int:
    regel = prestatie(
        toewijzing_nummer=rij.nummer,
        product_periode=GeslotenPeriode(begindatum=begin, einddatum=eind),
        eenheid=eenheid or rij.eenheid or "04",
    )
    return int(maximum_per_regel(declaratie((BSN, [regel])), Toewijzingen.van([rij]))[0])


@pytest.mark.parametrize(("maand", "laatste", "verwacht"), [(10, 31, 12), (11, 30, 15), (12, 30, 15)])
def test_three_hours_a_week_as_the_dossier_counts_it(maand: int, laatste: int, verwacht: int) -> None:
    rij = toewijzing(volume=3, frequentie="2", ingangsdatum=dt.date(2025, 10, 7), einddatum=dt.date(2025, 12, 30))
    begin = max(dt.date(2025, maand, 1), rij.ingangsdatum)

    assert maximum(rij, begin, dt.date(2025, maand, laatste)) == verwacht


@pytest.mark.parametrize(
    ("begin", "eind", "verwacht"), [((7, 7), (7, 31), 900), ((8, 1), (8, 31), 1800), ((9, 1), (9, 5), 0)]
)
def test_three_hundred_euro_a_week_as_the_dossier_counts_it(
    begin: tuple[int, int], eind: tuple[int, int], verwacht: int
) -> None:
    rij = toewijzing(
        volume=300, eenheid="83", frequentie="2", ingangsdatum=dt.date(2025, 7, 7), einddatum=dt.date(2025, 9, 5)
    )

    assert maximum(rij, dt.date(2025, *begin), dt.date(2025, *eind)) == verwacht


@pytest.mark.parametrize(
    ("eenheid", "categorie", "keer"),
    [("04", "01", 6), ("14", "01", 6), ("82", "01", 4), ("83", "01", 4), ("04", "02", 5), ("82", "02", 4)],
)
def test_six_weeks_of_household_help_hold_for_inspanning_only(eenheid: str, categorie: str, keer: int) -> None:
    """April 2025 touches five weeks and has four Sundays; output of category 01 counts Sundays as every output."""
    rij = toewijzing(volume=10, eenheid=eenheid, categorie=categorie, frequentie="2", einddatum=None)

    assert maximum(rij, dt.date(2025, 4, 1), dt.date(2025, 4, 30)) == 10 * keer


@settings(deadline=None)
@given(
    eenheid=st.sampled_from(["01", "04", "14", "16", "82", "83", "84"]),
    frequentie=st.sampled_from(["1", "2", "4", "6"]),
    volume=st.none() | st.integers(0, 5000),
    categorie=st.sampled_from(["01", "02", "15"]),
    eind=st.none() | st.dates(dt.date(2025, 6, 1), dt.date(2026, 12, 31)),
    maand=st.sampled_from(MAANDEN),
    van=st.integers(0, 27),
    lengte=st.integers(0, 27),
    minuten=st.booleans(),
)
def test_every_ceiling_equals_the_plain_count(  # one argument per thing that can differ
    *,
    eenheid: str,
    frequentie: str,
    volume: int | None,
    categorie: str,
    eind: dt.date | None,
    maand: dt.date,
    van: int,
    lengte: int,
    minuten: bool,
) -> None:
    rij = toewijzing(eenheid=eenheid, frequentie=frequentie, volume=volume, categorie=categorie, einddatum=eind)
    begin = maand + van * DAG
    gedeclareerd = "01" if minuten and eenheid == "04" else eenheid
    tot = begin + min(lengte, 27 - van) * DAG

    assert maximum(rij, begin, tot, gedeclareerd) == gewoon_maximum(rij, begin, tot, gedeclareerd, Wet.WMO)


def test_a_line_without_toewijzing_or_omvang_has_no_limit() -> None:
    zonder = toewijzing(volume=None, eenheid=None, frequentie=None)
    april = (dt.date(2025, 4, 1), dt.date(2025, 4, 30))

    assert maximum(zonder, *april) == 0
    assert int(maximum_per_regel(declaratie(), Toewijzingen.van([]))[0]) == 0
    assert int(maximum_per_regel(declaratie(), Toewijzingen.van([toewijzing(999)]))[0]) == 0


def stand(**anders: object) -> Toewijzingstand:
    velden: dict[str, object] = {
        "gemeente": "0307",
        "wet": Wet.WMO,
        "nummer": 1,
        "agb_code": "65656055",
        "client": b"c",
        "categorie": "02",
        "code": "02A01",
        "volume": 3,
        "eenheid": "04",
        "frequentie": "2",
        "ingangsdatum": dt.date(2025, 10, 7),
        "einddatum": dt.date(2025, 12, 30),
        "toewijzingsdatum": dt.date(2025, 10, 1),
        "toewijzingstijd": 0,
    }
    return Toewijzingstand(**(velden | anders))  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("anders", "verwacht"),
    [
        ({}, 39),
        ({"frequentie": "4"}, 9),
        ({"frequentie": "6"}, 3),
        ({"frequentie": "1", "einddatum": dt.date(2025, 10, 10)}, 12),
        ({"frequentie": "4", "einddatum": None}, 9),
        ({"eenheid": "83", "volume": 300, "ingangsdatum": dt.date(2025, 7, 7), "einddatum": dt.date(2025, 9, 5)}, 2700),
        ({"volume": None}, 0),
    ],
)
def test_the_whole_toewijzing(anders: dict[str, object], verwacht: int) -> None:
    assert maximum_hele_toewijzing(stand(**anders)) == verwacht
