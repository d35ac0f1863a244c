"""Advice of the Landelijk Bureau Bibob stops the term to decide (Wet Bibob 31; dossier cases 74 and 75)."""

import datetime as dt

import pytest
from subsidies.application.beoordelen import handelingen
from subsidies.domain.aanvragen.aanvraag import Aanvraag
from subsidies.domain.beoordelen.aandachtspunt import Puntuitkomst, aandachtspunt_van

from tests.builders.subsidies import aanvraag, bewaard, gepubliceerd, handeling, opgave, regeling, signaal
from tests.fakes.subsidies.uow import FakeUow

ONTVANGEN, GEVRAAGD = dt.date(2026, 6, 1), dt.date(2026, 6, 22)


def op(dag: dt.date) -> dt.datetime:
    return dt.datetime.combine(dag, dt.time(10), dt.UTC)


def wacht() -> Aanvraag:
    one = aanvraag(ontvangen=ONTVANGEN, ontvangen_op=op(ONTVANGEN))
    assert one.beslisdatum(regeling()) == dt.date(2026, 7, 27)
    return one.met_bibob(wacht=True, vandaag=GEVRAAGD)


@pytest.mark.parametrize(
    ("ontvangen", "beslisdatum"),
    [
        (dt.date(2026, 8, 10), dt.date(2026, 9, 15)),
        (GEVRAAGD, dt.date(2026, 7, 28)),
        (dt.date(2026, 12, 1), dt.date(2026, 9, 21)),
    ],
)
def test_from_the_day_of_asking_to_that_of_receipt_and_at_most_eight_weeks(
    ontvangen: dt.date, beslisdatum: dt.date
) -> None:
    assert wacht().met_bibob(wacht=False, vandaag=ontvangen).beslisdatum(regeling()) == beslisdatum


def test_while_it_waits_the_most_that_the_law_allows_counts() -> None:
    assert wacht().beslisdatum(regeling()) == dt.date(2026, 9, 21)


def test_a_second_point_that_waits_asks_no_second_advice() -> None:
    assert len(wacht().met_bibob(wacht=True, vandaag=dt.date(2026, 6, 30)).bibob) == 1


async def test_the_outcome_lbb_stops_the_term_and_the_next_outcome_lets_it_run_on() -> None:
    uow = FakeUow()
    scheme = await gepubliceerd(uow)
    groot = opgave(gevraagd_cent=2_500_000)
    one = await bewaard(uow, scheme, opgave=groot, ontvangen=ONTVANGEN, ontvangen_op=op(ONTVANGEN))
    punt = aandachtspunt_van(one.id, signaal(), op(ONTVANGEN))
    await uow.aandachtspunten.add_new(punt)
    dagen = ((Puntuitkomst.LBB, GEVRAAGD), (Puntuitkomst.VERKLAARD, dt.date(2026, 8, 10)))
    for (uitkomst, dag), beslisdatum in zip(dagen, (dt.date(2026, 9, 21), dt.date(2026, 9, 15)), strict=True):
        opdracht = handelingen.AandachtspuntAfhandelen(
            aanvraag_id=one.id, punt_id=punt.id, uitkomst=uitkomst, reden="Het bureau vroeg advies."
        )
        await handelingen.aandachtspunt_afhandelen(uow, handeling(dag), opdracht)
        found = await uow.aanvragen.find(one.id)
        assert found is not None
        assert found.beslisdatum(scheme) == beslisdatum
