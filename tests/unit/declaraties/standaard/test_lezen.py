"""Reading and writing messages: hostile input, level 1, values, round trips."""

import dataclasses
import time
from collections.abc import Callable
from typing import Any

import pytest
from declaraties.adapters.standaard.xml.lezen import read_antwoord, read_bericht
from declaraties.adapters.standaard.xml.poort import MEESTE_ATTRIBUTEN
from declaraties.adapters.standaard.xml.schrijven import OngeldigBerichtError, write_301, write_323
from declaraties.domain.standaard.berichten.declaratie import Bericht323, als_records
from declaraties.domain.standaard.berichten.toewijzing import Bericht301
from declaraties.domain.standaard.berichten.waarden import DEBET, BedragMetDC, Referentie
from declaraties.domain.standaard.fouten import BerichtGeweigerdError
from declaraties.domain.standaard.grenzen import GROOTSTE_BERICHT
from declaraties.domain.standaard.profielen import Wet
from risb_kern.errors import Kind

from tests.unit.declaraties.bouwers import (
    BSN,
    BSN_TWEE,
    MAART,
    credit,
    declaratie,
    met,
    prestatie,
    product,
    toewijzingsbericht,
)

TWEE = ((BSN, [prestatie("R1"), credit("R2", "R0", product_periode=MAART)]), (BSN_TWEE, [prestatie("R3")]))
XML323 = write_323(declaratie())
XML301 = write_301(toewijzingsbericht(product(commentaar="NOTITIE")))
MILJOEN = 1_000_000


def _geweigerd(data: bytes) -> BerichtGeweigerdError:
    with pytest.raises(BerichtGeweigerdError) as fout:
        read_bericht(data)
    return fout.value


def _lees(data: bytes) -> Bericht323:
    bericht = read_bericht(data)
    assert isinstance(bericht, Bericht323)
    return bericht


def _vervang(oud: str, nieuw: str | bytes, data: bytes = XML323) -> bytes:
    assert oud.encode() in data
    return data.replace(oud.encode(), nieuw if isinstance(nieuw, bytes) else nieuw.encode(), 1)


# --- form


def test_what_is_written_has_the_form_of_op192() -> None:
    assert XML323.startswith(b'<?xml version="1.0" encoding="UTF-8"?>\r\n<wmo323:Bericht ')
    assert XML323.count(b"\n") == XML323.count(b"\r\n") > 40


@pytest.mark.parametrize("wet", list(Wet))
def test_a_declaratie_reads_back_as_it_was_written(wet: Wet) -> None:
    categorie: dict[str, Any] = {"product_categorie": "45"} if wet is Wet.JW else {}
    regels = [dataclasses.replace(regel, **categorie) for regel in TWEE[0][1]]
    bericht = declaratie((BSN, regels), wet=wet)
    assert als_records(_lees(write_323(bericht))) == als_records(bericht)


def test_clients_and_lines_keep_their_order() -> None:
    gelezen = _lees(write_323(declaratie(*TWEE)))
    assert gelezen.bsns == (BSN, BSN_TWEE)
    assert gelezen.prestaties.client.tolist() == [0, 0, 1]
    assert gelezen.prestaties.referentie.tolist() == [b"R1", b"R2", b"R3"]


def test_a_message_of_several_pieces_is_read_whole() -> None:
    regels = [(f"{n:09d}", [prestatie(f"R{n}a"), prestatie(f"R{n}b", product_tarief=None)]) for n in range(700)]
    bericht = declaratie(*regels)
    data = write_323(bericht)
    assert len(data) > 2 * 262_144
    assert als_records(_lees(data)) == als_records(bericht)


def test_a_toewijzing_reads_back_as_it_was_written() -> None:
    bericht = toewijzingsbericht(product(toewijzingstijd=45_296_000_001), product(toewijzing_nummer=7, einddatum=None))
    assert read_bericht(write_301(bericht)) == bericht


def test_difficult_characters_survive() -> None:
    tekst = "a<b>&\"'\r\né\t€ ]]> 😀"
    bericht = toewijzingsbericht(product(commentaar=tekst))
    gelezen = read_bericht(write_301(bericht))
    assert isinstance(gelezen, Bericht301)
    assert gelezen.client.toegewezen_producten[0].commentaar == tekst


def test_a_value_outside_the_standard_is_not_written() -> None:
    fout = met(declaratie(), declaratie_nummer="D-1")
    with pytest.raises(OngeldigBerichtError, match="323 not schema-valid"):
        write_323(fout)
    with pytest.raises(OngeldigBerichtError):
        write_301(toewijzingsbericht(product(commentaar="\x00")))


# --- values after XSD normalisation (dossier 19.2 and 19.8)


@pytest.mark.parametrize(
    ("oud", "nieuw"),
    [
        ("<wmo323:ToewijzingNummer>101<", "<wmo323:ToewijzingNummer> \t\r\n+00101 <"),
        ("<wmo323:ToewijzingNummer>101<", "<wmo323:ToewijzingNummer>1<!-- x -->0<?pi y?>1<"),
        ("<wmo323:ToewijzingNummer>101<", "<wmo323:ToewijzingNummer><![CDATA[10]]>1<"),
        ("<wmo323:ToewijzingNummer>101<", f"<wmo323:ToewijzingNummer>{'0' * 5000}101<"),
        ("<wmo323:ToewijzingNummer>101<", "<wmo323:ToewijzingNummer>&#49;01<"),
        ("<wmo323:ToewijzingNummer>101<", f"<wmo323:ToewijzingNummer>{'&#48;' * 2000}101<"),
        (">2025-04-01<", ">\n 2025-04-01\t<"),
        (">02A01<", "><!-- a -->02<!-- b -->A01<"),
        (">R1<", "><![CDATA[R1]]><"),
        ("<wmo323:Clienten>", "<!-- a comment --><wmo323:Clienten><?instruction?>"),
        ("\r\n", "\n"),
        ("wmo323:Bsn>", "wmo323:Bsn  >"),
        ('"UTF-8"', "'utf-8'"),
    ],
)
def test_the_value_counts_and_not_how_it_is_written(oud: str, nieuw: str) -> None:
    assert als_records(_lees(_vervang(oud, nieuw))) == als_records(declaratie())


def test_blanks_in_texts_are_part_of_the_value() -> None:
    bericht = declaratie((BSN, [prestatie(product_referentie=Referentie(referentie_nummer=" R\t1\n "))]))
    assert _lees(write_323(bericht)).prestaties.referentie.tolist() == [b" R\t1\n "]


def test_a_minus_zero_is_zero() -> None:
    regel = prestatie(geleverd_volume=0, ingediend_bedrag=BedragMetDC(bedrag=0, debet_credit=DEBET))
    data = _vervang("<iwmo:Bedrag>0<", "<iwmo:Bedrag>-0<", write_323(declaratie((BSN, [regel]))))
    assert _lees(data).prestaties.bedrag.tolist() == [0]


@pytest.mark.parametrize("datum", ["12025-04-01", "-0044-04-01"])
def test_a_date_outside_the_calendar_is_refused_with_a_reason(datum: str) -> None:
    assert _geweigerd(_vervang(">2025-04-01<", f">{datum}<")).slug == "datum-buiten-bereik"


# --- level 1


@pytest.mark.parametrize(
    ("oud", "nieuw", "code", "element"),
    [
        (BSN, "12345678x", "waarde-ongeldig", "Bsn"),
        (">101<", "><", "waarde-ongeldig", "ToewijzingNummer"),
        (">101<", ">1_01<", "waarde-ongeldig", "ToewijzingNummer"),
        (">101<", ">١٠١<", "waarde-ongeldig", "ToewijzingNummer"),
        (">101<", ">\u00a0101<", "waarde-ongeldig", "ToewijzingNummer"),
        (">04<", ">05<", "waarde-ongeldig", "Eenheid"),
        (">2025-04-30<", ">2025-04-31<", "waarde-ongeldig", "Einddatum"),
        (">2025-04-30<", ">2025-04-30Z<", "waarde-ongeldig", "Einddatum"),
        (">D1<", ">DN-001<", "waarde-ongeldig", "DeclaratieNummer"),
        ("Subversie>2<", "Subversie>1<", "waarde-ongeldig", "BerichtSubversie"),
        (">484<", ">490<", "waarde-ongeldig", "BerichtCode"),
        (">02<", ">45<", "waarde-ongeldig", "ProductCategorie"),
        ("<wmo323:Bsn>", "<wmo323:Bsn soort='x'>", "attribuut-niet-toegestaan", "Bsn"),
        ("</wmo323:Prestaties>", "</wmo323:Prestaties>tekst", "inhoud-niet-toegestaan", "Client"),
        ("<wmo323:Eenheid>04</wmo323:Eenheid>", "", "element-niet-verwacht", "ProductTarief"),
        ("<iwmo:Bedrag>20000</iwmo:Bedrag>", "<wmo323:Bedrag>20000</wmo323:Bedrag>", "element-niet-verwacht", "Bedrag"),
    ],
)
def test_a_schema_fault_names_line_and_element_in_dutch(oud: str, nieuw: str, code: str, element: str) -> None:
    data = _vervang(oud, nieuw)
    fout = _geweigerd(data)
    (leesfout,) = fout.leesfouten
    assert (fout.slug, leesfout.code, leesfout.element) == ("niet-volgens-xsd", code, element)
    assert leesfout.regel is not None
    assert f":{element}".encode() in data.split(b"\n")[leesfout.regel - 1]


def test_faults_never_repeat_a_value() -> None:
    fout = _geweigerd(_vervang(BSN, "99990000x"))
    assert "99990000x" not in repr(fout.leesfouten) + str(fout) + repr(fout.fouten)


def test_all_faults_come_at_once_in_file_order() -> None:
    data = _vervang(">04<", ">05<", _vervang(BSN, "x", _vervang(">D1<", ">D-1<")))
    assert [fout.element for fout in _geweigerd(data).leesfouten] == ["DeclaratieNummer", "Bsn", "Eenheid"]


def test_line_numbers_beyond_65535_are_right() -> None:
    data = _vervang("<wmo323:Clienten>", b"\n" * 100_000 + b"<wmo323:Clienten>", _vervang(BSN, "x"))
    gewoon = _geweigerd(_vervang(BSN, "x")).leesfouten[0].regel
    assert gewoon is not None
    assert _geweigerd(data).leesfouten[0].regel == gewoon + 100_000


# --- the gate


@pytest.mark.parametrize(
    ("data", "slug", "soort"),
    [
        (b"", "leeg-bestand", Kind.INVALID),
        (b" \r\n", "leeg-bestand", Kind.INVALID),
        (b"geen xml", "geen-geldige-xml", Kind.INVALID),
        (XML323[:-200], "geen-geldige-xml", Kind.INVALID),
        (XML323[: len(XML323) // 2], "geen-geldige-xml", Kind.INVALID),
        (XML323 + b"<x/>", "geen-geldige-xml", Kind.INVALID),
        (_vervang(">R1<", ">&onbekend;<"), "geen-geldige-xml", Kind.INVALID),
        (_vervang(">R1<", b">\x00<"), "geen-geldige-xml", Kind.INVALID),
        (_vervang(">R1<", b">\xe9<"), "verkeerde-codering", Kind.INVALID),
        (XML323.decode().encode("utf-16"), "verkeerde-codering", Kind.INVALID),
        (XML323.decode().encode("utf-16-le"), "verkeerde-codering", Kind.INVALID),
        (XML323.decode().encode("utf-32"), "verkeerde-codering", Kind.INVALID),
        (_vervang("UTF-8", "ISO-8859-1"), "verkeerde-codering", Kind.INVALID),
        (_vervang("UTF-8", "UTF-7"), "verkeerde-codering", Kind.INVALID),
        (b"\xef\xbb\xbf" + XML323, "byte-order-mark", Kind.INVALID),
        (_vervang("<wmo323:Bericht", "<!DOCTYPE Bericht><wmo323:Bericht"), "doctype-verboden", Kind.INVALID),
        (
            _vervang(
                "<wmo323:Bericht",
                '<!-- a --><?b c?>\n<!DOCTYPE x [<!ENTITY e SYSTEM "file:///etc/passwd">]><wmo323:Bericht',
            ),
            "doctype-verboden",
            Kind.INVALID,
        ),
        (b"<html/>", "onbekend-bericht", Kind.UNSUPPORTED),
        (XML323.replace(b"wmo323:Bericht", b"wmo323:Declaratie"), "onbekend-bericht", Kind.UNSUPPORTED),
        (XML323.replace(b"istandaarden", b"voorbeeld"), "onbekend-bericht", Kind.UNSUPPORTED),
        (XML323.replace(b"3_2", b"3_1"), "verkeerde-release", Kind.UNSUPPORTED),
        (XML323.replace(b"/wmo323/", b"/wmo319/"), "bericht-niet-aangenomen", Kind.UNSUPPORTED),
        (XML323.replace(b"/wmo323/", b"/wmo325/"), "bericht-niet-aangenomen", Kind.UNSUPPORTED),
        (XML323.replace(b"/iwmo/3_2/wmo323/", b"/ijw/3_2/jw323/"), "niet-volgens-xsd", Kind.INVALID),
    ],
)
def test_what_is_no_message_of_ours_is_refused_with_one_clear_reason(data: bytes, slug: str, soort: Kind) -> None:
    fout = _geweigerd(data)
    assert (fout.slug, fout.kind) == (slug, soort)
    assert fout.melding.endswith(".")


@pytest.mark.parametrize("breuk", ["&wmo323:Prestatie>", "<wmo323:", "<wmo323:Prestatie 1>", "<", "&", "]]>"])
def test_a_file_that_breaks_off_after_good_lines_is_never_read_as_far_as_it_goes(breuk: str) -> None:
    """The parser, given a schema and told to keep references, gave back the part before such a break as if whole."""
    regels = [(f"{n:09d}", [prestatie(f"R{n}")]) for n in range(3)]
    heel = write_323(declaratie(*regels))
    plaats = heel.rindex(b"<wmo323:Prestatie>")
    fout = _geweigerd(heel[:plaats] + breuk.encode() + heel[plaats + len("<wmo323:Prestatie>") :])
    assert fout.slug == "geen-geldige-xml"


def test_a_prefix_that_means_nothing_makes_an_unknown_message() -> None:
    assert _geweigerd(XML323.replace(b"xmlns:wmo323=", b"xmlns:wmo324=")).slug == "onbekend-bericht"


def test_the_word_doctype_inside_a_value_is_only_a_word() -> None:
    data = _vervang(">R1<", "><![CDATA[<!DOCTYPE x>]]><")
    assert _lees(data).prestaties.referentie.tolist() == [b"<!DOCTYPE x>"]


def test_25_mb_is_read_and_one_byte_more_is_refused() -> None:
    vol = XML323 + b" " * (GROOTSTE_BERICHT - len(XML323))
    assert len(_lees(vol).prestaties) == 1
    fout = _geweigerd(vol + b" ")
    assert (fout.slug, fout.kind) == ("bestand-te-groot", Kind.TOO_LARGE)


def test_an_answer_is_read_as_an_answer_only() -> None:
    with pytest.raises(BerichtGeweigerdError, match="geen 325"):
        read_antwoord(XML323)


VIJANDIG: dict[str, tuple[Callable[[], bytes], str]] = {
    "a million open elements": (lambda: _vervang("<wmo323:Bsn>", b"<a>" * MILJOEN), "geen-geldige-xml"),
    "nesting to 100,000": (
        lambda: _vervang("<wmo323:Bsn>", b"<a>" * 100_000 + b"</a>" * 100_000 + b"<wmo323:Bsn>"),
        "geen-geldige-xml",
    ),
    "400,000 wrong clients on one line": (
        lambda: _vervang("<wmo323:Client>", b"<wmo323:Client/>" * 400_000 + b"<wmo323:Client>"),
        "niet-volgens-xsd",
    ),
    "wrong clients on 100,000 lines": (
        lambda: _vervang("<wmo323:Client>", b"<wmo323:Client/>\n" * 100_000 + b"<wmo323:Client>"),
        "niet-volgens-xsd",
    ),
    "a million elements in the wrong place": (
        lambda: _vervang("<wmo323:Prestatie>", b"<x/>" * MILJOEN + b"<wmo323:Prestatie>"),
        "niet-volgens-xsd",
    ),
    "a million attributes": (
        lambda: _vervang("<wmo323:Bsn>", b"<wmo323:Bsn " + b" ".join(b"a%d='>'" % n for n in range(MILJOEN)) + b">"),
        "te-veel-attributen",
    ),
    "a number of 5 MB": (lambda: _vervang(">101<", b">" + b"1" * 5_000_000 + b"<"), "niet-volgens-xsd"),
    "a value of 300,000 ampersands": (lambda: _vervang(">R1<", b">" + b"&amp;" * 300_000 + b"<"), "waarde-onleesbaar"),
    "a value of 300,000 sections": (
        lambda: _vervang(">R1<", b">" + b"<![CDATA[x]]>" * 300_000 + b"<"),
        "niet-volgens-xsd",
    ),
    "a value of a million comments": (lambda: _vervang(">R1<", b">x" + b"<!---->x" * MILJOEN + b"<"), "niet-volgens-xsd"),
    "an open comment": (lambda: _vervang("<wmo323:Bericht", b"<!-- " * MILJOEN + b"<wmo323:Bericht"), "geen-geldige-xml"),
}  # fmt: skip


@pytest.mark.parametrize("naam", VIJANDIG)
def test_a_hostile_file_is_refused_in_bounded_time(naam: str) -> None:
    maak, slug = VIJANDIG[naam]
    data = maak()
    begin = time.process_time()
    fout = _geweigerd(data)
    assert fout.slug == slug
    assert len(fout.leesfouten) <= 100
    assert time.process_time() - begin < 10


@pytest.mark.parametrize("tekst", ["x" * 3_000_000, "x\r\n" * MILJOEN, "x " * MILJOEN, " " * MILJOEN + "x"])
def test_a_very_long_remark_is_read_in_bounded_time(tekst: str) -> None:
    begin = time.process_time()
    gelezen = read_bericht(_vervang("NOTITIE", tekst, XML301))
    assert isinstance(gelezen, Bericht301)
    assert gelezen.client.toegewezen_producten[0].commentaar == tekst.replace("\r\n", "\n")
    assert time.process_time() - begin < 10


def test_a_few_namespaces_are_no_attributes() -> None:
    extra = b" ".join(b"xmlns:n%d='urn:n'" % n for n in range(MEESTE_ATTRIBUTEN - 3))
    assert len(_lees(_vervang("<wmo323:Bericht ", b"<wmo323:Bericht " + extra + b" ")).prestaties) == 1
