import datetime as dt
from dataclasses import replace

import pytest
from contracting.domain.regio.deelname import Dienst
from contracting.domain.toelating.aanmelding import (
    Aanmelding,
    AanmeldingStatus,
    Toelatingsbesluit,
    aanvulling_uiterlijk,
)
from contracting.domain.toelating.perceel import Bewijssoort, Perceel, Procedure, controleer_perceel
from contracting.domain.toelating.regels import beoordeel
from hypothesis import given
from hypothesis import strategies as st
from risb_kern.errors import DomainError
from risb_recht.kalender import maanden_later

from tests.builders.contracting import DAG, aanmelding, bewijs, criterium, perceel

KVK, BELASTING, GVA, VOG = (
    Bewijssoort.KVK_UITTREKSEL,
    Bewijssoort.BELASTINGVERKLARING,
    Bewijssoort.GEDRAGSVERKLARING,
    Bewijssoort.VOG_RECHTSPERSONEN,
)
dagen = st.dates(dt.date(2000, 1, 1), dt.date(2060, 12, 31))


def codes(beoordeling: Toelatingsbesluit) -> list[str]:
    return [one.code for one in beoordeling.redenen]


class TestLeeftijdVanBewijs:
    @pytest.mark.parametrize(
        ("soort", "datum", "ontvangen", "verwacht"),
        [
            (KVK, "2026-03-14", "2026-09-14", []),
            (KVK, "2026-03-14", "2026-09-15", ["bewijs-te-oud"]),
            (KVK, "2026-08-31", "2027-02-28", []),
            (KVK, "2026-08-31", "2027-03-01", ["bewijs-te-oud"]),
            (BELASTING, "2026-01-31", "2026-07-31", []),
            (BELASTING, "2026-01-31", "2026-08-01", ["bewijs-te-oud"]),
            (GVA, "2024-11-22", "2026-11-22", []),
            (GVA, "2024-11-22", "2026-11-23", ["bewijs-te-oud"]),
            (VOG, "2025-02-28", "2026-02-28", []),
            (VOG, "2025-02-28", "2026-03-01", ["bewijs-te-oud"]),
        ],
    )
    def test_acceptance_cases_1_to_4(self, soort: Bewijssoort, datum: str, ontvangen: str, verwacht: list[str]) -> None:
        dag = dt.date.fromisoformat(ontvangen)
        stuk = bewijs(soort, datum=dt.date.fromisoformat(datum), ontvangen_op=dag)
        uitkomst = beoordeel(perceel(criterium(soort)), aanmelding(stuk, ontvangen_op=dag), bezwaren={}, vandaag=dag)
        assert codes(uitkomst) == verwacht

    def test_age_counts_at_receipt_and_not_at_judgement(self) -> None:
        stuk = bewijs(datum=dt.date(2026, 3, 14), ontvangen_op=dt.date(2026, 9, 14))
        uitkomst = beoordeel(perceel(), aanmelding(stuk), bezwaren={}, vandaag=dt.date(2026, 12, 1))
        assert codes(uitkomst) == []

    def test_an_own_maximum_age_goes_before_the_standard(self) -> None:
        stuk = bewijs(datum=dt.date(2025, 10, 4), ontvangen_op=DAG)
        streng = perceel(criterium(maximale_leeftijd_maanden=3))
        assert codes(beoordeel(streng, aanmelding(stuk), bezwaren={}, vandaag=DAG)) == ["bewijs-te-oud"]
        assert codes(beoordeel(perceel(), aanmelding(stuk), bezwaren={}, vandaag=DAG)) == []

    def test_evidence_from_the_future_does_not_count(self) -> None:
        stuk = bewijs(datum=DAG + dt.timedelta(days=1))
        assert codes(beoordeel(perceel(), aanmelding(stuk), bezwaren={}, vandaag=DAG)) == ["bewijs-uit-toekomst"]

    def test_one_good_piece_beside_an_old_one_is_enough(self) -> None:
        oud, goed = bewijs(datum=dt.date(2020, 1, 1)), bewijs()
        for volgorde in ((oud, goed), (goed, oud)):
            assert codes(beoordeel(perceel(), aanmelding(*volgorde), bezwaren={}, vandaag=DAG)) == []

    @given(dagen, st.integers(1, 36), dagen)
    def test_the_limit_agrees_with_counting_whole_months(
        self, datum: dt.date, maanden: int, ontvangen: dt.date
    ) -> None:
        verschil = (ontvangen.year - datum.year) * 12 + ontvangen.month - datum.month
        te_oud = verschil > maanden or (verschil == maanden and ontvangen.day > datum.day)
        assert (ontvangen > maanden_later(datum, maanden)) == te_oud


class TestAanvulling:
    """Acceptance case 5: asked on 1 June, due on 15 June."""

    def gevraagd(self) -> Aanmelding:
        return aanmelding(ontvangen_op=dt.date(2026, 5, 30)).vraag_aanvulling(aanvulling_uiterlijk(dt.date(2026, 6, 1)))

    def test_due_after_fourteen_days(self) -> None:
        assert self.gevraagd().aanvulling_uiterlijk == dt.date(2026, 6, 15)

    @pytest.mark.parametrize(("dag", "verwacht"), [(15, []), (16, ["aanvulling-te-laat"])])
    def test_the_whole_last_day_counts(self, dag: int, verwacht: list[str]) -> None:
        ontvangen = dt.date(2026, 6, dag)
        aangevuld = self.gevraagd().vul_aan((bewijs(datum=dt.date(2026, 6, 1), ontvangen_op=ontvangen),))
        uitkomst = beoordeel(perceel(), aangevuld, bezwaren={}, vandaag=ontvangen)
        assert codes(uitkomst) == verwacht
        assert not verwacht or "R2" in uitkomst.redenen[0].toelichting

    def test_evidence_that_nobody_asked_for_is_refused(self) -> None:
        with pytest.raises(DomainError) as refused:
            aanmelding().vul_aan((bewijs(),))
        assert refused.value.slug == "stap-niet-mogelijk"


class TestVolgordeVanToetsing:
    """R4: the reasons are those of the first step that fails."""

    def slecht(self) -> tuple[Perceel, Aanmelding]:
        eisen = perceel(criterium(KVK), criterium(GVA), uiterste_aanmelddag=DAG - dt.timedelta(days=1))
        stukken = (bewijs(KVK, datum=dt.date(2020, 1, 1)), bewijs(GVA, datum=dt.date(2020, 1, 1)))
        return eisen, aanmelding(*stukken, ondertekend=False, akkoord_zonder_voorbehoud=False)

    def test_each_repaired_step_brings_up_the_next(self) -> None:
        eisen, poging = self.slecht()
        gezien = []
        goed_gva = (poging.bewijsstukken[0], bewijs(GVA))
        for herstel in (
            {},
            {"ontvangen_op": DAG - dt.timedelta(days=1)},
            {"ondertekend": True},
            {"bewijsstukken": goed_gva},
            {"bewijsstukken": (bewijs(KVK), bewijs(GVA))},
            {"akkoord_zonder_voorbehoud": True},
        ):
            poging = replace(poging, **herstel)
            uitkomst = beoordeel(eisen, poging, bezwaren={}, vandaag=DAG)
            gezien.append((uitkomst.stap, codes(uitkomst)))
        assert gezien == [
            ("tijdig", ["te-laat"]),
            ("ondertekend", ["niet-ondertekend"]),
            ("uitsluitingsgronden", ["bewijs-te-oud"]),
            ("geschiktheid", ["bewijs-te-oud"]),
            ("akkoord", ["voorbehoud"]),
            (None, []),
        ]

    def test_missing_evidence_comes_before_the_signature(self) -> None:
        uitkomst = beoordeel(perceel(), aanmelding(ondertekend=False), bezwaren={}, vandaag=DAG)
        assert (uitkomst.stap, codes(uitkomst)) == ("volledig", ["bewijs-ontbreekt"])

    def test_a_conditional_acceptance_is_set_aside_with_the_step(self) -> None:
        uitkomst = beoordeel(perceel(), aanmelding(bewijs(), akkoord_zonder_voorbehoud=False), bezwaren={}, vandaag=DAG)
        assert [one.toelichting for one in uitkomst.redenen] == [
            "De uitvoeringseisen zijn niet zonder voorbehoud aanvaard (R4 stap 6)."
        ]

    def test_every_criterium_has_an_outcome_whatever_the_step(self) -> None:
        eisen, poging = self.slecht()
        uitkomst = beoordeel(eisen, poging, bezwaren={}, vandaag=DAG)
        assert [(one.criterium, one.voldoet) for one in uitkomst.oordelen] == [
            ("KVK-UITTREKSEL", False),
            ("GEDRAGSVERKLARING", False),
        ]

    def test_an_objection_to_the_content_is_a_reason(self) -> None:
        uitkomst = beoordeel(
            perceel(), aanmelding(bewijs()), bezwaren={"KVK-UITTREKSEL": "Het adres klopt niet."}, vandaag=DAG
        )
        assert [(one.code, one.toelichting) for one in uitkomst.redenen] == [
            ("inhoud-voldoet-niet", "Het adres klopt niet.")
        ]


class TestBesluit:
    def test_an_application_is_judged_once(self) -> None:
        uitkomst = beoordeel(perceel(), aanmelding(bewijs()), bezwaren={}, vandaag=DAG)
        besloten = aanmelding(bewijs()).besluit(uitkomst)
        assert besloten.status is AanmeldingStatus.TOEGELATEN
        with pytest.raises(DomainError) as refused:
            besloten.besluit(uitkomst)
        assert refused.value.slug == "stap-niet-mogelijk"

    def test_a_reason_means_refusal(self) -> None:
        uitkomst = beoordeel(perceel(), aanmelding(), bezwaren={}, vandaag=DAG)
        assert aanmelding().besluit(uitkomst).status is AanmeldingStatus.AFGEWEZEN


class TestPerceel:
    def test_a_cap_on_a_toelating_is_refused_with_reason_ti(self) -> None:
        with pytest.raises(DomainError) as refused:
            controleer_perceel(perceel(maximum_aanbieders=3))
        assert (refused.value.slug, refused.value.fouten[0].code) == ("toelating-zonder-maximum", "TI")

    def test_a_cap_on_an_aanbesteding_is_guarded_by_its_ranking(self) -> None:
        controleer_perceel(perceel(maximum_aanbieders=3, procedure=Procedure.AANBESTEDING))

    def test_the_service_line_belongs_to_the_law(self) -> None:
        with pytest.raises(DomainError) as refused:
            controleer_perceel(perceel(dienst=Dienst.JW))
        assert refused.value.slug == "dienst-past-niet"

    def test_a_criterium_is_named_once(self) -> None:
        with pytest.raises(DomainError) as refused:
            controleer_perceel(perceel(criterium(), criterium()))
        assert [one.veld for one in refused.value.fouten] == ["basiscriteria"]
