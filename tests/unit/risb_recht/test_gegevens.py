"""Events have the same codes and texts as requests, or are put aside."""

import unicodedata
from typing import Any

import pytest
from fastavro.schema import parse_schema
from hypothesis import given
from hypothesis import strategies as st
from risb_recht.codes import OnjuisteCodeError
from risb_recht.events.gegevens import canoniek_plan
from risb_schemas import load_catalog


def a_record(titel: str, /, **velden: Any) -> dict[str, Any]:
    return {"type": "record", "name": titel, "fields": [{"name": one, "type": soort} for one, soort in velden.items()]}


def teksten(lid: Any) -> Any:
    return {"type": "array", "items": lid}


REGEL = a_record("Regel", gemeente="string", bedrag_cent="long", inhoud="bytes")
SCHEMA = parse_schema(
    a_record(
        "Proef",
        agb_code="string",
        kvk_nummer="string",
        gemeenten=teksten("string"),
        naar_gemeente=["null", "string"],
        naam="string",
        regels=teksten(REGEL),
        regel=["null", "Regel"],
        kaart={"type": "map", "values": "string"},
        kenmerk={"type": "string", "logicalType": "uuid"},
        getallen=teksten("long"),
    )
)
GEGEVENS: dict[str, Any] = {
    "agb_code": "42-420001",
    "kvk_nummer": "\uff11\uff12345678",
    "gemeenten": ["GM0307", "0342"],
    "naar_gemeente": None,
    "naam": "Cafe\u0301",
    "regels": [{"gemeente": "0307 ", "bedrag_cent": 5, "inhoud": b"\x00"}],
    "regel": {"gemeente": "GM0342", "bedrag_cent": 5, "inhoud": b"\x00"},
    "kaart": {"x": "e\u0301"},
    "kenmerk": "zoals het kwam",
    "getallen": [1, 2],
}


def test_codes_and_texts_are_found_wherever_they_stand() -> None:
    found = canoniek_plan(SCHEMA)(GEGEVENS)

    assert found == {
        **GEGEVENS,
        "agb_code": "42420001",
        "kvk_nummer": "12345678",
        "gemeenten": ["0307", "0342"],
        "naam": "Caf\u00e9",
        "regels": [{"gemeente": "0307", "bedrag_cent": 5, "inhoud": b"\x00"}],
        "regel": {"gemeente": "0342", "bedrag_cent": 5, "inhoud": b"\x00"},
        "kaart": {"x": "\u00e9"},
    }
    assert GEGEVENS["agb_code"] == "42-420001"


def test_numbers_are_not_walked_through() -> None:
    assert canoniek_plan(SCHEMA)(GEGEVENS)["getallen"] is GEGEVENS["getallen"]


@pytest.mark.parametrize(
    ("naam", "waarde"),
    [
        ("kvk_nummer", "\u0661\u0662\u0663\u0664\u0665\u0666\u0667\u0668"),
        ("agb_code", "4242000"),
        ("gemeenten", ["0307", "30x"]),
        ("naam", "a\x00b"),
        ("naam", "\ud800"),
    ],
)
def test_what_has_no_such_form_is_named_without_its_value(naam: str, waarde: object) -> None:
    with pytest.raises(OnjuisteCodeError, match=f"^{naam}: ") as fout:
        canoniek_plan(SCHEMA)({**GEGEVENS, naam: waarde})
    assert str(waarde) not in fout.value.melding


@pytest.mark.parametrize("key", sorted(load_catalog().newest))
def test_every_event_has_a_plan(key: str) -> None:
    assert callable(canoniek_plan(load_catalog().newest[key].schema))


def test_two_kinds_that_cannot_be_told_apart_are_refused_beforehand() -> None:
    two = [a_record("Een", naam="string"), a_record("Twee", naam="string")]
    with pytest.raises(ValueError, match="cannot be told apart"):
        canoniek_plan(a_record("Proef", keuze=two))


@given(
    st.fixed_dictionaries(
        {
            naam: st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\x00"))
            for naam in ("naam", "reden")
        }
    )
)
def test_a_text_is_kept_but_for_its_composition(gegevens: dict[str, str]) -> None:
    plan = canoniek_plan(a_record("Proef", naam="string", reden="string"))
    assert plan(gegevens) == {naam: unicodedata.normalize("NFC", waarde) for naam, waarde in gegevens.items()}
