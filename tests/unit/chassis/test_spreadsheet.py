"""Whatever a spreadsheet takes for its separator, nothing that somebody else wrote is calculated there."""

import csv
import io
import re

import pytest
from hypothesis import given
from hypothesis import strategies as st
from risb_kern.edge.spreadsheet import prefers, reference, safe

FORMULA = tuple("=+-@\uff1d\uff0b\uff0d\uff20")
TEKST = st.text(st.sampled_from("ab1 =+-@;,|\t\r\n\"'\u00a0\uff1d"), max_size=12)


def begins(text: str) -> list[str]:
    """What could stand first in a cell, by any separator and any quote."""
    return [part.lstrip(" \u00a0") for part in re.split('[;,|\t\r\n"]', text)]


@given(st.lists(TEKST, min_size=1, max_size=3), st.sampled_from(";,"))
def test_no_cell_begins_a_formula_whatever_the_separator(cells: list[str], separator: str) -> None:
    file = io.StringIO()
    csv.writer(file, delimiter=separator).writerow([safe(one) for one in cells])

    assert not [one for one in begins(file.getvalue()) if one.startswith(FORMULA)]


@pytest.mark.parametrize("text", ["", "RN001", "1-2", "a=b", "02A03", "Jan de Vries", "d'Arc"])
def test_other_text_stays_as_it_is(text: str) -> None:
    assert safe(text) == reference(text) == text


@pytest.mark.parametrize("text", ["007", "0307", "999999999999999", "1E5", "12e3"])
def test_a_reference_that_looks_like_a_number_stays_a_text(text: str) -> None:
    assert reference(text) == f"'{text}"


@pytest.mark.parametrize(
    ("accept", "wanted"),
    [
        ("text/csv", True),
        ("TEXT/CSV;q=0.5", True),
        ("application/json;q=0.1, text/csv", True),
        ("text/csv;q=0", False),
        ("text/csv; q=0.000, application/json", False),
        ("text/csv;q=0.1, application/json", False),
        ("text/csvx", False),
        ("*/*", False),
        ("text/csv;q=veel", False),
        ("", False),
    ],
)
def test_a_file_comes_only_when_it_is_asked_for(accept: str, wanted: bool) -> None:
    assert prefers(accept, "text/csv", "application/json") is wanted
