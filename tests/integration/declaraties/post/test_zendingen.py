"""A ZIP with messages: VECOZO's habits, hostile packages, and every message by itself."""

import io
import random
import stat
import struct
import zipfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from declaraties.adapters.standaard.xml.schrijven import write_301, write_323

from tests.builders.berichtenverkeer import als_xml, regiebericht, start
from tests.builders.declaraties import ANDERE_AGB, Dienst, declaratie, toewijzing

GOED = write_323(declaratie())
ANDER = write_323(declaratie())


def pak(*bestanden: tuple[str | zipfile.ZipInfo, bytes], methode: int = zipfile.ZIP_DEFLATED) -> bytes:
    stroom = io.BytesIO()
    with zipfile.ZipFile(stroom, "w", methode, compresslevel=1) as pakket:
        for naam, data in bestanden:
            pakket.writestr(naam, data)
    return stroom.getvalue()


async def stuur(dienst: Dienst, data: bytes, **koppen: str) -> Any:
    alles = {**dienst.aanbieder, "Content-Type": "application/zip", **koppen}
    return await dienst.client.post("/v1/zendingen", content=data, headers=alles)


def bewaard(dienst: Dienst) -> tuple[int, int]:
    folder = Path(dienst.settings.opslag_dir)
    return dienst.sql("SELECT count(*) FROM bestand")[0][0], len(list(folder.glob("*")))


async def test_every_message_of_a_good_zip_gets_its_own_place(dienst: Dienst) -> None:
    antwoord = await stuur(dienst, pak(("een.xml", GOED), ("twee.xml", ANDER)))

    assert antwoord.status_code == 202, antwoord.text
    een, twee = antwoord.json()["berichten"]
    assert (een["volgnummer"], een["bestandsnaam"], een["aangenomen"]) == (1, "een.xml", True)
    assert een["bericht"]["id"] != twee["bericht"]["id"]
    assert bewaard(dienst) == (2, 2)


async def test_the_same_zip_again_and_a_message_sent_alone_are_the_same_messages(dienst: Dienst) -> None:
    alleen = (await dienst.dien_in(GOED, dienst.aanbieder)).json()["id"]

    zendingen = [(await stuur(dienst, pak(("een.xml", GOED), ("twee.xml", ANDER)))).json() for _ in range(2)]

    assert [een["bericht"]["id"] for een in zendingen[0]["berichten"]] == [
        een["bericht"]["id"] for een in zendingen[1]["berichten"]
    ]
    assert zendingen[0]["berichten"][0]["bericht"]["id"] == alleen
    assert bewaard(dienst) == (2, 2)


async def test_a_bad_message_in_a_good_zip_stands_alone(dienst: Dienst) -> None:
    oud = GOED.replace(b"/3_2/", b"/3_1/")
    doctype = GOED.replace(b"?>", b"?><!DOCTYPE x []>", 1)

    antwoord = await stuur(dienst, pak(("a.xml", oud), ("b.xml", ANDER), ("c.xml", doctype), ("d.xml", b"")))

    assert antwoord.status_code == 202, antwoord.text
    berichten = antwoord.json()["berichten"]
    assert [een["aangenomen"] for een in berichten] == [False, True, False, False]
    assert [een["reden"] and een["reden"]["code"] for een in berichten] == [
        "verkeerde-release",
        None,
        "doctype-verboden",
        "leeg-bestand",
    ]
    assert bewaard(dienst) == (1, 1)


async def test_thirty_messages_pass_and_thirty_one_do_not(dienst: Dienst) -> None:
    berichten = [(f"{nummer}.xml", write_323(declaratie())) for nummer in range(31)]

    assert len((await stuur(dienst, pak(*berichten[:30]))).json()["berichten"]) == 30
    antwoord = await stuur(dienst, pak(*berichten))

    assert antwoord.json()["type"] == "urn:risb:probleem:zip-te-veel"
    assert bewaard(dienst) == (30, 30)


async def test_a_list_of_files_that_is_too_long_is_refused_and_nothing_is_kept(dienst: Dienst) -> None:
    lang = [(f"._{nummer}{'n' * 2000}.xml", b"") for nummer in range(40)]

    antwoord = await stuur(dienst, pak(("a.xml", GOED), *lang))

    assert antwoord.json()["type"] == "urn:risb:probleem:zip-lijst-te-lang"
    assert bewaard(dienst) == (0, 0)


def _met(**anders: Any) -> bytes:
    ingang = zipfile.ZipInfo(anders.pop("naam", "een.xml"))
    ingang.compress_type = zipfile.ZIP_DEFLATED
    for naam, waarde in anders.items():
        setattr(ingang, naam, waarde)
    return pak((ingang, GOED))


def _vlag(bits: int) -> bytes:
    data = bytearray(pak(("een.xml", GOED)))
    midden = data.rindex(b"PK\x01\x02")
    struct.pack_into("<H", data, 6, bits)
    struct.pack_into("<H", data, midden + 8, bits)
    return bytes(data)


def _overlappend() -> bytes:
    data = bytearray(pak(("een.xml", GOED), ("twee.xml", GOED)))
    tweede = data.rindex(b"PK\x01\x02")
    struct.pack_into("<I", data, tweede + 42, 0)
    return bytes(data)


def _liegt_over_omvang() -> bytes:
    data = bytearray(pak(("een.xml", GOED)))
    midden = data.rindex(b"PK\x01\x02")
    struct.pack_into("<I", data, midden + 24, len(GOED) - 100)
    return bytes(data)


def _verminkt() -> bytes:
    data = bytearray(pak(("een.xml", GOED), ("twee.xml", ANDER)))
    data[60] ^= 0xFF
    return bytes(data)


VIJANDIG: dict[str, tuple[Callable[[], bytes], str]] = {
    "no zip": (lambda: GOED, "geen-zip"),
    "empty body": (lambda: b"", "geen-zip"),
    "empty zip": (pak, "geen-zip"),
    "cut off": (lambda: pak(("een.xml", GOED))[:-30], "zip-beschadigd"),
    "changed on the way": (_verminkt, "zip-beschadigd"),
    "code before the package": (lambda: b"#!/bin/sh\n" + pak(("een.xml", GOED)), "geen-zip"),
    "folder": (lambda: pak(("map/", b""), ("map/een.xml", GOED)), "zip-map"),
    "file in a folder": (lambda: pak(("map/een.xml", GOED)), "zip-map"),
    "path upwards": (lambda: pak(("../../een.xml", GOED)), "zip-map"),
    "path of another system": (lambda: pak(("..\\een.xml", GOED)), "zip-map"),
    "symbolic link": (lambda: _met(external_attr=(stat.S_IFLNK | 0o777) << 16), "zip-geen-bestand"),
    "device": (lambda: _met(external_attr=(stat.S_IFCHR | 0o777) << 16), "zip-geen-bestand"),
    "password": (lambda: _vlag(0x1), "zip-wachtwoord"),
    "zip in zip by name": (lambda: pak(("een.zip", pak(("een.xml", GOED)))), "zip-in-zip"),
    "zip in zip in disguise": (lambda: pak(("een.xml", pak(("een.xml", GOED)))), "zip-in-zip"),
    "bzip2": (lambda: pak(("een.xml", GOED), methode=zipfile.ZIP_BZIP2), "zip-inpakmethode"),
    "files that share bytes": (_overlappend, "zip-beschadigd"),
    "a size that is not true": (_liegt_over_omvang, "zip-beschadigd"),
    "bomb of 1:1000": (lambda: pak(("een.xml", GOED + b" " * 20_000_000)), "zip-te-vol"),
    "many files that together unpack too far": (
        lambda: pak(
            *((f"{nummer}.xml", b"<a>" * 8_000_000 + random.Random(1).randbytes(200_000)) for nummer in range(12))
        ),
        "zip-te-vol",
    ),
    "two kinds of message": (
        lambda: pak(("een.xml", GOED), ("twee.xml", write_301(toewijzing()))),
        "afzender-niet-eigen",
    ),
}


@pytest.mark.parametrize("geval", VIJANDIG)
async def test_a_package_that_is_not_right_is_refused_whole_with_a_reason(dienst: Dienst, geval: str) -> None:
    maak, slug = VIJANDIG[geval]

    antwoord = await stuur(dienst, maak())

    assert antwoord.status_code in {400, 403}, antwoord.text
    assert antwoord.json()["type"] == f"urn:risb:probleem:{slug}"
    assert bewaard(dienst) == (0, 0)


async def test_kinds_are_not_mixed(dienst: Dienst) -> None:
    antwoord = await stuur(dienst, pak(("een.xml", GOED), ("twee.xml", als_xml(regiebericht(start())))))

    assert antwoord.json()["type"] == "urn:risb:probleem:zip-gemengd"
    assert "323" in antwoord.json()["detail"]
    assert bewaard(dienst) == (0, 0)


async def test_a_message_of_somebody_else_stops_the_whole_zip(dienst: Dienst) -> None:
    vreemd = write_323(declaratie(afzender=ANDERE_AGB))

    antwoord = await stuur(dienst, pak(("een.xml", GOED), ("twee.xml", vreemd)))

    assert (antwoord.status_code, bewaard(dienst)) == (403, (0, 0))


async def test_more_than_25_megabyte_is_413(dienst: Dienst) -> None:
    antwoord = await stuur(dienst, b"PK\x03\x04" + bytes(25_000_000))

    assert (antwoord.status_code, bewaard(dienst)) == (413, (0, 0))


async def test_another_content_type_is_415(dienst: Dienst) -> None:
    antwoord = await stuur(dienst, pak(("een.xml", GOED)), **{"Content-Type": "application/xml"})

    assert antwoord.status_code == 415
