"""A toezichthouder who is bound to gemeenten sees those and no other, in every route, stream and subscription."""

import dataclasses
import datetime as dt
import re
from collections.abc import AsyncIterator
from pathlib import Path
from typing import Any

import pytest
from toezicht.domain.signalen.aanbieder import Overeenkomst
from toezicht.domain.zaken.zaak import Zaak
from toezicht.entrypoints.api.edge import Stroombeleid

from tests.builders.diensten import Aanroeper, aanroeper
from tests.builders.toezicht import AGB
from tests.builders.toezichtzaken import een_bericht, een_maatregel, een_signaal, geopend
from tests.fakes.toezicht.abonnementen import FakeAdressen
from tests.fakes.toezicht.uow import FakeUow
from tests.unit.toezicht.test_api import FakeBell

HIER, DAAR = "0307", "0308"
SLUIT = {"uitkomst": "maatregel", "toelichting": "De stop heeft gewerkt."}
STOP = {"soort": "clientenstop", "van": "2026-05-10", "grond": "Overeenkomst artikel 3.5.5."}


@pytest.fixture
async def uow() -> FakeUow:
    """An aanbieder that works in 0307, with an agreement and a signal."""
    gemaakt = FakeUow()
    overeenkomst = Overeenkomst(
        id="o1",
        agb_code=AGB,
        wet="wmo",
        variant="p*q",
        ingangsdatum=dt.date(2026, 1, 1),
        einddatum=None,
        gemeenten=[HIER],
    )
    await gemaakt.aanbieders.put_overeenkomst(overeenkomst)
    await gemaakt.aanbieders.add_werkgebied(AGB, [HIER])
    return gemaakt


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


async def roep(
    dienst: Aanroeper, methode: str, pad: str, invoer: Any = None, *, gemeenten: list[str], wie: str = "een"
) -> tuple[int, Any]:
    headers = dienst.als("toezichthouder-rechtmatigheid", sub=wie, gemeenten=gemeenten)
    antwoord = await dienst.client.request(methode, f"/v1{pad}", headers=headers, json=invoer or None)
    inhoud = antwoord.text if "event-stream" in antwoord.headers["content-type"] else antwoord.json()
    return antwoord.status_code, inhoud


@pytest.fixture
async def zaak(uow: FakeUow) -> Zaak:
    """A case about the aanbieder in 0307, with a measure there."""
    gemaakt = await geopend(uow)
    await uow.maatregelen.add(een_maatregel(zaak_id=gemaakt.id, gemeenten=[HIER]))
    return gemaakt


@pytest.mark.usefixtures("zaak")
@pytest.mark.parametrize(("gemeenten", "aantal"), [([HIER], 1), ([DAAR], 0), ([DAAR, HIER], 1), ([], 1)])
@pytest.mark.parametrize("pad", ["/signalen", "/zaken", "/maatregelen", "/anomalieen"])
async def test_a_list_holds_what_is_about_the_own_gemeenten(
    dienst: Aanroeper, uow: FakeUow, pad: str, gemeenten: list[str], aantal: int
) -> None:
    await uow.anomalieen.add(een_bericht(inhoud={"agbCode": AGB}))
    status, antwoord = await roep(dienst, "GET", pad, gemeenten=gemeenten)
    assert (status, len(antwoord["resultaten"])) == (200, aantal)


async def test_the_stream_is_silent_about_other_gemeenten(dienst: Aanroeper, uow: FakeUow) -> None:
    await uow.anomalieen.add(een_bericht(inhoud={"agbCode": AGB}))
    gehoord = [(await roep(dienst, "GET", "/anomalieen/stroom", gemeenten=one))[1] for one in ([HIER], [DAAR])]
    assert ["event: anomalie" in one for one in gehoord] == [True, False]


async def test_the_hit_rate_counts_what_the_caller_may_see(dienst: Aanroeper, uow: FakeUow) -> None:
    await uow.signalen.put(een_signaal())
    for gemeenten, aantal in (([HIER], 1), ([DAAR], 0)):
        _, antwoord = await roep(dienst, "GET", "/regels", gemeenten=gemeenten)
        assert sum(one["signalen"] for one in antwoord["resultaten"]) == aantal


async def test_nothing_of_another_gemeente_is_read_or_touched(dienst: Aanroeper, uow: FakeUow, zaak: Zaak) -> None:
    """Every route with an id: the answer is that of what does not exist, and nothing changes."""
    (maatregel,) = uow.maatregelen.by_id.values()
    pad, signaal = f"/zaken/{zaak.id}", f"/signalen/{zaak.signaal_id}"
    reden = "Een reden van genoeg tekens."
    routes: list[tuple[str, str, dict[str, Any]]] = [
        ("GET", signaal, {}),
        ("POST", f"{signaal}/uitkomsten", {"uitkomst": "nuttig", "reden": reden}),
        ("POST", "/zaken", {"signaalId": str(zaak.signaal_id), "grond": reden}),
        ("GET", pad, {}),
        ("GET", f"{pad}/tijdlijn", {}),
        ("GET", f"{pad}/bevindingen", {}),
        ("POST", f"{pad}/bevindingen", {"omschrijving": reden, "bedragCent": 1}),
        ("POST", f"{pad}/treden", {"trede": 1, "grond": reden}),
        ("POST", f"{pad}/classificaties", {"klasse": "fout", "reden": reden, "bewijs": [str(zaak.id)]}),
        ("POST", f"{pad}/aangiftebesluiten", {"aangifte": False, "reden": reden}),
        ("POST", f"{pad}/_sluiten", SLUIT),
        ("POST", f"{pad}/maatregelen", {**STOP, "gemeenten": [DAAR]}),
        ("POST", f"/maatregelen/{maatregel.id}/_beeindigen", {"einddatum": "2026-07-01", "reden": reden}),
    ]
    voor = (len(uow.timeline.regels), len(uow.events))
    for methode, route, invoer in routes:
        status, antwoord = await roep(dienst, methode, route, invoer, gemeenten=[DAAR], wie="twee")
        assert status == 404, (route, antwoord)
    assert (len(uow.timeline.regels), len(uow.events)) == voor
    assert uow.inzagelog.regels == []


async def test_a_signal_that_names_a_gemeente_is_for_that_gemeente_alone(dienst: Aanroeper, uow: FakeUow) -> None:
    """Also when the aanbieder works in both."""
    await uow.aanbieders.add_werkgebied(AGB, [DAAR])
    await uow.signalen.put(een_signaal(bron="subsidies", gemeenten=[DAAR]))
    gezien = [len((await roep(dienst, "GET", "/signalen", gemeenten=one))[1]["resultaten"]) for one in ([HIER], [DAAR])]
    assert gezien == [0, 1]


async def test_the_context_of_a_signal_stays_within_the_own_gemeenten(dienst: Aanroeper, uow: FakeUow) -> None:
    await uow.aanbieders.add_werkgebied(AGB, [DAAR])
    signaal = een_signaal()
    await uow.signalen.put(signaal)
    _, eigen = await roep(dienst, "GET", f"/signalen/{signaal.id}", gemeenten=[DAAR])
    _, regio = await roep(dienst, "GET", f"/signalen/{signaal.id}", gemeenten=[])
    assert (eigen["overeenkomsten"], eigen["anderen"]) == ([], None)
    assert (len(regio["overeenkomsten"]), regio["anderen"]["aantalAnderen"]) == (1, 0)


@pytest.mark.parametrize("gemeenten", [[], [DAAR], [HIER, DAAR]])
async def test_a_measure_reaches_no_further_than_who_imposes_it(
    dienst: Aanroeper, zaak: Zaak, gemeenten: list[str]
) -> None:
    headers = dienst.als("toezichthouder-rechtmatigheid", sub="twee", gemeenten=[HIER])
    invoer = {**STOP, "gemeenten": gemeenten}
    antwoord = await dienst.client.post(f"/v1/zaken/{zaak.id}/maatregelen", headers=headers, json=invoer)
    assert (antwoord.status_code, antwoord.json()["type"]) == (403, "urn:risb:probleem:buiten-eigen-gemeenten")


@pytest.mark.parametrize(("gemeenten", "bezorgd"), [([HIER], 1), ([DAAR], 0), ([], 1)])
async def test_a_subscription_keeps_to_the_gemeenten_of_its_owner(
    dienst: Aanroeper, uow: FakeUow, gemeenten: list[str], bezorgd: int
) -> None:
    status, _ = await roep(
        dienst, "POST", "/abonnementen", {"url": "https://toezicht.example.nl/risb"}, gemeenten=gemeenten
    )
    assert status == 201
    bericht = een_bericht(inhoud={"agbCode": AGB})
    await uow.bezorgingen.queue(1, bericht)
    assert len(await uow.bezorgingen.take(bericht.tijd, bericht.tijd, 10)) == bezorgd


@pytest.mark.parametrize(("gemeenten", "aantal"), [([HIER], 0), ([], 1)])
async def test_the_agenda_which_names_no_gemeente_is_empty_for_who_is_bound(
    dienst: Aanroeper, uow: FakeUow, gemeenten: list[str], aantal: int
) -> None:
    await uow.agenda.set("zaak:1", "bekijken", dt.date(2026, 5, 10))
    _, antwoord = await roep(dienst, "GET", "/agenda", gemeenten=gemeenten)
    assert len(antwoord["resultaten"]) == aantal


async def test_every_look_is_kept_with_who_looked(dienst: Aanroeper, uow: FakeUow, zaak: Zaak) -> None:
    paden = ["/signalen", f"/signalen/{zaak.signaal_id}", "/zaken", f"/zaken/{zaak.id}", "/maatregelen"]
    paden += [f"/zaken/{zaak.id}/tijdlijn", f"/zaken/{zaak.id}/bevindingen"]
    for pad in paden:
        await roep(dienst, "GET", pad, gemeenten=[HIER], wie="kijker")
    assert {wie for wie, _, _ in uow.inzagelog.regels} == {"kijker"}
    assert len({activiteit for _, activiteit, _ in uow.inzagelog.regels}) == len(paden)
    assert len({betrokkene for _, _, betrokkene in uow.inzagelog.regels}) == 1
    assert not [one for _, activiteit, one in uow.inzagelog.regels if re.search(AGB, activiteit) or AGB.encode() in one]
