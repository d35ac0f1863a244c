"""Codes in one form, against the kept library python-stdnum as second implementation."""

import datetime as dt
from collections.abc import Callable

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st
from risb_recht import codes
from risb_recht.codes import OnjuisteCodeError
from stdnum import iban as iban_standaard
from stdnum.nl import bsn as bsn_standaard

cijfers = st.text("0123456789", min_size=9, max_size=9)


@pytest.mark.parametrize(
    ("lees", "tekst", "vorm"),
    [
        (codes.agb_code, "42-420001", "42420001"),
        (codes.agb_code, "06290501", "06290501"),
        (codes.kvk_nummer, " 1234 5678 ", "12345678"),
        (codes.gemeentecode, "GM0307", "0307"),
        (codes.gemeentecode, "0307", "0307"),
        (codes.bsn, "9999.00.006", "999900006"),
        (codes.iban, "nl91 abna 0417 1643 00", "NL91ABNA0417164300"),
        (codes.iban, "BE68 5390 0754 7034", "BE68539007547034"),
        (codes.iban, "NL92.BNGH.0990.0007.77", "NL92BNGH0990000777"),
        (codes.iban, "NL91\u2011ABNA\u00a00417\u202f1643\u201300", "NL91ABNA0417164300"),
        (codes.iban, "\uff2e\uff2c91ABNA0417164300", "NL91ABNA0417164300"),
        (codes.kvk_nummer, "\uff11\uff12\uff13\uff14\uff15\uff16\uff17\uff18", "12345678"),
        (codes.agb_code, "\uff14\uff12420001", "42420001"),
        (codes.vestigingsnummer, "0000 1234 5678", "000012345678"),
        (codes.oin, "00000001 802327497000", "00000001802327497000"),
        (codes.oin, "00000099000000001000", "00000099000000001000"),
        (codes.postcode, "3811 ab", "3811AB"),
    ],
)
def test_a_code_has_one_form_however_it_is_written(lees: Callable[[str], str], tekst: str, vorm: str) -> None:
    assert lees(tekst) == vorm
    assert lees(vorm) == vorm


@pytest.mark.parametrize(
    ("lees", "tekst", "code"),
    [
        (codes.agb_code, "4242000", "agb-code"),
        (codes.agb_code, "00-000000", "agb-code"),
        (codes.kvk_nummer, "00000000", "kvk-nummer"),
        (codes.vestigingsnummer, "000000000000", "vestigingsnummer"),
        (codes.gemeentecode, "GM0000", "gemeentecode"),
        (codes.agb_code, "4242000a", "agb-code"),
        (codes.agb_code, "४२४२०००१", "agb-code"),
        (codes.kvk_nummer, "123456789", "kvk-nummer"),
        (codes.gemeentecode, "309", "gemeentecode"),
        (codes.bsn, "999900007", "bsn"),
        (codes.bsn, "000000000", "bsn"),
        (codes.bsn, "99990006", "bsn"),
        (codes.iban, "NL91ABNA0417164301", "iban"),
        (codes.iban, "NL91ABNA041716430", "iban"),
        (codes.iban, "US64SVBKUS6S3300958879", "iban"),
        (codes.iban, "NL7100000000000000", "iban"),
        (codes.iban, "NL91ABNA04171643\u0660\u0660", "iban"),
        (codes.iban, "\u0131T60X0542811101000000123456", "iban"),
        (codes.kvk_nummer, "\u0661\u0662\u0663\u0664\u0665\u0666\u0667\u0668", "kvk-nummer"),
        (codes.kvk_nummer, "1234567\u00b2", "kvk-nummer"),
        (codes.kvk_nummer, "1234567\u2467", "kvk-nummer"),
        (codes.kvk_nummer, "12345678\u0000", "kvk-nummer"),
        (codes.kvk_nummer, "1" * 5000, "kvk-nummer"),
        (codes.bsn, "\u0669\u0669\u0669\u0669\u0660\u0660\u0660\u0660\u0666", "bsn"),
        (codes.vestigingsnummer, "12345678", "vestigingsnummer"),
        (codes.oin, "12345678901234567890", "oin"),
        (codes.postcode, "0811AB", "postcode"),
        (codes.postcode, "3811SS", "postcode"),
        (codes.postcode, "3811A", "postcode"),
    ],
)
def test_what_is_no_code_is_refused_with_the_way_to_mend_it(lees: Callable[[str], str], tekst: str, code: str) -> None:
    with pytest.raises(OnjuisteCodeError) as fout:
        lees(tekst)
    assert fout.value.code == code
    assert fout.value.fout("veld").veld == "veld"
    assert tekst not in fout.value.melding


@given(cijfers)
def test_a_burgerservicenummer_is_what_the_library_says(tekst: str) -> None:
    assert codes.is_bsn(tekst) is (bool(int(tekst)) and bsn_standaard.is_valid(tekst))


@given(st.integers(99_990_000, 99_999_999))
def test_one_last_digit_at_most_makes_a_test_number(begin: int) -> None:
    goed = [laatste for laatste in range(10) if codes.is_bsn(f"{begin:08d}{laatste}")]

    assert len(goed) <= 1


@given(
    st.text("0123456789", min_size=2, max_size=2), st.sampled_from(["ABNA", "INGB", "RABO"]), st.integers(0, 10**10 - 1)
)
def test_check_digits_of_an_iban_are_what_the_library_says(controle: str, bank: str, nummer: int) -> None:
    tekst = f"NL{controle}{bank}{nummer:010d}"
    assume(nummer)
    try:
        assert codes.iban(tekst) == tekst
        goed = True
    except OnjuisteCodeError:
        goed = False

    assert goed is iban_standaard.is_valid(tekst, check_country=False)


@given(st.sampled_from(["ABNA", "INGB", "BNGH"]), st.integers(1, 10**10 - 1))
def test_of_all_check_digits_of_an_account_one_is_right(bank: str, nummer: int) -> None:
    """00, 01 and 99 leave the same rest as 97, 98 and 02, and are never given out."""
    goed = []
    for controle in range(100):
        try:
            goed.append(codes.iban(f"NL{controle:02d}{bank}{nummer:010d}"))
        except OnjuisteCodeError:
            continue
    assert len(goed) == 1
    assert goed[0][2:4] not in {"00", "01", "99"}


@given(st.dates(codes.EERSTE_DAG, codes.LAATSTE_DAG))
def test_a_day_is_read_with_the_year_first_or_last(dag: dt.date) -> None:
    assert codes.datum(dag.isoformat()) == codes.datum(f"{dag.day}-{dag.month}-{dag.year}") == dag


@pytest.mark.parametrize(
    "tekst", ["2026-02-29", "31-4-2026", "1989-12-31", "2200-01-01", "1-4-26", "april", "04/01/2026"]
)
def test_a_day_that_does_not_exist_or_cannot_be_meant_is_refused(tekst: str) -> None:
    with pytest.raises(OnjuisteCodeError):
        codes.datum(tekst)
