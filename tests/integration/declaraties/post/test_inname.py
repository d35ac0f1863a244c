"""The door: what is taken in, what is refused, and that nothing is half stored."""

import asyncio
from collections.abc import AsyncIterator
from pathlib import Path
from typing import Any

import pytest
import uvicorn
from declaraties.adapters.standaard.xml.schrijven import write_301, write_323

from tests.builders.declaraties import AGB, ANDERE_AGB, ANDERE_GEMEENTE, GEMEENTE, Dienst, declaratie, toewijzing

GOED = write_323(declaratie())
KOP = b'<?xml version="1.0" encoding="UTF-8"?>'


def bewaard(dienst: Dienst) -> tuple[int, list[str]]:
    """Rows and files that exist."""
    folder = Path(dienst.settings.opslag_dir)
    return dienst.sql("SELECT count(*) FROM bestand")[0][0], sorted(een.name for een in folder.glob("*"))


def opgeslagen(dienst: Dienst, naam: str) -> bytes:
    return (Path(dienst.settings.opslag_dir) / naam).read_bytes()


async def test_a_good_323_is_accepted_with_the_place_of_its_status(dienst: Dienst) -> None:
    antwoord = await dienst.dien_in(GOED, dienst.aanbieder)

    assert antwoord.status_code == 202
    lichaam = antwoord.json()
    assert antwoord.headers["Location"] == f"/v1/berichten/{lichaam['id']}"
    assert (lichaam["status"], lichaam["soort"], lichaam["wet"]) == ("ontvangen", "323", "wmo")
    (ontvangen,) = dienst.events("DeclaratieOntvangen")
    assert (ontvangen["bestand_id"], ontvangen["agb_code"]) == (lichaam["id"], AGB)


async def test_the_stored_upload_is_encrypted_and_whole(dienst: Dienst) -> None:
    await dienst.dien_in(GOED, dienst.aanbieder)

    (naam,) = bewaard(dienst)[1]
    assert b"999900006" not in opgeslagen(dienst, naam)
    assert dienst.app.state.edge.store.read(naam) == GOED


WEIGERINGEN: dict[str, tuple[bytes, int, str, str]] = {
    "not XML at all": (b"geen xml", 400, "geen-geldige-xml", "goed gevormde XML"),
    "malformed XML": (GOED.replace(b"</wmo323:Header>", b"</wmo323:Kop>"), 400, "geen-geldige-xml", "regel"),
    "empty": (b"", 400, "leeg-bestand", "leeg"),
    "DOCTYPE": (KOP + b"<!DOCTYPE x []>" + GOED[len(KOP) :], 400, "doctype-verboden", "DOCTYPE"),
    "entity bomb": (
        KOP + b'<!DOCTYPE x [<!ENTITY a "aa"><!ENTITY b "&a;&a;">]><x>&b;</x>',
        400,
        "doctype-verboden",
        "DOCTYPE",
    ),
    "undeclared entity": (GOED.replace(b"<wmo323:Afzender>", b"<wmo323:Afzender>&x;"), 400, "geen-geldige-xml", "XML"),
    "UTF-16": (GOED.decode().encode("utf-16"), 400, "verkeerde-codering", "UTF-8"),
    "another declared encoding": (GOED.replace(b"UTF-8", b"ISO-8859-1"), 400, "verkeerde-codering", "UTF-8"),
    "a byte that is not UTF-8": (
        GOED.replace(b"DN", b"D\xff").replace(b">B", b">\xff"),
        400,
        "verkeerde-codering",
        "UTF-8",
    ),
    "byte order mark": (b"\xef\xbb\xbf" + GOED, 400, "byte-order-mark", "BOM"),
    "another namespace": (b'<Bericht xmlns="urn:elders"><a/></Bericht>', 415, "onbekend-bericht", "3.2"),
    "release 3.1": (GOED.replace(b"/3_2/", b"/3_1/"), 415, "verkeerde-release", "3.1"),
    "subversion 1": (GOED.replace(b"Subversie>2<", b"Subversie>1<"), 415, "verkeerde-release", "3.2"),
    "message 303": (GOED.replace(b"wmo323/schema", b"wmo303/schema"), 415, "bericht-niet-aangenomen", "303"),
    "a 325": (GOED.replace(b"wmo323/schema", b"wmo325/schema"), 415, "bericht-niet-aangenomen", "325"),
    "code of the other law": (GOED.replace(b">484<", b">490<"), 400, "verkeerde-berichtcode", "BerichtCode"),
    "header without sender": (GOED.replace(b"Afzender>", b"Zender>"), 400, "kop-ontbreekt", "Afzender"),
}


@pytest.mark.parametrize("geval", WEIGERINGEN)
async def test_refused_at_the_door_with_a_reason_and_nothing_kept(dienst: Dienst, geval: str) -> None:
    data, status, slug, woord = WEIGERINGEN[geval]

    antwoord = await dienst.dien_in(data, dienst.aanbieder)

    assert antwoord.status_code == status, antwoord.text
    assert antwoord.headers["content-type"] == "application/problem+json"
    assert antwoord.json()["type"] == f"urn:risb:probleem:{slug}"
    assert woord in antwoord.json()["detail"]
    assert bewaard(dienst) == (0, [])


async def stroom(aantal: int) -> AsyncIterator[bytes]:
    yield GOED
    for _ in range(aantal):
        yield b" " * 1_000_000


@pytest.mark.parametrize("kop", [{}, {"Content-Length": "26000000"}])
async def test_26_megabyte_is_413_with_and_without_an_announced_length(dienst: Dienst, kop: dict[str, str]) -> None:
    koppen = {**dienst.aanbieder, "Content-Type": "application/xml", **kop}

    antwoord = await dienst.client.post("/v1/berichten", content=stroom(26), headers=koppen)

    assert antwoord.status_code == 413
    assert antwoord.json()["type"] == "urn:risb:probleem:bestand-te-groot"
    assert "25 MB" in antwoord.json()["detail"]
    assert bewaard(dienst) == (0, [])


@pytest.mark.parametrize(
    "koppen",
    [
        {"Content-Type": "application/json"},
        {"Content-Type": "text/plain"},
        {"Content-Type": "application/xml; charset=iso-8859-1"},
        {"Content-Type": "application/xml", "Content-Encoding": "gzip"},
    ],
)
async def test_another_content_type_is_415(dienst: Dienst, koppen: dict[str, str]) -> None:
    antwoord = await dienst.client.post("/v1/berichten", content=GOED, headers={**dienst.aanbieder, **koppen})

    assert antwoord.status_code == 415
    assert bewaard(dienst) == (0, [])


async def test_less_than_announced_is_refused_and_not_kept(dienst: Dienst) -> None:
    antwoord = await dienst.dien_in(GOED, dienst.aanbieder, **{"Content-Length": str(len(GOED) + 1)})

    assert antwoord.status_code == 400
    assert antwoord.json()["type"] == "urn:risb:probleem:onvolledige-upload"
    assert bewaard(dienst) == (0, [])


async def test_a_connection_that_breaks_half_way_leaves_nothing(dienst: Dienst) -> None:
    server = uvicorn.Server(uvicorn.Config(dienst.app, port=0, log_config=None, lifespan="off"))
    dienend = asyncio.create_task(server.serve())
    await wacht_tot(lambda: server.started)
    poort = server.servers[0].sockets[0].getsockname()[1]
    lezer, schrijver = await asyncio.open_connection("127.0.0.1", poort)
    koppen = (
        f"POST /v1/berichten HTTP/1.1\r\nHost: x\r\nContent-Type: application/xml\r\nContent-Length: {len(GOED)}\r\n"
    )
    bewijs = f"Authorization: {dienst.aanbieder['Authorization']}\r\n\r\n"
    schrijver.write(koppen.encode() + bewijs.encode() + GOED[: len(GOED) // 2])
    await schrijver.drain()
    await wacht_tot(lambda: len(bewaard(dienst)[1]) == 1)
    schrijver.close()

    await wacht_tot(lambda: bewaard(dienst) == (0, []))
    assert await lezer.read() == b""
    server.should_exit = True
    await dienend


async def wacht_tot(voorwaarde: Any) -> None:
    async with asyncio.timeout(10):
        while not voorwaarde():  # noqa: ASYNC110 -- what is waited for happens in a server without events
            await asyncio.sleep(0.02)


async def test_the_same_bytes_again_are_the_same_message(dienst: Dienst) -> None:
    eerste = await dienst.dien_in(GOED, dienst.aanbieder)
    tweede = await dienst.dien_in(GOED, dienst.aanbieder)

    assert (eerste.status_code, tweede.status_code) == (202, 202)
    assert eerste.headers["Location"] == tweede.headers["Location"]
    aantal, bestanden = bewaard(dienst)
    assert (aantal, len(bestanden)) == (1, 1)
    assert len(dienst.events("DeclaratieOntvangen")) == 1


async def test_the_same_bytes_at_once_are_the_same_message(dienst: Dienst) -> None:
    antwoorden = await asyncio.gather(*(dienst.dien_in(GOED, dienst.aanbieder) for _ in range(8)))

    assert {een.status_code for een in antwoorden} == {202}
    assert len({een.headers["Location"] for een in antwoorden}) == 1
    assert bewaard(dienst)[0] == len(bewaard(dienst)[1]) == 1


async def test_an_identification_with_other_content_is_judged_and_gets_9056(dienst: Dienst) -> None:
    await dienst.sta_klaar()
    eerste = await dienst.declareer(declaratie(identificatie="ZELFDE"))
    tweede = await dienst.declareer(declaratie(identificatie="ZELFDE"))

    assert eerste != tweede
    (bevinding,) = (await dienst.fouten(tweede))["bevindingen"]
    assert (bevinding["regel"], bevinding["retourcode"], bevinding["klasse"]) == ("TR056", "9056", "Header")


@pytest.mark.parametrize(
    ("rol", "agb", "gemeente", "data"),
    [
        ("aanbieder", ANDERE_AGB, None, GOED),
        ("aanbieder", None, None, GOED),
        ("zorgadministratie", None, GEMEENTE, GOED),
        ("aanbieder", AGB, None, write_301(toewijzing())),
        ("zorgadministratie", None, ANDERE_GEMEENTE, write_301(toewijzing())),
    ],
)
async def test_nobody_sends_in_the_name_of_another(
    dienst: Dienst, rol: str, agb: str | None, gemeente: str | None, data: bytes
) -> None:
    await dienst.neem_deel()

    antwoord = await dienst.dien_in(data, dienst.als(rol, agb=agb, gemeente=gemeente))

    assert antwoord.status_code == 403
    assert antwoord.json()["type"] == "urn:risb:probleem:afzender-niet-eigen"
    assert bewaard(dienst) == (0, [])


@pytest.mark.parametrize("rol", ["inkoper", "financien", "operations", "toezichthouder-rechtmatigheid"])
async def test_other_roles_send_nothing(dienst: Dienst, rol: str) -> None:
    assert (await dienst.dien_in(GOED, dienst.als(rol, agb=AGB))).status_code == 403


async def test_without_token_the_body_is_not_even_kept(dienst: Dienst) -> None:
    assert (await dienst.dien_in(GOED, {})).status_code == 401
    assert bewaard(dienst) == (0, [])


async def test_301_of_a_gemeente_outside_the_region_is_refused(dienst: Dienst) -> None:
    await dienst.neem_deel(dienst="jw")

    antwoord = await dienst.dien_in(write_301(toewijzing()), dienst.gemeente)

    assert antwoord.status_code == 400
    assert antwoord.json()["type"] == "urn:risb:probleem:gemeente-buiten-regio"
    assert bewaard(dienst) == (0, [])


@pytest.mark.parametrize(
    ("ontvanger", "tekst"),
    [("0267", "neemt voor deze wet geen dienst af"), ("9999", "staat niet in de lijst van het CBS")],
)
async def test_323_to_a_gemeente_outside_the_region_is_answered_with_s300_and_its_own_reason(
    dienst: Dienst, ontvanger: str, tekst: str
) -> None:
    await dienst.sta_klaar()

    kenmerk = await dienst.declareer(declaratie(ontvanger=ontvanger))

    (bevinding,) = (await dienst.fouten(kenmerk))["bevindingen"]
    assert (bevinding["regel"], bevinding["retourcode"]) == ("TR378", "S300")
    assert tekst in bevinding["wat"]
    assert b">S300<" in await dienst.antwoord(kenmerk)


async def test_a_comment_inside_the_sender_hides_nobody(dienst: Dienst) -> None:
    met_commentaar = GOED.replace(b">65656055<", b">6565<!-- -->6055<")

    kenmerk = await dienst.declareer(met_commentaar)

    assert (await dienst.stand(kenmerk))["agbCode"] == AGB


async def test_storage_that_is_away_is_503(dienst: Dienst, monkeypatch: pytest.MonkeyPatch) -> None:
    def vol() -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(dienst.app.state.edge.store, "new", vol)

    antwoord = await dienst.dien_in(GOED, dienst.aanbieder)

    assert antwoord.status_code == 503
    assert antwoord.headers["Retry-After"] == "60"
