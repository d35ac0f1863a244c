import uuid
from dataclasses import replace
from typing import Any

import pytest
from cryptography.exceptions import InvalidTag
from hypothesis import given
from hypothesis import strategies as st
from subsidies.application.aanvragen.geheimen import KORTSTE_TEKST, bsn_van, iban_van, verberg
from subsidies.application.aanvragen.ports import Geheim

from tests.builders.subsidies import BSN, IBAN, PRIVACY, aanvraag, opgave

LANG = "Buren uit de wijk eten elke maand samen en leren elkaar beter kennen, jong en oud."


def geheim(sub: str = "login", bsn: str | None = None, **changes: Any) -> Geheim:
    return verberg(PRIVACY, aanvraag(aanvrager_sub=sub, opgave=opgave(**changes)), iban=IBAN, bsn=bsn)


def test_an_organisation_is_the_same_applicant_from_every_login() -> None:
    assert geheim("a").aanvrager_hash == geheim("b").aanvrager_hash
    assert geheim("a").aanvrager_hash != geheim("a", kvk_nummer="87654321").aanvrager_hash


def test_a_resident_is_known_by_bsn_and_else_by_login() -> None:
    assert geheim("a", BSN, kvk_nummer=None).aanvrager_hash == geheim("b", BSN, kvk_nummer=None).aanvrager_hash
    assert geheim("a", kvk_nummer=None).aanvrager_hash != geheim("b", kvk_nummer=None).aanvrager_hash
    assert geheim("a", kvk_nummer=None).bsn_hash is None


@given(spaces=st.lists(st.integers(0, len(IBAN)), max_size=5), lower=st.booleans())
def test_an_account_is_the_same_however_it_is_written(spaces: list[int], lower: bool) -> None:
    written = list(IBAN.lower() if lower else IBAN)
    for place in spaces:
        written.insert(place, " ")
    geschreven = verberg(PRIVACY, aanvraag(), iban="".join(written), bsn=None)
    assert geschreven.iban_hash == geheim().iban_hash


@pytest.mark.parametrize("other", [LANG.upper(), LANG.replace(" ", "  "), LANG.replace(",", ";\n")])
def test_layout_does_not_make_another_text(other: str) -> None:
    assert geheim(doel=LANG).tekst_hash == geheim(doel=other).tekst_hash
    assert geheim(doel=LANG).tekst_hash != geheim(doel=LANG + " En meer.").tekst_hash


def test_short_texts_are_alike_by_accident() -> None:
    assert geheim(doel="a" * (KORTSTE_TEKST - 1)).tekst_hash is None
    assert geheim(doel="a" * KORTSTE_TEKST).tekst_hash is not None


def test_the_secrets_of_an_application_open_for_no_other_one_and_as_nothing_else() -> None:
    een, ander = aanvraag(), aanvraag(id=uuid.uuid4())
    bewaard = verberg(PRIVACY, een, iban=IBAN, bsn=BSN)
    assert (iban_van(PRIVACY, bewaard, een), bsn_van(PRIVACY, bewaard, een)) == (IBAN, BSN)
    verwisseld = replace(bewaard, iban_versleuteld=bewaard.bsn_versleuteld or b"")
    for geheim_, van in ((bewaard, ander), (verwisseld, een)):
        with pytest.raises(InvalidTag):
            iban_van(PRIVACY, geheim_, van)
