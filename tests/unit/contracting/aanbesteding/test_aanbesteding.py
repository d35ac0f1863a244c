"""A tender from draft to opened bids: what keeps it from the market, what moves its closing, and what stays closed."""

import datetime as dt
import uuid
from dataclasses import replace
from typing import Any

import pytest
from contracting.adapters.aanbesteding.zegel import SleutelZegel
from contracting.application.aanbesteding import handelingen
from contracting.domain.aanbesteding.aanbesteding import (
    Aanbesteding,
    AanbestedingStatus,
    Intrekkingsreden,
    ProcesVerbaal,
    controleer,
    sluiting_na,
)
from contracting.domain.aanbesteding.events import (
    AanbestedingGepubliceerd,
    AanbestedingGewijzigd,
    InschrijvingenGeopend,
)
from contracting.domain.aanbesteding.inschrijving import Inschrijfinhoud, InschrijvingStatus, toets
from contracting.domain.aanbesteding.perceelvraag import Maximum
from contracting.domain.aanbesteding.rangorde import Bod
from contracting.domain.aanbesteding.termijnen import aankondiging_uiterlijk, is_korte_termijn, standstill_tot
from contracting.domain.toelating.perceel import Procedure
from risb_kern.errors import DomainError
from risb_kern.privacy import Privacy
from risb_recht.periode import Periode

from tests.builders.aanbesteding import (
    SLUITING,
    aanbesteding,
    inhoud,
    inschrijving,
    kostprijs,
    perceelvraag,
    toelatingsvraag,
)
from tests.builders.contracting import AGB, ANDERE_AGB, aanbieder, handeling, perceel
from tests.fakes.contracting.uow import FakeUow

MEI, GESLOTEN = dt.date(2026, 5, 1), dt.date(2026, 7, 1)
ZEGEL = SleutelZegel(Privacy(b"k" * 32))
PERCEEL = perceel(procedure=Procedure.AANBESTEDING)
BODEN = [Bod(agb_code=naam, tarieven={"01A03": 6000}, punten={"PLAN": 1, "OMGEVING": 1}) for naam in ("A", "B")]


def fouten(wat: Aanbesteding, procedure: Procedure = Procedure.AANBESTEDING) -> set[str]:
    """The codes with which a draft is refused."""
    try:
        controleer(wat, {"WMO-BEGELEIDING": perceel(procedure=procedure)})
    except DomainError as refused:
        return {one.code for one in refused.fouten}
    return set()


def publicatiefouten(**changes: Any) -> set[str]:
    beproefd = frozenset({"WMO-BEGELEIDING"})
    try:
        aanbesteding(**{"beproefd": beproefd, **changes}).publiceer(handeling(MEI).op, MEI)
    except DomainError as refused:
        return {one.code for one in refused.fouten}
    return set()


def test_geval_8_a_cap_on_a_toelating_is_refused_with_reason_ti() -> None:
    toelating = {"procedure": Procedure.TOELATING}
    assert fouten(aanbesteding(toelatingsvraag(maximum=3), **toelating), Procedure.TOELATING) == {"TI"}
    eigen = (Maximum(gemeente="0307", productcode="01A03", aantal=3),)
    assert fouten(aanbesteding(toelatingsvraag(maxima=eigen), **toelating), Procedure.TOELATING) == {"TI"}
    assert fouten(aanbesteding(toelatingsvraag(), **toelating), Procedure.TOELATING) == set()


@pytest.mark.parametrize(
    ("vraag", "codes"),
    [
        pytest.param({"prijspunten": 100, "criteria": ()}, {"alleen-prijs"}, id="geval_17"),
        ({"prijspunten": 29}, {"punten"}),
        ({"gemeenten": ("0307", "1999")}, {"gemeente-onbekend"}),
        ({"perceel_code": "ANDERS"}, {"onbekend"}),
        ({"maxima": (Maximum(gemeente="0308", productcode="01A03", aantal=1),)}, {"maximum-elders"}),
    ],
)
def test_what_a_tender_may_not_ask_is_refused(vraag: dict[str, Any], codes: set[str]) -> None:
    assert fouten(aanbesteding(perceelvraag(**vraag))) == codes


@pytest.mark.parametrize(
    ("laatste", "motivering", "codes"),
    [
        pytest.param(dt.date(2029, 12, 31), None, set(), id="geval_15-48-maanden"),
        pytest.param(dt.date(2030, 3, 31), None, {"te-lang"}, id="geval_15-51-maanden"),
        (dt.date(2030, 1, 1), None, {"te-lang"}),
        (dt.date(2030, 3, 31), "De investering in gebouwen vraagt het.", set()),
    ],
)
def test_a_framework_over_48_months_needs_a_reason(laatste: dt.date, motivering: str | None, codes: set[str]) -> None:
    looptijd = Periode(van=dt.date(2026, 1, 1), tot=laatste)
    assert publicatiefouten(looptijd=looptijd, duur_motivering=motivering) == codes


def test_extensions_count_in_the_term() -> None:
    twee_jaar = Periode(van=dt.date(2027, 1, 1), tot=dt.date(2028, 12, 31))
    assert publicatiefouten(looptijd=twee_jaar, verlenging_maanden=24) == set()
    assert publicatiefouten(looptijd=twee_jaar, verlenging_maanden=25) == {"te-lang"}


@pytest.mark.parametrize(
    ("raming", "codes"),
    [
        pytest.param(74_999_999, set(), id="geval_16-onder"),
        pytest.param(75_000_000, {"sas-aankondiging"}, id="geval_16-op"),
    ],
)
def test_from_the_threshold_on_an_announcement_is_needed(raming: int, codes: set[str]) -> None:
    delen = (perceelvraag(raming_cent=raming - 1_000), perceelvraag(perceel_code="TWEE", raming_cent=1_000))
    beproefd = frozenset({"WMO-BEGELEIDING", "TWEE"})
    assert publicatiefouten(percelen=delen, aankondiging=None, beproefd=beproefd) == codes


def test_what_closes_in_the_past_or_was_not_tried_is_not_published() -> None:
    assert publicatiefouten(sluiting=handeling(MEI).op) == {"in-verleden"}
    assert publicatiefouten(beproefd=frozenset()) == {"niet-beproefd"}


@pytest.mark.parametrize(
    ("dag", "verwacht"),
    [
        (dt.date(2026, 6, 20), SLUITING),
        (dt.date(2026, 6, 21), dt.datetime(2026, 7, 1, 10, tzinfo=dt.UTC)),
        (dt.date(2026, 6, 25), dt.datetime(2026, 7, 6, 10, tzinfo=dt.UTC)),
    ],
)
def test_a_change_near_the_closing_moves_it_to_a_working_day(dag: dt.date, verwacht: dt.datetime) -> None:
    assert sluiting_na(SLUITING, dag) == verwacht


def test_geval_12_the_standstill_is_twenty_days_from_the_day_after_sending() -> None:
    assert standstill_tot(dt.date(2026, 10, 1)) == dt.date(2026, 10, 21)
    # 20 days would end on Saturday 3 October 2026.
    assert standstill_tot(dt.date(2026, 9, 13)) == dt.date(2026, 10, 5)


def test_the_award_is_announced_within_thirty_days_or_bundled_per_quarter() -> None:
    assert aankondiging_uiterlijk(dt.date(2026, 10, 22), gebundeld=False) == dt.date(2026, 11, 23)
    assert aankondiging_uiterlijk(dt.date(2026, 10, 22), gebundeld=True) == dt.date(2027, 2, 1)


@pytest.mark.parametrize(("laatste", "vlag"), [(15, True), (16, False)])
def test_geval_74_a_tender_period_of_less_than_fifteen_days_is_a_flag(laatste: int, vlag: bool) -> None:
    assert is_korte_termijn(dt.date(2026, 6, 1), dt.date(2026, 6, laatste)) is vlag


class TestInschrijving:
    def test_a_conditional_acceptance_is_set_aside_at_step_6(self) -> None:
        uitkomst = self.getoetst(inhoud(akkoord_zonder_voorbehoud=False))
        assert uitkomst == ("akkoord", ["voorbehoud"])

    @pytest.mark.parametrize(
        ("tarief", "uitkomst"),
        [
            pytest.param(4551, ("reele prijs", ["onder-reele-prijs"]), id="onder-de-vloer"),
            pytest.param(4552, (None, []), id="op-de-vloer"),
        ],
    )
    def test_a_tariff_below_the_real_price_is_refused(
        self, tarief: int, uitkomst: tuple[str | None, list[str]]
    ) -> None:
        assert kostprijs().vloer_cent == 4552
        assert self.getoetst(inhoud(tarieven={"01A03": tarief})) == uitkomst

    def test_the_checks_have_their_order_and_the_first_that_fails_gives_the_reasons(self) -> None:
        alles_mis = inhoud(tarieven={"01A03": 1}, bewijsstukken=(), ondertekend=False, akkoord_zonder_voorbehoud=False)
        assert self.getoetst(alles_mis) == ("volledig", ["bewijs-ontbreekt"])
        assert self.getoetst(inhoud(ondertekend=False, tarieven={"01A03": 1}))[0] == "ondertekend"

    def getoetst(self, envelop: Inschrijfinhoud) -> tuple[str | None, list[str]]:
        besluit = toets(PERCEEL, perceelvraag(), inschrijving(), envelop, bezwaren={}, vandaag=GESLOTEN)
        return besluit.stap, [one.code for one in besluit.redenen]


@pytest.fixture
async def markt(uow: FakeUow) -> FakeUow:
    """A published tender and two registered aanbieders."""
    await uow.percelen.add(PERCEEL)
    for agb in (AGB, ANDERE_AGB):
        await uow.aanbieders.add(aanbieder(agb_code=agb))
    await handelingen.aanbesteding_opstellen(uow, handeling(MEI), aanbesteding())
    await handelingen.proefberekening_maken(
        uow, handeling(MEI), uuid.UUID(int=7), perceel_code="WMO-BEGELEIDING", boden=BODEN
    )
    await handelingen.aanbesteding_publiceren(uow, handeling(MEI, "inkoper-2"), uuid.UUID(int=7))
    return uow


async def schrijf_in(uow: FakeUow, op: dt.datetime, **changes: Any) -> Any:
    act = handeling(op.date(), "zorg")
    values: dict[str, Any] = {"agb_code": AGB, "perceel_code": "WMO-BEGELEIDING", "inhoud": inhoud(), "zegel": ZEGEL}
    return await handelingen.inschrijving_indienen(
        uow, replace(act, op=op, nieuw_id=uuid.uuid4), uuid.UUID(int=7), **{**values, **changes}
    )


async def test_who_wrote_a_tender_does_not_publish_it(uow: FakeUow) -> None:
    await uow.percelen.add(PERCEEL)
    await handelingen.aanbesteding_opstellen(uow, handeling(MEI), aanbesteding())
    with pytest.raises(DomainError) as refused:
        await handelingen.aanbesteding_publiceren(uow, handeling(MEI), uuid.UUID(int=7))
    assert (refused.value.slug, uow.events) == ("zelfde-persoon", [])


async def test_a_tender_is_published_and_told(markt: FakeUow) -> None:
    (feit,) = markt.told(AanbestedingGepubliceerd)
    assert (feit.gemeenten, feit.raming_cent, feit.sas_plichtig) == (("0307", "0342"), 90_000_000, True)


async def test_a_draft_is_written_anew_and_keeps_what_was_tried_where_nothing_else_is_asked(uow: FakeUow) -> None:
    await uow.percelen.add(PERCEEL)
    await handelingen.aanbesteding_opstellen(uow, handeling(MEI), aanbesteding())
    await handelingen.proefberekening_maken(
        uow, handeling(MEI), uuid.UUID(int=7), perceel_code="WMO-BEGELEIDING", boden=BODEN
    )
    titel = await handelingen.aanbesteding_wijzigen(
        uow, handeling(MEI), uuid.UUID(int=7), aanbesteding(id=uuid.UUID(int=3), titel="Anders")
    )
    assert (titel.id, titel.titel, titel.beproefd) == (uuid.UUID(int=7), "Anders", frozenset({"WMO-BEGELEIDING"}))
    raming = aanbesteding(perceelvraag(raming_cent=1))
    assert (
        await handelingen.aanbesteding_wijzigen(uow, handeling(MEI), uuid.UUID(int=7), raming)
    ).beproefd == frozenset()
    with pytest.raises(DomainError, match="niet gevonden"):
        await handelingen.aanbesteding_wijzigen(uow, handeling(MEI), uuid.UUID(int=9), raming)


async def test_a_perceel_is_in_one_tender_that_runs(markt: FakeUow) -> None:
    with pytest.raises(DomainError) as refused:
        await handelingen.aanbesteding_opstellen(
            markt, handeling(MEI), aanbesteding(id=uuid.UUID(int=9), kenmerk="AB-2")
        )
    assert refused.value.slug == "aanbesteding-loopt"


async def test_questions_are_answered_for_everybody_and_a_change_moves_the_closing(markt: FakeUow) -> None:
    dag = dt.date(2026, 6, 25)
    vraag = await handelingen.vraag_stellen(
        markt, handeling(dag, "zorg"), uuid.UUID(int=7), agb_code=AGB, vraag="Geldt de wachttijd ook in de zomer?"
    )
    rest = {"antwoorden": {vraag.id: "Ja."}}
    gewoon = await handelingen.nota_publiceren(markt, handeling(dag), uuid.UUID(int=7), **rest, wijziging=None)
    assert gewoon.sluiting == SLUITING
    anders = await handelingen.nota_publiceren(
        markt, handeling(dag), uuid.UUID(int=7), antwoorden={}, wijziging="De wachttijd wordt zes weken."
    )
    assert (anders.sluiting.date(), [one.nota for one in markt.told(AanbestedingGewijzigd)]) == (
        dt.date(2026, 7, 6),
        [1, 2],
    )


async def test_a_bid_is_sealed_until_the_opening_and_the_last_one_in_time_counts(markt: FakeUow) -> None:
    eerste = await schrijf_in(markt, SLUITING - dt.timedelta(days=1))
    tweede = await schrijf_in(markt, SLUITING - dt.timedelta(microseconds=1), inhoud=inhoud(plan="Beter."))
    te_laat = await schrijf_in(markt, SLUITING, agb_code=ANDERE_AGB)
    assert b"Beter" not in tweede.verzegeld
    with pytest.raises(DomainError) as refused:
        ZEGEL.open(tweede)
    assert refused.value.slug == "nog-verzegeld"
    await handelingen.inschrijvingen_openen(markt, handeling(GESLOTEN), uuid.UUID(int=7), aanwezig="jurist")
    stand = {one.id: one.status for one in await markt.inschrijvingen.list(uuid.UUID(int=7))}
    assert stand == {
        eerste.id: InschrijvingStatus.VERVANGEN,
        tweede.id: InschrijvingStatus.GEOPEND,
        te_laat.id: InschrijvingStatus.TE_LAAT,
    }
    geopend = await markt.inschrijvingen.get(tweede.id)
    assert geopend is not None
    assert ZEGEL.open(geopend).plan == "Beter."
    (feit,) = markt.told(InschrijvingenGeopend)
    assert (feit.op_tijd, feit.te_laat) == (1, 1)


def test_nothing_is_opened_before_the_closing() -> None:
    verbaal = ProcesVerbaal(
        geopend_op=SLUITING - dt.timedelta(seconds=1), geopend_door="iemand", aanwezig="jurist", inschrijvingen=()
    )
    with pytest.raises(DomainError) as refused:
        aanbesteding(status=AanbestedingStatus.GEPUBLICEERD).open(verbaal)
    assert refused.value.slug == "nog-niet-gesloten"
    assert "30-06-2026 12:00" in str(refused.value)


async def test_only_bids_of_percelen_that_run_are_opened_once_and_counted_in_total(markt: FakeUow) -> None:
    twee = replace(
        markt.aanbestedingen.alle[uuid.UUID(int=7)],
        percelen=(perceelvraag(), perceelvraag(perceel_code="ANDERS", ingetrokken_op=MEI)),
    )
    await markt.aanbestedingen.save(twee)
    await markt.inschrijvingen.add(inschrijving(perceel_code="ANDERS"))
    await schrijf_in(markt, SLUITING - dt.timedelta(days=1))
    await handelingen.inschrijvingen_openen(markt, handeling(GESLOTEN), uuid.UUID(int=7), aanwezig="jurist")
    await schrijf_in(markt, SLUITING - dt.timedelta(hours=1), agb_code=ANDERE_AGB)
    geopend = await handelingen.inschrijvingen_openen(markt, handeling(GESLOTEN), uuid.UUID(int=7), aanwezig="jurist")
    assert [one.op_tijd for one in markt.told(InschrijvingenGeopend)] == [1, 2]
    assert [one.status for one in geopend.processen_verbaal[1].inschrijvingen] == ["ontvangen", "geopend", "ontvangen"]
    stand = {one.perceel_code: one.status for one in await markt.inschrijvingen.list(uuid.UUID(int=7))}
    assert stand["ANDERS"] is InschrijvingStatus.ONTVANGEN
    with pytest.raises(DomainError) as refused:
        await handelingen.inschrijvingen_openen(markt, handeling(GESLOTEN), uuid.UUID(int=7), aanwezig="jurist")
    assert refused.value.slug == "niets-te-openen"


async def test_a_cancelled_perceel_is_free_for_another_tender(markt: FakeUow) -> None:
    ingetrokken = await handelingen.aanbesteding_intrekken(
        markt,
        handeling(MEI),
        uuid.UUID(int=7),
        perceel_code="WMO-BEGELEIDING",
        reden=Intrekkingsreden.BUDGET,
        toelichting="De raad stelde minder vast.",
    )
    assert (ingetrokken.status, ingetrokken.intrekkingen[0].bezwaar_tot) == (
        AanbestedingStatus.INGETROKKEN,
        dt.date(2026, 5, 21),
    )
    anders = aanbesteding(id=uuid.UUID(int=9), kenmerk="AB-2")
    assert await handelingen.aanbesteding_opstellen(markt, handeling(MEI), anders) == anders


async def test_a_draft_that_cannot_be_kept_hears_whether_the_perceel_or_the_reference_is_taken(markt: FakeUow) -> None:
    nieuw = aanbesteding(id=uuid.UUID(int=9), kenmerk="AB-2")
    with pytest.raises(DomainError, match="Perceel WMO-BEGELEIDING staat al in aanbesteding AB-2026-01"):
        await handelingen.aanbesteding_opstellen(markt, handeling(MEI), nieuw)
    await markt.aanbestedingen.save(replace(markt.aanbestedingen.alle[uuid.UUID(int=7)], percelen=()))
    with pytest.raises(DomainError, match="Kenmerk AB-2026-01 is al"):
        await handelingen.aanbesteding_opstellen(markt, handeling(MEI), replace(nieuw, kenmerk="AB-2026-01"))
