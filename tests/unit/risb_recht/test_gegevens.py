"""Events have the same codes and texts as requests, or are put aside."""

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st
from risb_recht.codes import OnjuisteCodeError, canoniek


def test_codes_and_texts_are_found_wherever_they_stand() -> None:
    gegevens = {
        "agb_code": "42-420001",
        "kvk_nummer": "\uff11\uff12345678",
        "gemeenten": ["GM0307", "0342"],
        "naar_gemeente": None,
        "naam": "Cafe\u0301",
        "regels": [{"gemeente": "0307 ", "bedrag_cent": 5, "inhoud": b"\x00"}],
        "kaart": {"gemeente": "0342"},
    }

    assert canoniek(gegevens) == {
        "agb_code": "42420001",
        "kvk_nummer": "12345678",
        "gemeenten": ["0307", "0342"],
        "naar_gemeente": None,
        "naam": "Caf\u00e9",
        "regels": [{"gemeente": "0307", "bedrag_cent": 5, "inhoud": b"\x00"}],
        "kaart": {"gemeente": "0342"},
    }


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
        canoniek({naam: waarde})
    assert str(waarde) not in fout.value.melding


@given(
    st.dictionaries(
        st.sampled_from(["naam", "reden"]), st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\x00"))
    )
)
def test_a_text_is_kept_but_for_its_composition(gegevens: dict[str, str]) -> None:
    assert canoniek(gegevens) == {naam: unicodedata.normalize("NFC", waarde) for naam, waarde in gegevens.items()}
