"""Who sees what: messages, declaraties and payables of one's own, and the same 404 for the rest."""

import uuid
from typing import Any

import pytest
from declaraties.adapters.standaard.xml.schrijven import write_323

from tests.builders.declaraties import AGB, ANDERE_AGB, ANDERE_GEMEENTE, BSN, GEMEENTE, Dienst, declaratie, prestatie


async def haal(dienst: Dienst, pad: str, wie: dict[str, str], **vraag: Any) -> Any:
    return await dienst.client.get(pad, headers=wie, params=vraag)


PADEN = (
    "/v1/berichten/{}",
    "/v1/berichten/{}/antwoord",
    "/v1/berichten/{}/fouten",
    "/v1/declaraties/{}",
    "/v1/declaraties/{}/prestaties",
)


@pytest.mark.parametrize("pad", PADEN)
async def test_of_another_and_not_existing_give_the_same_404(dienst: Dienst, pad: str) -> None:
    await dienst.sta_klaar()
    kenmerk = await dienst.declareer(declaratie())
    vreemd = dienst.als("aanbieder", agb=ANDERE_AGB)

    eigen = await haal(dienst, pad.format(kenmerk), dienst.aanbieder)
    ander = await haal(dienst, pad.format(kenmerk), vreemd)
    buurgemeente = await haal(dienst, pad.format(kenmerk), dienst.als("zorgadministratie", gemeente=ANDERE_GEMEENTE))
    onbekend = await haal(dienst, pad.format(uuid.uuid4()), vreemd)

    assert eigen.status_code == 200
    antwoorden = [{**een.json(), "correlatieId": ""} for een in (ander, buurgemeente, onbekend)]
    assert [een.status_code for een in (ander, buurgemeente, onbekend)] == [404, 404, 404]
    assert antwoorden[0] == antwoorden[1] == antwoorden[2]


async def test_lists_hold_only_ones_own_newest_first(dienst: Dienst) -> None:
    await dienst.sta_klaar()
    eerste = await dienst.declareer(declaratie())
    tweede = await dienst.declareer(declaratie((BSN, [prestatie("R2")])))
    await dienst.declareer(declaratie(afzender=ANDERE_AGB))

    async def ids(wie: dict[str, str], pad: str = "/v1/declaraties", **vraag: Any) -> list[str]:
        return [een["id"] for een in (await haal(dienst, pad, wie, **vraag)).json()["resultaten"]]

    assert await ids(dienst.aanbieder) == [tweede, eerste]
    assert len(await ids(dienst.als("financien"))) == 3
    assert await ids(dienst.aanbieder, limiet=1) == [tweede]
    volgende = (await haal(dienst, "/v1/declaraties", dienst.aanbieder, limiet=1)).json()["volgende"]
    assert await ids(dienst.aanbieder, limiet=1, na=volgende) == [eerste]
    assert len(await ids(dienst.gemeente, "/v1/berichten", soort="301")) == 1
    assert await ids(dienst.aanbieder, "/v1/berichten", status="ontvangen") == []
    assert len(await ids(dienst.als("zorgadministratie", gemeente=GEMEENTE), "/v1/berichten", soort="323")) == 3


async def test_a_waiting_message_tells_how_far_it_is(dienst: Dienst) -> None:
    kenmerken = [(await dienst.dien_in(write_323(declaratie()), dienst.aanbieder)).json()["id"] for _ in range(2)]
    stand = await dienst.stand(kenmerken[1])
    antwoord = await haal(dienst, f"/v1/berichten/{kenmerken[1]}/antwoord", dienst.aanbieder)

    assert (stand["status"], stand["voortgang"], stand["voorU"], stand["antwoord"]) == ("ontvangen", 10, 1, None)
    assert antwoord.status_code == 404
    assert "nog niet" in antwoord.json()["detail"]


async def test_payables_are_for_financien_and_ones_own(dienst: Dienst) -> None:
    await dienst.sta_klaar()
    kenmerk = await dienst.declareer(declaratie())

    async def bedragen(wie: dict[str, str], **vraag: Any) -> list[int]:
        antwoord = await haal(dienst, "/v1/betaalopdrachten", wie, **vraag)
        return [een["bedragCent"] for een in antwoord.json()["resultaten"]]

    assert await bedragen(dienst.als("financien")) == [5000]
    assert await bedragen(dienst.aanbieder) == [5000]
    assert await bedragen(dienst.als("aanbieder", agb=ANDERE_AGB)) == []
    assert await bedragen(dienst.als("financien"), jaar=2025) == []
    (opdracht,) = (await haal(dienst, "/v1/betaalopdrachten", dienst.aanbieder)).json()["resultaten"]
    assert (opdracht["berichtId"], opdracht["vervaldatum"], opdracht["agbCode"]) == (kenmerk, "2026-06-05", AGB)
    assert (await haal(dienst, "/v1/betaalopdrachten", dienst.gemeente)).status_code == 403


async def test_looking_at_refused_lines_and_at_the_answer_is_logged(dienst: Dienst) -> None:
    await dienst.sta_klaar()
    kenmerk = await dienst.declareer(declaratie((BSN, [prestatie(toewijzing_nummer=9)])))

    await haal(dienst, f"/v1/declaraties/{kenmerk}", dienst.aanbieder)
    await haal(dienst, f"/v1/berichten/{kenmerk}/antwoord", dienst.aanbieder)

    activiteiten = [
        een.rpartition(":")[2] for (een,) in dienst.sql("SELECT activiteit FROM verwerkingslog ORDER BY id")
    ]
    assert activiteiten == ["declaratie-inzien", "antwoord-ophalen"]


async def test_lines_come_in_pages_in_the_order_of_the_message(dienst: Dienst) -> None:
    await dienst.sta_klaar()
    regels = [prestatie(f"R{n}", toewijzing_nummer=9 + n) for n in range(5)]
    kenmerk = await dienst.declareer(declaratie((BSN, [*regels, prestatie("GOED")])))
    pad = f"/v1/declaraties/{kenmerk}/prestaties"

    eerste = (await haal(dienst, pad, dienst.aanbieder, limiet=4)).json()
    rest = (await haal(dienst, pad, dienst.aanbieder, limiet=4, na=eerste["volgende"])).json()
    goed = (await haal(dienst, pad, dienst.aanbieder, goedgekeurd=True)).json()

    namen = [een["referentieNummer"] for een in (*eerste["resultaten"], *rest["resultaten"])]
    assert namen == ["R0", "R1", "R2", "R3", "R4", "GOED"]
    assert [een["referentieNummer"] for een in goed["resultaten"]] == ["GOED"]
    assert BSN not in str(eerste)


@pytest.mark.parametrize("cursor", ["%%%", "YWJj", "LTE"])
async def test_a_cursor_that_is_not_ours_is_400(dienst: Dienst, cursor: str) -> None:
    for pad in ("/v1/berichten", "/v1/declaraties", "/v1/toewijzingen"):
        antwoord = await haal(dienst, pad, dienst.aanbieder, na=cursor)
        assert (antwoord.status_code, antwoord.json()["type"]) == (400, "urn:risb:probleem:ongeldige-cursor")
