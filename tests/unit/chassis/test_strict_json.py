"""JSON that can be read two ways is refused, and always with one kind of error."""

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st
from risb_kern.reading.strict_json import read_json

WAARDE = st.recursive(
    st.none() | st.booleans() | st.integers(-(10**15), 10**15) | st.text(),
    lambda one: st.lists(one, max_size=3) | st.dictionaries(st.text(), one, max_size=3),
)


@given(WAARDE)
def test_plain_json_is_read_as_the_library_does(waarde: object) -> None:
    assert read_json(json.dumps(waarde).encode()) == waarde


@pytest.mark.parametrize(
    "tekst",
    [b"", b"{", b'{"a": 1, "a": 1}', b'[{"a": {"b": 1, "b": 2}}]', b"NaN", b"[Infinity]", b"-Infinity", b"1e999",
     b"9" * 4301, b"[" * 2500 + b"]" * 2500, b"\xff", b"'a'", b'{"a": 1,}', b'{"a\\u202e": 1, "a\\u202e": 2}'],
)  # fmt: skip
def test_what_can_be_read_two_ways_or_not_at_all_is_one_kind_of_error(tekst: bytes) -> None:
    with pytest.raises(json.JSONDecodeError) as fout:
        read_json(tekst)
    assert len(fout.value.msg) > 20
    assert "\u202e" not in fout.value.msg
