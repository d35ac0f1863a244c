"""Agreements as the use cases order their steps: who may conclude, what is told, what is booked."""

import datetime as dt
import uuid
from collections.abc import Awaitable, Mapping
from dataclasses import replace
from typing import Any

import pytest
from contracting.application.overeenkomsten import handelingen
from contracting.domain.overeenkomsten.beeindiging import Beeindiging, Beeindigingsgrond
from contracting.domain.overeenkomsten.events import (
    OvereenkomstBeeindigd,
    OvereenkomstBeeindigingIngetrokken,
    OvereenkomstGesloten,
)
from contracting.domain.prijzen.events import PrijsVastgesteld
from contracting.domain.regio.deelname import Dienst, RegioDeelname
from contracting.domain.sturing.grootboek import Plek
from contracting.domain.taakgericht.events import BetaaltermijnVastgesteld
from contracting.domain.toelating.aanmelding import AanmeldingStatus
from contracting.domain.toelating.perceel import Variant
from risb_kern.act import Handeling
from risb_kern.errors import DomainError, Kind
from risb_kern.lists import Bereik
from risb_kern.trace import tracing

from tests.builders.contracting import AGB, ANDERE_AGB, TRACE, aanmelding, handeling, opgave, perceel, taakbudget
from tests.fakes.contracting.uow import FakeUow

TAAK = "JW-TAAK"
EINDE = dt.date(2026, 6, 30)


def einde(dag: dt.date = EINDE, reden: str = "Opzegging") -> Beeindiging:
    return Beeindiging(grond=Beeindigingsgrond.WEDERZIJDS, reden=reden, einddatum=dag)


NERGENS = uuid.UUID(int=0)
PQ = handelingen.OvereenkomstSluiten(
    agb_code=AGB,
    perceel_code="WMO-BEGELEIDING",
    gemeenten=("0307", "0342"),
    ingangsdatum=dt.date(2026, 1, 1),
    einddatum=dt.date(2026, 12, 31),
    prijzen=(opgave(gemeenten=(), tarief_cent=7000, geldig_van=dt.date(2026, 7, 1)), opgave(gemeenten=())),
    taakbudget=None,
)
TAAKGERICHT = replace(PQ, perceel_code=TAAK, prijzen=(), taakbudget=taakbudget())


@pytest.fixture
async def toegelaten(ingekocht: FakeUow) -> FakeUow:
    """The aanbieder is admitted to a perceel of each kind."""
    await ingekocht.percelen.add(perceel(code=TAAK, variant=Variant.TAAKGERICHT))
    for nummer, code in enumerate(("WMO-BEGELEIDING", TAAK), start=1):
        toegelaten = aanmelding(id=uuid.UUID(int=nummer), perceel_code=code, status=AanmeldingStatus.TOEGELATEN)
        await ingekocht.aanmeldingen.add(toegelaten)
    return ingekocht


async def sluit(uow: FakeUow, opdracht: handelingen.OvereenkomstSluiten = PQ) -> uuid.UUID:
    with tracing(TRACE):
        return (await handelingen.overeenkomst_sluiten(uow, handeling(), opdracht)).id


def opnieuw() -> Handeling:
    """An act whose ids nobody else gets."""
    return replace(handeling(), nieuw_id=uuid.uuid4)


async def verplicht(uow: FakeUow) -> Mapping[Plek, int]:
    geboekt = await uow.monitorvragen.sum_geboekt(2026, Bereik(alles=True))
    return {plek: one.verplicht_cent for plek, one in geboekt.items()}


async def test_an_agreement_is_told_before_its_prices_and_versions_count_on(toegelaten: FakeUow) -> None:
    overeenkomst_id = await sluit(toegelaten)
    assert [type(one) for one in toegelaten.events] == [OvereenkomstGesloten, PrijsVastgesteld, PrijsVastgesteld]
    (gesloten,) = toegelaten.told(OvereenkomstGesloten)
    assert (gesloten.overeenkomst_id, gesloten.productcodes) == (str(overeenkomst_id), ("01A03",))
    assert [(one.versie, one.tarief_cent) for one in toegelaten.told(PrijsVastgesteld)] == [(1, 6180), (2, 7000)]


async def test_a_price_without_gemeenten_holds_for_all_of_the_agreement(toegelaten: FakeUow) -> None:
    await sluit(toegelaten)
    assert {one.gemeenten for one in toegelaten.told(PrijsVastgesteld)} == {("0307", "0342")}


async def test_every_term_is_told_and_booked_as_an_obligation_of_its_gemeente(toegelaten: FakeUow) -> None:
    await sluit(toegelaten, TAAKGERICHT)
    termijnen = toegelaten.told(BetaaltermijnVastgesteld)
    assert (len(termijnen), sum(one.bedrag_cent for one in termijnen)) == (24, 100_000_000)
    assert await verplicht(toegelaten) == {("0307", "2.1.3"): 50_000_000, ("0342", "2.1.3"): 50_000_000}


async def test_the_timeline_says_what_was_agreed(toegelaten: FakeUow) -> None:
    overeenkomst_id = await sluit(toegelaten)
    (regel,) = await toegelaten.timeline.list(f"overeenkomst:{overeenkomst_id}")
    assert (regel.soort, regel.gegevens["prijzen"], regel.gegevens["termijnen"]) == ("overeenkomst_sluiten", 2, 0)


@pytest.mark.parametrize(
    ("fout", "slug"),
    [
        ({"perceel_code": "BESTAAT-NIET"}, "niet-gevonden"),
        ({"agb_code": ANDERE_AGB}, "niet-gevonden"),
        ({"gemeenten": ("0307", "0313")}, "gemeente-buiten-perceel"),
        ({"ingangsdatum": dt.date(2014, 1, 1)}, "gemeente-neemt-niet-deel"),
        ({"prijzen": (opgave(geldig_van=dt.date(2025, 1, 1)),)}, "prijs-past-niet"),
        ({"prijzen": (opgave(gemeenten=()), opgave(tarief_cent=7000, gemeenten=("0342",)))}, "prijs-past-niet"),
        ({"prijzen": ()}, "pq-zonder-prijs"),
    ],
)
async def test_what_cannot_be_agreed_leaves_nothing(toegelaten: FakeUow, fout: dict[str, Any], slug: str) -> None:
    with pytest.raises(DomainError) as refused:
        await sluit(toegelaten, replace(PQ, **fout))
    assert (refused.value.slug, toegelaten.events, toegelaten.timeline.regels) == (slug, [], [])


async def test_all_faults_of_all_prices_are_told_at_once(toegelaten: FakeUow) -> None:
    vroeg, vreemd = opgave(geldig_van=dt.date(2025, 1, 1)), opgave(gemeenten=("0313",))
    with pytest.raises(DomainError) as refused:
        await sluit(toegelaten, replace(PQ, prijzen=(vroeg, vreemd)))
    assert [one.code for one in refused.value.fouten] == ["buiten-looptijd", "gemeente-niet-in-overeenkomst"]


async def test_who_is_not_admitted_gets_no_agreement(ingekocht: FakeUow) -> None:
    with pytest.raises(DomainError) as refused:
        await sluit(ingekocht)
    assert (refused.value.slug, ingekocht.events) == ("niet-toegelaten", [])


async def test_a_correction_of_a_price_is_its_next_version(toegelaten: FakeUow) -> None:
    overeenkomst_id = await sluit(toegelaten)
    prijs = await handelingen.prijs_vaststellen(
        toegelaten, handeling(door="ander"), overeenkomst_id, opgave(tarief_cent=7100, gemeenten=())
    )
    assert (prijs.versie, prijs.opgave.gemeenten) == (3, ("0307", "0342"))
    bewaard = await toegelaten.overeenkomsten.get(overeenkomst_id)
    assert bewaard is not None
    assert [one.versie for one in bewaard.prijzen] == [1, 2, 3]
    assert toegelaten.told(PrijsVastgesteld)[-1].tarief_cent == 7100


async def test_an_early_end_is_told_and_the_later_terms_lapse(toegelaten: FakeUow) -> None:
    overeenkomst_id = await sluit(toegelaten, TAAKGERICHT)
    voor = len(toegelaten.told(BetaaltermijnVastgesteld))
    await handelingen.overeenkomst_beeindigen(
        toegelaten, handeling(door="ander"), overeenkomst_id, einde(reden="Opzegging")
    )
    vervallen = toegelaten.told(BetaaltermijnVastgesteld)[voor:]
    assert {(one.bedrag_cent, one.volgnummer) for one in vervallen} == {(0, 1)}
    assert {one.volgnummer for one in toegelaten.told(BetaaltermijnVastgesteld)[:voor]} == {0}
    assert sorted({one.termijn for one in vervallen}) == [7, 8, 9, 10, 11, 12]
    (feit,) = toegelaten.told(OvereenkomstBeeindigd)
    assert (feit.einddatum, feit.reden, feit.grond, feit.volgnummer) == (EINDE, "Opzegging", "wederzijds", 1)


async def test_what_lapsed_is_no_obligation_any_more(toegelaten: FakeUow) -> None:
    overeenkomst_id = await sluit(toegelaten, TAAKGERICHT)
    await handelingen.overeenkomst_beeindigen(
        toegelaten, handeling(door="ander"), overeenkomst_id, einde(reden="Opzegging")
    )
    eerste_helft = 6 * (50_000_000 // 12)
    assert await verplicht(toegelaten) == {("0307", "2.1.3"): eerste_helft, ("0342", "2.1.3"): eerste_helft}
    getoond = await toegelaten.termijnen.list(overeenkomst_id)
    assert [vervallen for _, vervallen in getoond] == [False] * 12 + [True] * 12


async def test_the_reason_of_an_end_stays_out_of_the_timeline(toegelaten: FakeUow) -> None:
    overeenkomst_id = await sluit(toegelaten)
    await handelingen.overeenkomst_beeindigen(
        toegelaten, handeling(door="ander"), overeenkomst_id, einde(reden="Ziekte van de directeur")
    )
    regels = await toegelaten.timeline.list(f"overeenkomst:{overeenkomst_id}")
    assert regels[-1].gegevens == {"einddatum": "2026-06-30", "grondcode": "wederzijds", "vervallen_termijnen": 0}


async def test_an_agreement_ends_once(toegelaten: FakeUow) -> None:
    overeenkomst_id = await sluit(toegelaten)
    for slug in (None, "al-beeindigd"):
        act = handelingen.overeenkomst_beeindigen(
            toegelaten, handeling(door="ander"), overeenkomst_id, einde(reden="Opzegging")
        )
        if slug is None:
            await act
        else:
            with pytest.raises(DomainError) as refused:
                await act
            assert refused.value.slug == slug
    assert len(toegelaten.told(OvereenkomstBeeindigd)) == 1


async def test_what_does_not_exist_is_not_found(uow: FakeUow) -> None:
    acts = [
        handelingen.prijs_vaststellen(uow, handeling(), NERGENS, opgave()),
        handelingen.overeenkomst_beeindigen(uow, handeling(), NERGENS, einde(reden="Opzegging")),
    ]
    for act in acts:
        with pytest.raises(DomainError, match=r"De overeenkomst is niet gevonden\."):
            await act


async def test_the_same_agreement_twice_is_refused_and_tells_nothing(toegelaten: FakeUow) -> None:
    eerste = await sluit(toegelaten)
    verteld = len(toegelaten.events)
    with pytest.raises(DomainError) as refused:
        await handelingen.overeenkomst_sluiten(toegelaten, opnieuw(), replace(PQ, einddatum=None))
    assert (refused.value.slug, len(toegelaten.events)) == ("overeenkomst-overlapt", verteld)
    assert str(eerste) in refused.value.fouten[0].melding


async def test_a_budget_for_one_perceel_is_agreed_once(toegelaten: FakeUow) -> None:
    await sluit(toegelaten, TAAKGERICHT)
    with pytest.raises(DomainError, match="loopt al een overeenkomst"):
        await handelingen.overeenkomst_sluiten(
            toegelaten, opnieuw(), replace(TAAKGERICHT, taakbudget=taakbudget(jaarbudget_cent=5))
        )


async def test_after_an_early_end_a_next_agreement_may_begin(toegelaten: FakeUow) -> None:
    eerste = await sluit(toegelaten)
    await handelingen.overeenkomst_beeindigen(toegelaten, handeling(door="ander"), eerste, einde(reden="Opzegging"))
    begin = EINDE + dt.timedelta(days=1)
    vervolg = replace(PQ, ingangsdatum=begin, prijzen=(opgave(gemeenten=(), geldig_van=begin),))
    assert (await handelingen.overeenkomst_sluiten(toegelaten, opnieuw(), vervolg)).ingangsdatum == begin


async def test_a_price_that_another_agreement_has_is_refused(toegelaten: FakeUow) -> None:
    nieuw = opnieuw()
    await handelingen.overeenkomst_sluiten(toegelaten, nieuw, PQ)
    ander = replace(PQ, prijzen=(opgave(productcode="01A04", gemeenten=("0342",)),))
    tweede = await handelingen.overeenkomst_sluiten(toegelaten, nieuw, ander)
    with pytest.raises(DomainError) as refused:
        await handelingen.prijs_vaststellen(toegelaten, nieuw, tweede.id, opgave(gemeenten=("0342",)))
    assert refused.value.slug == "overeenkomst-overlapt"


@pytest.mark.parametrize("einddatum", [dt.date(2026, 12, 31), None])
async def test_a_gemeente_past_its_exit_gets_no_agreement_and_no_price(
    toegelaten: FakeUow, einddatum: dt.date | None
) -> None:
    uittreding = RegioDeelname(gemeente="0342", dienst=Dienst.WMO, van=dt.date(2015, 1, 1), tot=dt.date(2026, 6, 30))
    await toegelaten.deelnames.save(uittreding)
    with pytest.raises(DomainError) as refused:
        await sluit(toegelaten, replace(PQ, einddatum=einddatum))
    assert [(one.code, "2026-06-30" in one.melding) for one in refused.value.fouten] == [("uitgetreden", True)]
    overeenkomst_id = await sluit(toegelaten, replace(PQ, einddatum=EINDE, prijzen=(opgave(gemeenten=()),)))
    await toegelaten.deelnames.save(replace(uittreding, tot=dt.date(2026, 3, 31)))
    laat = opgave(geldig_van=dt.date(2026, 4, 1), gemeenten=("0342",))
    with pytest.raises(DomainError, match="hele periode"):
        await handelingen.prijs_vaststellen(toegelaten, handeling(), overeenkomst_id, laat)


async def test_a_product_paid_by_amount_has_no_tariff_and_tells_zero(toegelaten: FakeUow) -> None:
    naar_bedrag = opgave(productcode="01A09", eenheid="83", tarief_cent=None, gemeenten=())
    await sluit(toegelaten, replace(PQ, prijzen=(naar_bedrag,)))
    (feit,) = toegelaten.told(PrijsVastgesteld)
    assert (feit.eenheid, feit.tarief_cent) == ("83", 0)


async def test_who_admitted_an_aanbieder_does_not_conclude_with_it(toegelaten: FakeUow) -> None:
    toelating = await toegelaten.aanmeldingen.find_toegelaten(AGB, PQ.perceel_code)
    assert toelating is not None
    await toegelaten.timeline.add(toelating.zaak, "aanmelding_beoordelen", handeling(), {})
    with pytest.raises(DomainError) as refused:
        await handelingen.overeenkomst_sluiten(toegelaten, handeling(), PQ)
    assert (refused.value.kind, refused.value.slug) == (Kind.FORBIDDEN, "zelfde-persoon")
    assert toegelaten.told(OvereenkomstGesloten) == []
    await handelingen.overeenkomst_sluiten(toegelaten, handeling(door="ander"), PQ)


async def test_nobody_concludes_with_the_own_aanbieder(toegelaten: FakeUow) -> None:
    eigen = replace(handeling(door="ander"), kenmerken=frozenset({f"agb:{AGB}"}))
    with pytest.raises(DomainError, match="eigen organisatie"):
        await handelingen.overeenkomst_sluiten(toegelaten, eigen, PQ)


async def test_who_concluded_an_agreement_fixes_no_other_price_and_does_not_end_it(toegelaten: FakeUow) -> None:
    gesloten = await handelingen.overeenkomst_sluiten(toegelaten, handeling(), PQ)
    for act in (
        handelingen.prijs_vaststellen(toegelaten, handeling(), gesloten.id, opgave(tarief_cent=7100, gemeenten=())),
        handelingen.overeenkomst_beeindigen(toegelaten, handeling(), gesloten.id, einde(reden="Opzegging")),
    ):
        with pytest.raises(DomainError) as refused:
            await act
        assert refused.value.slug == "zelfde-persoon"


async def refusal(act: Awaitable[object]) -> str:
    with pytest.raises(DomainError) as refused:
        await act
    return refused.value.slug


async def test_an_end_that_has_not_come_is_withdrawn_and_everything_is_as_agreed_again(toegelaten: FakeUow) -> None:
    overeenkomst_id = await sluit(toegelaten, TAAKGERICHT)
    gesloten, plicht = await toegelaten.overeenkomsten.get(overeenkomst_id), await verplicht(toegelaten)
    assert gesloten is not None
    for ronde in range(3):
        await handelingen.overeenkomst_beeindigen(toegelaten, handeling(door="ander"), overeenkomst_id, einde())
        assert await verplicht(toegelaten) != plicht
        hersteld = await handelingen.beeindiging_intrekken(toegelaten, handeling(door="derde"), overeenkomst_id)
        assert replace(hersteld, volgnummer_einde=0) == gesloten
        assert await verplicht(toegelaten) == plicht
        assert not any(vervallen for _, vervallen in await toegelaten.termijnen.list(overeenkomst_id))
        feit = toegelaten.told(OvereenkomstBeeindigingIngetrokken)[-1]
        assert (feit.einddatum, feit.volgnummer) == (gesloten.einddatum, 2 * ronde + 2)
    prijzen = toegelaten.told(BetaaltermijnVastgesteld)[-12:]
    assert all((one.bedrag_cent > 0, one.volgnummer) == (True, 6) for one in prijzen)


async def test_who_ended_it_does_not_withdraw_that(toegelaten: FakeUow) -> None:
    overeenkomst_id = await sluit(toegelaten)
    await handelingen.overeenkomst_beeindigen(toegelaten, handeling(door="ander"), overeenkomst_id, einde())
    zelf = handelingen.beeindiging_intrekken(toegelaten, handeling(door="ander"), overeenkomst_id)
    assert await refusal(zelf) == "zelfde-persoon"
    assert toegelaten.told(OvereenkomstBeeindigingIngetrokken) == []


async def test_an_end_that_came_is_not_withdrawn_and_neither_is_none(toegelaten: FakeUow) -> None:
    overeenkomst_id = await sluit(toegelaten)
    niets = handelingen.beeindiging_intrekken(toegelaten, handeling(door="derde"), overeenkomst_id)
    assert await refusal(niets) == "geen-beeindiging"
    await handelingen.overeenkomst_beeindigen(toegelaten, handeling(door="ander"), overeenkomst_id, einde())
    erna = replace(handeling(door="derde"), vandaag=EINDE + dt.timedelta(days=1))
    assert await refusal(handelingen.beeindiging_intrekken(toegelaten, erna, overeenkomst_id)) == "beeindiging-werkt-al"
    op_de_dag = replace(handeling(door="derde"), vandaag=EINDE)
    await handelingen.beeindiging_intrekken(toegelaten, op_de_dag, overeenkomst_id)


async def test_what_another_agreement_covers_by_now_is_not_taken_back(toegelaten: FakeUow) -> None:
    overeenkomst_id = await sluit(toegelaten)
    await handelingen.overeenkomst_beeindigen(toegelaten, handeling(door="ander"), overeenkomst_id, einde())
    oud = await toegelaten.overeenkomsten.get(overeenkomst_id)
    assert oud is not None
    begin = EINDE + dt.timedelta(days=1)
    later = replace(oud, id=uuid.uuid4(), ingangsdatum=begin, einddatum=None, reden_einde=None, beeindiging=None)
    await toegelaten.overeenkomsten.add(later)
    terug = handelingen.beeindiging_intrekken(toegelaten, handeling(door="derde"), overeenkomst_id)
    assert await refusal(terug) == "overeenkomst-overlapt"
