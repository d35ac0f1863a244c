import datetime as dt
import uuid

import pytest
from risb_kern.act import SYSTEEM
from risb_kern.errors import DomainError
from subsidies.application.aanvragen import handelingen
from subsidies.domain.aanvragen.aanvraag import Aanvraag
from subsidies.domain.aanvragen.bewaking import Bewaking

from tests.builders.subsidies import DAG, bewaard, gepubliceerd, handeling
from tests.fakes.subsidies.uow import FakeUow

DAY = dt.timedelta(days=1)


async def lopend(uow: FakeUow) -> tuple[Aanvraag, dt.date]:
    """An application, and the last day to decide on it."""
    scheme = await gepubliceerd(uow)
    one = await bewaard(uow, scheme)
    return one, one.beslisdatum(scheme)


async def bewaak(uow: FakeUow, one: Aanvraag, dag: dt.date, soort: Bewaking = Bewaking.BESLISTERMIJN_NADERT) -> None:
    await handelingen.termijn_bewaken(uow, handeling(dag, SYSTEEM), one.id, soort)


async def test_a_term_that_is_near_is_a_line_in_the_case_under_the_name_of_the_act() -> None:
    uow = FakeUow()
    one, laatste = await lopend(uow)

    await bewaak(uow, one, laatste - 14 * DAY)

    (regel,) = await uow.timeline.list(one.zaak)
    assert (regel.soort, regel.door) == ("termijn_bewaken", SYSTEEM)
    assert regel.gegevens == {
        "soort": "beslistermijn-nadert",
        "dag": str(laatste - 14 * DAY),
        "status": "compleet",
    }
    assert uow.events == []


async def test_the_same_term_is_noticed_once_and_another_one_still_is() -> None:
    uow = FakeUow()
    one, laatste = await lopend(uow)
    for soort in (Bewaking.BESLISTERMIJN_NADERT, Bewaking.BESLISTERMIJN_NADERT, Bewaking.BESLISTERMIJN_VERSTREKEN):
        await bewaak(uow, one, laatste + DAY, soort)
    assert [regel.gegevens["soort"] for regel in uow.timeline.regels] == [
        "beslistermijn-nadert",
        "beslistermijn-verstreken",
    ]


async def test_a_term_that_moved_is_put_in_the_agenda_again() -> None:
    uow = FakeUow()
    one, laatste = await lopend(uow)

    await bewaak(uow, one, DAG)

    (afspraak,) = await uow.agenda.list(one.zaak)
    assert (afspraak.soort, afspraak.op.date()) == ("beslistermijn-nadert", laatste - 15 * DAY)
    assert uow.timeline.regels == []


async def test_a_term_that_does_not_run_is_left_alone() -> None:
    uow = FakeUow()
    one, _ = await lopend(uow)
    await bewaak(uow, one, DAG + 365 * DAY, Bewaking.AANVULTERMIJN_VERSTREKEN)
    assert (uow.timeline.regels, await uow.agenda.list()) == ([], [])


async def test_an_unknown_application_is_not_found() -> None:
    with pytest.raises(DomainError) as refused:
        await handelingen.termijn_bewaken(FakeUow(), handeling(), uuid.uuid4(), Bewaking.BESLISTERMIJN_NADERT)
    assert refused.value.slug == "niet-gevonden"
