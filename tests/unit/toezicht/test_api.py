"""The routes over the fakes: what goes in, what comes out, and what stays inside."""

import asyncio
import dataclasses
import datetime as dt
import json
from collections.abc import AsyncIterator
from pathlib import Path
from typing import Any

import pytest
from chassis.db import outbox_row
from risb_kern.lists import Blad
from risb_schemas import decode, load_catalog
from toezicht.application.abonnementen import handelingen as abonnementen
from toezicht.application.maatregelen import handelingen as maatregelen
from toezicht.application.signalen import handelingen as signalen
from toezicht.application.zaken import handelingen as zaken
from toezicht.domain.abonnementen.bezorging import Bezorgantwoord, Bezorgbeleid, poging_van, secret_binding
from toezicht.domain.maatregelen.maatregel import Maatregelsoort
from toezicht.domain.signalen.signaal import Signaal
from toezicht.domain.zaken.zaak import Classificatie, Onregelmatigheid, Zaakuitkomst
from toezicht.entrypoints.api.edge import Stroombeleid

from tests.builders.diensten import Aanroeper, aanroeper
from tests.builders.toezicht import AGB, TRACE
from tests.builders.toezichtzaken import (
    NU,
    door,
    een_abonnement,
    een_bericht,
    een_maatregel,
    een_signaal,
    geopend,
    met_bevinding,
    nieuw_id,
)
from tests.fakes.toezicht.abonnementen import FakeAdressen
from tests.fakes.toezicht.uow import FakeUow

BELEID = Bezorgbeleid(pogingen=3, eerste_wachttijd=5, claim=dt.timedelta(seconds=30))


class FakeBell:
    """Rings never; a stream then looks again at its heartbeat."""

    def take(self) -> asyncio.Event:
        return asyncio.Event()


@pytest.fixture
def uow() -> FakeUow:
    return FakeUow()


@pytest.fixture
async def dienst(uow: FakeUow, tmp_path: Path) -> AsyncIterator[Aanroeper]:
    async with aanroeper("toezicht", "postgresql://niet@127.0.0.1:1/hier", tmp_path) as running:
        running.app.state.edge = dataclasses.replace(
            running.app.state.edge,
            uow=lambda: uow,
            adressen=FakeAdressen(),
            bell=FakeBell(),
            stroombeleid=Stroombeleid(seconden=0.1, hartslag=0.05),
        )
        yield running


async def roep(dienst: Aanroeper, methode: str, pad: str, status: int = 200, *, wie: str = "een", **invoer: Any) -> Any:
    headers = dienst.als("toezichthouder-rechtmatigheid", sub=wie)
    antwoord = await dienst.client.request(methode, f"/v1{pad}", headers=headers, json=invoer or None)
    assert antwoord.status_code == status, antwoord.text
    return antwoord.json()


async def test_a_case_is_opened_and_found_again(dienst: Aanroeper, uow: FakeUow) -> None:
    signaal = een_signaal()
    await uow.signalen.put(signaal)
    grond = "Drie regels wijzen dezelfde kant op."
    zaak = await roep(dienst, "POST", "/zaken", 201, signaalId=str(signaal.id), grond=grond)
    assert (zaak["status"], zaak["trede"], zaak["correlatieId"], zaak["geopendDoor"]) == ("open", 0, TRACE, "een")
    dossier = await roep(dienst, "GET", f"/zaken/{zaak['id']}")
    (motivering,) = dossier.pop("motiveringen")
    assert (dossier, motivering["tekst"]) == (zaak, grond)
    (regel,) = (await roep(dienst, "GET", f"/zaken/{zaak['id']}/tijdlijn"))["resultaten"]
    verwezen = {"signaalId": str(signaal.id), "motiveringId": motivering["id"]}
    assert regel["gegevens"] == {"trede": 0, "regel": "T18", **verwezen}
    assert (await roep(dienst, "GET", "/zaken?status=open"))["resultaten"] == [zaak]
    assert (await roep(dienst, "GET", "/zaken?status=gesloten"))["resultaten"] == []
    assert uow.commits == 1 + len(uow.inzagelog.regels) == 4


async def test_the_acts_in_a_case_are_shown_with_their_number(dienst: Aanroeper, uow: FakeUow) -> None:
    zaak = await geopend(uow)
    await met_bevinding(uow, zaak)
    regels = (await roep(dienst, "GET", f"/zaken/{zaak.id}/tijdlijn"))["resultaten"]
    assert [(one["volgnummer"], one["soort"], one["door"]) for one in regels] == [
        (1, "zaak_openen", "een"),
        (2, "bevinding_toevoegen", "een"),
    ]


async def test_every_act_on_a_case_has_its_route(dienst: Aanroeper, uow: FakeUow) -> None:
    zaak = await geopend(uow)
    pad = f"/zaken/{zaak.id}"
    await roep(dienst, "POST", f"{pad}/treden", 201, trede=1, grond="Toets aan recht en tarief.")
    omschrijving = "Uren gedeclareerd zonder personeel."
    bevinding = await roep(dienst, "POST", f"{pad}/bevindingen", 201, omschrijving=omschrijving, bedragCent=31_200)
    assert (await roep(dienst, "GET", f"{pad}/bevindingen"))["resultaten"] == [bevinding]
    bewijs, reden = [bevinding["id"]], "Geen opzet gezien."
    await roep(dienst, "POST", f"{pad}/classificaties", 201, klasse="fout", reden=reden, bewijs=bewijs)
    stop = {"soort": "clientenstop", "van": "2026-05-10", "grond": "Overeenkomst artikel 3.5.5."}
    maatregel = await roep(dienst, "POST", f"{pad}/maatregelen", 201, wie="twee", **stop)
    einde: dict[str, Any] = {"einddatum": "2026-07-01", "reden": "Hersteld na hercontrole."}
    beeindigd = await roep(dienst, "POST", f"/maatregelen/{maatregel['id']}/_beeindigen", **einde)
    assert beeindigd == {**maatregel, "einddatum": "2026-07-01", "eindeReden": "Hersteld na hercontrole."}
    besluit = {"aangifte": False, "reden": "Het was een vergissing."}
    besloten = await roep(dienst, "POST", f"{pad}/aangiftebesluiten", 201, wie="twee", **besluit)
    assert (besloten["aangiftebesluit"]["aangifte"], besloten["aangiftebesluit"]["door"]) == (False, "twee")
    slot: dict[str, Any] = {"uitkomst": "maatregel", "toelichting": "De stop heeft gewerkt."}
    dicht = await roep(dienst, "POST", f"{pad}/_sluiten", wie="twee", **slot)
    assert (dicht["status"], dicht["trede"], dicht["klasse"], dicht["uitkomst"]) == (
        "gesloten",
        1,
        "fout",
        "maatregel",
    )


async def test_a_signal_shows_all_that_it_says(dienst: Aanroeper, uow: FakeUow) -> None:
    signaal = een_signaal()
    await uow.signalen.put(signaal)
    gezien = await roep(dienst, "GET", f"/signalen/{signaal.id}")
    inside = {"bijgewerkt_op", "trace_id"}
    shown = {one.name for one in dataclasses.fields(Signaal)} - inside | {"correlatie_id"}
    assert {_snake(name) for name in gezien} == shown | {"aanbieder", "overeenkomsten", "anderen"}
    assert (gezien["status"], gezien["correlatieId"]) == ("actief", TRACE)


def _snake(name: str) -> str:
    return "".join(f"_{one.lower()}" if one.isupper() else one for one in name)


async def test_an_outcome_counts_in_the_hit_rate_of_the_rule(dienst: Aanroeper, uow: FakeUow) -> None:
    for uitkomst in ("bevestigd", "nuttig", "onterecht"):
        signaal = een_signaal()
        await uow.signalen.put(signaal)
        invoer = {"uitkomst": uitkomst, "reden": "De facturen zijn gezien."}
        gezien = await roep(dienst, "POST", f"/signalen/{signaal.id}/uitkomsten", 201, **invoer)
        assert gezien["uitkomst"] == uitkomst
    regels = {one["id"]: one for one in (await roep(dienst, "GET", "/regels"))["resultaten"]}
    assert (regels["T18"]["signalen"], regels["T18"]["trefkans"]) == (3, 0.6667)
    assert regels["T2"]["trefkans"] is None


async def test_pages_of_measures_end_without_an_empty_one(dienst: Aanroeper, uow: FakeUow) -> None:
    made = [een_maatregel(nieuw_id(), opgelegd_op=NU + dt.timedelta(hours=hour)) for hour in range(4)]
    for one in made:
        await uow.maatregelen.add(one)
    seen: list[str] = []
    pages, na = 0, ""
    while pages == 0 or na:
        blad = await roep(dienst, "GET", f"/maatregelen?limiet=2{na}")
        seen += [one["id"] for one in blad["resultaten"]]
        pages, na = pages + 1, f"&na={blad['volgende']}" if blad["volgende"] else ""
    assert (seen, pages) == ([str(one.id) for one in made], 2)


async def test_signals_are_ordered_by_money_and_show_the_fields_asked_for(dienst: Aanroeper, uow: FakeUow) -> None:
    for cent in (2, 3, 1):
        await uow.signalen.put(een_signaal(bedrag_cent=cent))
    blad = await roep(dienst, "GET", "/signalen?sorteer=-bedragCent&velden=bedragCent,status")
    assert blad["resultaten"] == [{"bedragCent": cent, "status": "actief"} for cent in (3, 2, 1)]


async def test_anomalies_are_read_on_from_the_last_place(dienst: Aanroeper, uow: FakeUow) -> None:
    for _ in range(3):
        await uow.anomalieen.add(een_bericht())
    first = await roep(dienst, "GET", "/anomalieen?limiet=2")
    rest = await roep(dienst, "GET", f"/anomalieen?na={first['volgende']}")
    nothing = await roep(dienst, "GET", f"/anomalieen?na={rest['volgende']}")
    assert [one["positie"] for one in first["resultaten"] + rest["resultaten"]] == [1, 2, 3]
    assert (nothing["resultaten"], nothing["volgende"]) == ([], rest["volgende"])


async def test_a_stream_tells_what_came_after_the_last_place_and_then_shows_life(
    dienst: Aanroeper, uow: FakeUow
) -> None:
    for _ in range(2):
        await uow.anomalieen.add(een_bericht())
    headers = {**dienst.als("toezichthouder-rechtmatigheid"), "Last-Event-ID": "1"}
    lines = (await dienst.client.get("/v1/anomalieen/stroom", headers=headers)).text.splitlines()
    assert [one for one in lines if one.startswith("id: ")] == ["id: 2"]
    (data,) = [json.loads(one.removeprefix("data: ")) for one in lines if one.startswith("data: ")]
    assert (data["positie"], data["anomalie"]["regel"], data["correlatieId"]) == (2, "T18", TRACE)
    assert ": hartslag" in lines


async def test_a_secret_is_shown_once_and_kept_encrypted(dienst: Aanroeper, uow: FakeUow) -> None:
    nieuw = await roep(dienst, "POST", "/abonnementen", 201, url="https://toezicht.example.nl/risb", regels=["T18"])
    (getoond,) = (await roep(dienst, "GET", "/abonnementen"))["resultaten"]
    assert getoond == {name: value for name, value in nieuw.items() if name != "geheim"}
    (kept,) = await uow.abonnementvragen.list("een", Blad(orde="aangemaaktOp"))
    assert dienst.app.state.edge.privacy.decrypt(kept.geheim, secret_binding(kept.url)) == nieuw["geheim"]


async def test_attempts_show_where_the_delivery_stands_and_what_was_answered(dienst: Aanroeper, uow: FakeUow) -> None:
    abonnement = een_abonnement()
    await uow.abonnementen.add(abonnement)
    await signalen.anomalie_ontvangen(uow, een_signaal(), een_bericht())
    (bezorging,) = await uow.bezorgingen.take(NU, NU, 1)
    antwoord = Bezorgantwoord(http_status=503, fout="antwoord 503", duur_ms=9)
    await abonnementen.poging_vastleggen(uow, door(), bezorging, poging_van(bezorging, antwoord, NU), beleid=BELEID)
    pad = f"/abonnementen/{abonnement.id}"
    (poging,) = (await roep(dienst, "GET", f"{pad}/bezorgingen"))["resultaten"]
    assert (poging["status"], poging["httpStatus"], poging["gelukt"]) == ("wacht", 503, False)
    await roep(dienst, "DELETE", pad)
    await roep(dienst, "GET", f"{pad}/bezorgingen", 404)


async def test_everything_that_is_told_fits_its_schema(uow: FakeUow) -> None:
    zaak = await geopend(uow)
    bevinding = await met_bevinding(uow, zaak)
    voorstel = Classificatie(klasse=Onregelmatigheid.FOUT, reden="Geen opzet gezien.", bewijs=[bevinding.id])
    await zaken.zaak_classificeren(uow, door(), voorstel, zaak_id=zaak.id)
    dag = NU.date()
    stop = maatregelen.MaatregelOpleggen(
        zaak_id=zaak.id, soort=Maatregelsoort.CLIENTENSTOP, van=dag, tot=None, gemeenten=["0307"], grond="Artikel 3.5.5"
    )
    maatregel = await maatregelen.maatregel_opleggen(uow, door("twee"), stop)
    await maatregelen.maatregel_beeindigen(uow, door(), dag, maatregel_id=maatregel.id, reden="Hersteld.")
    await zaken.aangifte_besluiten(uow, door("twee"), zaak_id=zaak.id, aangifte=False, reden="Geen opzet.")
    await zaken.zaak_sluiten(uow, door("twee"), Zaakuitkomst.MAATREGEL, zaak_id=zaak.id, toelichting="De stop werkte.")
    rows = [outbox_row(one, NU, TRACE) for one in uow.events]
    records = [decode(load_catalog(), row.inhoud).record for row in rows]
    assert [row.topic for row in rows] == ["toezicht-zaken"] * 2 + ["toezicht-maatregelen"] * 2 + ["toezicht-zaken"] * 2
    assert {one["agb_code"] for one in records} == {AGB}
    assert {one["zaak_id"] for one in records} == {str(zaak.id)}
    assert set(uow.traces) == {TRACE}
