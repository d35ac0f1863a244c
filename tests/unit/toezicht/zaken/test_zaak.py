import dataclasses

import pytest
from risb_kern.errors import DomainError
from toezicht.domain.zaken.ladder import EISEN, Trede
from toezicht.domain.zaken.zaak import Bevinding, Classificatie, Onregelmatigheid, Zaakuitkomst

from tests.builders.toezichtzaken import een_bevinding, een_zaak

ZAAK = een_zaak()
BEVINDING = een_bevinding(ZAAK.id)
OPZET = een_bevinding(ZAAK.id, opzet=True)


def voorstel(klasse: Onregelmatigheid, *bewijs: Bevinding) -> Classificatie:
    return Classificatie(klasse=klasse, reden="Volgt uit de bevindingen.", bewijs=[one.id for one in bewijs])


def slug(fout: pytest.ExceptionInfo[DomainError]) -> str:
    return fout.value.slug


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
            zaak.naar_trede(Trede.DETAILCONTROLE, ["specifieke-risicoanalyse"])
        assert [one.veld for one in fout.value.fouten] == [
            "stukken.specifiek-controleplan",
            "stukken.aanbieder-geinformeerd",
        ]

    @pytest.mark.parametrize("trede", list(Trede)[1:])
    def test_with_every_document_each_step_can_be_taken(self, trede: Trede) -> None:
        zaak = dataclasses.replace(ZAAK, trede=Trede(trede - 1))
        assert zaak.naar_trede(trede, [eis.stuk for eis in EISEN[trede]]).trede is trede


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
