"""An application from sending to decision, as the use cases order it."""

import datetime as dt
import uuid
from dataclasses import replace

import pytest
from contracting.application.toelating import handelingen
from contracting.domain.toelating.aanmelding import Aanmelding, AanmeldingStatus
from contracting.domain.toelating.events import (
    AanbiederAfgewezen,
    AanbiederToegelaten,
    AanmeldingAangevuld,
    AanmeldingIngediend,
    AanvullingGevraagd,
)
from contracting.domain.toelating.perceel import Bewijssoort
from risb_kern.errors import DomainError
from risb_kern.trace import tracing

from tests.builders.contracting import AGB, ANDERE_AGB, DAG, TRACE, aanmelding, bewijs, handeling
from tests.fakes.contracting.uow import FakeUow

KVK = handelingen.Bewijsopgave(bewijssoort=Bewijssoort.KVK_UITTREKSEL, datum=dt.date(2025, 12, 20))
NERGENS = uuid.UUID(int=0)


def opdracht(
    *stukken: handelingen.Bewijsopgave, agb_code: str = AGB, perceel_code: str = "WMO-BEGELEIDING"
) -> handelingen.AanmeldingIndienen:
    return handelingen.AanmeldingIndienen(
        agb_code=agb_code,
        perceel_code=perceel_code,
        bewijsstukken=stukken,
        ondertekend=True,
        akkoord_zonder_voorbehoud=True,
    )


async def ingediend(uow: FakeUow, *stukken: handelingen.Bewijsopgave) -> Aanmelding:
    with tracing(TRACE):
        return await handelingen.aanmelding_indienen(uow, handeling(), opdracht(*stukken))


async def stappen(uow: FakeUow, zaak: Aanmelding) -> list[str]:
    return [one.soort for one in await uow.timeline.list(f"aanmelding:{zaak.id}")]


async def test_evidence_counts_as_received_on_the_day_of_the_act(ingekocht: FakeUow) -> None:
    gemaakt = await ingediend(ingekocht, KVK)
    assert [one.ontvangen_op for one in gemaakt.bewijsstukken] == [DAG]
    assert gemaakt == await ingekocht.aanmeldingen.get(gemaakt.id)
    assert (gemaakt.status, gemaakt.trace_id) == (AanmeldingStatus.ONTVANGEN, TRACE)


async def test_an_application_is_told_with_its_kinds_of_evidence_only(ingekocht: FakeUow) -> None:
    gemaakt = await ingediend(ingekocht, KVK)
    assert ingekocht.told(AanmeldingIngediend) == [
        AanmeldingIngediend(
            aanmelding_id=str(gemaakt.id),
            agb_code=AGB,
            perceel_code="WMO-BEGELEIDING",
            datum=DAG,
            bewijssoorten=("kvk-uittreksel",),
        )
    ]


@pytest.mark.parametrize(
    ("wie", "waarvoor", "wat"),
    [(ANDERE_AGB, "WMO-BEGELEIDING", "De aanbieder"), (AGB, "BESTAAT-NIET", "Het perceel")],
)
async def test_who_or_what_is_not_known_is_not_found(ingekocht: FakeUow, wie: str, waarvoor: str, wat: str) -> None:
    with pytest.raises(DomainError) as refused:
        await handelingen.aanmelding_indienen(ingekocht, handeling(), opdracht(agb_code=wie, perceel_code=waarvoor))
    assert (refused.value.melding, ingekocht.events) == (f"{wat} is niet gevonden.", [])


async def test_a_second_application_waits_for_the_first(ingekocht: FakeUow) -> None:
    await ingediend(ingekocht)
    with pytest.raises(DomainError) as refused:
        await ingediend(ingekocht)
    assert (refused.value.slug, len(ingekocht.events)) == ("aanmelding-loopt", 1)


async def test_who_is_admitted_need_not_apply_again(ingekocht: FakeUow) -> None:
    eerste = await ingediend(ingekocht, KVK)
    await handelingen.aanmelding_beoordelen(ingekocht, handeling(door="ander"), eerste.id, bezwaren={})
    with pytest.raises(DomainError) as refused:
        await ingediend(ingekocht, KVK)
    assert refused.value.slug == "al-toegelaten"


async def test_who_was_refused_may_apply_again(ingekocht: FakeUow) -> None:
    eerste = await ingediend(ingekocht)
    await handelingen.aanmelding_beoordelen(ingekocht, handeling(door="ander"), eerste.id, bezwaren={})
    nog_eens = await handelingen.aanmelding_indienen(ingekocht, handeling(DAG), opdracht(KVK))
    assert nog_eens.status is AanmeldingStatus.ONTVANGEN


async def test_asking_for_evidence_sets_and_tells_the_last_day(ingekocht: FakeUow) -> None:
    gemaakt = await ingediend(ingekocht)
    gevraagd = await handelingen.aanvulling_vragen(ingekocht, handeling(), gemaakt.id, termijn_dagen=14)
    (feit,) = ingekocht.told(AanvullingGevraagd)
    assert gevraagd.aanvulling_uiterlijk == feit.uiterlijk == dt.date(2026, 1, 19)
    assert ingekocht.traces[-1] == TRACE
    regels = await ingekocht.timeline.list(f"aanmelding:{gemaakt.id}")
    assert (regels[-1].soort, regels[-1].gegevens) == ("aanvulling_vragen", {"uiterlijk": "2026-01-19"})


async def test_evidence_that_was_asked_for_is_added_and_told(ingekocht: FakeUow) -> None:
    gemaakt = await ingediend(ingekocht)
    await handelingen.aanvulling_vragen(ingekocht, handeling(), gemaakt.id, termijn_dagen=14)
    later = dt.date(2026, 1, 12)
    aangevuld = await handelingen.aanmelding_aanvullen(ingekocht, handeling(later), gemaakt.id, [KVK], agb_codes={AGB})
    assert [one.ontvangen_op for one in aangevuld.bewijsstukken] == [later]
    (feit,) = ingekocht.told(AanmeldingAangevuld)
    assert (feit.bewijssoorten, feit.datum, ingekocht.traces[-1]) == (("kvk-uittreksel",), later, TRACE)
    assert await stappen(ingekocht, gemaakt) == ["aanmelding_indienen", "aanvulling_vragen", "aanmelding_aanvullen"]


async def test_an_application_of_another_aanbieder_is_not_found(ingekocht: FakeUow) -> None:
    gemaakt = await ingediend(ingekocht)
    await handelingen.aanvulling_vragen(ingekocht, handeling(), gemaakt.id, termijn_dagen=14)
    with pytest.raises(DomainError) as refused:
        await handelingen.aanmelding_aanvullen(ingekocht, handeling(), gemaakt.id, [KVK], agb_codes={ANDERE_AGB})
    assert (refused.value.slug, ingekocht.told(AanmeldingAangevuld)) == ("niet-gevonden", [])


async def test_what_nobody_asked_for_is_not_added(ingekocht: FakeUow) -> None:
    gemaakt = await ingediend(ingekocht)
    with pytest.raises(DomainError) as refused:
        await handelingen.aanmelding_aanvullen(ingekocht, handeling(), gemaakt.id, [KVK], agb_codes={AGB})
    assert refused.value.slug == "stap-niet-mogelijk"
    assert await stappen(ingekocht, gemaakt) == ["aanmelding_indienen"]


async def test_who_meets_the_criteria_is_admitted_under_the_trace_of_the_application(ingekocht: FakeUow) -> None:
    gemaakt = await ingediend(ingekocht, KVK)
    beoordeeld = await handelingen.aanmelding_beoordelen(ingekocht, handeling(door="ander"), gemaakt.id, bezwaren={})
    (feit,) = ingekocht.told(AanbiederToegelaten)
    assert (feit.aanmelding_id, feit.datum, ingekocht.traces[-1]) == (str(gemaakt.id), DAG, TRACE)
    assert beoordeeld.status is AanmeldingStatus.TOEGELATEN
    assert await ingekocht.aanmeldingen.is_toegelaten(AGB, "WMO-BEGELEIDING")


async def test_an_objection_refuses_and_its_words_stay_with_the_application(ingekocht: FakeUow) -> None:
    gemaakt = await ingediend(ingekocht, KVK)
    bezwaar = {"KVK-UITTREKSEL": "Het adres van mevrouw De Vries klopt niet."}
    ander = handeling(door="ander")
    beoordeeld = await handelingen.aanmelding_beoordelen(ingekocht, ander, gemaakt.id, bezwaren=bezwaar)
    assert beoordeeld.beoordeling is not None
    assert [one.toelichting for one in beoordeeld.beoordeling.redenen] == list(bezwaar.values())
    (feit,) = ingekocht.told(AanbiederAfgewezen)
    assert [(one.code, one.toelichting) for one in feit.redenen] == [("inhoud-voldoet-niet", "")]
    regels = await ingekocht.timeline.list(f"aanmelding:{gemaakt.id}")
    assert regels[-1].gegevens == {
        "status": "afgewezen",
        "stap": "geschiktheid",
        "redenen": ["inhoud-voldoet-niet"],
    }


async def test_an_objection_to_a_criterium_that_is_not_there_is_refused(ingekocht: FakeUow) -> None:
    gemaakt = await ingediend(ingekocht, KVK)
    with pytest.raises(DomainError) as refused:
        await handelingen.aanmelding_beoordelen(
            ingekocht, handeling(door="ander"), gemaakt.id, bezwaren={"VOG": "Ontbreekt."}
        )
    assert (refused.value.slug, ingekocht.told(AanbiederToegelaten)) == ("criterium-onbekend", [])


async def test_a_decision_falls_once(ingekocht: FakeUow) -> None:
    gemaakt = await ingediend(ingekocht, KVK)
    await handelingen.aanmelding_beoordelen(ingekocht, handeling(door="ander"), gemaakt.id, bezwaren={})
    with pytest.raises(DomainError) as refused:
        await handelingen.aanmelding_beoordelen(ingekocht, handeling(door="ander"), gemaakt.id, bezwaren={})
    assert (refused.value.slug, len(ingekocht.told(AanbiederToegelaten))) == ("stap-niet-mogelijk", 1)


async def test_evidence_keeps_its_day_of_receipt_until_the_decision(ingekocht: FakeUow) -> None:
    oud = aanmelding(bewijs(datum=dt.date(2025, 7, 4), ontvangen_op=dt.date(2026, 1, 4)))
    await ingekocht.aanmeldingen.add(oud)
    beoordeeld = await handelingen.aanmelding_beoordelen(
        ingekocht, handeling(dt.date(2026, 3, 1), "ander"), oud.id, bezwaren={}
    )
    assert beoordeeld.status is AanmeldingStatus.TOEGELATEN


async def test_what_does_not_exist_is_not_found(ingekocht: FakeUow) -> None:
    acts = [
        handelingen.aanvulling_vragen(ingekocht, handeling(), NERGENS, termijn_dagen=14),
        handelingen.aanmelding_aanvullen(ingekocht, handeling(), NERGENS, [KVK], agb_codes={AGB}),
        handelingen.aanmelding_beoordelen(ingekocht, handeling(door="ander"), NERGENS, bezwaren={}),
    ]
    for act in acts:
        with pytest.raises(DomainError, match=r"De aanmelding is niet gevonden\."):
            await act


async def test_nobody_judges_what_he_or_his_own_aanbieder_handed_in(ingekocht: FakeUow) -> None:
    gemaakt = await ingediend(ingekocht, KVK)
    eigen = replace(handeling(door="ander"), kenmerken=frozenset({f"agb:{gemaakt.agb_code}"}))
    for wie in (handeling(), eigen):
        with pytest.raises(DomainError) as refused:
            await handelingen.aanmelding_beoordelen(ingekocht, wie, gemaakt.id, bezwaren={})
        assert refused.value.slug == "zelfde-persoon"
    assert ingekocht.told(AanbiederToegelaten) == []
