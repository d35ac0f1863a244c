"""What everybody may see: the register and the entrance."""

import datetime as dt
from typing import Any

import pytest
from subsidies.domain.aanvragen.intake import TEKST, IntakeCode
from subsidies.domain.besluiten.besluit import beslis
from subsidies.domain.openbaar.hulp import PLAFOND_VOL, Hulpantwoord, Hulpvraag, beantwoord
from subsidies.domain.openbaar.postcodes import gemeente_van
from subsidies.domain.openbaar.register import Registerregel, registerregel
from subsidies.domain.regelingen.opgave import Rechtsvorm, SoortAanvrager

from tests.builders.subsidies import DAG, aanvraag, dossier, handeling, opgave, regeling, voornemen

INWONER: dict[str, Any] = {
    "soort": SoortAanvrager.NATUURLIJK_PERSOON,
    "kvk_nummer": None,
    "naam": "Proefpersoon",
    "titel": "Voor Jan",
}


def regel(in_wijk: int = 1, **changes: Any) -> Registerregel:
    one = dossier(aanvraag=aanvraag(opgave=opgave(**changes)))
    besloten, besluit = beslis(one, voornemen(), handeling())
    return registerregel(besluit, besloten, one.regeling, in_wijk=in_wijk)


def test_a_foundation_is_public_with_name_and_number() -> None:
    one = regel()
    assert (one.ontvanger, one.kvk_nummer, one.wijk, one.activiteit, one.verleend_cent) == (
        "Stichting Buurtkracht",
        "12345678",
        "Liendert",
        "Wijkmaaltijd",
        450_000,
    )


def test_case_86_a_resident_has_no_name_no_own_words_and_no_small_wijk() -> None:
    one = regel(**INWONER)
    assert (one.ontvanger, one.kvk_nummer, one.wijk, one.activiteit) == ("Inwoner", None, None, one.regeling_titel)


@pytest.mark.parametrize(("in_wijk", "wijk"), [(9, None), (10, "Liendert")])
def test_the_wijk_of_a_resident_shows_from_ten_grants_on(in_wijk: int, wijk: str | None) -> None:
    assert regel(in_wijk, **INWONER).wijk == wijk


def test_the_public_number_leads_to_no_file() -> None:
    one = dossier()
    besloten, besluit = beslis(one, voornemen(), handeling())
    regel = registerregel(besluit, besloten, one.regeling, in_wijk=1)
    assert regel.id not in {besloten.id, besluit.id}


@pytest.mark.parametrize(
    ("soort", "rechtsvorm", "persoon"),
    [
        (SoortAanvrager.ONDERNEMING, Rechtsvorm.EENMANSZAAK, True),
        (SoortAanvrager.ONDERNEMING, Rechtsvorm.VOF, True),
        (SoortAanvrager.ONDERNEMING, None, True),
        (SoortAanvrager.ONDERNEMING, Rechtsvorm.BV, False),
        (SoortAanvrager.RECHTSPERSOON, None, False),
        (SoortAanvrager.GROEP, None, True),
    ],
)
def test_a_firm_that_may_carry_a_personal_name_is_a_person(
    soort: SoortAanvrager, rechtsvorm: Rechtsvorm | None, persoon: bool
) -> None:
    assert opgave(soort=soort, rechtsvorm=rechtsvorm).is_persoon is persoon


def hulp(ruimte: int | None = 1_000, **changes: Any) -> Hulpantwoord:
    values: dict[str, Any] = {
        "gemeente": "0307",
        "wijk": "Liendert",
        "soort": SoortAanvrager.NATUURLIJK_PERSOON,
        "bedrag_cent": 45_000,
        "datum": dt.date(2026, 12, 12),
    }
    return beantwoord(regeling(), Hulpvraag(**{**values, **changes}), DAG, ruimte_cent=ruimte)


def test_a_fitting_scheme_tells_when_you_hear_and_what_you_need() -> None:
    one = hulp()
    assert (one.past, one.redenen, one.beslisdatum) == (True, (), dt.date(2026, 11, 9))
    assert "uw KvK-nummer" not in one.nodig
    assert "uw KvK-nummer" in hulp(soort=SoortAanvrager.RECHTSPERSOON).nodig


@pytest.mark.parametrize(
    ("changes", "code"),
    [
        ({"gemeente": "0267"}, IntakeCode.GEMEENTE_NIET_DEELNEMEND),
        ({"bedrag_cent": 500_001}, IntakeCode.RECHTSPERSOON_VEREIST),
        ({"winstoogmerk": True}, IntakeCode.AANVRAGER_SOORT),
        ({"datum": dt.date(2027, 1, 1)}, IntakeCode.PERIODE_BUITEN_TIJDVAK),
    ],
)
def test_a_scheme_that_does_not_fit_says_why(changes: dict[str, Any], code: IntakeCode) -> None:
    one = hulp(**changes)
    assert (one.past, one.redenen) == (False, (TEKST[code],))


def test_a_used_up_plafond_does_not_fit() -> None:
    assert hulp(ruimte=0).redenen == (PLAFOND_VOL,)


@pytest.mark.parametrize(
    ("postcode", "gemeente"),
    [("3822", "0307"), ("3829 AB", "0307"), ("3741AA", "0308"), ("3768", "0342"), ("1012", None), ("3830", None)],
)
def test_a_postcode_of_the_region_gives_its_gemeente(postcode: str, gemeente: str | None) -> None:
    assert gemeente_van(postcode) == gemeente
