"""A 301 sent in the name of a gemeente, and the 302 that the aanbieder sends back."""

import datetime as dt
from pathlib import Path
from typing import Any

import pytest
from declaraties.adapters.standaard.xml.lezen import read_bericht
from declaraties.adapters.standaard.xml.schrijven import write_retour
from declaraties.domain.post.afloop import Regelbreuk
from declaraties.domain.regie.retouren import Retourkenmerk, maak_retour
from declaraties.domain.standaard.berichten.toewijzing import Bericht301

from tests.builders.berichtenverkeer import toegewezen_client, toegewezen_product, toewijzingsberichten
from tests.builders.declaraties import (
    AGB,
    ANDERE_AGB,
    ANDERE_GEMEENTE,
    BSN_TWEE,
    Dienst,
    declaratie,
    overeenkomst,
    prestatie,
    prijs,
)
from tests.unit.declaraties.officieel import officieel_schema, valide


async def stuur(dienst: Dienst, invoer: dict[str, Any], **koppen: str) -> Any:
    return await dienst.client.post("/v1/toewijzingsberichten", json=invoer, headers={**dienst.gemeente, **koppen})


async def verstuurd(dienst: Dienst, *clienten: dict[str, Any]) -> list[dict[str, Any]]:
    await dienst.neem_deel()
    antwoord = await stuur(dienst, toewijzingsberichten(*clienten))
    assert antwoord.status_code == 201, antwoord.text
    return list(antwoord.json()["berichten"])


async def inhoud(dienst: Dienst, bericht: dict[str, Any], agb: str = AGB) -> Any:
    return await dienst.client.get(bericht["inhoud"], headers=dienst.als("aanbieder", agb=agb))


def bewaard(dienst: Dienst) -> tuple[int, int]:
    folder = Path(dienst.settings.opslag_dir)
    return dienst.sql("SELECT count(*) FROM bestand")[0][0], len(list(folder.glob("*")))


async def test_the_aanbieder_downloads_a_message_that_is_valid_under_the_official_schema(dienst: Dienst) -> None:
    (bericht,) = await verstuurd(dienst)

    data = (await inhoud(dienst, bericht)).content

    assert (bericht["richting"], bericht["status"], bericht["soort"]) == ("uit", "verwerkt", "301")
    assert valide(officieel_schema("wmo", "301"), data)
    gelezen = read_bericht(data)
    assert isinstance(gelezen, Bericht301)
    assert (gelezen.header.afzender, gelezen.header.ontvanger) == ("0307", AGB)
    assert gelezen.client.toegewezen_producten[0].toewijzingstijd == 36_000_000_000


async def test_what_is_sent_stands_in_the_store_as_if_received_and_can_be_declared_on(dienst: Dienst) -> None:
    await verstuurd(dienst)
    await dienst.meld("OvereenkomstGesloten", overeenkomst())
    await dienst.meld("PrijsVastgesteld", prijs())
    await dienst.grond(301)

    kenmerk = await dienst.declareer(declaratie(("999900006", [prestatie(toewijzing_nummer=301)])))

    assert (await dienst.uitkomst(kenmerk))["uitkomst"] == "toegekend"
    assert {een["toewijzing_nummer"] for een in dienst.events("ToewijzingVastgelegd")} == {301}


async def test_each_client_becomes_a_message_and_the_aanbieder_finds_them_among_those_going_out(
    dienst: Dienst,
) -> None:
    berichten = await verstuurd(dienst, toegewezen_client(), toegewezen_client(toegewezen_product(302), bsn=BSN_TWEE))

    lijst = await dienst.client.get("/v1/berichten", params={"richting": "uit"}, headers=dienst.aanbieder)
    ander = await dienst.client.get("/v1/berichten", params={"richting": "in"}, headers=dienst.aanbieder)
    assert {een["id"] for een in lijst.json()["resultaten"]} == {een["id"] for een in berichten}
    assert len({een["identificatie"] for een in berichten}) == len(berichten) == 2
    assert ander.json()["resultaten"] == []


FOUTEN: dict[str, tuple[dict[str, Any], set[tuple[str, str]]]] = {
    "rules of the toewijzing and of the person, all at once": (
        toewijzingsberichten(
            toegewezen_client(
                toegewezen_product(einddatum="2025-12-31"),
                bsn="999900007",
                geboortedatum={"datum": "2030-01-01"},
                contactgegevens=[{"soort": "04"}],
            )
        ),
        {
            ("clienten.0", "CS002"),
            ("clienten.0", "TR061"),
            ("clienten.0.geboortedatum", "TR134"),
            ("clienten.0.contactgegevens.0", "TR006"),
            ("clienten.0.toegewezenProducten.0", "CS003"),
        },
    ),
    "one bad client of two": (
        toewijzingsberichten(toegewezen_client(), toegewezen_client(toegewezen_product(301), bsn=BSN_TWEE)),
        {("clienten.1.toegewezenProducten.0", "TR332")},
    ),
    "a partner without use of the name": (
        toewijzingsberichten(
            toegewezen_client(
                naam={"geslachtsnaam": {"achternaam": "A"}, "partnernaam": {"achternaam": "B"}, "naamGebruik": "6"}
            )
        ),
        {("clienten.0", "CS318"), ("clienten.0.naam", "CS050")},
    ),
}


@pytest.mark.parametrize("geval", FOUTEN)
async def test_a_broken_rule_is_400_with_every_fault_and_nothing_leaves(dienst: Dienst, geval: str) -> None:
    await dienst.neem_deel()
    invoer, verwacht = FOUTEN[geval]

    antwoord = await stuur(dienst, invoer)

    assert antwoord.status_code == 400, antwoord.text
    assert {(een["veld"], een["code"]) for een in antwoord.json()["fouten"]} == verwacht
    assert bewaard(dienst) == (0, 0)
    assert dienst.sql("SELECT count(*) FROM toewijzing") == [(0,)]


@pytest.mark.parametrize(
    ("anders", "slug"),
    [
        ({"clienten": [toegewezen_client(toegewezen_product(product={"categorie": "45"}))]}, "ongeldige-gegevens"),
        ({"clienten": [toegewezen_client(commentaar=" ")]}, "ongeldige-gegevens"),
        (
            {"clienten": [toegewezen_client(naam={"geslachtsnaam": {"achternaam": "A\nB"}, "naamGebruik": "1"})]},
            "niet-volgens-standaard",
        ),
        ({"wet": "jw"}, "ongeldige-gegevens"),
    ],
)
async def test_what_the_schema_does_not_allow_is_400(dienst: Dienst, anders: dict[str, Any], slug: str) -> None:
    await dienst.neem_deel()

    antwoord = await stuur(dienst, toewijzingsberichten(**anders))

    assert (antwoord.status_code, antwoord.json()["type"]) == (400, f"urn:risb:probleem:{slug}")
    assert bewaard(dienst) == (0, 0)


async def test_only_the_gemeente_itself_sends_and_only_its_parties_read(dienst: Dienst) -> None:
    (bericht,) = await verstuurd(dienst)

    vreemd = await stuur(dienst, toewijzingsberichten(gemeente=ANDERE_GEMEENTE))
    assert vreemd.status_code == 403
    assert (await inhoud(dienst, bericht, ANDERE_AGB)).status_code == 404
    ((voor,),) = dienst.sql("SELECT count(*) FROM verwerkingslog")
    assert (await inhoud(dienst, bericht)).status_code == 200
    assert dienst.sql("SELECT count(*) FROM verwerkingslog") == [(voor + 1,)]


async def test_the_same_key_sends_once(dienst: Dienst) -> None:
    await dienst.neem_deel()
    antwoorden = [await stuur(dienst, toewijzingsberichten(), **{"Idempotency-Key": "eenmaal"}) for _ in range(2)]

    assert antwoorden[0].json() == antwoorden[1].json()
    assert bewaard(dienst) == (1, 1)


async def retour_op(dienst: Dienst, bericht: dict[str, Any], *bevindingen: Regelbreuk, nummer: str = "R1") -> str:
    heen = read_bericht((await inhoud(dienst, bericht)).content)
    assert isinstance(heen, Bericht301)
    kenmerk = Retourkenmerk(identificatie=nummer, dagtekening=dt.date(2026, 6, 1))
    data = write_retour(maak_retour(heen, bevindingen, kenmerk))
    antwoord = await dienst.dien_in(data, dienst.aanbieder)
    assert antwoord.status_code == 202, antwoord.text
    await dienst.verwerk()
    return str(antwoord.json()["id"])


async def test_a_302_is_put_beside_the_301_that_it_answers(dienst: Dienst) -> None:
    (bericht,) = await verstuurd(dienst)
    fout = Regelbreuk(regel="TR379", code="9379", niveau=3, klasse="ToegewezenProduct", aantal=1, posities=(0,))

    kenmerk = await retour_op(dienst, bericht, fout)

    assert (await dienst.stand(kenmerk))["status"] == "verwerkt"
    stand = await dienst.stand(bericht["id"])
    assert (stand["retour"], stand["retourcodes"]) == (f"/v1/berichten/{kenmerk}", ["0200", "9379"])


async def test_a_second_302_and_one_without_301_are_refused_with_a_reason(dienst: Dienst) -> None:
    (bericht,) = await verstuurd(dienst)
    await retour_op(dienst, bericht)

    tweede = await dienst.stand(await retour_op(dienst, bericht, nummer="R2"))
    assert (tweede["status"], "al een 302" in tweede["reden"]) == ("afgekeurd", True)
    assert (await dienst.stand(bericht["id"]))["retourcodes"] == []
