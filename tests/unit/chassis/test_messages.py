"""What the framework says of a value in English, its callers read in Dutch; also kinds that no route can give yet."""

import re

import pytest
from pydantic_core._pydantic_core import list_all_errors
from risb_api.problems import _fout
from risb_recht.codes import OnjuisteCodeError

KINDS = {str(one["type"]): one for one in list_all_errors()}
# A place that was not filled in, a pattern, or a word that is only English.
NOT_FOR_PEOPLE = re.compile(
    r"\{\w*\}|\^|\\|\b(or|should|must|have|be|input|valid|value|expected|at least|greater|than)\b"
)


@pytest.mark.parametrize("kind", KINDS)
def test_every_kind_of_fault_is_said_in_dutch(kind: str) -> None:
    context = KINDS[kind]["example_context"] or {}
    fout = _fout({"type": kind, "loc": ("body", "veld"), "ctx": context})
    if kind not in {"value_error", "json_invalid"}:  # these carry a text of ours
        assert not NOT_FOR_PEOPLE.search(fout.melding), fout.melding
    assert (fout.veld, "_" in fout.code) == ("veld" if kind != "json_invalid" else "body", False)


def test_choices_are_joined_in_dutch_and_a_pattern_stays_inside() -> None:
    choices = _fout({"type": "literal_error", "loc": ("body", "soort"), "ctx": {"expected": "'a', 'b' or 'c'"}})
    assert choices.melding == "Kies een van deze waarden: 'a', 'b' of 'c'."
    pattern = _fout({"type": "string_pattern_mismatch", "loc": ("body", "a"), "ctx": {"pattern": "^[0-9]$"}})
    assert "[0-9]" not in pattern.melding


def test_an_identifier_has_a_code_of_its_own_and_any_other_rule_the_general_one() -> None:
    code = _fout({"type": "value_error", "loc": ("body", "iban"), "ctx": {"error": OnjuisteCodeError("iban", "Fout.")}})
    assert (code.code, code.melding) == ("iban", "Fout.")
    rule = _fout(
        {"type": "value_error", "loc": ("body", "a"), "ctx": {"error": ValueError("Noem elke waarde een keer.")}}
    )
    assert (rule.code, rule.melding) == ("value-error", "Noem elke waarde een keer.")


def test_what_a_library_says_of_an_address_is_not_passed_on() -> None:
    fout = _fout({"type": "value_error", "loc": ("body", "email"), "ctx": {"reason": "There must be something."}})
    assert (fout.code, fout.melding) == ("value-error", "Dit is geen geldig e-mailadres.")
