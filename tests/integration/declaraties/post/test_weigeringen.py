"""What is refused of what was sent in; that nothing changed by it is looked at around every test (tests/builders)."""

import io
import warnings
import zipfile

import pytest
from declaraties.adapters.standaard.xml.schrijven import write_323

from tests.builders.declaraties import AGB, GEMEENTE, Dienst, declaratie

pytestmark = [pytest.mark.integratie, pytest.mark.usefixtures("ook_lezen")]
GOED = write_323(declaratie())


@pytest.mark.parametrize("rol", ["financien", "contractmanager"])
async def test_the_bureau_is_not_told_the_number_of_a_client(dienst: Dienst, rol: str) -> None:
    await dienst.sta_klaar()
    kenmerk = await dienst.declareer(declaratie())
    pad = f"/v1/declaraties/{kenmerk}/prestaties"
    antwoord = await dienst.client.get(pad, headers=dienst.als(rol), params={"volledig": "true"})
    assert (antwoord.status_code, antwoord.json()["type"]) == (403, "urn:risb:probleem:bsn-niet-voor-bureau")


async def test_a_message_of_level_1_has_no_answer(dienst: Dienst) -> None:
    await dienst.sta_klaar()
    kenmerk = await dienst.declareer(GOED.replace(b"<wmo323:Eenheid>04<", b"<wmo323:Eenheid>05<"))
    antwoord = await dienst.client.get(f"/v1/berichten/{kenmerk}/antwoord", headers=dienst.aanbieder)
    assert (antwoord.status_code, antwoord.json()["type"]) == (404, "urn:risb:probleem:geen-antwoord")


async def test_only_a_message_that_was_set_apart_is_taken_up_again(dienst: Dienst) -> None:
    await dienst.sta_klaar()
    kenmerk = await dienst.declareer(declaratie())
    antwoord = await dienst.client.post(f"/v1/berichten/{kenmerk}/_hervatten", headers=dienst.als("operations"))
    assert (antwoord.status_code, antwoord.json()["type"]) == (409, "urn:risb:probleem:niet-apart-gezet")


def _zip(*namen: str) -> bytes:
    stroom = io.BytesIO()
    with warnings.catch_warnings(), zipfile.ZipFile(stroom, "w", zipfile.ZIP_DEFLATED) as pakket:
        warnings.simplefilter("ignore", UserWarning)
        for naam in namen:
            pakket.writestr(naam, GOED)
    return stroom.getvalue()


@pytest.mark.parametrize(
    ("pad", "inhoud", "slug"),
    [
        ("berichten", GOED.replace(f">{AGB}<".encode(), b">6565605A<"), "kop-ongeldig"),
        ("berichten", GOED.replace(f">{GEMEENTE}<".encode(), b">307<"), "kop-ongeldig"),
        ("berichten", GOED.replace(b":Bericht ", b":Bericht " + b"a='1' " * 2_000, 1), "te-veel-attributen"),
        ("zendingen", _zip("__MACOSX/een.xml", ".DS_Store"), "zip-leeg"),
        ("zendingen", _zip("een.xml", "een.xml"), "zip-dubbele-naam"),
    ],
)
async def test_what_the_door_does_not_take_leaves_nothing(dienst: Dienst, pad: str, inhoud: bytes, slug: str) -> None:
    soort = "application/zip" if pad == "zendingen" else "application/xml"
    koppen = {**dienst.aanbieder, "Content-Type": soort}
    antwoord = await dienst.client.post(f"/v1/{pad}", content=inhoud, headers=koppen)
    assert (antwoord.status_code, antwoord.json()["type"]) == (400, f"urn:risb:probleem:{slug}")
