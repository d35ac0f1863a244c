"""The life of an agreement as its use cases order it: who, what is told, and what runs on."""

import datetime as dt
import uuid
from dataclasses import replace

import pytest
from contracting.application.levensloop import handelingen
from contracting.application.overeenkomsten.verlengagenda import VERLENGING_VERVALT
from contracting.domain.overeenkomsten.events import OvereenkomstGewijzigd, OvereenkomstVerlengd
from contracting.domain.overeenkomsten.overeenkomst import Overeenkomst
from contracting.domain.overeenkomsten.verlenging import Verlengrecht
from contracting.domain.overeenkomsten.wijziging import Wijzigingsgrond, Wijzigingsreden
from contracting.domain.prijzen.events import PrijsVastgesteld
from contracting.domain.regio.deelname import Dienst, RegioDeelname
from contracting.domain.taakgericht.events import BetaaltermijnVastgesteld
from contracting.domain.taakgericht.taakbudget import betaalschema
from contracting.domain.toelating.perceel import Variant
from risb_kern.act import Handeling
from risb_kern.errors import DomainError

from tests.builders.contracting import handeling, overeenkomst, prijs, taakbudget
from tests.fakes.contracting.uow import FakeUow

EEN, TWEE = uuid.UUID(int=7), uuid.UUID(int=8)
EINDE = dt.date(2027, 12, 31)
RECHT = Verlengrecht(aantal=2, maanden=12, aanzegtermijn_maanden=6)


def op(dag: dt.date = dt.date(2027, 6, 30), door: str = "contractmanager-2") -> Handeling:
    return replace(handeling(dag, door), nieuw_id=uuid.uuid4)


async def met(uow: FakeUow, *overeenkomsten: Overeenkomst) -> FakeUow:
    for one in overeenkomsten:
        await uow.overeenkomsten.add(one)
        await uow.timeline.add(one.zaak, "overeenkomst_sluiten", handeling(door="inkoper-1"), {})
    return uow


def pq(overeenkomst_id: uuid.UUID = EEN, product: str = "01A03") -> Overeenkomst:
    tarief = prijs(overeenkomst_id.int, productcode=product, geldig_tot=EINDE)
    return overeenkomst(id=overeenkomst_id, einddatum=EINDE, verlengrecht=RECHT, prijzen=(tarief,), waarde_cent=10_000)


async def test_an_extension_is_told_with_the_prices_that_run_on(ingekocht: FakeUow) -> None:
    uow = await met(ingekocht, pq())
    verlengd = await handelingen.overeenkomst_verlengen(uow, op(), EEN, ontvangen_op=dt.date(2027, 6, 30))
    (feit,) = uow.told(OvereenkomstVerlengd)
    assert (verlengd.einddatum, feit.einddatum, feit.volgnummer) == (dt.date(2028, 12, 31), dt.date(2028, 12, 31), 1)
    (tarief,) = uow.told(PrijsVastgesteld)
    assert (tarief.tarief_cent, tarief.geldig_van, tarief.geldig_tot) == (6180, dt.date(2028, 1, 1), None)
    bewaard = await uow.overeenkomsten.get(EEN)
    assert bewaard == verlengd
    (afspraak,) = await uow.agenda.list(verlengd.zaak)
    assert (afspraak.soort, (afspraak.op + dt.timedelta(hours=6)).date()) == (VERLENGING_VERVALT, dt.date(2028, 7, 1))


async def test_who_concluded_extends_nothing_and_a_refusal_changes_nothing(ingekocht: FakeUow) -> None:
    uow = await met(ingekocht, pq())
    for wie, dag, slug in (("inkoper-1", 30, "zelfde-persoon"), ("contractmanager-2", 1, "verlenging-te-laat")):
        vandaag = dt.date(2027, 6 if dag == 30 else 7, dag)
        with pytest.raises(DomainError) as refused:
            await handelingen.overeenkomst_verlengen(uow, op(vandaag, wie), EEN, ontvangen_op=vandaag)
        assert refused.value.slug == slug
    assert (uow.events, await uow.overeenkomsten.get(EEN)) == ([], pq())


async def test_a_gemeente_that_leaves_before_the_new_end_stops_an_extension(ingekocht: FakeUow) -> None:
    uow = await met(ingekocht, pq())
    weg = RegioDeelname(gemeente="0342", dienst=Dienst.WMO, van=dt.date(2015, 1, 1), tot=dt.date(2028, 6, 30))
    await uow.deelnames.save(weg)
    with pytest.raises(DomainError) as refused:
        await handelingen.overeenkomst_verlengen(uow, op(), EEN, ontvangen_op=dt.date(2027, 6, 30))
    assert (refused.value.slug, uow.events) == ("gemeente-neemt-niet-deel", [])


async def test_a_task_budget_runs_on_in_terms_that_count_on(ingekocht: FakeUow) -> None:
    einde = dt.date(2026, 6, 30)
    taak = overeenkomst(
        variant=Variant.TAAKGERICHT, taakbudget=taakbudget(), einddatum=einde, verlengrecht=replace(RECHT, maanden=6, aanzegtermijn_maanden=1)
    )  # fmt: skip
    uow = await met(ingekocht, taak)
    await uow.termijnen.add(EEN, betaalschema(taakbudget(), taak.ingangsdatum, einde))
    mei = dt.date(2026, 5, 30)
    await handelingen.overeenkomst_verlengen(uow, op(mei), EEN, ontvangen_op=mei)
    nieuw = uow.told(BetaaltermijnVastgesteld)
    assert sorted((one.gemeente, one.termijn) for one in nieuw) == [
        (g, n) for g in ("0307", "0342") for n in range(7, 13)
    ]
    assert sum(one.bedrag_cent for one, _ in await uow.termijnen.list(EEN)) == 100_000_000


async def test_the_agenda_says_that_an_option_lapsed_and_a_notice_in_time_still_counts(ingekocht: FakeUow) -> None:
    uow = await met(ingekocht, pq())
    await handelingen.verlenging_vervallen(uow, op(dt.date(2027, 6, 30), "systeem"), EEN)
    assert [one.soort for one in await uow.timeline.list(pq().zaak)] == ["overeenkomst_sluiten"]
    await handelingen.verlenging_vervallen(uow, op(dt.date(2027, 7, 1), "systeem"), EEN)
    regel = (await uow.timeline.list(pq().zaak))[-1]
    assert (regel.soort, regel.gegevens["einddatum"]) == ("verlenging_vervallen", "2027-12-31")
    later = op(dt.date(2027, 8, 1))
    verlengd = await handelingen.overeenkomst_verlengen(uow, later, EEN, ontvangen_op=dt.date(2027, 6, 30))
    assert verlengd.einddatum == dt.date(2028, 12, 31)
    with pytest.raises(DomainError):
        await handelingen.verlenging_vervallen(uow, later, uuid.UUID(int=0))


def brug(*wie: uuid.UUID, bedrag: int = 0) -> handelingen.OvereenkomstenOverbruggen:
    return handelingen.OvereenkomstenOverbruggen(
        bedragen=dict.fromkeys(wie, bedrag),
        tot=dt.date(2028, 12, 31),
        grond=Wijzigingsgrond.NIET_WEZENLIJK,
        toelichting="De aanbesteding Dyslexie is uitgesteld",
    )


async def test_geval_26_one_act_bridges_many_agreements_and_their_tariffs_run_on(ingekocht: FakeUow) -> None:
    uow = await met(ingekocht, pq(), pq(TWEE, "01A04"))
    gedaan = await handelingen.overeenkomsten_overbruggen(uow, op(), brug(TWEE, EEN, bedrag=2_001))
    assert [one.einddatum for one in gedaan] == [dt.date(2028, 12, 31)] * 2
    assert [(one.tarief_cent, one.geldig_van) for one in uow.told(PrijsVastgesteld)] == [
        (6180, dt.date(2028, 1, 1))
    ] * 2
    assert {(one.soort, one.grond) for one in uow.told(OvereenkomstVerlengd)} == {("overbrugging", "aw-2-163g")}
    assert [(one.reden, one.boven_grens) for one in uow.told(OvereenkomstGewijzigd)] == [
        ("aanbesteding-uitgesteld", True)
    ] * 2


async def test_one_agreement_that_cannot_be_bridged_stops_all(ingekocht: FakeUow) -> None:
    uow = await met(ingekocht, pq(), replace(pq(TWEE, "01A04"), einddatum=None))
    with pytest.raises(DomainError) as refused:
        await handelingen.overeenkomsten_overbruggen(uow, op(), brug(EEN, TWEE, uuid.UUID(int=9)))
    assert [(one.veld, one.code) for one in refused.value.fouten] == [
        ("overeenkomsten.1", "overeenkomst-zonder-einde"),
        ("overeenkomsten.2", "niet-gevonden"),
    ]
    assert (uow.events, await uow.overeenkomsten.get(EEN)) == ([], pq())


async def test_geval_75_a_change_is_told_with_what_all_changes_are(ingekocht: FakeUow) -> None:
    uow = await met(ingekocht, replace(pq(), waarde_cent=10_000_000))
    for bedrag in (1_200_000, 800_001):
        opdracht = handelingen.OvereenkomstWijzigen(
            reden=Wijzigingsreden.MEER_VRAAG, grond=Wijzigingsgrond.AANVULLEND, toelichting="Meer", bedrag_cent=bedrag
        )
        await handelingen.overeenkomst_wijzigen(uow, op(), EEN, opdracht)
    feiten = uow.told(OvereenkomstGewijzigd)
    assert [(one.nummer, one.cumulatief_cent, one.boven_grens) for one in feiten] == [
        (1, 1_200_000, False),
        (2, 2_000_001, True),
    ]
    with pytest.raises(DomainError) as refused:
        await handelingen.overeenkomst_wijzigen(uow, op(door="inkoper-1"), EEN, opdracht)
    assert refused.value.slug == "zelfde-persoon"
