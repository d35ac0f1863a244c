"""Payables and obligations: exact cents."""

import datetime as dt
import uuid

import pytest
from declaraties.domain.beoordelen.betaalbaar import maak_betaalopdrachten
from declaraties.domain.betalen.betaalopdracht import ONBEKENDE_PROGRAMMALIJN
from declaraties.domain.post.antwoordtermijn import ANTWOORDTERMIJN_WERKDAGEN, werkdagen_over
from declaraties.domain.toewijzen.gevolg import Contractafspraak, programmalijn_op
from declaraties.domain.toewijzen.verplichting import verplichting_cent
from hypothesis import given, settings
from hypothesis import strategies as st
from risb_recht.kalender import werkdagen_later

from tests.unit.declaraties.bouwers import (
    BSN,
    MAART,
    declaratie,
    euro,
    oordeel,
    prestatie,
    prijs,
    referentie,
    toewijzing,
)
from tests.unit.declaraties.toewijzen.test_volume import stand


@settings(deadline=None, max_examples=50)
@given(st.lists(st.tuples(st.integers(1, 90), st.booleans(), st.booleans()), min_size=1, max_size=12))
def test_payables_add_up_to_what_was_awarded(lijnen: list[tuple[int, bool, bool]]) -> None:
    regels = [
        prestatie(
            f"R{n}",
            toewijzing_nummer=n if goed else 900 + n,
            geleverd_volume=uren,
            ingediend_bedrag=euro(5000 * uren),
            **({"product_periode": MAART} if maart else {}),
        )
        for n, (uren, goed, maart) in enumerate(lijnen)
    ]
    bericht = declaratie((BSN, regels))
    ruim = [toewijzing(n, volume=10_000, frequentie="6") for n in range(len(lijnen))]
    uitkomst = oordeel(bericht, referentie(toewijzingen=ruim))

    opdrachten = maak_betaalopdrachten(
        bericht, uitkomst, programmalijn=lambda _, dag: f"2.1.{dag.month}", nieuw_id=uuid.uuid4
    )

    assert sum(een.bedrag_cent for een in opdrachten) == uitkomst.toegekend_cent
    assert uitkomst.toegekend_cent == sum(5000 * uren for uren, goed, _ in lijnen if goed)
    assert len({(een.programmalijn, een.jaar) for een in opdrachten}) == len(opdrachten)


def test_a_payable_is_due_thirty_days_after_the_dagtekening() -> None:
    bericht = declaratie()

    (opdracht,) = maak_betaalopdrachten(bericht, oordeel(bericht), programmalijn=lambda *_: None, nieuw_id=uuid.uuid4)

    assert opdracht.vervaldatum == dt.date(2025, 6, 5)
    assert opdracht.programmalijn == ONBEKENDE_PROGRAMMALIJN


@pytest.mark.parametrize(
    ("anders", "verwacht"),
    [
        ({}, 39 * 5000),
        ({"eenheid": "01"}, (39 * 5000 + 30) // 60),
        ({"eenheid": "83", "volume": 700, "frequentie": "6"}, 700),
        ({"volume": None, "eenheid": None, "frequentie": None, "budget_cent": 12345}, 12345),
        ({"eenheid": "14"}, 0),
        ({"ingangsdatum": dt.date(2024, 12, 30), "einddatum": dt.date(2025, 1, 5)}, 0),
    ],
)
def test_the_obligation_is_volume_times_the_price_of_the_first_day(anders: dict[str, object], verwacht: int) -> None:
    assert verplichting_cent(stand(**anders), [prijs()], geldig=True) == verwacht
    assert verplichting_cent(stand(**anders), [prijs()], geldig=False) == 0


def overeenkomst(**anders: object) -> Contractafspraak:
    velden: dict[str, object] = {
        "agb_code": "65656055",
        "wet": "wmo",
        "variant": "inspanningsgericht",
        "programmalijn": "2.1.2",
        "gemeenten": frozenset({"0307"}),
        "productcodes": frozenset({"02A01"}),
        "ingangsdatum": dt.date(2025, 1, 1),
    }
    return Contractafspraak(**(velden | anders))  # type: ignore[arg-type]


def test_the_programme_line_is_that_of_the_newest_p_q_agreement_for_the_product() -> None:
    plaats, dag = ("wmo", "0307", "65656055"), dt.date(2025, 4, 1)
    alle = [
        overeenkomst(),
        overeenkomst(programmalijn="2.1.3", ingangsdatum=dt.date(2025, 4, 1)),
        overeenkomst(programmalijn="2.1.4", ingangsdatum=dt.date(2025, 4, 2)),
        overeenkomst(programmalijn="2.1.5", variant="taakgericht", ingangsdatum=dt.date(2025, 4, 1)),
        overeenkomst(programmalijn="2.1.6", productcodes=frozenset({"02A02"}), ingangsdatum=dt.date(2025, 4, 1)),
        overeenkomst(programmalijn="2.1.7", agb_code="42420001", ingangsdatum=dt.date(2025, 4, 1)),
    ]

    assert programmalijn_op(alle, plaats, "02A01", dag=dag) == "2.1.3"
    assert programmalijn_op(alle[:1], plaats, "02A09", dag=dag) is None
    assert programmalijn_op(alle[:1], ("wmo", "0342", "65656055"), "02A01", dag=dag) is None


@pytest.mark.parametrize(
    ("vandaag", "over"),
    [
        (dt.date(2026, 4, 3), 10),
        (dt.date(2026, 4, 4), 10),
        (dt.date(2026, 4, 7), 9),
        (dt.date(2026, 4, 20), 0),
        (dt.date(2026, 4, 21), -1),
    ],
)
def test_ten_working_days_skip_weekends_and_holidays(vandaag: dt.date, over: int) -> None:
    assert werkdagen_over(dt.date(2026, 4, 3), vandaag) == over


@given(st.dates(dt.date(2020, 1, 1), dt.date(2035, 1, 1)))
def test_on_the_last_day_no_working_day_is_left_and_on_the_day_before_one(ontvangen: dt.date) -> None:
    laatste = werkdagen_later(ontvangen, ANTWOORDTERMIJN_WERKDAGEN)

    assert werkdagen_over(ontvangen, laatste) == 0
    assert werkdagen_over(ontvangen, laatste - dt.timedelta(days=1)) == 1
