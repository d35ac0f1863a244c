"""The StUF-GGk envelope: read in pieces of any size, written valid, judged as the official schema does."""

import dataclasses
import random
import uuid

import pytest
from declaraties.adapters.post.stuf import (
    Envelopstroom,
    read_envelop,
    write_bevestiging,
    write_envelop,
    write_fout,
)
from declaraties.adapters.post.stufschema import envelopschema
from declaraties.domain.post.envelop import Berichtcode, Foutbericht, Foutcode, Stuurgegevens, Systeem, vast_kenmerk
from declaraties.domain.standaard.fouten import BerichtGeweigerdError
from lxml import etree

from tests.builders.berichtenverkeer import envelop
from tests.unit.declaraties.bouwers import referentiemap

INHOUD = b'<?xml version="1.0" encoding="UTF-8"?>\r\n<a>\xc3\xa9</a>\r\n' * 700
KOP = Stuurgegevens(
    berichtcode=Berichtcode.HEEN,
    zender=Systeem(organisatie="0307", applicatie="RISB", administratie="Een & al"),
    ontvanger=Systeem(organisatie="65656055", applicatie="GGk"),
    referentienummer=uuid.UUID("9c0f7b90-5c69-41e5-a837-0800200c9a66"),
    tijdstip="20260601120000",
    functie="WMO325",
)
RETOUR = dataclasses.replace(KOP, berichtcode=Berichtcode.RETOUR, kruisreferentie=uuid.uuid4(), functie="WMO302")


def officieel(bestand: str) -> etree.XMLSchema:
    return etree.XMLSchema(etree.parse(str(referentiemap() / "stuf-ggk-0210" / bestand)))


@pytest.mark.parametrize("kop", [KOP, RETOUR])
def test_what_we_write_is_valid_under_the_official_schema_and_reads_back(kop: Stuurgegevens) -> None:
    data = write_envelop(kop, INHOUD)

    assert officieel("ggk0210/ggkberichten/ggk0210_msg_ggkberichten.xsd").validate(etree.fromstring(data))
    assert read_envelop(data) == (kop, INHOUD)


def test_acknowledgement_and_fault_are_valid_under_the_official_schema() -> None:
    schema = officieel("0301/stuf0301.xsd")
    fout = Foutbericht(code=Foutcode.TE_GROOT, plek="client", omschrijving="<" * 300, details="WMO323-00030002")

    assert schema.validate(etree.fromstring(write_bevestiging(RETOUR))), schema.error_log
    assert schema.validate(etree.fromstring(write_fout(RETOUR, fout))), schema.error_log


@pytest.mark.parametrize("naam", ["envelopHeenbericht-ggk_Di01_v21-xml.xml", "envelopRetourbericht-ggk_Du01-v21.xml"])
def test_official_examples_are_read(naam: str) -> None:
    data = (referentiemap() / "stuf-ggk-0210" / "voorbeeldberichten" / naam).read_bytes()

    kop, inhoud = read_envelop(data)

    assert kop.functieversie == "0002"
    assert inhoud.startswith(b"Hier staat een iWmo/iJw-")


@pytest.mark.parametrize("zaad", range(12))
def test_pieces_of_any_size_give_the_same(zaad: int) -> None:
    data, r, gelezen = envelop(INHOUD), random.Random(zaad), bytearray()
    stroom, plaats = Envelopstroom(gelezen.extend), 0
    while plaats < len(data):
        stap = r.choice([1, 2, 3, 5, 100, 4096, 70_000])
        stroom.feed(data[plaats : plaats + stap])
        plaats += stap

    assert stroom.finish() == read_envelop(data)[0]
    assert bytes(gelezen) == INHOUD


GOED = envelop(INHOUD)
FOUT: dict[str, bytes] = {
    "no XML": b"geen xml",
    "another message": INHOUD,
    "cut off in the payload": GOED[:-200],
    "cut off after the payload": GOED[:-20],
    "no base64": envelop(b"", base64="@@@@"),
    "base64 of a wrong length": envelop(b"", base64="QUJ"),
    "more after the end of the payload": envelop(b"", base64="QUI=QUJD"),
    "a reference inside the payload": envelop(b"", base64="QU&#74;D"),
    "an empty payload": envelop(b""),
    "a text file": envelop(INHOUD, bestand="tekstBestand"),
    "DOCTYPE": GOED.replace(b"?>", b'?><!DOCTYPE x [<!ENTITY a "b">]>', 1),
    "entity": GOED.replace(b"Proef", b"&a;"),
    "UUID of another version": GOED.replace(
        GOED[GOED.index(b"nummer>") + 7 : GOED.index(b"</StUF:ref")], b"9c0f7b90-5c69-11e5-a837-0800200c9a66"
    ),
    "order": GOED.replace(b"<StUF:applicatie>Proef</StUF:applicatie>", b""),
    "Du01 without cross reference": envelop(INHOUD, soort="envelopRetourbericht-ggk_Du01", code="Du01"),
    "a head without end": b"<GGK:x>" + b"a" * 200_000,
    "a tail without end": GOED.replace(b"</GGK:parameters>", b" " * 200_000 + b"</GGK:parameters>"),
    "a payload in a comment before the real one": GOED.replace(
        b"<GGK:bericht>", b"<!-- <GGK:xmlBestand>QUJD</GGK:xmlBestand> --><GGK:bericht>"
    ),
    "UTF-16": GOED.decode().encode("utf-16"),
}


@pytest.mark.parametrize("geval", FOUT)
def test_an_envelope_that_is_not_right_is_refused_with_a_reason(geval: str) -> None:
    with pytest.raises(BerichtGeweigerdError) as fout:
        read_envelop(FOUT[geval])
    assert fout.value.melding.endswith((".", ")."))
    assert "9c0f7b90" not in fout.value.melding


def test_our_schema_agrees_with_the_official_one_on_damaged_heads() -> None:
    schema = officieel("ggk0210/ggkberichten/ggk0210_msg_ggkberichten.xsd")
    r, ons, oneens, goed = random.Random(210), envelopschema(), [], 0
    for kop in (KOP, RETOUR):
        wortel = etree.fromstring(write_envelop(kop, b"QUJD"))
        for nummer in range(400):
            kopie = etree.fromstring(etree.tostring(wortel))
            knoop = r.choice([een for een in kopie.iter() if een is not kopie])
            _beschadig(knoop, r)
            verwacht = schema.validate(kopie)
            goed += verwacht
            if verwacht != ons.validate(kopie):
                oneens.append((kop.berichtcode, nummer, etree.QName(knoop).localname))
    assert oneens == []
    assert 20 < goed < 780


def _beschadig(knoop: etree._Element, r: random.Random) -> None:
    ouder = knoop.getparent()
    assert ouder is not None
    daad = r.randrange(4)
    if daad == 0:
        ouder.remove(knoop)
    elif daad == 1:
        ouder.insert(r.randrange(len(ouder) + 1), knoop)
    elif daad == 2:
        knoop.tag = r.choice([f"{{urn:x}}{etree.QName(knoop).localname}", str(ouder.tag)])
    elif len(knoop) == 0:
        knoop.text = r.choice(
            ["", "x", "0003", "00030", "x" * 201, "x" * 51, "x" * 31, "Di01", "Du01", "20260601", "QUJD"]
        )


def test_the_reference_of_an_outgoing_envelope_is_a_version_4_uuid_and_stays_the_same() -> None:
    bericht = uuid.uuid4()

    kenmerken = {vast_kenmerk(bericht, soort) for soort in ("325", "302", "325")}

    assert len(kenmerken) == 2
    assert {een.version for een in kenmerken} == {4}
