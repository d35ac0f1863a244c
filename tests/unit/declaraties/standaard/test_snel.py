"""The fast reader: which messages it reads, which it leaves to the general reader, and that both say the same."""

import datetime as dt
import itertools
import os
import re
from collections.abc import Callable, Iterator
from typing import Any

import numpy as np
import pytest
from declaraties.adapters.standaard.snel import lezer as snel
from declaraties.adapters.standaard.snel.kolommen import Bytes, Codes, dagen, getallen, korte_teksten, referenties
from declaraties.adapters.standaard.snel.lezer import read_fast
from declaraties.adapters.standaard.snel.vorm import BASIS, NietSnelError, Reden
from declaraties.adapters.standaard.xml import lezen
from declaraties.adapters.standaard.xml.lezen import lees_grondig, read_bericht, read_parts
from declaraties.adapters.standaard.xml.schrijven import write_301, write_323
from declaraties.adapters.standaard.xml.xsd import alle_groepen
from declaraties.domain.standaard.berichten.declaratie import Bericht323, als_records
from declaraties.domain.standaard.berichten.waarden import dagnummer
from declaraties.domain.standaard.beschrijving import BERICHT_323
from declaraties.domain.standaard.codelijsten import DEBET_CREDIT, EENHEID
from declaraties.domain.standaard.fouten import BerichtGeweigerdError
from declaraties.domain.standaard.grenzen import GROOTSTE_BERICHT
from declaraties.domain.standaard.profielen import PROFIELEN
from declaraties.domain.standaard.typen import BEDRAG, DATUM, NUMMER, PRODUCTCODE, REFERENTIENUMMER, VOLUME, Groep
from declaraties.domain.standaard.typen import BSN as BSN_TYPE
from hypothesis import example, given
from hypothesis import strategies as st

from tests.unit.declaraties.bouwers import BSN, declaratie, prestatie, toewijzingsbericht, voorbeeld
from tests.unit.declaraties.standaard.snelverschil import ZAAD, gelijk, onbeschadigd, vergelijk_alles
from tests.unit.declaraties.standaard.snelverschil import snel as probeer
from tools.bench.bestanden import maak_bestand

# 10,000 and more on demand: RISB_SNEL=10000
AANTAL = int(os.environ.get("RISB_SNEL", "600"))
DATA = maak_bestand(6, seed=3, terug=0.3).xml()
KOP, _, NA_KOP = DATA.partition(b"<wmo323:Client>")


def _vervang(oud: bytes, nieuw: bytes, data: bytes = DATA) -> bytes:
    assert oud in data
    return data.replace(oud, nieuw, 1)


def _reden(data: bytes) -> Reden:
    with pytest.raises(NietSnelError) as niet:
        read_fast((data,), lees_grondig)
    return niet.value.reden


# --- what is read fast


@pytest.mark.parametrize("naam", onbeschadigd())
def test_a_message_in_a_regular_spelling_is_read_fast_and_reads_the_same(naam: str) -> None:
    data = onbeschadigd()[naam]
    een = probeer(data)
    assert isinstance(een, Bericht323), een
    ander = lees_grondig(data)
    assert isinstance(ander, Bericht323)
    assert gelijk(een, ander)
    assert als_records(een) == als_records(ander)


@pytest.mark.parametrize("naam", ["WMO323", "JW323"])
def test_the_official_example_is_read_fast(naam: str) -> None:
    assert isinstance(probeer(voorbeeld(naam)), Bericht323)


def test_what_this_service_writes_itself_is_read_fast() -> None:
    assert isinstance(probeer(write_323(declaratie())), Bericht323)


@pytest.mark.parametrize("regels", [1, 2, 3, 4, 5, 40])
def test_a_cut_anywhere_between_lines_changes_nothing(monkeypatch: pytest.MonkeyPatch, regels: int) -> None:
    data = maak_bestand(40, seed=1, terug=0.2).xml()
    heel, ander = probeer(data), lees_grondig(data)
    monkeypatch.setattr(snel, "_REGELS", regels)
    stukken = probeer(data)
    assert isinstance(heel, Bericht323)
    assert isinstance(stukken, Bericht323)
    assert isinstance(ander, Bericht323)
    assert gelijk(heel, stukken)
    assert gelijk(heel, ander)


def test_a_long_end_of_white_space_is_read_fast() -> None:
    assert isinstance(probeer(DATA + b" \r\n" * 70_000), Bericht323)


@pytest.mark.parametrize("stuk", [1, 700, 5_000, 50_000, 1_000_000])
@pytest.mark.parametrize("deel", [333, 4_096, 100_000])
def test_a_message_in_parts_is_the_same_message(monkeypatch: pytest.MonkeyPatch, stuk: int, deel: int) -> None:
    data = maak_bestand(60, seed=5, terug=0.2).xml()
    monkeypatch.setattr(snel, "_STUK", stuk)
    gevraagd: list[int] = []

    def delen() -> Iterator[bytes]:
        gevraagd.append(1)
        return (data[begin : begin + deel] for begin in range(0, len(data), deel))

    een, ander = read_parts(delen), lees_grondig(data)
    assert isinstance(een, Bericht323)
    assert isinstance(ander, Bericht323)
    assert gelijk(een, ander)
    assert len(gevraagd) == 1, "read fast"


def test_a_file_that_grows_too_large_on_the_way_is_refused() -> None:
    fout = _uitslag_delen(lambda: itertools.chain((DATA,), itertools.repeat(b" " * 1_000_000, 25)))
    assert fout == "bestand-te-groot"


def _uitslag_delen(delen: Callable[[], Iterator[bytes]]) -> str:
    with pytest.raises(BerichtGeweigerdError) as fout:
        read_parts(delen)
    return fout.value.slug


def test_one_client_with_thousands_of_lines_is_read_fast() -> None:
    regels = [prestatie(f"R{n}", toewijzing_nummer=n) for n in range(5_000)]
    data = write_323(declaratie((BSN, regels)))
    bericht = probeer(data)
    assert isinstance(bericht, Bericht323)
    assert bericht.prestaties.toewijzing.tolist() == list(range(5_000))
    assert set(bericht.prestaties.client.tolist()) == {0}


def test_the_reader_knows_every_element_of_a_line_and_no_other() -> None:
    regel = alle_groepen(_regelgroep())
    gedeeld = {e.naam for groep in regel.values() if groep.gedeeld for e in groep.elementen}
    assert gedeeld == BASIS
    namen = {e.naam for groep in regel.values() for e in groep.elementen}
    assert any(read_fast((DATA,), lees_grondig).prestaties.heeft_vorige)
    gelezen = {tag.decode() for tag in re.findall(rb"<(?:iwmo|wmo323):(\w+)>", NA_KOP)}
    assert namen | {"Bsn", "Prestaties", "Prestatie", "Client"} >= gelezen >= namen


def test_the_facets_are_those_that_the_columns_check() -> None:
    assert (VOLUME.minimum, VOLUME.maximum) == (BEDRAG.minimum, BEDRAG.maximum) == (0, 99_999_999)
    assert (NUMMER.minimum, NUMMER.maximum) == (0, 999_999_999)
    assert (BSN_TYPE.patroon, REFERENTIENUMMER.minimum, REFERENTIENUMMER.patroon) == ("[0-9]{9}", 1, "")
    assert (PRODUCTCODE.minimum, PRODUCTCODE.patroon) == (1, r"[ \t]*\S.*")
    assert (DATUM.minimum, DATUM.maximum, DATUM.patroon) == (None, None, "[^:Z]*")
    assert {len(code) for profiel in PROFIELEN.values() for code in (*profiel.categorieen, *EENHEID)} == {2}
    assert DEBET_CREDIT == ("C", "D")
    assert all(element.patroon == "" for groep in alle_groepen(_regelgroep()).values() for element in groep.elementen)


def _regelgroep() -> Groep:
    return alle_groepen(BERICHT_323)["Prestatie"]


# --- what is left to the general reader, valid or not

_PRESTATIE = b"<wmo323:Prestatie>"
ANDERS: dict[str, tuple[Callable[[], bytes], Reden]] = {
    "one byte over 25 MB": (lambda: DATA + b" " * (GROOTSTE_BERICHT + 1 - len(DATA)), Reden.TE_GROOT),
    "nothing": (lambda: b"", Reden.GEEN_CLIENT),
    "no client": (lambda: DATA.replace(b"Client>", b"Klant>"), Reden.GEEN_CLIENT),
    "a client after 64 KiB": (lambda: _vervang(b"<wmo323:Clienten>", b"<wmo323:Clienten>" + b" " * 70_000), Reden.GEEN_CLIENT),
    "a first line that does not come": (lambda: _vervang(_PRESTATIE, b" " * 70_000 + _PRESTATIE), Reden.GEEN_REGEL),
    "no end of a line": (lambda: DATA.replace(b"</wmo323:Prestatie>", b"</wmo323:Prestatie >"), Reden.GEEN_REGEL),
    "a comment before the clients": (lambda: _vervang(b"<wmo323:Clienten>", b"<!-- x --><wmo323:Clienten>"), Reden.KOP_BIJZONDER),
    "an instruction before the clients": (lambda: _vervang(b"<wmo323:Clienten>", b"<?x y?><wmo323:Clienten>"), Reden.KOP_BIJZONDER),
    "a comment after the clients": (lambda: DATA + b"<!-- x -->", Reden.OPMAAK),
    "an instruction after the clients": (lambda: DATA + b"<?x y?>", Reden.OPMAAK),
    "a section in the head": (lambda: _vervang(b">D1<", b"><![CDATA[D1]]><"), Reden.KOP_BIJZONDER),
    "a DOCTYPE": (lambda: _vervang(b"<wmo323:Bericht ", b"<!DOCTYPE x><wmo323:Bericht "), Reden.KOP_BIJZONDER),
    "clients that are all in a comment": (
        lambda: _vervang(b"<wmo323:Client>", b"<!--<wmo323:Client>").replace(b"</wmo323:Clienten>", b"--></wmo323:Clienten>"),
        Reden.KOP_BIJZONDER,
    ),
    "a wrong header": (lambda: _vervang(b">484<", b">490<"), Reden.KOP_AFGEKEURD),
    "a prefix that means another namespace": (lambda: DATA.replace(b"basisschema", b"basis"), Reden.KOP_AFGEKEURD),
    "an unknown prefix": (lambda: DATA.replace(b"xmlns:iwmo", b"xmlns:iwmo2"), Reden.KOP_AFGEKEURD),
    "another encoding": (lambda: _vervang(b"UTF-8", b"ISO-8859-1"), Reden.KOP_AFGEKEURD),
    "a byte order mark": (lambda: b"\xef\xbb\xbf" + DATA, Reden.KOP_BIJZONDER),
    "a byte order mark without declaration": (lambda: b"\xef\xbb\xbf" + DATA[DATA.index(b"<wmo") :], Reden.KOP_AFGEKEURD),
    "an open end": (lambda: DATA[: DATA.rindex(b"</wmo323:Clienten>")], Reden.OPMAAK),
    "clients in something else": (
        lambda: _vervang(b"<wmo323:Client>", b"<x><wmo323:Client>").replace(b"</wmo323:Clienten>", b"</x></wmo323:Clienten>"),
        Reden.KOP_AFGEKEURD,
    ),
    "another client before the first plain one": (
        lambda: KOP + _client(b"<wmo323:Client >") + b"<wmo323:Client>" + NA_KOP, Reden.KOP_AFGEKEURD
    ),
    "the message twice": (lambda: DATA + DATA, Reden.OPMAAK),
    "a second Clienten": (
        lambda: _vervang(b"</wmo323:Clienten>", b"</wmo323:Clienten><wmo323:Clienten></wmo323:Clienten>"), Reden.OPMAAK
    ),
    "a 301": (lambda: write_301(toewijzingsbericht()), Reden.GEEN_REGEL),
    "a comment between lines": (lambda: _voor(2, b"<!-- x -->"), Reden.OPMAAK),
    "text between lines": (lambda: _voor(2, b"x"), Reden.OPMAAK),
    "other white space before one line": (lambda: _voor(2, b" "), Reden.OPMAAK),
    "a blank inside a tag": (lambda: _voor(2, b"", b"<wmo323:Prestatie >"), Reden.OPMAAK),
    "an attribute": (lambda: _voor(2, b"", b"<wmo323:Prestatie a='b'>"), Reden.OPMAAK),
    "a namespace of its own": (lambda: _voor(2, b"", b'<wmo323:Prestatie xmlns:iwmo="urn:x">'), Reden.OPMAAK),
    "another prefix at one line": (lambda: _voor(2, b"", b"<m:Prestatie>"), Reden.OPMAAK),
    "text after the last client": (lambda: _vervang(b"</wmo323:Clienten>", b"x</wmo323:Clienten>"), Reden.OPMAAK),
    "a last client with something more": (lambda: _laatste(b"</wmo323:Prestaties>", b"</wmo323:Prestaties><x/>"), Reden.OPMAAK),
    "a line twice closed": (lambda: _laatste(b"</wmo323:Prestatie>", b"</wmo323:Prestatie></wmo323:Prestatie>"), Reden.OPMAAK),
    "an element too many": (lambda: _laatste(b"<wmo323:Eenheid>", b"<x/><wmo323:Eenheid>"), Reden.OPMAAK),
    "an empty element in short": (lambda: _laatste(b"</wmo323:Prestaties>", b"<wmo323:Prestatie/></wmo323:Prestaties>"), Reden.OPMAAK),
    "a number of ten digits": (lambda: _waarde(b"ToewijzingNummer", b"1234567890"), Reden.OPMAAK),
    "a volume of nine digits": (lambda: _waarde(b"GeleverdVolume", b"123456789"), Reden.OPMAAK),
    "a number with a sign": (lambda: _waarde(b"GeleverdVolume", b"+1"), Reden.WAARDE),
    "a number with a blank before it": (lambda: _waarde(b"GeleverdVolume", b" 1"), Reden.WAARDE),
    "a number with a blank after it": (lambda: _waarde(b"GeleverdVolume", b"1 "), Reden.OPMAAK),
    "no number": (lambda: _waarde(b"GeleverdVolume", b""), Reden.WAARDE),
    "a reference to a character": (lambda: _waarde(b"GeleverdVolume", b"&#49;"), Reden.WAARDE),
    "an entity in a reference": (lambda: _waarde(b"ReferentieNummer", b"a&amp;b"), Reden.WAARDE),
    "a section in a reference": (lambda: _waarde(b"ReferentieNummer", b"<![CDATA[x]]>"), Reden.WAARDE),
    "a comment in a reference": (lambda: _waarde(b"ReferentieNummer", b"x<!-- y -->"), Reden.OPMAAK),
    "an angle bracket in a reference": (lambda: _waarde(b"ReferentieNummer", b"a>b"), Reden.WAARDE),
    "a tab in a reference": (lambda: _waarde(b"ReferentieNummer", b"a\tb"), Reden.WAARDE),
    "a letter outside ASCII": (lambda: _waarde(b"ReferentieNummer", "é".encode()), Reden.WAARDE),
    "a nul": (lambda: _waarde(b"ReferentieNummer", b"a\x00b"), Reden.WAARDE),
    "a nul at the end": (lambda: _waarde(b"ReferentieNummer", b"a\x00"), Reden.WAARDE),
    "a reference of 21": (lambda: _waarde(b"ReferentieNummer", b"x" * 21), Reden.WAARDE),
    "a reference of 30": (lambda: _waarde(b"ReferentieNummer", b"x" * 30), Reden.WAARDE),
    "no reference": (lambda: _waarde(b"ReferentieNummer", b""), Reden.WAARDE),
    "no earlier reference": (lambda: _waarde(b"VorigReferentieNummer", b""), Reden.WAARDE),
    "a product code of 6": (lambda: _waarde(b"ProductCode", b"02A012"), Reden.WAARDE),
    "a product code of blanks": (lambda: _waarde(b"ProductCode", b" "), Reden.WAARDE),
    "a product code with a blank": (lambda: _waarde(b"ProductCode", b"02 A"), Reden.WAARDE),
    "a category of the other law": (lambda: _waarde(b"ProductCategorie", b"45"), Reden.WAARDE),
    "a unit that is not on the list": (lambda: _waarde(b"Eenheid", b"05"), Reden.WAARDE),
    "a sign that is neither C nor D": (lambda: _waarde(b"DebetCredit", b"d"), Reden.WAARDE),
    "a bsn with a letter": (lambda: _waarde(b"Bsn", b"99990000x"), Reden.WAARDE),
    "a short bsn": (lambda: _waarde(b"Bsn", b"99990000"), Reden.WAARDE),
    "a day that does not exist": (lambda: _waarde(b"Einddatum", b"2025-02-29"), Reden.WAARDE),
    "a month that does not exist": (lambda: _waarde(b"Einddatum", b"2025-13-01"), Reden.WAARDE),
    "a day before 1900": (lambda: _waarde(b"Begindatum", b"1899-12-31"), Reden.WAARDE),
    "a day after 2199": (lambda: _waarde(b"Begindatum", b"2200-01-01"), Reden.WAARDE),
    "a date with a zone": (lambda: _waarde(b"Begindatum", b"2025-04-01Z"), Reden.OPMAAK),
    "a date with other dashes": (lambda: _waarde(b"Begindatum", b"2025/04/01"), Reden.WAARDE),
    "a day of letters": (lambda: _waarde(b"Begindatum", b"2025-04-ab"), Reden.WAARDE),
}  # fmt: skip


def _client(opening: bytes) -> bytes:
    einde = NA_KOP.index(b"</wmo323:Client>") + len(b"</wmo323:Client>")
    return opening + NA_KOP[:einde]


def _voor(nummer: int, stuk: bytes, tag: bytes = _PRESTATIE) -> bytes:
    """Something before a line, or another tag for it."""
    delen = DATA.split(_PRESTATIE)
    return _PRESTATIE.join(delen[: nummer + 1]) + stuk + tag + _PRESTATIE.join(delen[nummer + 1 :])


def _laatste(oud: bytes, nieuw: bytes) -> bytes:
    voor, gevonden, na = DATA.rpartition(oud)
    assert gevonden
    return voor + nieuw + na


def _waarde(element: bytes, waarde: bytes) -> bytes:
    """Another value for the last element of this name."""
    voor, tag, na = DATA.rpartition(b":" + element + b">")
    begin = voor.rpartition(b":" + element + b">")
    assert begin[1]
    return begin[0] + begin[1] + waarde + b"</" + voor.rpartition(b"</")[2] + tag + na


@pytest.mark.parametrize("naam", ANDERS)
def test_what_is_not_plain_is_left_to_the_general_reader_with_its_reason(naam: str) -> None:
    maak, reden = ANDERS[naam]
    assert _reden(maak()) is reden


@pytest.mark.parametrize("naam", [naam for naam in ANDERS if naam != "a 301"])
def test_what_is_left_to_the_general_reader_ends_as_it_says(naam: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(lezen, "KLEIN", 0)
    data = ANDERS[naam][0]()
    assert _uitslag(read_bericht, data) == _uitslag(lees_grondig, data)


def _uitslag(lees: Callable[[bytes], object], data: bytes) -> object:
    try:
        bericht = lees(data)
    except BerichtGeweigerdError as fout:
        return fout.slug, fout.leesfouten
    assert isinstance(bericht, Bericht323)
    return als_records(bericht)


def test_every_reason_has_a_case() -> None:
    assert {reden for _, reden in ANDERS.values()} == set(Reden)


# --- random damage


def test_on_damaged_messages_the_fast_reader_is_right_or_silent() -> None:
    telling = vergelijk_alles(AANTAL, ZAAD)
    assert telling.oneens == []
    assert telling.aantal == AANTAL
    assert telling.snel_gelezen() > AANTAL // 20


# --- values in columns, against Python


def _plaatsen(waarden: list[str]) -> tuple[Bytes, np.ndarray[tuple[int, ...], np.dtype[np.int64]]]:
    """The values as in a message, each closed by a tag, and where they begin."""
    stukken = [f"{waarde}</x>" for waarde in waarden]
    begin = np.cumsum([0, *(len(stuk.encode()) for stuk in stukken)])[:-1].astype(np.int64)
    return Bytes("".join(stukken).encode() + b"<" * 32), begin


def _een_voor_een(lees: Callable[..., tuple[Any, Any]], waarde: str, **opties: object) -> object:
    try:
        data, plaatsen = _plaatsen([waarde])
        kolom, einden = lees(data, plaatsen, **opties)
    except NietSnelError:
        return None
    return kolom[0] if data.data[int(einden[0]) :].startswith(b"</x>") else None


CIJFERS = st.text("0123456789", min_size=1, max_size=8)
TEKST = st.text(st.characters(codec="ascii"), max_size=24)


@given(st.lists(CIJFERS, min_size=1, max_size=20))
def test_numbers_of_one_to_eight_digits_have_their_value(getal: list[str]) -> None:
    kolom, einden = getallen(*_plaatsen(getal))
    assert kolom.tolist() == [int(een) for een in getal]
    assert (einden - _plaatsen(getal)[1]).tolist() == [len(een) for een in getal]


@given(st.lists(st.text("0123456789", min_size=1, max_size=9), min_size=1, max_size=20))
def test_numbers_of_nine_digits_have_their_value_where_they_are_allowed(getal: list[str]) -> None:
    kolom, _ = getallen(*_plaatsen(getal), negen=True)
    assert kolom.tolist() == [int(een) for een in getal]


@given(TEKST)
@example("1234567a")
@example("٣")
@example("1_0")
def test_only_ascii_digits_are_a_number(tekst: str) -> None:
    kan = tekst.isascii() and tekst.isdigit() and len(tekst) <= 8
    assert _een_voor_een(getallen, tekst) == (int(tekst) if kan else None)


def test_every_day_of_three_centuries_is_read_and_no_other() -> None:
    alle = [dt.date(1900, 1, 1) + dt.timedelta(days=n) for n in range(109_573)]
    assert alle[-1] == dt.date(2199, 12, 31)
    kolom, _ = dagen(*_plaatsen([str(dag) for dag in alle]))
    assert kolom.tolist() == [dagnummer(dag) for dag in alle]
    bestaat = {str(dag) for dag in alle}
    for jaar in (1900, 1999, 2000, 2024, 2025, 2100):
        for maand in range(14):
            for dag in range(33):
                tekst = f"{jaar}-{maand:02d}-{dag:02d}"
                assert (_een_voor_een(dagen, tekst) is not None) == (tekst in bestaat), tekst


@given(st.text(st.characters(codec="ascii"), min_size=10, max_size=10))
@example("2025-04-3:")
@example("2025-0/-30")
@example("2025-04-30")
@example("202:-04-30")
def test_what_is_no_day_is_not_read_as_one(tekst: str) -> None:
    try:
        verwacht = dagnummer(dt.date.fromisoformat(tekst)) if tekst[4] == tekst[7] == "-" else None
    except ValueError:
        verwacht = None
    assert _een_voor_een(dagen, tekst) == verwacht


@given(TEKST)
@example("x" * 20)
@example("x" * 21)
@example("x" * 8)
@example("x" * 16 + "\x7f")
@example("\x00")
def test_references_are_one_to_twenty_readable_characters(tekst: str) -> None:
    kan = 1 <= len(tekst) <= 20 and all(" " <= teken <= "~" and teken not in "<>&" for teken in tekst)
    assert _een_voor_een(referenties, tekst, langste=20) == (tekst.encode() if kan else None)


@given(TEKST)
@example("x" * 5)
@example("x" * 6)
def test_product_codes_are_one_to_five_visible_characters(tekst: str) -> None:
    kan = 1 <= len(tekst) <= 5 and all(" " < teken <= "~" and teken not in "<>&" for teken in tekst)
    assert _een_voor_een(korte_teksten, tekst, langste=5) == (tekst if kan else None)


@given(TEKST)
@example("04")
@example("83")
def test_codes_are_those_of_the_list(tekst: str) -> None:
    assert _een_voor_een(Codes(("04", "83")).read, tekst) == (tekst if tekst in {"04", "83"} else None)
