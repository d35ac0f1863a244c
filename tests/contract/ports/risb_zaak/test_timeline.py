"""What every timeline promises: the fake of the unit tests and the real one."""

import datetime as dt
from collections.abc import AsyncIterator, Callable

import pytest
from chassis.db import engine_for
from risb_kern.act import act_of
from risb_kern.clock import FixedClock
from risb_zaak.ports import JSON, Timeline
from risb_zaak.timeline.sql import SqlTimeline
from sqlalchemy.ext.asyncio import AsyncSession

from tests.fakes.risb_zaak import FakeTimeline

pytestmark = pytest.mark.integratie
CLOCK = FixedClock(dt.date(2026, 3, 1))
ACT = act_of(CLOCK, "jan")


@pytest.fixture(params=["fake", "sql"])
async def timeline(request: pytest.FixtureRequest) -> AsyncIterator[Timeline]:
    if request.param == "fake":
        yield FakeTimeline(CLOCK)
        return
    database_url: Callable[[str], str] = request.getfixturevalue("database_url")
    engine = engine_for(database_url("subsidies"))
    async with AsyncSession(engine) as session:
        yield SqlTimeline(session, CLOCK)
    await engine.dispose()


async def test_acts_come_back_as_they_were_written_numbered_per_case(timeline: Timeline) -> None:
    await timeline.add("aanvraag:1", "aanvraag_indienen", ACT, {"bedrag_cent": 100, "bijlagen": ["a", None, True]})
    await timeline.add("aanvraag:2", "aanvraag_indienen", ACT, {})
    await timeline.add("aanvraag:1", "aanvraag_intrekken", ACT, {})
    found = await timeline.list("aanvraag:1")
    assert [(one.nr, one.soort, one.door, one.op) for one in found] == [
        (1, "aanvraag_indienen", "jan", ACT.op),
        (2, "aanvraag_intrekken", "jan", ACT.op),
    ]
    assert found[0].gegevens == {"bedrag_cent": 100, "bijlagen": ["a", None, True]}


async def test_an_act_says_for_whom_it_was_done_and_an_older_one_does_not(timeline: Timeline) -> None:
    namens = act_of(CLOCK, "piet", frozenset({"agb:42420002", "agb:42420001"}))
    await timeline.add("aanvraag:1", "aanvraag_screenen", namens, {"vrij": True})
    await timeline.add("aanvraag:1", "besluit_nemen", ACT, {})
    eerste, tweede = await timeline.list("aanvraag:1")
    assert eerste.gegevens == {"vrij": True, "namens": ["agb:42420001", "agb:42420002"]}
    assert (eerste.kenmerken, tweede.kenmerken) == (namens.kenmerken, frozenset())


async def test_a_case_without_acts_has_an_empty_timeline(timeline: Timeline) -> None:
    assert await timeline.list("aanvraag:1") == []


async def test_what_was_known_at_a_moment_leaves_out_what_was_written_later(timeline: Timeline) -> None:
    await timeline.add("aanvraag:1", "aanvraag_indienen", ACT, {})
    assert await timeline.list("aanvraag:1", tot=CLOCK.nu() - dt.timedelta(seconds=1)) == []
    assert len(await timeline.list("aanvraag:1", tot=CLOCK.nu())) == 1


@pytest.mark.parametrize("gegevens", [{"deel": 0.5}, {"dag": dt.date(2026, 1, 1)}, {"in": [{"deel": 1.5}]}])
async def test_what_would_not_come_back_the_same_is_refused(timeline: Timeline, gegevens: dict[str, JSON]) -> None:
    with pytest.raises(ValueError, match="not kept exactly"):
        await timeline.add("aanvraag:1", "aanvraag_indienen", ACT, gegevens)


@pytest.mark.parametrize("zaak", ["1", "aanvraag", "aanvraag:", "aanvraag:a b"])
async def test_a_case_is_named_by_kind_and_id(timeline: Timeline, zaak: str) -> None:
    with pytest.raises(ValueError, match="not the name of a case"):
        await timeline.add(zaak, "aanvraag_indienen", ACT, {})
