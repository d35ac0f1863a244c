"""The whole API of contracting over a unit of work in memory: what routes add to their use cases."""

from collections.abc import AsyncIterator
from dataclasses import dataclass
from typing import Any

import httpx
import pytest
from contracting.adapters.aanbesteding.zegel import SleutelZegel
from contracting.adapters.openbaar.samenvoegen import compiled_release
from contracting.domain.aanbesteding.aanbesteding import AanbestedingStatus
from contracting.entrypoints.api.edge import ContractingEdge
from risb_kern.clock import FixedClock
from risb_kern.privacy import Privacy

from tests.builders.aanbesteding import aanbesteding
from tests.builders.contracting import (
    AGB,
    ANDERE_AGB,
    DAG,
    aanbieder,
    aanbieder_json,
    aanmelding,
    aanmelding_json,
    handeling,
    overeenkomst,
)
from tests.builders.diensten import app_without_database
from tests.builders.tokens import token, verifier
from tests.fakes.contracting.uow import FakeUow


@dataclass(frozen=True, slots=True)
class Loket:
    """The API, called by anybody."""

    client: httpx.AsyncClient
    uow: FakeUow

    async def vraag(
        self, methode: str, pad: str, body: Any = None, *, rol: str = "inkoper", **wie: Any
    ) -> httpx.Response:
        koppen = {"Authorization": f"Bearer {token(rollen=[rol], **wie)}"}
        return await self.client.request(methode, f"/v1{pad}", json=body, headers=koppen)


@pytest.fixture(scope="module")
def app() -> Any:
    return app_without_database("contracting")


@pytest.fixture
async def loket(app: Any, ingekocht: FakeUow) -> AsyncIterator[Loket]:
    app.state.edge = ContractingEdge(
        uow=lambda: ingekocht,
        clock=FixedClock(DAG),
        verifier=verifier(),
        privacy=Privacy(bytes(32)),
        kluis=Privacy(b"een sleutel van 32 tekens lang!!"),
        afkoeldagen=5,
        zegel=SleutelZegel(Privacy(bytes(32))),
        samenvoegen=compiled_release,
    )
    async with httpx.AsyncClient(transport=httpx.ASGITransport(app), base_url="http://loket") as client:
        yield Loket(client, ingekocht)


async def test_who_calls_is_who_acts(loket: Loket) -> None:
    await loket.vraag("POST", "/aanbieders", aanbieder_json(agbCode=ANDERE_AGB), sub="mevrouw-inkoop")
    (regel,) = await loket.uow.timeline.list(f"aanbieder:{ANDERE_AGB}")
    assert (regel.door, regel.op) == ("mevrouw-inkoop", FixedClock(DAG).nu())


async def test_an_aanbieder_applies_for_itself_only(loket: Loket) -> None:
    eigen = await loket.vraag("POST", "/aanmeldingen", aanmelding_json(), rol="aanbieder", agb=[AGB])
    vreemd = await loket.vraag("POST", "/aanmeldingen", aanmelding_json(), rol="aanbieder", agb=[ANDERE_AGB])
    assert (eigen.status_code, vreemd.status_code) == (201, 404)
    assert len(loket.uow.events) == 1


@pytest.mark.parametrize(
    ("rol", "wie", "gezien"),
    [
        ("inkoper", {}, True),
        ("aanbieder", {"agb": [AGB]}, True),
        ("aanbieder", {"agb": [ANDERE_AGB]}, False),
        ("zorgadministratie", {"gemeenten": ["0342"]}, True),
        ("zorgadministratie", {"gemeenten": ["0313"]}, False),
        ("zorgadministratie", {"gemeenten": ["0313"], "agb": [AGB]}, False),
    ],
)
async def test_an_agreement_is_seen_by_who_it_concerns(
    loket: Loket, rol: str, wie: dict[str, Any], gezien: bool
) -> None:
    gesloten = overeenkomst()
    await loket.uow.overeenkomsten.add(gesloten)
    een = await loket.vraag("GET", f"/overeenkomsten/{gesloten.id}", rol=rol, **wie)
    prijzen = await loket.vraag("GET", f"/overeenkomsten/{gesloten.id}/prijzen", rol=rol, **wie)
    lijst = await loket.vraag("GET", "/overeenkomsten", rol=rol, **wie)
    assert (een.status_code == 200, prijzen.status_code == 200, bool(lijst.json()["resultaten"])) == (gezien,) * 3


async def test_a_list_gives_the_fields_and_the_order_that_are_asked(loket: Loket) -> None:
    await loket.uow.aanbieders.add(aanbieder(agb_code=ANDERE_AGB, naam="Anders & Zonen"))
    antwoord = await loket.vraag("GET", "/aanbieders?sorteer=naam&velden=naam&limiet=1")
    assert antwoord.json()["resultaten"] == [{"naam": "Anders & Zonen"}]
    verder = await loket.vraag("GET", f"/aanbieders?sorteer=naam&velden=naam&na={antwoord.json()['volgende']}")
    assert verder.json() == {"resultaten": [{"naam": "Zorggroep Voorbeeld"}], "volgende": None}


async def test_the_old_word_for_status_is_refused_by_name(loket: Loket) -> None:
    antwoord = await loket.vraag("GET", "/aanmeldingen?staat=ontvangen")
    assert (antwoord.status_code, antwoord.json()["fouten"][0]["veld"]) == (400, "staat")
    assert "status" in antwoord.json()["detail"]


async def test_applications_are_found_by_status(loket: Loket) -> None:
    await loket.uow.aanmeldingen.add(aanmelding())
    for status, aantal in (("ontvangen", 1), ("toegelaten", 0)):
        antwoord = await loket.vraag("GET", f"/aanmeldingen?status={status}")
        assert len(antwoord.json()["resultaten"]) == aantal


async def test_a_budget_is_changed_by_who_saw_the_last_one(loket: Loket) -> None:
    pad = "/budgetten/0307/2.1.3/2026"
    eerste = await loket.vraag("PUT", pad, {"bedragCent": 100}, rol="financien")
    blind = await loket.vraag("PUT", pad, {"bedragCent": 200}, rol="financien")
    gelezen = await loket.vraag("GET", pad, rol="zorgadministratie", gemeenten=["0307"])
    vreemd = await loket.vraag("GET", pad, rol="zorgadministratie", gemeenten=["0342"])
    assert [one.status_code for one in (eerste, blind, gelezen, vreemd)] == [200, 400, 200, 404]
    assert eerste.headers["ETag"] == gelezen.headers["ETag"] == '"1"'


async def test_the_monitor_of_another_gemeente_is_not_found(loket: Loket) -> None:
    for gemeente, status in (("0307", 200), ("0342", 404)):
        pad = f"/budgetmonitor?jaar=2026&gemeente={gemeente}"
        antwoord = await loket.vraag("GET", pad, rol="zorgadministratie", gemeenten=["0307"])
        assert antwoord.status_code == status


@pytest.mark.parametrize(
    ("soort", "rollen"),
    [
        ("aanmelding", {"inkoper", "contractmanager"}),
        ("budget", {"inkoper", "contractmanager", "financien"}),
        ("rekening", {"contractmanager", "financien"}),
        ("onbekend", {"inkoper", "contractmanager"}),
    ],
)
async def test_who_may_see_what_was_done_depends_on_the_kind_of_case(
    loket: Loket, soort: str, rollen: set[str]
) -> None:
    for rol in ("inkoper", "contractmanager", "financien"):
        antwoord = await loket.vraag("GET", f"/tijdlijn?zaak={soort}:1", rol=rol)
        assert antwoord.status_code == (200 if rol in rollen else 403), rol


async def test_what_was_published_of_a_procedure_is_a_file_for_everybody(loket: Loket) -> None:
    pad = "/v1/openbare-procedures"
    ab = aanbesteding(status=AanbestedingStatus.GEPUBLICEERD)
    assert (await loket.client.get(f"{pad}/{ab.id}/releases")).status_code == 404
    await loket.uow.aanbestedingen.add(ab)
    sluiting = {"sluiting": ab.sluiting.isoformat()}
    await loket.uow.timeline.add(ab.zaak, "aanbesteding_publiceren", handeling(), sluiting)
    releases = await loket.client.get(f"{pad}/{ab.id}/releases")
    record = await loket.client.get(f"{pad}/{ab.id}/record")
    assert [one["tag"] for one in releases.json()["releases"]] == [["tender"]]
    assert record.json()["records"][0]["compiledRelease"]["tag"] == ["compiled"]
    assert releases.headers["content-digest"].startswith("sha-256=:")
    (rij,) = (await loket.client.get(pad)).json()["resultaten"]
    assert rij["ocid"] == releases.json()["releases"][0]["ocid"]
