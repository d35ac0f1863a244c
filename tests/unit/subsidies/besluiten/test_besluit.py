"""The gates of a decision, its amounts and its terms."""

import dataclasses
import datetime as dt
from collections.abc import Callable
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from risb_kern.errors import DomainError
from risb_recht.periode import Periode
from subsidies.domain.aanvragen.aanvraag import Aanvraag, AanvraagStatus, vraag_aanvulling, vraag_zienswijze
from subsidies.domain.beoordelen.aandachtspunt import Aandachtbron, Puntuitkomst
from subsidies.domain.besluiten.besluit import (
    GRONDEN,
    Besluit,
    Besluitsoort,
    Dossier,
    Grondcode,
    Weigeringsgrond,
    beslis,
)
from subsidies.domain.besluiten.loting import Voorrang
from subsidies.domain.regelingen.opgave import Begroting

from tests.builders.subsidies import DAG, NU, aanvraag, dossier, handeling, opgave, punt, regeling, stand, voornemen

V, W, B = Besluitsoort.VERLENEN, Besluitsoort.WEIGEREN, Besluitsoort.BUITEN_BEHANDELING
DEELS = regeling(deels_verlenen=True)
MINDER = Weigeringsgrond(code=Grondcode.VERPLICHTINGEN, toelichting="Een deel past niet.")


def grond(code: Grondcode = Grondcode.ACTIVITEIT_NIET, **changes: Any) -> Weigeringsgrond:
    return Weigeringsgrond(code=code, toelichting="De zaal is gesloten.", **changes)


def besluit(one: Dossier, soort: Besluitsoort = V, bedrag: int | None = None, *gronden: Weigeringsgrond) -> Besluit:
    if soort is Besluitsoort.VERLENEN and bedrag is not None and bedrag < one.aanvraag.opgave.gevraagd_cent:
        gronden = gronden or (MINDER,)
    return beslis(one, voornemen(soort, bedrag, *gronden), handeling())[1]


def refused(work: Callable[[], object]) -> str:
    with pytest.raises(DomainError) as error:
        work()
    return error.value.slug


def test_a_grant_within_the_plafond_is_determined_at_once_up_to_the_limit() -> None:
    verleend = besluit(dossier())
    assert (verleend.verleend_cent, verleend.geweigerd_cent, verleend.direct_vastgesteld) == (450_000, 0, True)
    groter = dossier(aanvraag=aanvraag(opgave=opgave(gevraagd_cent=500_001)))
    assert besluit(groter, V, 500_001).direct_vastgesteld is False
    assert besluit(groter, V, 500_000).direct_vastgesteld is True


def test_case_62_objection_and_payment_end_after_the_holidays() -> None:
    verleend = beslis(dossier(), voornemen(), handeling(dt.date(2026, 11, 13)))[1]
    assert (verleend.bezwaar_tot, verleend.betaling_uiterlijk) == (dt.date(2026, 12, 28), dt.date(2026, 12, 28))


def test_a_grant_names_its_execution_term() -> None:
    assert besluit(dossier()).uitvoering_uiterlijk == dt.date(2026, 12, 31)


@pytest.mark.parametrize(("dag", "te_laat"), [(dt.date(2026, 11, 9), False), (dt.date(2026, 11, 10), True)])
def test_a_decision_after_the_term_says_that_it_is_late(dag: dt.date, te_laat: bool) -> None:
    assert beslis(dossier(), voornemen(), handeling(dag))[1].te_laat is te_laat


@pytest.mark.parametrize(
    ("one", "hoogste"),
    [
        (dossier(), 450_000),
        (dossier(regeling=regeling(max_bedrag_cent=300_000, direct_vast_tot_cent=0)), 300_000),
        # Case 82: costs 9,000; other fund 4,000; own 1,000; asked 6,000.
        (
            dossier(
                aanvraag=aanvraag(
                    opgave=opgave(
                        gevraagd_cent=600_000,
                        begroting=Begroting(
                            kosten_cent=900_000, eigen_bijdrage_cent=100_000, andere_inkomsten_cent=400_000
                        ),
                    )
                )
            ),
            400_000,
        ),
    ],
)
def test_a_grant_is_never_above_request_maximum_or_uncovered_costs(one: Dossier, hoogste: int) -> None:
    assert besluit(one, V, hoogste).verleend_cent == hoogste
    assert refused(lambda: besluit(one, V, hoogste + 1)) == "ongeldige-gegevens"


def test_case_36_the_rest_of_the_plafond_is_granted_when_parts_are_allowed() -> None:
    one = dossier(
        regeling=DEELS,
        aanvraag=aanvraag(DEELS, opgave=opgave(gevraagd_cent=40_000)),
        plafond=stand(3_710_000, 3_685_000),
    )
    verleend = besluit(one, V, 40_000)
    assert (verleend.verleend_cent, verleend.geweigerd_cent) == (25_000, 15_000)
    assert [one.code for one in verleend.gronden] == [Grondcode.PLAFOND]


def test_case_37_nothing_is_granted_when_parts_are_not_allowed() -> None:
    one = dossier(aanvraag=aanvraag(opgave=opgave(gevraagd_cent=40_000)), plafond=stand(3_710_000, 3_685_000))
    assert refused(lambda: besluit(one, V, 40_000)) == "plafond-ontoereikend"
    assert besluit(one, W, None, grond(Grondcode.PLAFOND)).geweigerd_cent == 40_000


def test_what_is_not_granted_is_refused_and_leaving_aside_refuses_nothing() -> None:
    minder = besluit(dossier(), V, 400_000)
    assert (minder.verleend_cent, minder.geweigerd_cent, minder.gronden) == (400_000, 50_000, (MINDER,))
    terzijde = beslis(dossier(aanvraag=gevraagd()), voornemen(B), handeling(dt.date(2026, 10, 6)))[1]
    assert (terzijde.verleend_cent, terzijde.geweigerd_cent) == (0, 0)


def test_a_plafond_that_does_not_exist_is_no_ground() -> None:
    assert refused(lambda: besluit(dossier(plafond=None), W, None, grond(Grondcode.PLAFOND))) == "geen-plafond"


def test_a_full_plafond_grants_no_part() -> None:
    assert refused(lambda: besluit(dossier(regeling=DEELS, plafond=stand(100, 100)))) == "plafond-ontoereikend"


def test_the_plafond_is_no_ground_while_there_is_room() -> None:
    plafond = grond(Grondcode.PLAFOND)
    assert refused(lambda: besluit(dossier(), W, None, plafond)) == "plafond-niet-bereikt"
    deels = dossier(regeling=DEELS, plafond=stand(450_000, 449_999))
    assert refused(lambda: besluit(deels, W, None, plafond)) == "plafond-niet-bereikt"
    assert besluit(dossier(regeling=DEELS, plafond=stand(1, 1)), W, None, plafond).soort is W


def test_case_38_who_was_complete_first_is_served_first() -> None:
    eerder = dossier(plafond=stand(500_000), voorrang=Voorrang(eerder_cent=100_000))
    assert refused(lambda: besluit(eerder)) == "eerdere-aanvragen-eerst"
    assert besluit(dossier(plafond=stand(550_000), voorrang=Voorrang(eerder_cent=100_000))).verleend_cent == 450_000
    assert besluit(eerder, V, 400_000).verleend_cent == 400_000


@given(bedrag=st.integers(0, 900), verleend=st.integers(0, 900), vraag=st.integers(1, 900), deels=st.booleans())
def test_no_decision_passes_the_plafond(bedrag: int, verleend: int, vraag: int, deels: bool) -> None:
    verleend = min(verleend, bedrag)
    scheme = DEELS if deels else regeling()
    one = dossier(
        regeling=scheme, aanvraag=aanvraag(scheme, opgave=opgave(gevraagd_cent=vraag)), plafond=stand(bedrag, verleend)
    )
    try:
        granted = besluit(one, V, vraag).verleend_cent
    except DomainError:
        granted = 0
    room = bedrag - verleend
    expected = vraag if vraag <= room else room if deels else 0
    assert granted == expected


@pytest.mark.parametrize(
    ("changes", "slug"),
    [
        ({"aanvraag": aanvraag(opgave=opgave(gemeente="0267"))}, "voorwaarde-niet-vervuld"),
        ({"punten": (punt(),)}, "aandachtspunten-open"),
        ({"punten": (punt(Puntuitkomst.VERKLAARD), punt(Puntuitkomst.AANGEHOUDEN))}, "aandachtspunten-open"),
        ({"punten": (punt(bron=Aandachtbron.DUBBELE_FINANCIERING, regel="M6"),)}, "aandachtspunten-open"),
        ({"regeling": regeling(screening_vanaf_cent=450_000)}, "screening-ontbreekt"),
        ({"plafond": None}, "geen-plafond"),
    ],
)
def test_a_grant_waits_for_conditions_and_people(changes: dict[str, Any], slug: str) -> None:
    assert refused(lambda: besluit(dossier(**changes))) == slug


def test_a_grant_is_possible_after_screening_and_explained_points() -> None:
    scheme = regeling(screening_vanaf_cent=450_000)
    one = dossier(
        regeling=scheme,
        aanvraag=aanvraag(scheme, screening_op=NU),
        punten=(punt(Puntuitkomst.VERKLAARD), punt(Puntuitkomst.GEEN_GEVOLG)),
    )
    assert besluit(one).verleend_cent == 450_000


def test_a_grant_needs_an_amount() -> None:
    leeg = dataclasses.replace(voornemen(), bedrag_cent=None)
    assert refused(lambda: beslis(dossier(), leeg, handeling())) == "ongeldige-gegevens"


def test_an_incomplete_application_gets_no_grant() -> None:
    incompleet = aanvraag(opgave=opgave(kvk_nummer=None))
    assert refused(lambda: besluit(dossier(aanvraag=incompleet))) == "stap-niet-mogelijk"
    gehoord = vraag_zienswijze(incompleet, "Wij willen weigeren.", DAG)[0]
    assert refused(lambda: besluit(dossier(aanvraag=gehoord))) == "niet-compleet"


def test_a_refusal_names_a_ground_and_its_article() -> None:
    assert refused(lambda: besluit(dossier(), W)) == "ongeldige-gegevens"
    geweigerd = besluit(dossier(), W, None, grond())
    assert (geweigerd.verleend_cent, geweigerd.geweigerd_cent) == (0, 450_000)
    assert GRONDEN[geweigerd.gronden[0].code].artikel == "artikel 4:35, eerste lid, onder a, Awb"
    assert set(GRONDEN) == set(Grondcode)


def test_a_refusal_waits_until_a_person_looked_at_every_point() -> None:
    assert refused(lambda: besluit(dossier(punten=(punt(),)), W, None, grond())) == "aandachtspunten-open"
    assert besluit(dossier(punten=(punt(Puntuitkomst.AANGEHOUDEN),)), W, None, grond()).soort is W


@pytest.mark.parametrize(
    "reden", [grond(feiten_wijken_af=True), grond(Grondcode.ONJUISTE_GEGEVENS), grond(Grondcode.GEVAAR)]
)
def test_case_32_a_refusal_on_other_facts_needs_a_hearing(reden: Weigeringsgrond) -> None:
    punten = (punt(Puntuitkomst.EIGEN_ONDERZOEK),)
    assert refused(lambda: besluit(dossier(punten=punten), W, None, reden)) == "zienswijze-nodig"
    gehoord = vraag_zienswijze(aanvraag(), "Wij willen weigeren.", DAG)[0]
    one = dossier(aanvraag=gehoord, punten=punten)
    assert refused(lambda: besluit(one, W, None, reden)) == "zienswijze-nodig"
    assert (
        beslis(one, voornemen(W, None, reden), handeling(DAG + dt.timedelta(days=15)))[0].status
        is AanvraagStatus.GEWEIGERD
    )


def test_danger_is_no_ground_without_a_screening_signal() -> None:
    gehoord = vraag_zienswijze(aanvraag(), "Wij willen weigeren.", DAG - dt.timedelta(days=20))[0]
    one = dossier(aanvraag=gehoord, punten=(punt(Puntuitkomst.VERKLAARD, bron=Aandachtbron.DUBBELE_FINANCIERING),))
    assert refused(lambda: besluit(one, W, None, grond(Grondcode.GEVAAR))) == "screening-ontbreekt"


def test_a_condition_is_a_ground_only_when_it_is_not_met() -> None:
    voorwaarde = grond(Grondcode.VOORWAARDE)
    assert refused(lambda: besluit(dossier(), W, None, voorwaarde)) == "voorwaarde-vervuld"
    gesloten = regeling(openstelling=Periode(van=dt.date(2026, 1, 1), tot=dt.date(2026, 1, 2)))
    assert besluit(dossier(regeling=gesloten), W, None, voorwaarde).soort is W


def test_case_10_leaving_aside_needs_a_chance_to_repair() -> None:
    incompleet = aanvraag(opgave=opgave(kvk_nummer=None))
    assert refused(lambda: besluit(dossier(aanvraag=incompleet), B)) == "hersteltermijn-nodig"


def gevraagd() -> Aanvraag:
    return vraag_aanvulling(aanvraag(opgave=opgave(kvk_nummer=None)), ["kvk"], dt.date(2026, 9, 21))


@pytest.mark.parametrize(
    ("dag", "uitkomst"),
    [
        (dt.date(2026, 10, 5), "hersteltermijn-nodig"),
        (dt.date(2026, 10, 6), None),
        (dt.date(2026, 11, 2), None),
        (dt.date(2026, 11, 3), "buiten-behandeling-te-laat"),
    ],
)
def test_case_8_leaving_aside_between_the_lapse_and_four_weeks_later(dag: dt.date, uitkomst: str | None) -> None:
    one = dossier(aanvraag=gevraagd())
    if uitkomst is None:
        assert beslis(one, voornemen(B), handeling(dag))[0].status is AanvraagStatus.BUITEN_BEHANDELING
    else:
        assert refused(lambda: beslis(one, voornemen(B), handeling(dag))) == uitkomst


def test_an_application_is_decided_once() -> None:
    besloten, _ = beslis(dossier(), voornemen(), handeling())
    assert refused(lambda: besluit(dossier(aanvraag=besloten))) == "stap-niet-mogelijk"


def verleen(one: Dossier, bedrag: int, *gronden: Weigeringsgrond) -> Besluit:
    return beslis(one, voornemen(V, bedrag, *gronden), handeling())[1]


def test_a_lower_grant_says_on_which_ground_the_rest_is_refused() -> None:
    assert refused(lambda: verleen(dossier(), 449_999)) == "ongeldige-gegevens"
    minder = verleen(dossier(), 400_000, MINDER)
    assert (minder.geweigerd_cent, minder.gronden) == (50_000, (MINDER,))


def test_a_full_grant_has_no_ground() -> None:
    assert refused(lambda: verleen(dossier(), 450_000, MINDER)) == "ongeldige-gegevens"


@pytest.mark.parametrize(
    ("code", "slug"),
    [
        (Grondcode.GEVAAR, "gevaar-geeft-voorwaarden"),
        (Grondcode.PLAFOND, "plafond-niet-bereikt"),
        (Grondcode.VOORWAARDE, "voorwaarde-vervuld"),
        (Grondcode.ONJUISTE_GEGEVENS, "zienswijze-nodig"),
    ],
)
def test_the_ground_of_a_lower_grant_must_hold(code: Grondcode, slug: str) -> None:
    assert refused(lambda: verleen(dossier(), 400_000, grond(code))) == slug


def test_what_is_left_of_a_plafond_is_not_granted_when_the_scheme_gives_all_or_nothing() -> None:
    one = dossier(plafond=stand(2_000_000, 1_600_000))
    assert refused(lambda: verleen(one, 400_000, grond(Grondcode.PLAFOND))) == "plafond-ontoereikend"
    assert verleen(one, 400_000, MINDER).verleend_cent == 400_000


def test_what_the_plafond_refuses_beside_it_is_a_ground_too() -> None:
    one = dossier(regeling=DEELS, plafond=stand(2_000_000, 1_900_000))
    deels = verleen(one, 400_000, MINDER)
    assert (deels.verleend_cent, [grond.code for grond in deels.gronden]) == (
        100_000,
        [Grondcode.VERPLICHTINGEN, Grondcode.PLAFOND],
    )


@pytest.mark.parametrize(("eerder", "mag"), [(0, True), (1, True), (2, False), (3, False)])
def test_a_scheme_may_say_how_often_an_applicant_is_granted(eerder: int, mag: bool) -> None:
    one = dossier(regeling=regeling(max_per_aanvrager=2), eerder_verleend=eerder)
    assert (refused(lambda: verleen(one, 450_000)) if not mag else verleen(one, 450_000).verleend_cent) == (
        450_000 if mag else "max-per-aanvrager"
    )
