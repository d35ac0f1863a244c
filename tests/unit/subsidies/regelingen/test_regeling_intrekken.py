import datetime as dt

import pytest
from risb_kern.errors import DomainError
from subsidies.application.aanvragen import handelingen as aanvragen
from subsidies.application.regelingen import handelingen
from subsidies.domain.regelingen.events import RegelingIngetrokken
from subsidies.domain.regelingen.regeling import Intrekking

from tests.builders.subsidies import DAG, PRIVACY, handeling, indienen, regeling
from tests.fakes.subsidies.uow import FakeUow

MORGEN = DAG + dt.timedelta(days=1)
INTREKKING = Intrekking(van=MORGEN, reden="Er komt een nieuwe regeling.")


async def gepubliceerd() -> FakeUow:
    uow = FakeUow()
    await handelingen.regeling_publiceren(uow, handeling(), regeling())
    uow.events.clear()
    return uow


async def dien_in(uow: FakeUow, dag: dt.date) -> None:
    await aanvragen.aanvraag_indienen(uow, handeling(dag, "aanvrager-1"), indienen(), privacy=PRIVACY)


async def slug(work: object) -> str:
    with pytest.raises(DomainError) as refused:
        await work  # type: ignore[misc]  # a coroutine of one of the use cases
    return refused.value.slug


async def test_from_its_day_on_nobody_applies_and_until_then_everybody_may() -> None:
    uow = await gepubliceerd()
    ingetrokken = await handelingen.regeling_intrekken(uow, handeling(door="ander"), "PID-2026", INTREKKING)
    assert (ingetrokken.is_open_op(DAG), ingetrokken.is_open_op(MORGEN), ingetrokken.laatste_dag) == (True, False, DAG)
    await dien_in(uow, DAG)
    with pytest.raises(DomainError, match="Er komt een nieuwe regeling") as refused:
        await dien_in(uow, MORGEN)
    assert refused.value.slug == "regeling-ingetrokken"


async def test_a_withdrawal_is_told_and_stands_in_the_timeline_without_its_reason() -> None:
    uow = await gepubliceerd()
    await handelingen.regeling_intrekken(uow, handeling(door="ander"), "PID-2026", INTREKKING)
    (event,) = uow.events
    assert isinstance(event, RegelingIngetrokken)
    assert (event.regeling_code, event.ingetrokken_per) == ("PID-2026", MORGEN)
    last = (await uow.timeline.list("regeling:PID-2026"))[-1]
    assert (last.soort, last.door, last.gegevens) == ("regeling_intrekken", "ander", {"van": str(MORGEN)})


@pytest.mark.parametrize("dag", [DAG, DAG - dt.timedelta(days=1)])
async def test_a_withdrawal_does_not_look_back(dag: dt.date) -> None:
    uow = await gepubliceerd()
    terug = Intrekking(van=dag, reden="Vergeten.")
    work = handelingen.regeling_intrekken(uow, handeling(door="ander"), "PID-2026", terug)
    assert await slug(work) == "intrekking-werkt-terug"


async def test_it_is_done_once_by_another_person_on_a_scheme_that_exists_and_no_version_follows() -> None:
    uow = await gepubliceerd()
    eigen = handelingen.regeling_intrekken(uow, handeling(), "PID-2026", INTREKKING)
    assert await slug(eigen) == "zelfde-persoon"
    assert await slug(handelingen.regeling_intrekken(uow, handeling(), "NIETS", INTREKKING)) == "niet-gevonden"
    await handelingen.regeling_intrekken(uow, handeling(door="ander"), "PID-2026", INTREKKING)
    weer = handelingen.regeling_intrekken(uow, handeling(door="derde"), "PID-2026", INTREKKING)
    assert await slug(weer) == "al-ingetrokken"
    verder = handelingen.regeling_publiceren(uow, handeling(), regeling(versie=2))
    assert await slug(verder) == "regeling-ingetrokken"
