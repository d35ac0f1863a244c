"""A burgerservicenummer in a text is found however it is written; what is another number stays."""

import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st
from risb_recht.codes import OnjuisteCodeError
from risb_recht.events.gegevens import canoniek_plan
from risb_recht.vormen.vrije_tekst import met_sterren, zonder_bsn

CIJFERS = {
    "ascii": "0123456789",
    "arabic": "".join(chr(0x660 + one) for one in range(10)),
    "devanagari": "".join(chr(0x966 + one) for one in range(10)),
    "full width": "".join(chr(0xFF10 + one) for one in range(10)),
    "mathematical": "".join(chr(0x1D7CE + one) for one in range(10)),
}
TUSSEN = ["", " ", ".", "-", "\u00a0", "\u2013", "\u00ad", "\u200d", " - ", "\t", "\n", "\u2009", "\uff0e", "/", "_"]
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
