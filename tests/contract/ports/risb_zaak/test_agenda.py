"""What every agenda promises: the fake of the unit tests and the real one."""

import datetime as dt
from collections.abc import AsyncIterator, Callable

import pytest
from chassis.db import engine_for
from risb_zaak.agenda.sql import SqlAgenda
from risb_zaak.ports import Agenda
from sqlalchemy.ext.asyncio import AsyncSession

from tests.fakes.risb_zaak import FakeAgenda

pytestmark = pytest.mark.integratie
DAG = dt.date(2026, 3, 2)


@pytest.fixture(params=["fake", "sql"])
async def agenda(request: pytest.FixtureRequest) -> AsyncIterator[Agenda]:
    if request.param == "fake":
        yield FakeAgenda()
        return
    database_url: Callable[[str], str] = request.getfixturevalue("database_url")
    engine = engine_for(database_url("subsidies"))
    async with AsyncSession(engine) as session:
        yield SqlAgenda(session)
    await engine.dispose()


async def soorten(agenda: Agenda) -> list[tuple[str, str]]:
    return [(one.zaak, one.soort) for one in await agenda.list()]


async def test_what_comes_first_stands_first_whatever_was_set_first(agenda: Agenda) -> None:
    await agenda.set("aanvraag:2", "beslistermijn-verstreken", DAG)
    await agenda.set("aanvraag:1", "beslistermijn-verstreken", DAG)
    await agenda.set("aanvraag:3", "aanvultermijn-verstreken", DAG - dt.timedelta(days=1), {"nr": 1})
    assert [zaak for zaak, _ in await soorten(agenda)] == ["aanvraag:3", "aanvraag:1", "aanvraag:2"]
    assert (await agenda.list())[0].gegevens == {"nr": 1}


async def test_setting_again_moves_the_one_appointment(agenda: Agenda) -> None:
    await agenda.set("aanvraag:1", "beslistermijn-verstreken", DAG, {"versie": 1})
    await agenda.set("aanvraag:1", "beslistermijn-verstreken", DAG + dt.timedelta(days=7), {"versie": 2})
    (one,) = await agenda.list()
    assert (one.op.date(), one.gegevens) == (dt.date(2026, 3, 8), {"versie": 2})


async def test_a_cancelled_appointment_is_gone_and_cancelling_again_does_nothing(agenda: Agenda) -> None:
    await agenda.set("aanvraag:1", "beslistermijn-verstreken", DAG)
    await agenda.set("aanvraag:1", "aanvultermijn-verstreken", DAG)
    for _ in range(2):
        await agenda.cancel("aanvraag:1", "beslistermijn-verstreken")
    assert await soorten(agenda) == [("aanvraag:1", "aanvultermijn-verstreken")]


async def test_a_list_is_of_one_case_or_until_a_moment_and_goes_on_after_a_place(agenda: Agenda) -> None:
    for number in range(4):
        await agenda.set(f"aanvraag:{number}", "beslistermijn-verstreken", DAG + dt.timedelta(days=number // 2))
    first, second = await agenda.list(limiet=2)
    assert [one.zaak for one in await agenda.list(na=first.plek)] == ["aanvraag:1", "aanvraag:2", "aanvraag:3"]
    assert [one.zaak for one in await agenda.list(tot=second.op)] == ["aanvraag:0", "aanvraag:1"]
    assert [one.zaak for one in await agenda.list(zaak="aanvraag:3")] == ["aanvraag:3"]


@pytest.mark.parametrize(
    ("dag", "moment"),
    [
        (dt.date(2026, 3, 29), "2026-03-28T23:00:00+00:00"),
        (dt.date(2026, 3, 30), "2026-03-29T22:00:00+00:00"),
        (dt.date(2026, 10, 25), "2026-10-24T22:00:00+00:00"),
        (dt.date(2026, 10, 26), "2026-10-25T23:00:00+00:00"),
    ],
)
async def test_a_day_is_its_first_moment_in_amsterdam_also_around_the_nights_of_the_clock(
    agenda: Agenda, dag: dt.date, moment: str
) -> None:
    await agenda.set("aanvraag:1", "beslistermijn-verstreken", dag)
    (one,) = await agenda.list()
    assert one.op == dt.datetime.fromisoformat(moment)


async def test_a_moment_without_a_time_zone_is_refused(agenda: Agenda) -> None:
    with pytest.raises(ValueError, match="no time zone"):
        await agenda.set("aanvraag:1", "beslistermijn-verstreken", dt.datetime(2026, 3, 2, 12))  # noqa: DTZ001
