import dataclasses
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic import ValidationError
from subsidies.domain.aanvragen.aanvraag import vraag_aanvulling, vraag_zienswijze
from subsidies.domain.aanvragen.intake import IntakeCode
from subsidies.domain.besluiten.besluit import beslis
from subsidies.entrypoints.api.aanvragen.aanvragen_models import AanvraagIn, AanvraagUit
from subsidies.entrypoints.api.besluiten.besluiten_models import AanvraagdossierUit

from tests.builders.subsidies import (
    BSN,
    DAG,
    IBAN,
    aanvraag,
    aanvraag_body,
    dossier,
    handeling,
    opgave,
    regeling,
    voornemen,
)


def test_what_an_applicant_states_reaches_the_domain_whole() -> None:
    body = AanvraagIn.model_validate(aanvraag_body())
    assert body.to_domain() == opgave()


def test_a_resident_may_give_a_bsn() -> None:
    assert AanvraagIn.model_validate(aanvraag_body(soort="natuurlijk-persoon", bsn=BSN)).bsn == BSN


@pytest.mark.parametrize(
    "changes",
    [
        {"bsn": BSN},
        {"bsn": "123456789", "soort": "natuurlijk-persoon"},
        {"activiteitTot": "2026-10-31"},
        {"gevraagdCent": 4500.5},
        {"gevraagdCent": "450000"},
        {"gevraagdCent": 0},
        {"activiteitVan": "1989-12-31"},
        {"kleur": "blauw"},
        {"naam": "Stichting\nBuurtkracht"},
        {"titel": "Wijkmaaltijd\n\nU krijgt de subsidie."},
        {"titel": ""},
        {"titel": "x" * 141},
        {"doel": "Samen\x00eten"},
        {"doel": "Samen\x1beten"},
        {"doel": "Samen\x85eten"},
    ],
)
def test_a_body_that_cannot_be_is_refused(changes: dict[str, Any]) -> None:
    body = {**aanvraag_body(), **changes}
    with pytest.raises(ValidationError):
        AanvraagIn.model_validate(body)


@pytest.mark.parametrize("veld", ["naam", "titel", "doel"])
@pytest.mark.parametrize("teken", ["\u200e", "\u200f", "\u202a", "\u202e", "\u2066", "\u2069"])
def test_a_text_that_turns_the_direction_of_reading_is_refused(veld: str, teken: str) -> None:
    with pytest.raises(ValidationError, match="onzichtbaar teken dat de leesrichting verandert"):
        AanvraagIn.model_validate({**aanvraag_body(), veld: f"Wijk{teken}maaltijd"})


def test_a_long_text_keeps_its_lines_and_tabs() -> None:
    body = AanvraagIn.model_validate({**aanvraag_body(), "doel": "Samen:\r\n\teten\nen praten"})
    assert body.doel == "Samen:\n\teten\nen praten"


def test_what_was_stated_before_a_sign_was_refused_is_still_shown() -> None:
    one = aanvraag(regeling(), opgave=opgave(titel="Wijk\nmaaltijd", doel="Samen\x07eten", naam="a\u202eb"))
    shown = AanvraagUit.of(one, DAG, IBAN).opgave
    assert (shown.titel, shown.doel, shown.naam) == ("Wijk\nmaaltijd", "Samen\x07eten", "a\u202eb")


@given(iban=st.from_regex(r"[A-Z]{2}[0-9]{2}[0-9A-Z]{11,30}", fullmatch=True))
def test_an_account_shows_its_country_and_last_four_signs_only(iban: str) -> None:
    shown = AanvraagUit.of(aanvraag(), DAG, iban).iban
    assert (len(shown), shown[:2], shown[-4:]) == (len(iban), iban[:2], iban[-4:])
    assert set(shown[2:-4]) == {"*"}


def test_an_application_shows_everything_that_happened_to_it() -> None:
    scheme = regeling()
    one = aanvraag(scheme, opgave=opgave(gemeente="0267"))
    asked = vraag_aanvulling(one, ["Uw begroting"], DAG)
    heard, _ = vraag_zienswijze(one, "Wij willen weigeren.", DAG)
    _, besluit = beslis(dossier(), voornemen(), handeling())
    shown = AanvraagUit.of(dataclasses.replace(asked, zienswijze=heard.zienswijze), asked.beslisdatum(scheme), IBAN)
    body = AanvraagdossierUit.met(shown, besluit)
    assert [one.code for one in body.intake] == [IntakeCode.GEMEENTE_NIET_DEELNEMEND]
    assert [one.gevraagd for one in body.aanvullingen] == [["Uw begroting"]]
    assert body.zienswijze is not None
    assert body.zienswijze.voornemen == "Wij willen weigeren."
    assert body.besluit is not None
    assert (body.besluit.id, body.besluit.verleend_cent) == (besluit.id, 450_000)
