"""Overlapping versions become one price a day: held against a look-up day by day."""

import datetime as dt

import pytest
from declaraties.domain.standaard.profielen import Wet
from declaraties.domain.toewijzen.prijsgeschiedenis import Prijsversie, prijzen_per_dag
from hypothesis import given, settings
from hypothesis import strategies as st

BEGIN = dt.date(2026, 1, 1)
DAGEN = st.integers(0, 30).map(lambda n: BEGIN + dt.timedelta(days=n))


def versie(nummer: int, van: dt.date, tot: dt.date | None, tarief: int) -> Prijsversie:
    return Prijsversie(
        wet=Wet.WMO,
        gemeente="0307",
        aanbieder="65656055",
        productcode="02A01",
        eenheid="04",
        geldig_van=van,
        geldig_tot=tot,
        tarief=tarief,
        rang=(BEGIN, nummer),
    )


VERSIES = st.lists(st.tuples(DAGEN, st.none() | DAGEN, st.integers(1, 9999)), max_size=6).map(
    lambda rijen: [versie(nummer, *rij) for nummer, rij in enumerate(rijen, start=1)]
)


def gewoon_tarief(versies: list[Prijsversie], dag: dt.date) -> int | None:
    tarief = None
    for een in versies:
        if een.geldig_van <= dag and (een.geldig_tot is None or dag <= een.geldig_tot):
            tarief = een.tarief
    return tarief


@settings(deadline=None)
@given(VERSIES)
def test_on_every_day_the_highest_version_that_holds_decides(versies: list[Prijsversie]) -> None:
    prijzen = prijzen_per_dag(versies)

    for n in range(-1, 40):
        dag = BEGIN + dt.timedelta(days=n)
        gevonden = [een.tarief for een in prijzen if een.geldig_van <= dag <= (een.geldig_tot or dt.date.max)]
        verwacht = gewoon_tarief(versies, dag)
        assert gevonden == ([] if verwacht is None else [verwacht])


@settings(deadline=None)
@given(VERSIES, st.randoms())
def test_the_order_of_arrival_means_nothing(versies: list[Prijsversie], willekeur: object) -> None:
    geschud = list(versies)
    willekeur.shuffle(geschud)  # type: ignore[attr-defined]

    assert prijzen_per_dag(geschud) == prijzen_per_dag(versies)


def test_a_correction_inside_an_older_price_gives_way_to_it_afterwards() -> None:
    oud = versie(1, dt.date(2026, 1, 1), None, 100)
    actie = versie(2, dt.date(2026, 3, 1), dt.date(2026, 3, 31), 90)

    lijn = [(een.geldig_van, een.geldig_tot, een.tarief) for een in prijzen_per_dag([actie, oud])]

    assert lijn == [
        (dt.date(2026, 1, 1), dt.date(2026, 2, 28), 100),
        (dt.date(2026, 3, 1), dt.date(2026, 3, 31), 90),
        (dt.date(2026, 4, 1), None, 100),
    ]


@pytest.mark.parametrize("volgorde", [(0, 1, 2), (2, 1, 0), (1, 2, 0)])
def test_prices_that_tied_before_contracting_looked_are_paid_at_the_lowest(volgorde: tuple[int, ...]) -> None:
    """Whatever their ids and the order in which they came: no more is paid than was agreed everywhere."""
    alle = [versie(1, BEGIN, None, tarief) for tarief in (7000, 6180, 6500)]
    assert [one.tarief for one in prijzen_per_dag(alle[plek] for plek in volgorde)] == [6180]
