"""Messages in StUF-GGk envelopes through the real door, and answers in envelopes."""

import base64
import uuid
from pathlib import Path
from typing import Any

import pytest
from declaraties.adapters.post.stuf import read_envelop
from declaraties.adapters.standaard.xml.schrijven import write_301, write_323
from declaraties.domain.post.envelop import Berichtcode
from lxml import etree

from tests.builders.berichtenverkeer import als_xml, envelop, regiebericht, start, toewijzingsberichten
from tests.builders.declaraties import AGB, ANDERE_AGB, GEMEENTE, Dienst, declaratie, toewijzing
from tests.unit.declaraties.bouwers import referentiemap

GOED = write_323(declaratie())


async def stuur(dienst: Dienst, data: bytes, wie: dict[str, str] | None = None) -> Any:
    koppen = {**(wie or dienst.aanbieder), "Content-Type": "application/xml"}
    return await dienst.client.post("/v1/enveloppen", content=data, headers=koppen)


async def haal(dienst: Dienst, pad: str, agb: str = AGB) -> bytes:
    antwoord = await dienst.client.get(pad, headers=dienst.als("aanbieder", agb=agb))
    assert antwoord.status_code == 200, antwoord.text
    return bytes(antwoord.content)


def bewaard(dienst: Dienst) -> tuple[int, int]:
    folder = Path(dienst.settings.opslag_dir)
    return dienst.sql("SELECT count(*) FROM bestand")[0][0], len(list(folder.glob("*")))


def waarde(data: bytes, naam: str) -> str | None:
    return etree.fromstring(data).findtext(f".//{{*}}{naam}")


def geldig(data: bytes, bestand: str) -> bool:
    return etree.XMLSchema(etree.parse(str(referentiemap() / "stuf-ggk-0210" / bestand))).validate(
        etree.fromstring(data)
    )


async def test_a_message_in_an_envelope_is_the_message_and_gets_a_bv03(dienst: Dienst) -> None:
    referentie = str(uuid.uuid4())

    antwoord = await stuur(dienst, envelop(GOED, referentie=referentie))

    assert (antwoord.status_code, waarde(antwoord.content, "berichtcode")) == (202, "Bv03")
    assert waarde(antwoord.content, "crossRefnummer") == referentie
    assert geldig(antwoord.content, "0301/stuf0301.xsd")
    alleen = await dienst.dien_in(GOED, dienst.aanbieder)
    assert antwoord.headers["Location"] == alleen.headers["Location"]
    assert bewaard(dienst) == (1, 1)


async def test_the_same_envelope_again_is_acknowledged_again(dienst: Dienst) -> None:
    data = envelop(GOED)

    antwoorden = [await stuur(dienst, data) for _ in range(2)]

    assert {een.headers["Location"] for een in antwoorden} == {antwoorden[0].headers["Location"]}
    assert bewaard(dienst) == (1, 1)


async def test_a_reference_used_for_another_message_is_ib016(dienst: Dienst) -> None:
    referentie = str(uuid.uuid4())
    await stuur(dienst, envelop(GOED, referentie=referentie))

    antwoord = await stuur(dienst, envelop(write_323(declaratie()), referentie=referentie))

    assert (antwoord.status_code, waarde(antwoord.content, "code")) == (200, "IB016")
    assert geldig(antwoord.content, "0301/stuf0301.xsd")
    assert bewaard(dienst) == (1, 1)


FOUT: dict[str, tuple[bytes, str]] = {
    "payload that is no XML": (envelop(b"geen xml"), "StUF055"),
    "DOCTYPE in the payload": (envelop(GOED.replace(b"?>", b"?><!DOCTYPE x []>", 1)), "StUF055"),
    "bomb in the payload": (
        envelop(b'<?xml version="1.0"?><!DOCTYPE x [<!ENTITY a "aa"><!ENTITY b "&a;&a;">]><x>&b;</x>'),
        "StUF055",
    ),
    "payload in another encoding": (envelop(GOED.decode().encode("utf-16")), "StUF055"),
    "old release": (envelop(GOED.replace(b"/3_2/", b"/2_2/")), "StUF055"),
    "another function": (envelop(GOED, "JW323"), "IB014"),
    "another version": (envelop(GOED, versie="0002"), "IB014"),
    "another sender": (envelop(GOED, van=ANDERE_AGB), "IB014"),
    "payload over 25 MB": (envelop(GOED + b" " * 25_000_000), "IB003"),
}


@pytest.mark.parametrize("geval", FOUT)
async def test_a_readable_envelope_with_a_fault_gets_a_fo01_and_leaves_nothing(dienst: Dienst, geval: str) -> None:
    data, code = FOUT[geval]

    antwoord = await stuur(dienst, data)

    assert antwoord.status_code == 200, antwoord.text
    assert waarde(antwoord.content, "code") == code
    assert geldig(antwoord.content, "0301/stuf0301.xsd")
    assert bewaard(dienst) == (0, 0)


async def test_a_301_of_a_gemeente_outside_the_region_is_ib005(dienst: Dienst) -> None:
    data = envelop(write_301(toewijzing()), "WMO301", van=GEMEENTE, aan=AGB)

    antwoord = await stuur(dienst, data, dienst.gemeente)

    assert (waarde(antwoord.content, "code"), bewaard(dienst)) == ("IB005", (0, 0))


@pytest.mark.parametrize(
    ("data", "status", "slug"),
    [
        (b"geen xml", 400, "envelop-onleesbaar"),
        (envelop(GOED).replace(b"?>", b"?><!DOCTYPE x []>", 1), 400, "doctype-verboden"),
        (envelop(b"", base64="QUJD" * 9_500_000), 413, "bestand-te-groot"),
        (envelop(write_323(declaratie(afzender=ANDERE_AGB))), 403, "afzender-niet-eigen"),
    ],
)
async def test_an_envelope_that_cannot_be_answered_is_a_problem(
    dienst: Dienst, data: bytes, status: int, slug: str
) -> None:
    antwoord = await stuur(dienst, data)

    assert (antwoord.status_code, antwoord.json()["type"]) == (status, f"urn:risb:probleem:{slug}")
    assert bewaard(dienst) == (0, 0)


async def test_the_325_travels_as_di01_in_the_name_of_the_samenwerkingsverband(dienst: Dienst) -> None:
    await dienst.sta_klaar()
    kenmerk = await dienst.declareer(declaratie())

    data = await haal(dienst, f"/v1/berichten/{kenmerk}/antwoord/envelop")

    kop, inhoud = read_envelop(data)
    assert geldig(data, "ggk0210/ggkberichten/ggk0210_msg_ggkberichten.xsd")
    assert (kop.berichtcode, kop.functie, kop.functieversie, kop.functiesubversie) == (
        Berichtcode.HEEN,
        "WMO325",
        "0003",
        "0002",
    )
    assert (kop.zender.organisatie, kop.zender.administratie) == (GEMEENTE, dienst.settings.samenwerkingsverband)
    assert kop.ontvanger.organisatie == AGB
    assert inhoud == await dienst.antwoord(kenmerk)
    assert (
        kop.referentienummer
        == read_envelop(await haal(dienst, f"/v1/berichten/{kenmerk}/antwoord/envelop"))[0].referentienummer
    )


async def test_a_retour_travels_as_du01_that_refers_to_the_envelope_it_answers(dienst: Dienst) -> None:
    await dienst.sta_klaar()
    referentie = uuid.uuid4()
    data = envelop(als_xml(regiebericht(start())), "WMO305", referentie=str(referentie))
    adres = (await stuur(dienst, data)).headers["Location"]
    await dienst.verwerk()

    antwoord = await haal(dienst, f"{adres}/antwoord/envelop")

    kop, inhoud = read_envelop(antwoord)
    assert geldig(antwoord, "ggk0210/ggkberichten/ggk0210_msg_ggkberichten.xsd")
    assert (kop.berichtcode, kop.functie, kop.kruisreferentie) == (Berichtcode.RETOUR, "WMO306", referentie)
    assert b"wmo306" in inhoud


async def test_a_message_that_failed_level_1_is_answered_with_a_fo01(dienst: Dienst) -> None:
    referentie = str(uuid.uuid4())
    kapot = GOED.replace(b":DeclaratieDagtekening>", b":Dagtekening>")
    adres = (await stuur(dienst, envelop(kapot, referentie=referentie))).headers["Location"]
    await dienst.verwerk()

    antwoord = await haal(dienst, f"{adres}/antwoord/envelop")

    assert (waarde(antwoord, "code"), waarde(antwoord, "crossRefnummer")) == ("StUF055", referentie)
    assert waarde(antwoord, "details") == "WMO323-00030002"
    assert geldig(antwoord, "0301/stuf0301.xsd")


async def test_a_301_that_goes_out_can_be_had_in_an_envelope(dienst: Dienst) -> None:
    await dienst.neem_deel()
    verstuurd = await dienst.client.post(
        "/v1/toewijzingsberichten", json=toewijzingsberichten(), headers=dienst.gemeente
    )
    (bericht,) = verstuurd.json()["berichten"]

    kop, inhoud = read_envelop(await haal(dienst, f"{bericht['inhoud']}/envelop"))

    assert (kop.functie, kop.zender.organisatie, kop.ontvanger.organisatie) == ("WMO301", GEMEENTE, AGB)
    assert inhoud == await haal(dienst, bericht["inhoud"])
    assert base64.b64encode(inhoud)[:8] in await haal(dienst, f"{bericht['inhoud']}/envelop")
