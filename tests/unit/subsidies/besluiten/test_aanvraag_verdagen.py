"""Word that a decision comes later (Awb 4:14): once, in time, by a day that is named, with a letter."""

import dataclasses
import datetime as dt
import uuid
from functools import partial

import pytest
from hypothesis import given
from hypothesis import strategies as st
from risb_kern.errors import DomainError
from subsidies.application.besluiten import handelingen
from subsidies.application.besluiten.handelingen import AanvraagVerdagen
from subsidies.domain.aanvragen.aanvraag import BESLIST, Aanvraag, AanvraagStatus, verdaag, vraag_aanvulling
from subsidies.domain.aanvragen.bewaking import Bewaking
from subsidies.domain.regelingen.regeling import Termijnbron

from tests.builders.subsidies import PRIVACY, aanvraag, bewaard, gepubliceerd, handeling, regeling
from tests.fakes.letters import FakeZetter
from tests.fakes.subsidies.uow import FakeUow
from tests.unit.risb_recht.plain import plain_is_free

aanvraag_verdagen = partial(handelingen.aanvraag_verdagen, zetter=FakeZetter(), privacy=PRIVACY)
REDELIJK = regeling(termijnbron=Termijnbron.REDELIJK)
LAATSTE = dt.date(2026, 11, 9)
HOOGSTENS = dt.date(2027, 1, 4)
DAY = dt.timedelta(days=1)
REDEN = "Wij wachten op de wijkraad van mevrouw Jansen."


def verdaagd(tot: dt.date, vandaag: dt.date = LAATSTE) -> Aanvraag:
    return verdaag(aanvraag(REDELIJK), REDELIJK, tot, REDEN, vandaag)[0]


def geweigerd(one: Aanvraag, tot: dt.date, vandaag: dt.date) -> str:
    with pytest.raises(DomainError) as refused:
        verdaag(one, REDELIJK, tot, REDEN, vandaag)
    return refused.value.slug


@given(st.integers(min_value=1, max_value=56))
def test_the_last_day_is_the_one_that_was_named_or_the_first_working_day_after_it(dagen: int) -> None:
    tot = LAATSTE + dagen * DAY
    verwacht = tot
    while plain_is_free(verwacht):
        verwacht += DAY
    assert verdaagd(tot).beslisdatum(REDELIJK) == verwacht


@pytest.mark.parametrize("tot", [LAATSTE - DAY, LAATSTE, HOOGSTENS + DAY])
def test_another_day_than_one_of_the_eight_weeks_after_the_term_is_refused(tot: dt.date) -> None:
    assert geweigerd(aanvraag(REDELIJK), tot, LAATSTE) == "verdaging-buiten-termijn"


def test_a_term_that_is_over_is_not_moved() -> None:
    assert geweigerd(aanvraag(REDELIJK), HOOGSTENS, LAATSTE + DAY) == "beslistermijn-voorbij"


def test_it_is_done_once() -> None:
    assert geweigerd(verdaagd(LAATSTE + DAY), HOOGSTENS, LAATSTE) == "al-verdaagd"


@pytest.mark.parametrize("status", AanvraagStatus)
def test_every_application_that_is_not_decided_keeps_its_status_and_no_other_is_moved(status: AanvraagStatus) -> None:
    one = dataclasses.replace(aanvraag(REDELIJK), status=status)
    if status in BESLIST:
        assert geweigerd(one, HOOGSTENS, LAATSTE) == "stap-niet-mogelijk"
    else:
        assert verdaag(one, REDELIJK, HOOGSTENS, REDEN, LAATSTE)[0].status is status


def test_a_message_of_delay_does_not_move_a_term_that_a_regulation_sets() -> None:
    scheme = regeling(termijnbron=Termijnbron.VERORDENING)
    one, bericht = verdaag(aanvraag(scheme), scheme, HOOGSTENS, REDEN, LAATSTE)
    assert (one.beslisdatum(scheme), bericht.tot) == (LAATSTE, HOOGSTENS)


def test_a_stop_after_the_message_moves_the_day_further() -> None:
    one = verdaagd(dt.date(2026, 11, 16))
    later = vraag_aanvulling(one, ["Uw begroting"], LAATSTE)
    assert later.beslisdatum(REDELIJK) == dt.date(2026, 11, 30)


def test_advice_of_the_bureau_bibob_stops_the_term_before_it_is_moved() -> None:
    one = aanvraag(REDELIJK).met_bibob(wacht=True, vandaag=dt.date(2026, 10, 1))
    gestopt = one.beslisdatum(REDELIJK)
    assert gestopt == LAATSTE + 56 * DAY
    later = verdaag(one, REDELIJK, gestopt + 7 * DAY, REDEN, gestopt)[0]
    assert later.beslisdatum(REDELIJK) == gestopt + 7 * DAY


async def test_it_is_kept_with_its_letter_and_takes_the_agenda_along() -> None:
    uow = FakeUow()
    one = await bewaard(uow, await gepubliceerd(uow, termijnbron=Termijnbron.REDELIJK))
    opdracht = AanvraagVerdagen(aanvraag_id=one.id, tot=HOOGSTENS, reden=REDEN)
    await aanvraag_verdagen(uow, handeling(), opdracht)

    (brief,) = await uow.documenten.list(one.zaak)
    afspraken = {one.soort: one.op.date() for one in await uow.agenda.list(one.zaak)}
    (regel,) = await uow.timeline.list(one.zaak)
    assert brief.soort == "verdagingsbericht"
    assert set(afspraken) == {*Bewaking, "verdagingsbericht-versturen"} - {Bewaking.AANVULTERMIJN_VERSTREKEN}
    assert (regel.soort, regel.gegevens) == ("aanvraag_verdagen", {"tot": "2027-01-04", "beslisdatum": "2027-01-04"})
    assert "Jansen" not in repr((uow.events, uow.timeline.regels))


@pytest.mark.parametrize(("door", "slug"), [("aanvrager-1", "zelfde-persoon"), ("adviseur-1", "niet-gevonden")])
async def test_nobody_puts_off_the_own_application_or_one_that_does_not_exist(door: str, slug: str) -> None:
    uow = FakeUow()
    one = await bewaard(uow, await gepubliceerd(uow, termijnbron=Termijnbron.REDELIJK))
    welke = one.id if door == "aanvrager-1" else uuid.uuid4()
    with pytest.raises(DomainError) as refused:
        await aanvraag_verdagen(
            uow, handeling(door=door), AanvraagVerdagen(aanvraag_id=welke, tot=HOOGSTENS, reden="x")
        )
    assert refused.value.slug == slug
    assert not uow.timeline.regels
