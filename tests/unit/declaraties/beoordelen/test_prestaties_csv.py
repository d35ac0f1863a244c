"""No text of a sender becomes a formula in a spreadsheet."""

import pytest
from declaraties.entrypoints.api.beoordelen.prestaties_csv import veilig


@pytest.mark.parametrize(
    "tekst", ["=1+1", "+1", "-1", "@SUM(A1)", "\t=1", "\r=1", "\n=1", " =1", "\u00a0=1", "\uff1d1", "=cmd|'/c calc'!A1"]
)
def test_what_a_spreadsheet_would_calculate_gets_an_apostrophe(tekst: str) -> None:
    assert veilig(tekst) == f"'{tekst}"


@pytest.mark.parametrize("tekst", ["", "RN001", "1-2", "a=b", "02A03"])
def test_other_text_stays_as_it_is(tekst: str) -> None:
    assert veilig(tekst) == tekst
