"""Cursors: what we gave out comes back as it was, anything else is refused with a reason."""

import datetime as dt
import uuid
from collections.abc import Callable
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from risb_kern.edge.cursors import decode_cursor, encode_cursor, whole_number
from risb_kern.errors import DomainError


@given(st.integers(min_value=0, max_value=2**63 - 1))
def test_a_number_comes_back(nummer: int) -> None:
    assert decode_cursor(encode_cursor(nummer), whole_number) == nummer


@given(st.uuids())
def test_an_id_comes_back_and_the_cursor_fits_in_a_url(kenmerk: uuid.UUID) -> None:
    cursor = encode_cursor(kenmerk)
    assert decode_cursor(cursor, uuid.UUID) == kenmerk
    assert cursor.replace("-", "").replace("_", "").isalnum()


def test_no_cursor_is_the_beginning() -> None:
    assert decode_cursor(None, whole_number) is None


@pytest.mark.parametrize(
    ("cursor", "read"),
    [
        ("geen cursor!", whole_number),
        ("", whole_number),
        ("aé", whole_number),
        (encode_cursor("-1"), whole_number),
        (encode_cursor("٣"), whole_number),
        (encode_cursor(2**63), whole_number),
        (encode_cursor("9" * 5_000), whole_number),
        (encode_cursor("geen-uuid"), uuid.UUID),
        (
            encode_cursor("0001-01-01T00:00+23:00|x"),
            lambda tekst: dt.datetime.fromisoformat(tekst[:22]).astimezone(dt.UTC),
        ),
    ],
)
def test_another_cursor_is_refused(cursor: str, read: Callable[[str], Any]) -> None:
    with pytest.raises(DomainError) as fout:
        decode_cursor(cursor, read)
    assert fout.value.slug == "ongeldige-cursor"
