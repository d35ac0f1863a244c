"""Terms of an application that come by themselves, on the real database, on days of our choice."""

import datetime as dt
from collections.abc import Mapping
from typing import Any

import pytest
from risb_kern.clock import AMSTERDAM
from risb_zaak.ports import Tijdlijnregel
from subsidies.application.besluiten.beschikking import BRIEF_VERSTUREN
from subsidies.entrypoints.agenda import TIMERS

from tests.builders.subsidies import DAG
from tests.integration.subsidies.conftest import Subsidies

pytestmark = pytest.mark.integratie
DAY = dt.timedelta(days=1)


async def naar(subsidies: Subsidies, dag: dt.date) -> None:
    """Go to this day; what is due on the way happens in order."""
    subsidies.op(dag)
    await subsidies.carry_out(TIMERS)


async def tijdlijn(subsidies: Subsidies, aanvraag: Mapping[str, Any]) -> list[tuple[str, dt.date]]:
    async with subsidies.edge.uow() as uow:
        regels = await uow.timeline.list(f"aanvraag:{aanvraag['id']}")
    return [(_wat(one), one.op.astimezone(AMSTERDAM).date()) for one in regels]


def _wat(regel: Tijdlijnregel) -> str:
    return str(regel.gegevens["soort"]) if regel.soort == "termijn_bewaken" else regel.soort


async def afspraken(subsidies: Subsidies, aanvraag: Mapping[str, Any]) -> dict[str, dt.date]:
    async with subsidies.edge.uow() as uow:
        found = await uow.agenda.list(f"aanvraag:{aanvraag['id']}")
    return {one.soort: one.op.astimezone(AMSTERDAM).date() for one in found}


async def vraag_aanvulling(subsidies: Subsidies, aanvraag: Mapping[str, Any]) -> dt.date:
    answer = await subsidies.post(f"/aanvragen/{aanvraag['id']}/aanvullingen", {"gevraagd": ["Jaarrekening"]})
    assert answer.status_code == 201, answer.text
    return dt.date.fromisoformat(answer.json()["aanvullingen"][-1]["uiterlijk"])


async def beslisdatum(subsidies: Subsidies, aanvraag: Mapping[str, Any]) -> dt.date:
    return dt.date.fromisoformat((await subsidies.get(f"/aanvragen/{aanvraag['id']}")).json()["beslisdatum"])


@pytest.fixture
async def aanvraag(subsidies: Subsidies) -> dict[str, Any]:
    await subsidies.publiceer()
    return await subsidies.dien_in()


async def test_an_application_announces_when_its_decision_is_near_and_late(
    subsidies: Subsidies, aanvraag: dict[str, Any]
) -> None:
    laatste = await beslisdatum(subsidies, aanvraag)
    assert await afspraken(subsidies, aanvraag) == {
        "beslistermijn-nadert": laatste - 14 * DAY,
        "beslistermijn-verstreken": laatste + DAY,
    }


async def test_a_decision_that_does_not_come_is_near_and_then_late_each_on_its_own_day(
    subsidies: Subsidies, aanvraag: dict[str, Any]
) -> None:
    laatste = await beslisdatum(subsidies, aanvraag)
    await naar(subsidies, laatste + 30 * DAY)
    assert await tijdlijn(subsidies, aanvraag) == [
        ("aanvraag_indienen", DAG),
        ("beslistermijn-nadert", laatste - 14 * DAY),
        ("beslistermijn-verstreken", laatste + DAY),
    ]
    assert await afspraken(subsidies, aanvraag) == {}


async def test_a_suspension_takes_the_appointments_along(subsidies: Subsidies, aanvraag: dict[str, Any]) -> None:
    eerst = await beslisdatum(subsidies, aanvraag)
    uiterlijk = await vraag_aanvulling(subsidies, aanvraag)
    laatste = await beslisdatum(subsidies, aanvraag)
    assert laatste > eerst
    assert await afspraken(subsidies, aanvraag) == {
        "aanvultermijn-verstreken": uiterlijk + DAY,
        "beslistermijn-nadert": laatste - 14 * DAY,
        "beslistermijn-verstreken": laatste + DAY,
    }
    await naar(subsidies, eerst + DAY)
    assert "beslistermijn-verstreken" not in [soort for soort, _ in await tijdlijn(subsidies, aanvraag)]


async def test_an_unanswered_request_is_noticed_on_the_day_after_its_term(
    subsidies: Subsidies, aanvraag: dict[str, Any]
) -> None:
    uiterlijk = await vraag_aanvulling(subsidies, aanvraag)
    await naar(subsidies, uiterlijk)
    assert len(await tijdlijn(subsidies, aanvraag)) == 2
    await naar(subsidies, uiterlijk + 5 * DAY)
    assert (await tijdlijn(subsidies, aanvraag))[2:] == [("aanvultermijn-verstreken", uiterlijk + DAY)]


async def test_a_decision_ends_what_was_coming_but_for_its_letter(
    subsidies: Subsidies, aanvraag: dict[str, Any]
) -> None:
    assert (await subsidies.weiger(aanvraag, "awb-4-35-1-a")).status_code == 201
    assert set(await afspraken(subsidies, aanvraag)) == {BRIEF_VERSTUREN}
    assert [soort for soort, _ in await tijdlijn(subsidies, aanvraag)] == ["aanvraag_indienen", "besluit_nemen"]


async def test_what_was_noticed_once_is_not_noticed_again(subsidies: Subsidies, aanvraag: dict[str, Any]) -> None:
    laatste = await beslisdatum(subsidies, aanvraag)
    await naar(subsidies, laatste - 10 * DAY)
    async with subsidies.edge.uow() as uow:
        await uow.agenda.set(f"aanvraag:{aanvraag['id']}", "beslistermijn-nadert", laatste - 14 * DAY)
        await uow.commit()
    await naar(subsidies, laatste - 9 * DAY)
    assert [soort for soort, _ in await tijdlijn(subsidies, aanvraag)].count("beslistermijn-nadert") == 1


async def test_staff_see_what_is_coming_page_by_page_until_a_day(
    subsidies: Subsidies, aanvraag: dict[str, Any]
) -> None:
    laatste = await beslisdatum(subsidies, aanvraag)
    first = (await subsidies.get("/agenda?limiet=1")).json()
    second = (await subsidies.get(f"/agenda?limiet=1&na={first['volgende']}")).json()
    found = [*first["resultaten"], *second["resultaten"]]
    assert [one["soort"] for one in found] == ["beslistermijn-nadert", "beslistermijn-verstreken"]
    assert second["volgende"] is None
    early = (await subsidies.get(f"/agenda?zaak=aanvraag:{aanvraag['id']}&tot={laatste}")).json()
    assert [one["soort"] for one in early["resultaten"]] == ["beslistermijn-nadert"]


async def test_staff_see_what_was_done_and_what_was_known_at_a_moment(
    subsidies: Subsidies, aanvraag: dict[str, Any]
) -> None:
    await naar(subsidies, await beslisdatum(subsidies, aanvraag))
    pad = f"/tijdlijn?zaak=aanvraag:{aanvraag['id']}"
    found = (await subsidies.get(pad)).json()["resultaten"]
    assert [(one["volgnummer"], one["soort"]) for one in found] == [
        (1, "aanvraag_indienen"),
        (2, "termijn_bewaken"),
    ]
    assert found[1]["gegevens"]["soort"] == "beslistermijn-nadert"
    assert (await subsidies.get(f"{pad}&tot={found[1]['vastgelegdOp']}")).json()["resultaten"] == found
    assert (await subsidies.get(f"{pad}&tot={DAG - DAY}T00:00:00Z")).json()["resultaten"] == []


@pytest.mark.parametrize("vraag", ["/tijdlijn", "/tijdlijn?zaak=1", "/tijdlijn?zaak=a:1&tot=2026-01-01T00:00:00"])
async def test_a_timeline_is_of_one_case_at_a_moment_with_a_time_zone(subsidies: Subsidies, vraag: str) -> None:
    assert (await subsidies.get(vraag)).status_code == 400
