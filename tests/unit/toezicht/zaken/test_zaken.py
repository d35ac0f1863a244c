"""Acts on a case: what is kept, what stands in the timeline, what others hear."""

import dataclasses

import pytest
from risb_kern.errors import DomainError, Kind
from toezicht.application.maatregelen import handelingen as maatregelen
from toezicht.application.zaken import handelingen as zaken
from toezicht.domain.zaken.events import AangifteBesloten, ZaakGeclassificeerd, ZaakGeopend, ZaakGesloten
from toezicht.domain.zaken.ladder import Controlemethode, Stukverwijzing, Trede
from toezicht.domain.zaken.zaak import Bevinding, Classificatie, Onregelmatigheid, Zaak, ZaakStatus, Zaakuitkomst

from tests.builders.toezicht import AGB, TRACE
from tests.builders.toezichtzaken import (
    NU,
    RECHTMATIGHEID,
    door,
    een_maatregel,
    een_signaal,
    geopend,
    met_bevinding,
    nieuw_id,
)
from tests.fakes.toezicht.uow import FakeUow


@pytest.fixture
def uow() -> FakeUow:
    return FakeUow()


@pytest.fixture
async def zaak(uow: FakeUow) -> Zaak:
    return await geopend(uow)


async def soorten(uow: FakeUow, zaak: Zaak) -> list[str]:
    return [one.soort for one in await uow.timeline.list(zaak.zaak)]


async def voorstellen(uow: FakeUow, zaak: Zaak) -> list[object]:
    """Of each classification on record, whether it was a proposal only."""
    regels = await uow.timeline.list(zaak.zaak)
    return [one.gegevens["voorstel"] for one in regels if one.soort == "zaak_classificeren"]


class TestZaakOpenen:
    async def test_a_case_begins_on_the_first_step_under_the_trace_of_its_signal(self, uow: FakeUow) -> None:
        zaak = await geopend(uow)
        assert (zaak.agb_code, zaak.trede, zaak.status) == (AGB, Trede.RISICOANALYSE, ZaakStatus.OPEN)
        assert await uow.zaken.find(zaak.id) == zaak
        (event,) = uow.told(ZaakGeopend)
        assert (event.zaak_id, event.signaal_id, event.geopend_op) == (str(zaak.id), str(zaak.signaal_id), NU)
        assert uow.traces == [TRACE]

    async def test_the_signal_knows_its_case(self, uow: FakeUow, zaak: Zaak) -> None:
        signaal = await uow.signalen.find(zaak.signaal_id, RECHTMATIGHEID)
        assert signaal is not None
        assert signaal.zaak_id == zaak.id

    async def test_the_timeline_says_who_and_refers_to_the_ground_that_stands_with_the_case(
        self, uow: FakeUow, zaak: Zaak
    ) -> None:
        (regel,) = await uow.timeline.list(zaak.zaak)
        assert (regel.soort, regel.door, regel.op) == ("zaak_openen", "een", NU)
        (motivering,) = zaak.motiveringen
        assert motivering.tekst == "Drie regels wijzen dezelfde kant op."
        assert regel.gegevens == {
            "trede": 0,
            "motivering_id": str(motivering.id),
            "signaal_id": str(zaak.signaal_id),
            "regel": "T18",
        }

    async def test_a_signal_becomes_one_case(self, uow: FakeUow, zaak: Zaak) -> None:
        with pytest.raises(DomainError) as fout:
            await zaken.zaak_openen(uow, door(), signaal_id=zaak.signaal_id, grond="Nog eens hetzelfde signaal.")
        assert fout.value.slug == "zaak-bestaat"
        assert len(uow.events) == 1

    async def test_a_signal_of_quality_becomes_no_case(self, uow: FakeUow) -> None:
        signaal = een_signaal(soort="kwaliteit")
        await uow.signalen.put(signaal)
        with pytest.raises(DomainError) as fout:
            await zaken.zaak_openen(uow, door(), signaal_id=signaal.id, grond="Dit gaat over kwaliteit.")
        assert fout.value.kind is Kind.NOT_FOUND


class TestTredeNemen:
    async def test_a_step_and_its_documents_are_on_record_and_stay_inside(self, uow: FakeUow, zaak: Zaak) -> None:
        stuk = Stukverwijzing(
            soort="controleplan", verwijzing="Zaaksysteem 2026-118", methoden=(Controlemethode.PLAUSIBILITEIT,)
        )
        opdracht = zaken.TredeNemen(
            zaak_id=zaak.id, trede=Trede.FORMELE_CONTROLE, grond="Toets aan tarief.", stukken=[stuk]
        )
        genomen = await zaken.trede_nemen(uow, door(), opdracht)
        assert genomen.trede is Trede.FORMELE_CONTROLE
        assert await uow.zaken.find(zaak.id) == genomen
        regel = (await uow.timeline.list(zaak.zaak))[-1]
        assert regel.soort == "trede_nemen"
        assert regel.gegevens == {
            "trede": 1,
            "motivering_id": str(genomen.motiveringen[-1].id),
            "stukken": [{"soort": "controleplan", "methoden": ["plausibiliteit"]}],
        }
        assert len(uow.events) == 1

    async def test_a_step_that_cannot_be_taken_leaves_nothing(self, uow: FakeUow, zaak: Zaak) -> None:
        opdracht = zaken.TredeNemen(zaak_id=zaak.id, trede=Trede.STRAFRECHT, grond="Meteen aangifte.", stukken=[])
        with pytest.raises(DomainError):
            await zaken.trede_nemen(uow, door(), opdracht)
        assert await soorten(uow, zaak) == ["zaak_openen"]


class TestBevindingToevoegen:
    async def test_a_finding_has_its_finder_and_stays_inside(self, uow: FakeUow, zaak: Zaak) -> None:
        bevinding = await met_bevinding(uow, zaak)
        assert (bevinding.door, bevinding.op) == ("een", NU)
        assert await uow.bevindingen.list(zaak.id) == [bevinding]
        assert await soorten(uow, zaak) == ["zaak_openen", "bevinding_toevoegen"]
        assert len(uow.events) == 1

    async def test_nothing_is_found_in_a_closed_case(self, uow: FakeUow, zaak: Zaak) -> None:
        uitkomst = Zaakuitkomst.NIETS_GEVONDEN
        await zaken.zaak_sluiten(uow, door("twee"), uitkomst, zaak_id=zaak.id, toelichting="Er was niets te vinden.")
        with pytest.raises(DomainError) as fout:
            await met_bevinding(uow, zaak)
        assert fout.value.kind is Kind.CONFLICT


async def test_words_that_go_with_acts_stand_with_the_case_in_their_order(uow: FakeUow, zaak: Zaak) -> None:
    grond, reden, toelichting = "Toets aan tarief.", "Geen opzet gezien.", "De uitleg klopt."
    bevinding = await met_bevinding(uow, zaak)
    stap = zaken.TredeNemen(zaak_id=zaak.id, trede=Trede.FORMELE_CONTROLE, grond=grond, stukken=[])
    await zaken.trede_nemen(uow, door(), stap)
    voorstel = Classificatie(klasse=Onregelmatigheid.FOUT, reden=reden, bewijs=[bevinding.id])
    await zaken.zaak_classificeren(uow, door(), voorstel, zaak_id=zaak.id)
    uitkomst = Zaakuitkomst.UITLEG_AKKOORD
    dicht = await zaken.zaak_sluiten(uow, door("twee"), uitkomst, zaak_id=zaak.id, toelichting=toelichting)
    assert [one.tekst for one in dicht.motiveringen[1:]] == [grond, reden, toelichting]
    named = [one.gegevens["motivering_id"] for one in await uow.timeline.list(zaak.zaak) if one.nr != 2]
    assert named == [str(one.id) for one in dicht.motiveringen]


async def classificeer(
    uow: FakeUow, zaak: Zaak, klasse: Onregelmatigheid, bevinding: Bevinding, wie: str = "een"
) -> Zaak:
    voorstel = Classificatie(klasse=klasse, reden="Volgt uit de bevindingen.", bewijs=[bevinding.id])
    return await zaken.zaak_classificeren(uow, door(wie), voorstel, zaak_id=zaak.id)


class TestZaakClassificeren:
    async def test_a_class_is_told_and_its_reason_stays_inside(self, uow: FakeUow, zaak: Zaak) -> None:
        await classificeer(uow, zaak, Onregelmatigheid.FOUT, await met_bevinding(uow, zaak))
        (event,) = uow.told(ZaakGeclassificeerd)
        assert (event.klasse, event.vorige_klasse, event.reden) == ("fout", None, "")

    async def test_a_proposal_of_fraude_is_told_to_nobody(self, uow: FakeUow, zaak: Zaak) -> None:
        opzet = await met_bevinding(uow, zaak, opzet=True)
        voorgesteld = await classificeer(uow, zaak, Onregelmatigheid.FRAUDE, opzet)
        assert (voorgesteld.klasse, voorgesteld.voorstel_door) == (None, "een")
        assert uow.told(ZaakGeclassificeerd) == []
        assert await voorstellen(uow, zaak) == [True]

    async def test_a_second_person_makes_it_fraude_and_a_later_class_knows_the_one_before(
        self, uow: FakeUow, zaak: Zaak
    ) -> None:
        opzet = await met_bevinding(uow, zaak, opzet=True)
        for wie in ("een", "twee"):
            await classificeer(uow, zaak, Onregelmatigheid.FRAUDE, opzet, wie)
        for wie in ("een", "drie"):
            await classificeer(uow, zaak, Onregelmatigheid.FOUT, opzet, wie)
        told = [(one.vorige_klasse, one.klasse) for one in uow.told(ZaakGeclassificeerd)]
        assert told == [(None, "fraude"), ("fraude", "fout")]
        assert await voorstellen(uow, zaak) == [True, False, True, False]


async def sluit(uow: FakeUow, zaak: Zaak, wie: str) -> Zaak:
    uitkomst = Zaakuitkomst.UITLEG_AKKOORD
    return await zaken.zaak_sluiten(uow, door(wie), uitkomst, zaak_id=zaak.id, toelichting="De uitleg klopt.")


class TestZaakSluiten:
    async def test_an_end_is_told_with_its_outcome(self, uow: FakeUow, zaak: Zaak) -> None:
        uitkomst = Zaakuitkomst.UITLEG_AKKOORD
        dicht = await zaken.zaak_sluiten(uow, door("twee"), uitkomst, zaak_id=zaak.id, toelichting="De uitleg klopt.")
        assert (dicht.status, dicht.uitkomst) == (ZaakStatus.GESLOTEN, uitkomst)
        (event,) = uow.told(ZaakGesloten)
        assert (event.uitkomst, event.gesloten_op) == ("uitleg-akkoord", NU)

    async def test_the_outcome_maatregel_needs_one_in_this_case(self, uow: FakeUow, zaak: Zaak) -> None:
        uitkomst, toelichting = Zaakuitkomst.MAATREGEL, "De stop heeft gewerkt."
        await uow.maatregelen.add(een_maatregel(nieuw_id()))
        with pytest.raises(DomainError, match="geen maatregel opgelegd"):
            await zaken.zaak_sluiten(uow, door("twee"), uitkomst, zaak_id=zaak.id, toelichting=toelichting)
        await uow.maatregelen.add(een_maatregel(zaak.id))
        dicht = await zaken.zaak_sluiten(uow, door("twee"), uitkomst, zaak_id=zaak.id, toelichting=toelichting)
        assert dicht.status is ZaakStatus.GESLOTEN

    async def test_who_opened_investigated_or_classified_does_not_close(self, uow: FakeUow, zaak: Zaak) -> None:
        bevinding = await met_bevinding(uow, zaak, wie="twee")
        await classificeer(uow, zaak, Onregelmatigheid.FOUT, bevinding, "drie")
        for wie in ("een", "twee", "drie"):
            with pytest.raises(DomainError) as fout:
                await sluit(uow, zaak, wie)
            assert (fout.value.kind, fout.value.slug) == (Kind.FORBIDDEN, "zelfde-persoon")
        assert uow.told(ZaakGesloten) == []
        assert (await sluit(uow, zaak, "vier")).status is ZaakStatus.GESLOTEN

    async def test_nobody_closes_a_case_against_the_own_aanbieder(self, uow: FakeUow, zaak: Zaak) -> None:
        eigen = dataclasses.replace(door("vier"), kenmerken=frozenset({f"agb:{AGB}"}))
        uitkomst = Zaakuitkomst.NIETS_GEVONDEN
        with pytest.raises(DomainError, match="eigen organisatie"):
            await zaken.zaak_sluiten(uow, eigen, uitkomst, zaak_id=zaak.id, toelichting="Niets aan de hand.")


class TestAangifteBesluiten:
    async def test_it_is_told_and_its_reason_stays_inside(self, uow: FakeUow, zaak: Zaak) -> None:
        besloten = await zaken.aangifte_besluiten(
            uow, door("twee"), zaak_id=zaak.id, aangifte=False, reden="Het bewijs is te dun."
        )
        assert besloten.motiveringen[-1].tekst == "Het bewijs is te dun."
        (event,) = uow.told(AangifteBesloten)
        assert (event.aangifte, event.besloten_op, uow.traces[-1]) == (False, NU, TRACE)
        regel = (await uow.timeline.list(zaak.zaak))[-1]
        assert (regel.soort, regel.gegevens["aangifte"]) == ("aangifte_besluiten", False)

    async def test_who_opened_or_investigated_does_not_decide(self, uow: FakeUow, zaak: Zaak) -> None:
        await met_bevinding(uow, zaak, wie="twee")
        for wie in ("een", "twee"):
            with pytest.raises(DomainError) as fout:
                await zaken.aangifte_besluiten(uow, door(wie), zaak_id=zaak.id, aangifte=False, reden="Laat maar.")
            assert fout.value.slug == "zelfde-persoon"


async def test_what_is_not_there_is_not_found(uow: FakeUow) -> None:
    onbekend = nieuw_id()
    uitkomst = Zaakuitkomst.AFSPRAAK
    voorstel = Classificatie(klasse=Onregelmatigheid.FOUT, reden="Geen.", bewijs=[])
    stap = zaken.TredeNemen(zaak_id=onbekend, trede=Trede.FORMELE_CONTROLE, grond="Geen.", stukken=[])
    vondst = zaken.BevindingToevoegen(zaak_id=onbekend, omschrijving="Geen.", bewijs=[], opzet=False, bedrag_cent=0)
    for act in (
        zaken.zaak_openen(uow, door(), signaal_id=onbekend, grond="Geen."),
        zaken.trede_nemen(uow, door(), stap),
        zaken.bevinding_toevoegen(uow, door(), vondst),
        zaken.zaak_classificeren(uow, door(), voorstel, zaak_id=onbekend),
        zaken.aangifte_besluiten(uow, door(), zaak_id=onbekend, aangifte=True, reden="Geen."),
        zaken.zaak_sluiten(uow, door(), uitkomst, zaak_id=onbekend, toelichting="Geen."),
        maatregelen.maatregel_beeindigen(uow, door(), NU.date(), maatregel_id=onbekend, reden="Geen."),
    ):
        with pytest.raises(DomainError) as fout:
            await act
        assert fout.value.kind is Kind.NOT_FOUND
