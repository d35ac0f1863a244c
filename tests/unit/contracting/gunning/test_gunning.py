"""Scores, consensus, ranking with places, vacancy; the clocks of standstill, kort geding and complaint."""

import datetime as dt
import random
import uuid
from dataclasses import replace
from typing import Any

import pytest
from contracting.adapters.aanbesteding.zegel import SleutelZegel
from contracting.application.geschillen import handelingen as geschillen
from contracting.application.geschillen.ondertekening_vrijgeven import ondertekening_vrijgeven
from contracting.application.gunning import handelingen
from contracting.domain.aanbesteding.aanbesteding import AanbestedingStatus
from contracting.domain.aanbesteding.inschrijving import InschrijvingStatus
from contracting.domain.aanbesteding.perceelvraag import Maximum
from contracting.domain.aanbesteding.rangorde import Bod, Rangplaats, rangschik
from contracting.domain.geschillen.geschil import (
    Kortgeding,
    Uitspraak,
    gestand_tot,
    is_op_tijd,
    klacht_uiterlijk,
)
from contracting.domain.gunning.events import GunningIngetrokken, GunningMedegedeeld, PlaatsAanvaard, PlaatsVrijgekomen
from contracting.domain.gunning.gunning import Belang, Gunning, GunningStatus, Score
from contracting.domain.gunning.ondertekening import Ondertekening, blijft_binnen_raam, controleer_ondertekening
from contracting.domain.gunning.plaatsen import PlaatsStatus, verdeel_plaatsen
from contracting.domain.toelating.perceel import Bewijssoort, Procedure
from risb_kern.errors import DomainError
from risb_kern.privacy import Privacy
from risb_recht.periode import Periode

from tests.builders.aanbesteding import aanbesteding, inhoud, inschrijving, perceelvraag
from tests.builders.contracting import (
    AGB,
    ANDERE_AGB,
    aanbieder,
    bewijs,
    criterium,
    geweigerd,
    handeling,
    perceel,
)
from tests.fakes.contracting.uow import FakeUow

ZEGEL = SleutelZegel(Privacy(b"k" * 32))
AB, CODE, DERDE = uuid.UUID(int=7), "WMO-BEGELEIDING", "42420003"
GEMEENTEN = ("0307", "0342")
# The worked bids of the reference: price, plan and wijk in hundredths.
BODEN = {AGB: (6000, 3000, 2600), ANDERE_AGB: (6200, 3500, 2600), DERDE: (5800, 2500, 2400)}
MEEGEDEELD = dt.date(2026, 10, 1)
LOOPTIJD = Periode(van=dt.date(2027, 1, 1), tot=dt.date(2030, 12, 31))


def bod(agb: str) -> Bod:
    prijs, plan, omgeving = BODEN[agb]
    return Bod(agb_code=agb, tarieven={"01A03": prijs}, punten={"PLAN": plan, "OMGEVING": omgeving})


def score(beoordelaar: str, punten: int = 3000, criterium: str = "PLAN") -> Score:
    return Score(agb_code=AGB, criterium=criterium, beoordelaar=beoordelaar, punten=punten, motivering="Goed.")


def akte(**changes: Any) -> Ondertekening:
    values: dict[str, Any] = {
        "agb_code": AGB,
        "gemeenten": GEMEENTEN,
        "looptijd": LOOPTIJD,
        "tarieven": dict.fromkeys([(one, "01A03") for one in GEMEENTEN], 6000),
    }
    return Ondertekening(**{**values, **changes})


def gegund(**changes: Any) -> Gunning:
    """The worked bids with a cap of two, told on 1 October 2026."""
    consensus = tuple(
        Score(agb_code=agb, criterium=code, beoordelaar="", punten=punten, motivering="Zie het plan.")
        for agb, (_, plan, omgeving) in BODEN.items()
        for code, punten in (("PLAN", plan), ("OMGEVING", omgeving))
    )
    begonnen = Gunning(aanbesteding_id=AB, perceel_code=CODE, consensus=consensus)
    boden = [begonnen.bod_van(agb, {"01A03": prijs}) for agb, (prijs, _, _) in BODEN.items()]
    vraag = perceelvraag(**{"maximum": 2, **changes})
    return begonnen.deel_mee(vraag, boden, dict.fromkeys(BODEN, GEMEENTEN), MEEGEDEELD)


class TestPlaatsen:
    def test_geval_20_the_best_two_win_and_the_third_waits_with_its_distance(self) -> None:
        gunning = gegund()
        assert gunning.met_status(PlaatsStatus.GEGUND) == (DERDE, AGB)
        wacht = [one for one in gunning.plaatsen if one.status is PlaatsStatus.WACHTLIJST]
        assert [(one.agb_code, one.rang, one.achterstand) for one in wacht] == [(ANDERE_AGB, 3, 250)] * 2

    def test_a_maximum_of_one_place_holds_there_only(self) -> None:
        eigen = (Maximum(gemeente="0342", productcode="01A03", aantal=1),)
        plaatsen = gegund(maxima=eigen).plaatsen
        telling = {
            code: sum(one.gemeente == code and one.status is PlaatsStatus.GEGUND for one in plaatsen)
            for code in GEMEENTEN
        }
        assert telling == {"0307": 2, "0342": 1}

    def test_the_waiting_list_is_always_the_ranking_minus_the_admitted(self) -> None:
        kans = random.Random(7)
        for _ in range(2_000):
            boden = [
                Bod(
                    agb_code=f"4242{nummer:04}",
                    tarieven={"01A03": kans.randint(5500, 6800)},
                    punten={"PLAN": kans.randint(0, 40) * 100, "OMGEVING": kans.randint(0, 30) * 100},
                )
                for nummer in range(kans.randint(1, 8))
            ]
            vraag = perceelvraag(maximum=kans.choice([None, 1, 2, 3]))
            standen = rangschik(vraag, boden, [one.agb_code for one in boden])
            aanbod = {one.agb_code: kans.sample(GEMEENTEN, kans.randint(1, 2)) for one in boden}
            plaatsen = verdeel_plaatsen(vraag, standen, aanbod)
            for gemeente in GEMEENTEN:
                hier = [one.agb_code for one in standen if gemeente in aanbod[one.agb_code]]
                kop = len(hier) if vraag.maximum is None else vraag.maximum
                verdeeld = [one for one in plaatsen if one.gemeente == gemeente]
                assert [one.agb_code for one in verdeeld if one.status is PlaatsStatus.GEGUND] == hier[:kop]
                assert [one.agb_code for one in verdeeld if one.status is PlaatsStatus.WACHTLIJST] == hier[kop:]


class TestBeoordeling:
    vraag = perceelvraag()

    def test_two_assessors_agree_within_what_they_gave(self) -> None:
        begonnen = Gunning(aanbesteding_id=AB, perceel_code=CODE)
        een = begonnen.met_score(score("een", 2000), self.vraag).met_score(score("een", 2600, "OMGEVING"), self.vraag)
        eens = [score("", 2500), score("", 2600, "OMGEVING")]
        assert geweigerd(een.met_consensus, AGB, eens, self.vraag) == "consensus-past-niet"
        twee = een.met_score(score("twee", 3000), self.vraag).met_score(score("twee", 2600, "OMGEVING"), self.vraag)
        assert twee.met_consensus(AGB, eens, self.vraag).consensus == tuple(eens)
        assert geweigerd(twee.met_consensus, AGB, [score("", 3100), eens[1]], self.vraag) == "consensus-past-niet"
        assert geweigerd(twee.met_consensus, AGB, eens[:1], self.vraag) == "consensus-onvolledig"

    def test_more_points_than_there_are_is_refused(self) -> None:
        begonnen = Gunning(aanbesteding_id=AB, perceel_code=CODE)
        assert geweigerd(begonnen.met_score, score("een", 4001), self.vraag) == "score-past-niet"
        assert geweigerd(begonnen.met_score, score("een", 1, "ANDERS"), self.vraag) == "score-past-niet"

    def test_who_has_an_interest_does_not_score_and_what_he_gave_is_gone(self) -> None:
        begonnen = Gunning(aanbesteding_id=AB, perceel_code=CODE, consensus=(score(""),))
        gemeld = begonnen.met_score(score("een"), self.vraag).met_belang(Belang(persoon="een", agb_code=ANDERE_AGB))
        assert (gemeld.scores, gemeld.consensus) == ((), ())
        assert geweigerd(gemeld.met_score, score("een"), self.vraag) == "belangenconflict"


class TestTermijnen:
    def test_geval_10_a_bid_binds_ninety_days_and_after_a_judgment_fourteen_more(self) -> None:
        sluiting = dt.date(2026, 6, 30)
        zaak = Kortgeding(id=AB, perceel_code=CODE, agb_code=AGB, aanhangig_op=dt.date(2026, 9, 1), op_tijd=True)
        assert gestand_tot(sluiting, []) == dt.date(2026, 9, 28)
        assert gestand_tot(sluiting, [zaak]) is None
        beslist = zaak.beslis(Uitspraak.AFGEWEZEN, dt.date(2026, 9, 21), dt.date(2026, 9, 21))
        assert geweigerd(zaak.beslis, Uitspraak.AFGEWEZEN, dt.date(2026, 8, 31), MEEGEDEELD) == "vonnisdag-past-niet"
        assert gestand_tot(sluiting, [beslist]) == dt.date(2026, 10, 5)
        assert gestand_tot(sluiting, [replace(zaak, op_tijd=False)]) == dt.date(2026, 9, 28)

    def test_geval_11_a_complaint_is_answered_within_six_weeks(self) -> None:
        assert klacht_uiterlijk(dt.date(2026, 7, 1)) == dt.date(2026, 8, 12)

    def test_a_kort_geding_after_twenty_days_is_too_late(self) -> None:
        assert is_op_tijd(MEEGEDEELD, dt.date(2026, 10, 21))
        assert not is_op_tijd(MEEGEDEELD, dt.date(2026, 10, 22))

    def test_geval_12_signing_is_refused_in_the_standstill_and_free_on_the_day_after(self) -> None:
        gunning = gegund()
        assert gunning.standstill_tot == dt.date(2026, 10, 21)
        assert geweigerd(controleer_ondertekening, gunning, akte(), dt.date(2026, 10, 21)) == "standstill"
        assert controleer_ondertekening(gunning, akte(), dt.date(2026, 10, 22)) is gunning
        wacht = akte(agb_code=ANDERE_AGB, tarieven={})
        assert geweigerd(controleer_ondertekening, gunning, wacht, dt.date(2026, 10, 22)) == "niet-gegund"
        assert geweigerd(controleer_ondertekening, None, akte(), dt.date(2026, 10, 22)) == "niet-gegund"

    @pytest.mark.parametrize(
        ("tarieven", "slug"),
        [({("0307", "01A03"): 6001}, "prijs-wijkt-af"), ({("0307", "99A99"): 6000}, "niet-gegund")],
    )
    def test_a_contract_has_the_price_and_the_products_of_the_bid(
        self, tarieven: dict[tuple[str, str], int], slug: str
    ) -> None:
        assert geweigerd(controleer_ondertekening, gegund(), akte(tarieven=tarieven), dt.date(2026, 10, 22)) == slug

    def test_a_contract_runs_within_the_framework(self) -> None:
        blijft_binnen_raam(akte(), LOOPTIJD)
        for looptijd in (
            Periode(van=LOOPTIJD.van),
            Periode(van=LOOPTIJD.van, tot=dt.date(2031, 1, 1)),
            Periode(van=dt.date(2026, 12, 31), tot=LOOPTIJD.tot),
        ):
            assert geweigerd(blijft_binnen_raam, akte(looptijd=looptijd), LOOPTIJD) == "buiten-raamovereenkomst"


@pytest.fixture
async def gewonnen(uow: FakeUow) -> FakeUow:
    """A tender that was awarded to two, with a third on the waiting list, on a perceel that asks for a GVA."""
    gva = criterium(Bewijssoort.GEDRAGSVERKLARING)
    await uow.percelen.add(perceel(gva, procedure=Procedure.AANBESTEDING))
    await uow.aanbestedingen.add(aanbesteding(perceelvraag(maximum=2), status=AanbestedingStatus.GEOPEND))
    for nummer, agb in enumerate(BODEN, start=20):
        await uow.aanbieders.add(aanbieder(agb_code=agb))
        stuk = bewijs(Bewijssoort.GEDRAGSVERKLARING, datum=dt.date(2025, 1, 1), ontvangen_op=dt.date(2026, 6, 29))
        one = inschrijving(id=uuid.UUID(int=nummer), agb_code=agb, status=InschrijvingStatus.GELDIG)
        envelop = inhoud(bewijsstukken=(stuk,), tarieven={"01A03": BODEN[agb][0]})
        await uow.inschrijvingen.add(replace(one, verzegeld=ZEGEL.seal(one.id, envelop)))
    await uow.gunningen.save(gegund())
    return uow


async def test_the_notice_tells_who_won_and_who_waits(gewonnen: FakeUow) -> None:
    voor = replace(gegund(), status=Gunning(aanbesteding_id=AB, perceel_code=CODE).status, plaatsen=(), standen=())
    await gewonnen.gunningen.save(voor)
    await handelingen.gunning_meedelen(gewonnen, handeling(MEEGEDEELD), AB, CODE, zegel=ZEGEL)
    (feit,) = gewonnen.told(GunningMedegedeeld)
    assert (feit.gegund, feit.wachtlijst, feit.standstill_tot) == (
        (DERDE, AGB),
        (ANDERE_AGB,),
        dt.date(2026, 10, 21),
    )


async def test_geval_21_a_vacancy_goes_to_the_next_who_has_fourteen_days_for_new_evidence(gewonnen: FakeUow) -> None:
    plaats = ("0307", "01A03")
    dag = dt.date(2027, 3, 1)
    await handelingen.plaats_vrijgeven(gewonnen, handeling(dag), AB, CODE, plaats=plaats, agb_code=AGB)
    (feit,) = gewonnen.told(PlaatsVrijgekomen)
    assert (feit.aangeboden_aan, feit.uiterlijk) == (ANDERE_AGB, dt.date(2027, 3, 15))
    opdracht = handelingen.PlaatsAanvaarden(
        aanbesteding_id=AB,
        perceel_code=CODE,
        gemeente="0307",
        productcode="01A03",
        agb_code=ANDERE_AGB,
        bewijsstukken=(),
    )
    with pytest.raises(DomainError) as refused:
        await handelingen.plaats_aanvaarden(gewonnen, handeling(dag), opdracht, zegel=ZEGEL)
    assert (refused.value.slug, refused.value.fouten[0].code) == ("bewijs-voldoet-niet", "bewijs-te-oud")
    nieuw = bewijs(Bewijssoort.GEDRAGSVERKLARING, datum=dt.date(2027, 3, 2), ontvangen_op=dt.date(2027, 3, 15))
    met_bewijs = replace(opdracht, bewijsstukken=(nieuw,))
    with pytest.raises(DomainError) as te_laat:
        await handelingen.plaats_aanvaarden(gewonnen, handeling(dt.date(2027, 3, 16)), met_bewijs, zegel=ZEGEL)
    assert te_laat.value.slug == "aanbod-verlopen"
    op_tijd = await handelingen.plaats_aanvaarden(gewonnen, handeling(dt.date(2027, 3, 15)), met_bewijs, zegel=ZEGEL)
    assert ANDERE_AGB in op_tijd.met_status(PlaatsStatus.GEGUND)
    assert len(gewonnen.told(PlaatsAanvaard)) == 1


async def test_an_offer_that_lapsed_moves_on(gewonnen: FakeUow) -> None:
    plaats = ("0307", "01A03")
    for dag, agb in ((dt.date(2027, 3, 1), AGB), (dt.date(2027, 3, 16), ANDERE_AGB)):
        await handelingen.plaats_vrijgeven(gewonnen, handeling(dag), AB, CODE, plaats=plaats, agb_code=agb)
    assert [one.aangeboden_aan for one in gewonnen.told(PlaatsVrijgekomen)] == [ANDERE_AGB, None]


async def meld(uow: FakeUow, agb_code: str = AGB) -> Kortgeding:
    dag = dt.date(2026, 10, 21)
    return await geschillen.kortgeding_melden(uow, handeling(dag), CODE, agb_code=agb_code, aanhangig_op=dag)


async def mag_tekenen(uow: FakeUow, procedure: Procedure, agb_code: str) -> bool:
    dag = handeling(dt.date(2026, 10, 22))
    zaak = perceel(procedure=procedure)
    try:
        await ondertekening_vrijgeven(uow, dag, zaak, akte(agb_code=agb_code, tarieven={}))
    except DomainError as refused:
        return refused.slug not in {"kort-geding-loopt", "vonnis-toegewezen"}
    return True


async def test_geval_13_a_kort_geding_holds_up_everybody_in_a_tender_until_the_judgment(gewonnen: FakeUow) -> None:
    assert await mag_tekenen(gewonnen, Procedure.AANBESTEDING, DERDE)
    zaak = await meld(gewonnen, ANDERE_AGB)
    assert not await mag_tekenen(gewonnen, Procedure.AANBESTEDING, DERDE)
    await geschillen.kortgeding_beslissen(
        gewonnen,
        handeling(dt.date(2026, 11, 2)),
        zaak.id,
        uitspraak=Uitspraak.AFGEWEZEN,
        vonnis_op=dt.date(2026, 11, 2),
    )
    assert await mag_tekenen(gewonnen, Procedure.AANBESTEDING, DERDE)


async def test_an_award_that_a_judge_put_aside_is_given_anew(gewonnen: FakeUow) -> None:
    zaak = await meld(gewonnen, ANDERE_AGB)
    dag = dt.date(2026, 11, 2)
    await geschillen.kortgeding_beslissen(
        gewonnen, handeling(dag), zaak.id, uitspraak=Uitspraak.TOEGEWEZEN, vonnis_op=dag
    )
    assert not await mag_tekenen(gewonnen, Procedure.AANBESTEDING, DERDE)
    terug = await handelingen.gunning_intrekken(gewonnen, handeling(dag), AB, CODE, toelichting="Vonnis.")
    assert (terug.status, terug.plaatsen, terug.standstill_tot) == (GunningStatus.BEOORDELING, (), None)
    opnieuw = await handelingen.gunning_meedelen(gewonnen, handeling(dt.date(2026, 11, 3)), AB, CODE, zegel=ZEGEL)
    assert opnieuw.standstill_tot == dt.date(2026, 11, 23)
    (feit,) = gewonnen.told(GunningIngetrokken)
    assert feit.datum == dag


async def test_geval_13_in_a_toelating_only_who_went_to_court_waits(ingekocht: FakeUow) -> None:
    await meld(ingekocht)
    assert not await mag_tekenen(ingekocht, Procedure.TOELATING, AGB)
    assert await mag_tekenen(ingekocht, Procedure.TOELATING, ANDERE_AGB)


async def test_geval_14_the_first_contract_starts_the_term_of_the_announcement(gewonnen: FakeUow) -> None:
    await mag_tekenen(gewonnen, Procedure.AANBESTEDING, AGB)
    bewaard = await gewonnen.aanbestedingen.find(AB)
    assert bewaard is not None
    assert bewaard.percelen[0].gesloten_op == dt.date(2026, 10, 22)
    aangekondigd = await handelingen.gunning_aankondigen(gewonnen, handeling(dt.date(2026, 11, 23)), AB, CODE)
    assert aangekondigd.aangekondigd_op == dt.date(2026, 11, 23)


def test_the_worked_ranking_is_that_of_the_reference() -> None:
    standen: tuple[Rangplaats, ...] = rangschik(perceelvraag(), [bod(agb) for agb in BODEN])
    assert [one.totaal for one in standen] == [7900, 7850, 7600]
