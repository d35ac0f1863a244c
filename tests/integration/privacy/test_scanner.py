"""The scanner finds every number in every form, whatever surrounds it, and nothing in data without numbers."""

import base64
import random

import pytest

from tests.builders.personen import some_bsns

from .scanner import FORMS, NOT_TEXT, Scanner, elfproef

CANARIES = some_bsns(240, seed=7)
SCANNER = Scanner(CANARIES)


def test_canaries_are_valid_test_numbers() -> None:
    assert len(set(CANARIES)) == 240
    assert all(elfproef(bsn) and bsn.startswith("9999") for bsn in CANARIES)
    assert not elfproef("123456789")


@pytest.mark.parametrize("form", FORMS)
def test_every_form_is_found_for_every_number_between_random_bytes(form: str) -> None:
    for number, bsn in enumerate(CANARIES):
        rng = random.Random(number)
        before, after = rng.randbytes(rng.randrange(200)) + b"\n", b"\n" + rng.randbytes(rng.randrange(200))
        found = SCANNER.scan("proef", before + FORMS[form](bsn) + after)
        assert bsn in {leak.bsn for leak in found}, f"{bsn} as {form}"


@pytest.mark.parametrize("form", [form for form in FORMS if form not in NOT_TEXT])
def test_every_text_form_is_found_inside_a_log_line(form: str) -> None:
    for bsn in CANARIES[:40]:
        line = b'{"event":"x","url":"/v1/clienten?q=' + FORMS[form](bsn) + b'","correlatie_id":"' + b"ab" * 16 + b'"}\n'
        assert bsn in {leak.bsn for leak in SCANNER.scan("log", line)}, f"{bsn} as {form}"


def test_nothing_is_found_where_nothing_is() -> None:
    rng = random.Random(3)
    others = [bsn for bsn in some_bsns(600, seed=8) if bsn not in CANARIES]
    text = "\n".join(
        f'{{"id":"{rng.randrange(10**15)}","bsn":"{bsn}","t":1795356000.{rng.randrange(10**6)}}}' for bsn in others
    )
    data = (
        text.encode()
        + rng.randbytes(1_000_000)
        + base64.b64encode(rng.randbytes(300_000))
        + rng.randbytes(200_000).hex().encode()
    )
    assert SCANNER.scan("proef", data) == set()
