"""A burgerservicenummer in a text is found however it is written; what is another number stays."""

import datetime as dt
import time

import pytest
from hypothesis import given
from hypothesis import strategies as st
from risb_recht.codes import OnjuisteCodeError
from risb_recht.events.gegevens import canoniek_plan
from risb_recht.vormen.vrije_tekst import code_zonder_bsn, met_sterren, zonder_bsn

CIJFERS = {
    "ascii": "0123456789",
    "arabic": "".join(chr(0x660 + one) for one in range(10)),
    "devanagari": "".join(chr(0x966 + one) for one in range(10)),
    "full width": "".join(chr(0xFF10 + one) for one in range(10)),
    "mathematical": "".join(chr(0x1D7CE + one) for one in range(10)),
    "circled": "\u24ea" + "".join(chr(0x2460 + one) for one in range(9)),
    "dingbat": "\U0001f10b" + "".join(chr(0x2780 + one) for one in range(9)),
    "roman": "0" + "".join(chr(0x2160 + one) for one in range(9)),
    "han": "\u3007\u4e00\u4e8c\u4e09\u56db\u4e94\u516d\u4e03\u516b\u4e5d",
}
TUSSEN = ["", " ", ".", "-", "\u00a0", "\u2013", "\u00ad", "\u200d", " - ", "\t", "\n", "\u2009", "\uff0e", "/", "_"]
ANDERS_TUSSEN = [
    *",:;+|*'\"\\#=~&@!?<>^`%", ")(", "    ", "     ", "\n\n\n\n", " / ", " + ", "--", " | ", "' '", "\r\n\r\n",
    "\uff0f", "\uff3f", "\uff0c", "\u2026", "\u2044", "\u2215", "\u30fb", "\u060c", "\u066b", "\u066c", "\u3001",
    "\ufe50", "\u2043", "\u2219", "\u22c5", "\u223c", "\u20ac",
]  # fmt: skip
GROEPEN = [(1,) * 9, (3, 3, 3), (4, 5), (2, 2, 2, 3), (4, 2, 3), (8, 1)]
# A second and plainer reading of the 11-proef: the last digit follows from the eight before it.
BURGERS = st.integers(10_000_000, 99_999_999).map(
    lambda acht: (acht, sum((9 - plaats) * int(cijfer) for plaats, cijfer in enumerate(str(acht))) % 11)
)
NUMMERS = BURGERS.filter(lambda paar: paar[1] < 10).map(lambda paar: f"{paar[0]}{paar[1]}")


@given(
    NUMMERS,
    st.sampled_from(sorted(CIJFERS)),
    st.lists(st.sampled_from(TUSSEN), min_size=9, max_size=9),
    st.sampled_from(["", "BSN", "bsn: ", "Het kind ", "op 12-03-2026 belde ", "KvK "]),
    st.sampled_from(["", ".", " en verder", "x"]),
)
def test_a_number_is_refused_in_any_script_and_with_anything_between(
    nummer: str, schrift: str, tussen: list[str], ervoor: str, erna: str
) -> None:
    geschreven = "".join(CIJFERS[schrift][int(one)] + sep for one, sep in zip(nummer, [*tussen[:8], ""], strict=True))
    tekst = ervoor + geschreven + erna
    with pytest.raises(OnjuisteCodeError) as fout:
        zonder_bsn(tekst)
    assert nummer not in fout.value.melding
    assert geschreven not in met_sterren(tekst)
    assert len(met_sterren(tekst)) == len(tekst)
    zonder_bsn(met_sterren(tekst))


def in_groepen(nummer: str, groepen: tuple[int, ...]) -> list[str]:
    einden = [sum(groepen[: plaats + 1]) for plaats in range(len(groepen))]
    return [nummer[einde - lengte : einde] for einde, lengte in zip(einden, groepen, strict=True)]


def wordt_gevonden(tekst: str, geschreven: str) -> None:
    with pytest.raises(OnjuisteCodeError):
        zonder_bsn(tekst)
    assert geschreven not in met_sterren(tekst)
    assert len(met_sterren(tekst)) == len(tekst)
    zonder_bsn(met_sterren(tekst))


@given(
    NUMMERS,
    st.sampled_from(sorted(CIJFERS)),
    st.sampled_from(ANDERS_TUSSEN),
    st.sampled_from(GROEPEN),
    st.sampled_from(["", "Het kind ", "3 kinderen: ", "op 12-03-2026 belde ", "(", "1, "]),
    st.sampled_from(["", ".", ") en verder", "x", ", 2 kinderen"]),
)
def test_a_number_with_the_same_signs_between_its_digits_is_refused(
    nummer: str, schrift: str, tussen: str, groepen: tuple[int, ...], ervoor: str, erna: str
) -> None:
    geschreven = tussen.join(
        "".join(CIJFERS[schrift][int(one)] for one in groep) for groep in in_groepen(nummer, groepen)
    )
    wordt_gevonden(ervoor + geschreven + erna, geschreven)


@given(
    NUMMERS,
    st.lists(st.text(st.sampled_from(" ,.:;+|*'\"\\#=()-/_\n\u2026\u3001"), max_size=5), min_size=8, max_size=8),
    st.sampled_from(
        ["bsn ", "BSN: ", "burgerservicenummer van het kind ", "sofinummer=", "B.S.N. ", "bsn is € ", "BSNs: 1, "]
    ),
)
def test_near_a_word_that_says_so_any_signs_in_any_mixture_are_refused(
    nummer: str, tussen: list[str], ervoor: str
) -> None:
    geschreven = "".join(one + sep for one, sep in zip(nummer, [*tussen, ""], strict=True))
    wordt_gevonden(f"{ervoor}{geschreven} en verder", geschreven)
    wordt_gevonden(f"Over {geschreven} (bsn)", geschreven)


@pytest.mark.parametrize(
    "nummer",
    ["+31999990019", "+31(0)999990019", "0031 999 990 019", "0999990019", "000999990019", "999.990.019,00",
     "€ 999.990.019", "999.990.019 euro", "999, 990, 019", "AGB 99999001-9", "KvK 99999001 9", "NL12 ABCD 0999990019"],
)  # fmt: skip
def test_near_a_word_that_says_so_a_number_in_another_guise_is_refused(nummer: str) -> None:
    wordt_gevonden(f"Zijn bsn: {nummer}.", "999990019")
    wordt_gevonden(f"Meld {nummer} als burgerservicenummer.", "999990019")


@given(st.lists(st.integers(0, 9999), min_size=2, max_size=40), st.sampled_from([", ", "; ", " en ", ", en "]))
def test_a_list_of_numbers_is_taken(getallen: list[int], tussen: str) -> None:
    tekst = f"De kamers {tussen.join(map(str, getallen))} zijn vrij."
    assert zonder_bsn(tekst) == tekst


BEDRAGEN = st.integers(0, 10**9).map(lambda cent: f"€ {cent // 100:,}".replace(",", ".") + f",{cent % 100:02d}")
TIJDEN = st.times().map(lambda tijd: f"{tijd:%H:%M}")
DAGEN = st.dates(dt.date(1990, 1, 1), dt.date(2099, 12, 31)).map(lambda dag: f"{dag.day}-{dag.month}-{dag.year}")
TELEFOONS = (
    st.integers(100_000_000, 999_999_999)
    .map(str)
    .flatmap(lambda cijfers: st.sampled_from([f"0{cijfers}", f"+31 {cijfers}", f"0{cijfers[:1]}-{cijfers[1:]}"]))
)
CODES = st.integers(1, 99_999_999).flatmap(
    lambda code: st.sampled_from([f"KvK-nummer {code:08d}", f"AGB-code: {code:08d}", f"kvk {code:08d}"])
)
REKENINGEN = st.integers(0, 10**10 - 1).map(lambda cijfers: f"NL91 ABNA {cijfers:010d}")
KLEIN = st.integers(0, 99_999).map(str)


@given(
    st.lists(st.one_of(BEDRAGEN, TIJDEN, DAGEN, TELEFOONS, CODES, REKENINGEN, KLEIN), max_size=12),
    st.lists(st.sampled_from([" en ", " tot ", ", dus ", " (zie ook) ", ". Daarna "]), min_size=12, max_size=12),
)
def test_an_ordinary_text_full_of_numbers_is_taken(getallen: list[str], woorden: list[str]) -> None:
    tekst = "Er zijn " + "".join(getal + woord for getal, woord in zip(getallen, woorden, strict=False)) + "meer."
    assert zonder_bsn(tekst) == tekst


@pytest.mark.parametrize(
    "stuk", ["9", "9,", "bsn ", "bsn 9 ", "€ 1.000", "a", "1:1;", "0 31-", "\u2460\u2026", "kvk - "]
)
def test_a_text_eight_times_as_long_takes_no_more_than_its_share(stuk: str) -> None:
    def duur(keren: int) -> float:
        tekst, kortste = stuk * keren, float("inf")
        for _ in range(3):
            begin = time.process_time()
            met_sterren(tekst)
            kortste = min(kortste, time.process_time() - begin)
        return kortste

    assert duur(24_000) < 30 * duur(3_000)


@given(NUMMERS, st.integers(1, 9))
def test_a_number_with_another_last_digit_is_taken(nummer: str, erbij: int) -> None:
    ander = f"{nummer[:8]}{(int(nummer[8]) + erbij) % 10}"
    assert zonder_bsn(f"Ons dossier {ander}.") == f"Ons dossier {ander}."


@given(st.dates(dt.date(1900, 1, 1), dt.date(2099, 12, 31)), st.sampled_from("-./"))
def test_a_day_or_a_period_in_years_is_no_number(dag: dt.date, streep: str) -> None:
    teken = "-" if streep == "/" else streep
    tekst = f"Van {dag.day}{streep}{dag.month}{streep}{dag.year} tot {dag:%Y}{teken}{dag:%m}{teken}{dag:%d}, {dag.year}-{dag.year + 1 if dag.year < 2099 else dag.year}."
    assert zonder_bsn(tekst) == tekst


@pytest.mark.parametrize(
    "tekst",
    [
        "Ons KvK-nummer is bekend: kvk 12345672",
        "KvK-nummer: 12345672",
        "AGB-code 12345672 van de praktijk",
        "NL91 ABNA 0417 1643 00",
        "Bel 06 1234 5678 of +31 6 12345678 of 033-469 51 11",
        "EUR 112.222.333 en 112.222.333,00 en 112.222.333 euro",
        "zaak 12345672-1234-4567-8901-123456782000",
        "nummer 1112223330 en 11122233300",
        "000000000",
        "2026-00417",
        "1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12",
        "Het bsn staat in het dossier van 31-12-2026; zie 12345672-1234-4567-8901-123456782000",
        "Absint 0999990019, sofia 0999990019 en +31999990019",
        "Controlegetal 0a9112223330b4c5d6e7f8091a2b3c4d5e6f",
    ],
)
def test_a_number_of_another_kind_is_taken(tekst: str) -> None:
    assert zonder_bsn(tekst) == tekst


def test_the_place_is_that_of_the_text_as_it_was_written() -> None:
    with pytest.raises(OnjuisteCodeError, match=r"op plaats 5\)"):
        zonder_bsn("\u00e9\u00e9n 999990019")


def test_a_text_of_an_event_is_taken_with_stars_and_a_reference_as_it_is() -> None:
    gekregen = {"reden": "over 999 990 019", "gronden": [{"toelichting": "999990019"}], "referentie": "999990019"}
    grond = {"type": "record", "name": "Grond", "fields": [{"name": "toelichting", "type": ["null", "string"]}]}
    velden = {"reden": "string", "gronden": {"type": "array", "items": grond}, "referentie": "string"}
    schema = {
        "type": "record",
        "name": "Proef",
        "fields": [{"name": one, "type": soort} for one, soort in velden.items()],
    }
    assert canoniek_plan(schema)(gekregen) == {
        "reden": "over ***********",
        "gronden": [{"toelichting": "*********"}],
        "referentie": "999990019",
    }


@given(NUMMERS, st.sampled_from(["", "PID-", "A", "2026-"]), st.sampled_from(["", "-2026", "B"]))
def test_a_code_that_holds_a_number_is_refused(nummer: str, ervoor: str, erna: str) -> None:
    with pytest.raises(OnjuisteCodeError) as fout:
        code_zonder_bsn(f"{ervoor}{nummer}{erna}")
    assert nummer not in fout.value.melding
    with pytest.raises(OnjuisteCodeError):
        code_zonder_bsn("-".join(nummer))


@pytest.mark.parametrize("code", ["WMO-BEGELEIDING", "AB-2026-01", "TN-123456", "999990018", "1999990019", "12345672"])
def test_another_code_is_taken(code: str) -> None:
    assert code_zonder_bsn(code) == code
