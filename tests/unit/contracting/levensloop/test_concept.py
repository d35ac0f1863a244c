"""From draft to two signatures: who, in which order, and until when."""

import datetime as dt
import uuid

import pytest
from contracting.domain.levensloop.concept import VERLOOP, ConceptStatus, Contractconcept
from contracting.domain.overeenkomsten.sluiten import OvereenkomstSluiten

from tests.builders.contracting import AGB, geweigerd, opgave

AFSPRAAK = OvereenkomstSluiten(
    agb_code=AGB,
    perceel_code="WMO-BEGELEIDING",
    gemeenten=("0307",),
    ingangsdatum=dt.date(2027, 1, 1),
    einddatum=dt.date(2028, 12, 31),
    prijzen=(opgave(geldig_van=dt.date(2027, 1, 1)),),
    taakbudget=None,
)
CONCEPT = Contractconcept(id=uuid.UUID(int=1), afspraak=AFSPRAAK)
STUREN = dt.date(2026, 9, 1)


def test_the_life_of_a_contract_has_no_dead_ends() -> None:
    assert VERLOOP.gebreken() == ()


def test_geval_54_a_contract_with_remarks_is_sent_again_unchanged_and_signed_within_three_weeks() -> None:
    terug = CONCEPT.bied_aan(dt.date(2026, 8, 3)).teken("Artikel 3.28 doorgehaald", dt.date(2026, 8, 20))
    assert terug.status is ConceptStatus.MET_OPMERKINGEN
    opnieuw = terug.bied_aan(STUREN)
    assert (opnieuw.afspraak, opnieuw.tekenen_uiterlijk) == (AFSPRAAK, dt.date(2026, 9, 22))
    assert opnieuw.teken(None, dt.date(2026, 9, 22)).status is ConceptStatus.GETEKEND
    assert geweigerd(opnieuw.teken, None, dt.date(2026, 9, 23)) == "tekenen-te-laat"


@pytest.mark.parametrize("dag", [STUREN, STUREN + dt.timedelta(days=40)])
def test_a_contract_that_was_not_signed_in_time_can_be_sent_again(dag: dt.date) -> None:
    assert CONCEPT.bied_aan(STUREN).bied_aan(dag).tekenen_uiterlijk == dag + dt.timedelta(days=21)


def test_what_was_not_signed_is_not_concluded_and_what_was_withdrawn_is_not_signed() -> None:
    assert geweigerd(CONCEPT.bied_aan(STUREN).sluit, uuid.UUID(int=2)) == "stap-niet-mogelijk"
    assert geweigerd(CONCEPT.teken, None, STUREN) == "stap-niet-mogelijk"
    assert geweigerd(CONCEPT.trek_in().bied_aan, STUREN) == "stap-niet-mogelijk"
