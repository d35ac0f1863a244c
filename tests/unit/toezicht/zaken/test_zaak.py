import dataclasses

import pytest
from risb_kern.errors import DomainError
from toezicht.domain.zaken.ladder import EISEN, Controlemethode, Stukverwijzing, Trede, grond_past
from toezicht.domain.zaken.zaak import Aangiftebesluit, Bevinding, Classificatie, Onregelmatigheid, Zaak, Zaakuitkomst

from tests.builders.toezichtzaken import NU, een_bevinding, een_zaak, nieuw_id

ZAAK = een_zaak()
BEVINDING = een_bevinding(ZAAK.id)
OPZET = een_bevinding(ZAAK.id, opzet=True)


def voorstel(klasse: Onregelmatigheid, *bewijs: Bevinding) -> Classificatie:
    return Classificatie(klasse=klasse, reden="Volgt uit de bevindingen.", bewijs=[one.id for one in bewijs])


def slug(fout: pytest.ExceptionInfo[DomainError]) -> str:
    return fout.value.slug


def stukken(*soorten: str, methode: Controlemethode = Controlemethode.GESPREK) -> list[Stukverwijzing]:
    return [Stukverwijzing(soort=one, verwijzing="Zaaksysteem 2026-118", methoden=(methode,)) for one in soorten]


def als_fraude() -> Zaak:
    zaak = ZAAK
    for wie in ("een", "twee"):
        zaak = zaak.classificeer(voorstel(Onregelmatigheid.FRAUDE, OPZET), wie, [OPZET])
    return zaak


class TestClassificatie:
    @pytest.mark.parametrize("klasse", [Onregelmatigheid.FOUT, Onregelmatigheid.ONEIGENLIJK_GEBRUIK])
    def test_one_person_sets_fout_and_oneigenlijk_gebruik(self, klasse: Onregelmatigheid) -> None:
        assert ZAAK.classificeer(voorstel(klasse, BEVINDING), "een", [BEVINDING]).klasse is klasse

    def test_fraude_by_one_person_is_only_a_proposal(self) -> None:
        zaak = ZAAK.classificeer(voorstel(Onregelmatigheid.FRAUDE, OPZET), "een", [OPZET])
        assert (zaak.klasse, zaak.voorstel_door) == (None, "een")

    def test_the_same_person_cannot_confirm_fraude(self) -> None:
        zaak = ZAAK.classificeer(voorstel(Onregelmatigheid.FRAUDE, OPZET), "een", [OPZET])
        with pytest.raises(DomainError) as fout:
            zaak.classificeer(voorstel(Onregelmatigheid.FRAUDE, OPZET), "een", [OPZET])
        assert slug(fout) == "tweede-persoon-nodig"

    def test_a_second_person_confirms_fraude(self) -> None:
        zaak = ZAAK.classificeer(voorstel(Onregelmatigheid.FRAUDE, OPZET), "een", [OPZET])
        zaak = zaak.classificeer(voorstel(Onregelmatigheid.FRAUDE, OPZET), "twee", [OPZET])
        assert (zaak.klasse, zaak.voorstel_door) == (Onregelmatigheid.FRAUDE, None)

    def test_fraude_needs_shown_intent(self) -> None:
        with pytest.raises(DomainError) as fout:
            ZAAK.classificeer(voorstel(Onregelmatigheid.FRAUDE, BEVINDING), "een", [BEVINDING, OPZET])
        assert slug(fout) == "opzet-niet-getoond"

    def test_back_to_fout_ends_the_proposal(self) -> None:
        zaak = ZAAK.classificeer(voorstel(Onregelmatigheid.FRAUDE, OPZET), "een", [OPZET])
        zaak = zaak.classificeer(voorstel(Onregelmatigheid.FOUT, BEVINDING), "een", [BEVINDING])
        assert (zaak.klasse, zaak.voorstel_door) == (Onregelmatigheid.FOUT, None)

    @pytest.mark.parametrize("klasse", [Onregelmatigheid.FOUT, Onregelmatigheid.ONEIGENLIJK_GEBRUIK])
    def test_what_two_persons_set_one_does_not_undo(self, klasse: Onregelmatigheid) -> None:
        fraude = als_fraude()
        voorgesteld = fraude.classificeer(voorstel(klasse, OPZET), "drie", [OPZET])
        assert (voorgesteld.klasse, voorgesteld.voorstel_door) == (Onregelmatigheid.FRAUDE, "drie")
        with pytest.raises(DomainError) as fout:
            voorgesteld.classificeer(voorstel(klasse, OPZET), "drie", [OPZET])
        assert slug(fout) == "tweede-persoon-nodig"
        weg = voorgesteld.classificeer(voorstel(klasse, OPZET), "vier", [OPZET])
        assert (weg.klasse, weg.voorstel_door) == (klasse, None)

    def test_a_second_person_who_names_another_class_confirms_nothing(self) -> None:
        zaak = als_fraude().classificeer(voorstel(Onregelmatigheid.FOUT, OPZET), "drie", [OPZET])
        zaak = zaak.classificeer(voorstel(Onregelmatigheid.ONEIGENLIJK_GEBRUIK, OPZET), "vier", [OPZET])
        assert (zaak.klasse, zaak.voorstel_door) == (Onregelmatigheid.FRAUDE, "vier")

    def test_fraude_again_ends_the_proposal_to_leave_it(self) -> None:
        zaak = als_fraude().classificeer(voorstel(Onregelmatigheid.FOUT, OPZET), "drie", [OPZET])
        zaak = zaak.classificeer(voorstel(Onregelmatigheid.FRAUDE, OPZET), "een", [OPZET])
        assert (zaak.klasse, zaak.voorstel_door) == (Onregelmatigheid.FRAUDE, None)

    def test_what_ever_was_fraude_closes_only_after_a_decision_on_aangifte(self) -> None:
        zaak = als_fraude()
        for wie in ("drie", "vier"):
            zaak = zaak.classificeer(voorstel(Onregelmatigheid.FOUT, OPZET), wie, [OPZET])
        with pytest.raises(DomainError) as fout:
            zaak.sluit(Zaakuitkomst.FOUT_HERSTELD, aantal_maatregelen=0)
        assert slug(fout) == "aangiftebesluit-ontbreekt"

    def test_evidence_of_another_case_is_refused(self) -> None:
        with pytest.raises(DomainError) as fout:
            ZAAK.classificeer(voorstel(Onregelmatigheid.FOUT, OPZET), "een", [BEVINDING])
        assert slug(fout) == "onbekend-bewijs"


class TestLadder:
    def test_step_one_needs_no_document(self) -> None:
        assert ZAAK.naar_trede(Trede.FORMELE_CONTROLE, []).trede is Trede.FORMELE_CONTROLE

    def test_no_step_is_skipped(self) -> None:
        with pytest.raises(DomainError) as fout:
            ZAAK.naar_trede(Trede.DETAILCONTROLE, [])
        assert slug(fout) == "trede-niet-aan-de-beurt"

    def test_detail_control_without_its_documents_is_refused_with_what_lacks(self) -> None:
        zaak = dataclasses.replace(ZAAK, trede=Trede.MATERIELE_CONTROLE)
        with pytest.raises(DomainError) as fout:
            zaak.naar_trede(Trede.DETAILCONTROLE, stukken("specifieke-risicoanalyse"))
        assert [one.veld for one in fout.value.fouten] == [
            "stukken.specifiek-controleplan",
            "stukken.aanbieder-geinformeerd",
        ]

    @pytest.mark.parametrize("trede", list(Trede)[1:])
    def test_with_every_document_each_step_can_be_taken(self, trede: Trede) -> None:
        zaak = dataclasses.replace(ZAAK, trede=Trede(trede - 1))
        assert zaak.naar_trede(trede, stukken(*(eis.stuk for eis in EISEN[trede]))).trede is trede


class TestDossierinzage:
    MATERIEEL = ("controledoel", "controleplan")

    def test_a_general_plan_that_looks_into_files_is_refused(self) -> None:
        zaak = dataclasses.replace(ZAAK, trede=Trede.FORMELE_CONTROLE)
        met_inzage = stukken(*self.MATERIEEL, methode=Controlemethode.DOSSIERINZAGE)
        with pytest.raises(DomainError) as fout:
            zaak.naar_trede(Trede.MATERIELE_CONTROLE, met_inzage)
        assert slug(fout) == "dossierinzage-te-vroeg"

    @pytest.mark.parametrize("trede", [Trede.FORMELE_CONTROLE, Trede.MATERIELE_CONTROLE])
    @pytest.mark.parametrize(
        "onder_andere_naam",
        ["dossieronderzoek", "Dossier-inspectie", "plan met dossier inzage", "inzage in de cliëntdossiers"],
    )
    def test_under_another_name_it_is_refused_too(self, trede: Trede, onder_andere_naam: str) -> None:
        zaak = dataclasses.replace(ZAAK, trede=Trede(trede - 1))
        extra = Stukverwijzing(soort="bijlage", verwijzing=onder_andere_naam)
        with pytest.raises(DomainError) as fout:
            zaak.naar_trede(trede, [*stukken(*self.MATERIEEL), extra])
        with pytest.raises(DomainError):
            grond_past(trede, f"Wij doen {onder_andere_naam}.")
        assert slug(fout) == "dossierinzage-te-vroeg"

    def test_detail_control_with_its_own_plan_may_look_into_files(self) -> None:
        zaak = dataclasses.replace(ZAAK, trede=Trede.MATERIELE_CONTROLE)
        eigen = stukken(*(eis.stuk for eis in EISEN[Trede.DETAILCONTROLE]), methode=Controlemethode.DOSSIERINZAGE)
        assert zaak.naar_trede(Trede.DETAILCONTROLE, eigen).trede is Trede.DETAILCONTROLE
        grond_past(Trede.DETAILCONTROLE, "Inzage in dossiers is nodig.")

    def test_a_plan_without_methods_says_nothing_and_is_refused(self) -> None:
        zaak = dataclasses.replace(ZAAK, trede=Trede.FORMELE_CONTROLE)
        leeg = [Stukverwijzing(soort=one, verwijzing="Zaaksysteem 1") for one in self.MATERIEEL]
        with pytest.raises(DomainError) as fout:
            zaak.naar_trede(Trede.MATERIELE_CONTROLE, leeg)
        assert slug(fout) == "methoden-ontbreken"

    def test_words_that_only_sound_like_it_are_let_through(self) -> None:
        grond_past(Trede.MATERIELE_CONTROLE, "Het dossier van de zaak ligt klaar; wij stellen vragen over uren.")


def aangifte(*, gedaan: bool) -> Aangiftebesluit:
    return Aangiftebesluit(aangifte=gedaan, motivering_id=nieuw_id(), door="twee", op=NU)


class TestAangifte:
    FRAUDE = dataclasses.replace(ZAAK, klasse=Onregelmatigheid.FRAUDE, was_fraude=True)

    @pytest.mark.parametrize("uitkomst", [one for one in Zaakuitkomst if one is not Zaakuitkomst.MAATREGEL])
    def test_fraude_does_not_close_without_a_decision_on_aangifte(self, uitkomst: Zaakuitkomst) -> None:
        with pytest.raises(DomainError) as fout:
            self.FRAUDE.sluit(uitkomst, aantal_maatregelen=0)
        assert slug(fout) == "aangiftebesluit-ontbreekt"

    def test_with_a_decision_not_to_it_closes(self) -> None:
        zaak = self.FRAUDE.besluit_aangifte(aangifte(gedaan=False))
        assert zaak.sluit(Zaakuitkomst.TERUGVORDERING, aantal_maatregelen=0).uitkomst is Zaakuitkomst.TERUGVORDERING

    @pytest.mark.parametrize("zaak", [ZAAK, FRAUDE.besluit_aangifte(aangifte(gedaan=False))])
    def test_the_outcome_aangifte_needs_one(self, zaak: Zaak) -> None:
        with pytest.raises(DomainError) as fout:
            zaak.sluit(Zaakuitkomst.AANGIFTE, aantal_maatregelen=0)
        assert slug(fout) == "aangifte-ontbreekt"


class TestMaatregel:
    def test_needs_a_finding(self) -> None:
        with pytest.raises(DomainError) as fout:
            ZAAK.check_maatregel([])
        assert slug(fout) == "bevinding-ontbreekt"


class TestSluiten:
    def test_a_closed_case_takes_nothing_more(self) -> None:
        dicht = ZAAK.sluit(Zaakuitkomst.NIETS_GEVONDEN, aantal_maatregelen=0)
        for poging in (
            lambda: dicht.naar_trede(Trede.FORMELE_CONTROLE, []),
            lambda: dicht.classificeer(voorstel(Onregelmatigheid.FOUT), "een", []),
            lambda: dicht.sluit(Zaakuitkomst.AFSPRAAK, aantal_maatregelen=0),
            dicht.check_bevinding,
            lambda: dicht.check_maatregel([BEVINDING]),
        ):
            with pytest.raises(DomainError) as fout:
                poging()
            assert slug(fout) == "stap-niet-mogelijk"

    def test_an_open_proposal_of_fraude_must_be_answered_first(self) -> None:
        with pytest.raises(DomainError) as fout:
            dataclasses.replace(ZAAK, voorstel_door="een").sluit(Zaakuitkomst.AANGIFTE, aantal_maatregelen=0)
        assert slug(fout) == "voorstel-open"

    def test_the_outcome_maatregel_needs_a_measure(self) -> None:
        with pytest.raises(DomainError) as fout:
            ZAAK.sluit(Zaakuitkomst.MAATREGEL, aantal_maatregelen=0)
        assert slug(fout) == "maatregel-ontbreekt"
