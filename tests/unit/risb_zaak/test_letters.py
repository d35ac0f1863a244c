"""Letters: the same bytes for the same facts, facts that stay text, and the words of the golden page."""

import datetime as dt
from dataclasses import dataclass, replace
from pathlib import Path

import pytest
import typst
from risb_zaak.letter_ports import Brief
from risb_zaak.letters.glyphs import readable
from risb_zaak.letters.setting import TypstZetter, fact_of

HIER = Path(__file__).parent
DAG = dt.date(2026, 3, 2)


@dataclass(frozen=True, slots=True, kw_only=True)
class Grond:
    grond: str
    uitleg: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Feiten:
    afzender: str = "Regionaal bureau"
    aan: str = "Stichting De Linde"
    kenmerk: str = "S-2026-1"
    onderwerp: str = "Besluit op uw aanvraag"
    datum: dt.date = DAG
    bezwaar_tot: dt.date = dt.date(2026, 4, 13)
    bedrag_cent: int = 123_450
    direct: bool = True
    gronden: tuple[Grond, ...] = (Grond(grond="artikel 4:25 Awb", uitleg="Er is niet meer geld."),)


BRIEF = Brief(soort="proef", versie=1, dag=DAG, feiten=Feiten())


@pytest.fixture(scope="module")
def zetter() -> TypstZetter:
    return TypstZetter(HIER / "sjablonen")


async def test_the_page_says_what_the_golden_page_says(zetter: TypstZetter) -> None:
    assert (await zetter.html(BRIEF)).decode() == (HIER / "sjablonen/proef/1/gouden.html").read_text().rstrip("\n")


async def test_the_same_letter_gives_the_same_bytes(zetter: TypstZetter) -> None:
    first = await zetter.pdf(BRIEF)

    assert await TypstZetter(HIER / "sjablonen").pdf(BRIEF) == first
    assert first.startswith(b"%PDF-1.7")
    assert await zetter.pdf(replace(BRIEF, feiten=Feiten(bedrag_cent=1))) != first


@pytest.mark.parametrize(
    "kwaad", ["*vet* _cursief_ #panic()", "= Kop", "<b>html</b> & zo", '"); #read("/etc/passwd")', "$x$ // weg", "\\"]
)
async def test_facts_are_never_markup(zetter: TypstZetter, kwaad: str) -> None:
    page = (await zetter.html(replace(BRIEF, feiten=Feiten(aan=kwaad)))).decode()

    shown = kwaad.replace("&", "&amp;").replace("<", "&lt;")
    assert f"<p>Aan: {shown}</p>" in page
    assert page.count("<h2>") == 2
    assert await zetter.pdf(replace(BRIEF, feiten=Feiten(aan=kwaad)))


@pytest.mark.parametrize(
    ("geschreven", "gezet"),
    [
        ("Zoë Łukasz Ñandú € – “ja”", "Zoë Łukasz Ñandú € – “ja”"),
        ("Zoe\u0308", "Zoë"),
        ("Buurt \U0001f600", "Buurt ?"),
        ("Stichting \u0645", "Stichting m"),
        ("\u4e2d\u56fd", "Zhong Guo "),
        ("a\ufffdb\ue000", "a?b? "),
        ("a\u0335b\ufe0f", "ab"),
        ("\U0001d400", "A"),
        ("een\n\ttwee\x00\r\x85", "een\n twee"),
        ("a\u202eb\u2066c\u200ed\u200be\ufefff", "abcdef"),
    ],
)
async def test_what_the_font_has_no_sign_for_is_written_otherwise(
    zetter: TypstZetter, geschreven: str, gezet: str
) -> None:
    assert readable(geschreven) == gezet
    assert await zetter.pdf(replace(BRIEF, feiten=Feiten(aan=geschreven, onderwerp=geschreven)))


async def test_every_sign_gives_a_letter(zetter: TypstZetter) -> None:
    signs = "".join(chr(code) for code in range(0x110000) if not 0xD800 <= code < 0xE000)
    alles = " ".join(sorted(set(readable(signs))))
    assert await zetter.pdf(replace(BRIEF, feiten=Feiten(aan=alles, onderwerp=alles)))


async def test_a_letter_without_a_fact_that_its_text_needs_is_not_set(zetter: TypstZetter) -> None:
    with pytest.raises(typst.TypstError):
        await zetter.pdf(replace(BRIEF, feiten=Grond(grond="a", uitleg="b")))


async def test_no_font_of_the_machine_is_needed(zetter: TypstZetter) -> None:
    assert zetter.fonts == ["Source Sans Pro"]


@pytest.mark.parametrize(
    ("value", "fact"),
    [
        (dt.date(2026, 12, 1), "1 december 2026"),
        ((1, None, True, "a"), [1, None, True, "a"]),
        (Grond(grond="a", uitleg="b"), {"grond": "a", "uitleg": "b"}),
    ],
)
def test_values_are_written_as_people_read_them(value: object, fact: object) -> None:
    assert fact_of(value) == fact


def test_amounts_are_written_as_euros() -> None:
    @dataclass
    class Bedragen:
        een_cent: int
        geen_cent: int | None

    assert fact_of(Bedragen(123_456_789, None)) == {"een_cent": "€\xa01.234.567,89", "geen_cent": None}


def test_what_has_no_plain_form_is_refused() -> None:
    with pytest.raises(TypeError, match="float"):
        fact_of(1.5)
