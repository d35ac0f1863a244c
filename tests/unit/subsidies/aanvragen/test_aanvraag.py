"""States and the decision clock of an application."""

import dataclasses
import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st
from risb_kern.errors import DomainError
from subsidies.domain.aanvragen.aanvraag import (
    Aanvraag,
    AanvraagStatus,
    Aanvulling,
    beoordeel_aanvulling,
    geef_zienswijze,
    vraag_aanvulling,
    vraag_zienswijze,
    vul_aan,
)
from subsidies.domain.aanvragen.intake import IntakeCode

from tests.builders.subsidies import DAG, NU, aanvraag, opgave, regeling
from tests.unit.risb_recht.plain import plain_is_free

VRAAG = dt.date(2026, 9, 21)


def onvolledig() -> Aanvraag:
    return aanvraag(opgave=opgave(kvk_nummer=None))


def gevraagd(vandaag: dt.date = VRAAG) -> Aanvraag:
    return vraag_aanvulling(onvolledig(), ["uw KvK-nummer"], vandaag)


def aangevuld(one: Aanvraag, dag: dt.date, kvk: str | None = "12345678") -> Aanvraag:
    beter = dataclasses.replace(one, opgave=opgave(kvk_nummer=kvk))
    antwoord = vul_aan(beter, regeling(), "Hierbij.", nu=NU + (dag - DAG), vandaag=dag)
    return beoordeel_aanvulling(antwoord, toereikend=kvk is not None, motivering="Nagekeken.")


def test_a_clean_application_is_complete_at_receipt() -> None:
    assert (aanvraag().status, aanvraag().volledig_op) == (AanvraagStatus.COMPLEET, NU)


def test_missing_data_keeps_an_application_incomplete() -> None:
    one = onvolledig()
    assert (one.status, one.volledig_op, one.intake) == (AanvraagStatus.INGEDIEND, None, (IntakeCode.KVK_ONBEKEND,))


def test_a_threshold_does_not_make_an_application_incomplete() -> None:
    one = aanvraag(opgave=opgave(gemeente="0267"))
    assert (one.status, one.drempels) == (AanvraagStatus.COMPLEET, (IntakeCode.GEMEENTE_NIET_DEELNEMEND,))


def test_an_application_that_misses_a_condition_claims_nothing_of_the_plafond() -> None:
    assert aanvraag(opgave=opgave(gemeente="0267")).aanspraak_cent(regeling()) == 0
    assert aanvraag().aanspraak_cent(regeling()) == 450_000


def test_the_repair_term_is_fourteen_days() -> None:
    assert gevraagd().aanvullingen[0].uiterlijk == dt.date(2026, 10, 5)


def test_a_shorter_repair_term_is_refused() -> None:
    with pytest.raises(DomainError) as refused:
        vraag_aanvulling(onvolledig(), ["kvk"], VRAAG, uiterlijk=dt.date(2026, 10, 4))
    assert refused.value.slug == "hersteltermijn-te-kort"


def test_case_7_completed_after_nine_days_moves_the_decision_date_nine_days() -> None:
    one = aangevuld(gevraagd(), dt.date(2026, 9, 30))
    assert one.status is AanvraagStatus.COMPLEET
    assert one.beslisdatum(regeling()) == dt.date(2026, 11, 18)


def test_case_8_nothing_sent_moves_the_decision_date_fourteen_days() -> None:
    assert gevraagd().beslisdatum(regeling()) == dt.date(2026, 11, 23)


def test_a_late_answer_does_not_suspend_beyond_the_repair_term() -> None:
    assert aangevuld(gevraagd(), dt.date(2026, 10, 20)).beslisdatum(regeling()) == dt.date(2026, 11, 23)


def test_an_answer_that_lacks_the_same_leaves_the_application_incomplete() -> None:
    one = aangevuld(gevraagd(), dt.date(2026, 9, 30), kvk=None)
    assert (one.status, one.aanvullingen[0].toereikend, one.volledig_op) == (AanvraagStatus.INGEDIEND, False, None)


def test_completeness_counts_from_the_answer() -> None:
    one = aangevuld(gevraagd(), dt.date(2026, 9, 30))
    assert one.volledig_op == NU + dt.timedelta(days=16)


def test_an_answer_waits_for_a_person_and_keeps_its_place() -> None:
    beter = dataclasses.replace(gevraagd(), opgave=opgave())
    one = vul_aan(beter, regeling(), "Hierbij.", nu=NU, vandaag=DAG)
    assert (one.status, one.volledig_op, one.plaats(regeling())) == (AanvraagStatus.AANGEVULD, None, NU)
    assert one.aanvullingen[0].hersteltermijn_voorbij_op(dt.date(2027, 1, 1)) is None


@pytest.mark.parametrize("kvk", [None, "12345678"])
@pytest.mark.parametrize("toereikend", [False, True])
def test_the_person_decides_whatever_the_machine_thinks_of_the_answer(kvk: str | None, toereikend: bool) -> None:
    beter = dataclasses.replace(gevraagd(), opgave=opgave(kvk_nummer=kvk))
    antwoord = vul_aan(beter, regeling(), "Hierbij.", nu=NU, vandaag=DAG)
    one = beoordeel_aanvulling(antwoord, toereikend=toereikend, motivering="Nagekeken.")
    status = AanvraagStatus.COMPLEET if toereikend else AanvraagStatus.INGEDIEND
    assert (one.status, one.volledig_op) == (status, NU if toereikend else None)
    assert one.aanvullingen[0].motivering == "Nagekeken."


def test_an_answer_is_judged_once() -> None:
    with pytest.raises(DomainError) as refused:
        beoordeel_aanvulling(aangevuld(gevraagd(), VRAAG), toereikend=False, motivering="Toch niet.")
    assert refused.value.slug == "stap-niet-mogelijk"


def test_a_request_after_the_decision_date_revives_no_term() -> None:
    assert gevraagd(dt.date(2026, 11, 10)).beslisdatum(regeling()) == dt.date(2026, 11, 9)
    assert gevraagd(dt.date(2026, 11, 9)).beslisdatum(regeling()) == dt.date(2026, 11, 23)


def test_each_step_makes_a_new_version() -> None:
    assert [one.versie for one in (onvolledig(), gevraagd(), aangevuld(gevraagd(), VRAAG))] == [1, 2, 4]


def test_a_zienswijze_is_given_waived_or_passes() -> None:
    one = vraag_zienswijze(aanvraag(), "Wij willen weigeren.", VRAAG)[0]
    assert one.zienswijze is not None
    assert not one.zienswijze.is_geweest(dt.date(2026, 10, 5))
    assert one.zienswijze.is_geweest(dt.date(2026, 10, 6))
    for reactie in ("Dat klopt niet.", None):
        antwoord = geef_zienswijze(one, reactie, VRAAG).zienswijze
        assert antwoord is not None
        assert antwoord.is_geweest(VRAAG)


def test_a_zienswijze_is_given_once() -> None:
    one = geef_zienswijze(vraag_zienswijze(aanvraag(), "Wij willen weigeren.", VRAAG)[0], None, VRAAG)
    with pytest.raises(DomainError) as refused:
        geef_zienswijze(one, "Toch wel.", VRAAG)
    assert refused.value.slug == "zienswijze-al-gegeven"


# The clock once more, day by day: a day counts unless it lies in a suspension that began while the term ran.


def plain_beslisdatum(ontvangen: dt.date, vragen: list[tuple[dt.date, dt.date]]) -> dt.date:
    suspended: set[dt.date] = set()
    last = plain_run(ontvangen, suspended)
    for start, stop in vragen:
        if start <= last:
            suspended |= {start + dt.timedelta(days=one) for one in range(1, (stop - start).days + 1)}
            last = plain_run(ontvangen, suspended)
    return last


def plain_run(ontvangen: dt.date, suspended: set[dt.date]) -> dt.date:
    """56 days that count, and the suspended ones that the roll to a working day had hidden still come on top."""
    total = 56 + len(suspended)
    dag = ontvangen
    for _ in range(total):
        dag += dt.timedelta(days=1)
    while plain_is_free(dag):
        dag += dt.timedelta(days=1)
    return dag


@given(
    ontvangen=st.dates(dt.date(2020, 1, 1), dt.date(2060, 1, 1)),
    rondes=st.lists(st.tuples(st.integers(0, 40), st.integers(0, 30)), max_size=4),
)
def test_the_decision_date_agrees_with_counting_day_by_day(ontvangen: dt.date, rondes: list[tuple[int, int]]) -> None:
    aanvullingen, vragen, dag = [], [], ontvangen
    for nummer, (wachten, duur) in enumerate(rondes, 1):
        start = dag + dt.timedelta(days=wachten)
        uiterlijk = start + dt.timedelta(days=14)
        dag = start + dt.timedelta(days=duur)
        aanvullingen.append(
            Aanvulling(nummer=nummer, gevraagd=("iets",), gevraagd_op=start, uiterlijk=uiterlijk, beantwoord_op=dag)
        )
        vragen.append((start, min(dag, uiterlijk)))
    one = aanvraag(ontvangen=ontvangen, aanvullingen=tuple(aanvullingen))
    assert one.beslisdatum(regeling()) == plain_beslisdatum(ontvangen, vragen)
