"""The lottery at the API and in PostgreSQL: recorded, reproducible, and followed by the grants."""

import asyncio
import datetime as dt
import subprocess
import uuid
from typing import Any

import pytest
from risb_zaak.letter_ports import Brief
from typing_extensions import override

from tests.builders.subsidies import DAG, bewaard, opgave, regeling_body
from tests.fakes.letters import FakeZetter
from tests.integration.subsidies.conftest import Subsidies

pytestmark = pytest.mark.integratie
MORGEN = DAG + dt.timedelta(days=1)


class Samen(FakeZetter):
    """Sets a letter once as many are being set as the barrier says."""

    def __init__(self, barrier: asyncio.Barrier) -> None:
        self._barrier = barrier

    @override
    async def pdf(self, brief: Brief) -> bytes:
        async with asyncio.timeout(20):
            await self._barrier.wait()
        return await super().pdf(brief)


class Kapot(FakeZetter):
    """Stops where a process may stop."""

    @override
    async def pdf(self, brief: Brief) -> bytes:
        raise OSError(brief.soort)


def slug(answer: Any) -> tuple[int, str]:
    return answer.status_code, answer.json()["type"].rpartition(":")[2]


async def gelijken(subsidies: Subsidies, aantal: int = 3, cent: int = 100_000, ruimte: int = 150_000,
                   **changes: Any) -> list[dict[str, Any]]:  # fmt: skip
    """So many applications complete at one moment, with less room than they ask together."""
    plafonds: list[dict[str, Any]] = [regeling_body()["plafonds"][0] | {"bedragCent": ruimte}]
    await subsidies.publiceer(code="KLEIN-2026", plafonds=plafonds, **changes)
    async with subsidies.edge.uow() as uow:
        scheme = await uow.regelingen.read("KLEIN-2026", 1)
        filed = [
            await bewaard(uow, scheme, regeling_code="KLEIN-2026", opgave=opgave(gevraagd_cent=cent))
            for _ in range(aantal)
        ]
        await uow.commit()
    return [{"id": str(one.id)} for one in filed]


async def test_without_a_lot_no_equal_is_granted_also_in_parallel(subsidies: Subsidies) -> None:
    filed = await gelijken(subsidies)
    answers = await asyncio.gather(*(subsidies.verleen(one, 100_000) for one in filed))
    assert {slug(answer) for answer in answers} == {(409, "loting-nodig")}


async def test_the_grant_follows_the_lot_and_says_so(subsidies: Subsidies) -> None:
    filed = await gelijken(subsidies)
    loting = await subsidies.loot(filed[0])
    order = sorted(loting["loten"], key=lambda one: one["nummer"])
    refused = [slug(await subsidies.verleen({"id": one["aanvraagId"]}, 100_000)) for one in reversed(order[1:])]
    granted = await subsidies.verleen({"id": order[0]["aanvraagId"]}, 100_000)
    assert refused == [(409, "eerdere-aanvragen-eerst")] * 2
    uitslag = granted.json()["loting"]
    assert (uitslag["nummer"], uitslag["aantal"], uitslag["zaad"]) == (1, 3, loting["zaad"])
    assert uitslag["lotingId"] == loting["id"]
    async with subsidies.edge.uow() as uow:
        kept = await uow.besluiten.find(uuid.UUID(order[0]["aanvraagId"]))
    assert kept is not None
    assert kept.loting is not None
    assert (kept.loting.zaad, kept.loting.nummer) == (loting["zaad"], 1)


async def test_anybody_can_draw_the_recorded_lottery_again(subsidies: Subsidies) -> None:
    """With the command of docs/diensten/subsidies.md, not with our own code."""
    filed = await gelijken(subsidies, aantal=5)
    loting = await subsidies.loot(filed[0])

    def digest(one: dict[str, Any]) -> str:
        tekst = f"{loting['zaad']}:{one['aanvraagId']}".encode()
        return subprocess.run(["sha256sum"], input=tekst, capture_output=True, check=True).stdout.decode()

    by_number = sorted(loting["loten"], key=lambda one: one["nummer"])
    assert by_number == sorted(loting["loten"], key=digest)
    assert [one["nummer"] for one in by_number] == [1, 2, 3, 4, 5]


async def test_the_record_has_list_seed_leader_witness_and_moment(subsidies: Subsidies) -> None:
    filed = await gelijken(subsidies)
    loting = await subsidies.loot(filed[0])
    [shown] = (await subsidies.get(f"/aanvragen/{filed[1]['id']}/lotingen")).json()["resultaten"]
    assert shown == loting
    assert (shown["klaargezetDoor"], shown["getuige"], len(shown["zaad"])) == ("loter-1", "loter-2", 64)
    assert {one["aanvraagId"] for one in shown["loten"]} == {one["id"] for one in filed}
    lines = await subsidies.rows("SELECT soort, door FROM tijdlijn WHERE soort LIKE 'loting%' ORDER BY op, soort")
    assert [tuple(one) for one in lines] == [("loting_klaarzetten", "loter-1")] * 3 + [
        ("loting_trekken", "loter-2")
    ] * 3


async def test_one_list_is_drawn_once_however_many_try(subsidies: Subsidies) -> None:
    filed = await gelijken(subsidies)
    pad = f"/aanvragen/{filed[0]['id']}/lotingen"
    assert slug(await subsidies.post(f"{pad}/_trekken")) == (409, "geen-loting-klaar")
    await subsidies.post(pad, sub="loter-1")
    assert slug(await subsidies.post(f"{pad}/_trekken", sub="loter-1")) == (403, "zelfde-persoon")
    answers = await asyncio.gather(*(subsidies.post(f"{pad}/_trekken", sub=f"loter-{one}") for one in range(2, 6)))
    assert sorted(answer.status_code for answer in answers) == [200, 409, 409, 409]
    assert len(await subsidies.rows("SELECT id FROM loting")) == 1
    assert slug(await subsidies.post(pad, sub="loter-1")) == (409, "loting-niet-nodig")


async def test_a_list_that_changed_is_set_again(subsidies: Subsidies) -> None:
    filed = await gelijken(subsidies)
    pad = f"/aanvragen/{filed[0]['id']}/lotingen"
    await subsidies.post(pad, sub="loter-1")
    await subsidies.weiger(filed[2], "awb-4-35-1-a")
    assert slug(await subsidies.post(f"{pad}/_trekken", sub="loter-2")) == (409, "loting-lijst-veranderd")
    assert len((await subsidies.loot(filed[0]))["loten"]) == 2


async def test_an_incomplete_application_draws_no_lot(subsidies: Subsidies) -> None:
    await subsidies.publiceer()
    one = await subsidies.dien_in(kvkNummer=None)
    answer = await subsidies.post(f"/aanvragen/{one['id']}/lotingen", sub="loter-1")
    assert slug(answer) == (409, "loting-niet-mogelijk")


async def test_by_days_the_day_ends_first_and_the_measure_stays(subsidies: Subsidies) -> None:
    filed = await gelijken(subsidies, volgordePer="dag")
    assert slug(await subsidies.verleen(filed[0], 100_000)) == (409, "peildag-loopt-nog")
    subsidies.op(MORGEN)
    assert slug(await subsidies.verleen(filed[0], 100_000)) == (409, "loting-nodig")
    loting = await subsidies.loot(filed[0])
    assert loting["plaats"].startswith("2026-09-1")
    body = regeling_body(code="KLEIN-2026", versie=2, volgordePer="moment")
    assert slug(await subsidies.post("/regelingen", body)) == (409, "volgorde-veranderd")


async def test_a_grant_does_not_wait_for_the_letter_of_another(subsidies: Subsidies) -> None:
    """Each letter waits until both are being set: with the plafond locked meanwhile, neither would ever be."""
    filed = await gelijken(subsidies, aantal=2, ruimte=1_000_000)
    both = asyncio.Barrier(2)
    subsidies.zet_met(Samen(both))
    answers = await asyncio.gather(*(subsidies.verleen(one, 100_000) for one in filed))
    assert [answer.status_code for answer in answers] == [201, 201]
    letters = await subsidies.rows("SELECT zaak FROM document WHERE soort = 'beschikking'")
    assert {one[0] for one in letters} == {f"aanvraag:{one['id']}" for one in filed}


async def test_a_letter_that_fails_leaves_no_decision_and_no_money_taken(subsidies: Subsidies) -> None:
    [one, _] = await gelijken(subsidies, aantal=2, ruimte=1_000_000)
    gewoon = subsidies.zet_met(Kapot())
    assert (await subsidies.verleen(one, 100_000)).status_code == 500
    assert await subsidies.rows("SELECT id FROM besluit UNION ALL SELECT id FROM document") == []
    subsidies.zet_met(gewoon)
    assert (await subsidies.verleen(one, 100_000)).status_code == 201
    assert len(await subsidies.rows("SELECT id FROM document")) == 1
