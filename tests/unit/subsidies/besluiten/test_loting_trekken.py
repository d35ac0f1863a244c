"""The lottery as acts: who sets it up, who draws it, and that a grant follows it."""

import dataclasses
import datetime as dt
import uuid
from functools import partial

import pytest
from risb_kern.act import Handeling
from risb_kern.errors import DomainError
from subsidies.application.besluiten import handelingen as besluiten
from subsidies.domain.aanvragen.aanvraag import Aanvraag
from subsidies.domain.besluiten.besluit import Besluitsoort, Grondcode, Weigeringsgrond
from subsidies.domain.besluiten.loting import trekking
from subsidies.domain.regelingen.regeling import Volgordemaat

from tests.builders.subsidies import DAG, NU, PRIVACY, bewaard, gepubliceerd, handeling, opgave, plafond, voornemen
from tests.fakes.letters import FakeZetter
from tests.fakes.subsidies.uow import FakeUow

besluit_nemen = partial(besluiten.besluit_nemen, zetter=FakeZetter(), privacy=PRIVACY)
LEIDER, GETUIGE = "adviseur-1", "adviseur-2"
GROND = Weigeringsgrond(code=Grondcode.ACTIVITEIT_NIET, toelichting="De zaal is gesloten.")


async def drie_gelijk(uow: FakeUow, **changes: object) -> list[Aanvraag]:
    """Three applications complete at one moment, with room for one of EUR 4,500."""
    scheme = await gepubliceerd(uow, plafonds=(plafond(bedrag_cent=500_000),), **changes)
    return [await bewaard(uow, scheme, aanvrager_sub=f"aanvrager-{number}") for number in range(3)]


def als(door: str, dag: dt.date = DAG) -> Handeling:
    return handeling(dag, door)


async def refusal(uow: FakeUow, one: Aanvraag, dag: dt.date = DAG) -> str:
    with pytest.raises(DomainError) as refused:
        await besluit_nemen(uow, als("adviseur-3", dag), one.id, voornemen())
    return refused.value.slug


async def geloot(uow: FakeUow, filed: list[Aanvraag], dag: dt.date = DAG) -> list[Aanvraag]:
    """The applications in the order of a drawn lottery."""
    await besluiten.loting_klaarzetten(uow, als(LEIDER, dag), filed[0].id)
    await besluiten.loting_trekken(uow, als(GETUIGE, dag), filed[1].id, zaad="zaad")
    by_id = {one.id: one for one in filed}
    return [by_id[one] for one in trekking("zaad", by_id)]


async def test_case_39_of_equals_nobody_is_granted_before_the_lot() -> None:
    uow = FakeUow()
    for one in await drie_gelijk(uow):
        assert await refusal(uow, one) == "loting-nodig"
    assert (uow.plafonds.rows[0][2].verleend_cent, uow.events) == (0, [])


async def test_after_the_lot_the_first_is_granted_and_one_out_of_turn_is_refused() -> None:
    uow = FakeUow()
    first, second, third = await geloot(uow, await drie_gelijk(uow))
    assert [await refusal(uow, one) for one in (second, third)] == ["eerdere-aanvragen-eerst"] * 2
    _, besluit = await besluit_nemen(uow, als("adviseur-3"), first.id, voornemen())
    assert besluit.loting is not None
    assert (besluit.loting.nummer, besluit.loting.aantal, besluit.loting.zaad) == (1, 3, "zaad")
    regel = (await uow.timeline.list(first.zaak))[-1]
    assert (regel.gegevens["loting"], regel.gegevens["lot"]) == (str(besluit.loting.loting_id), 1)
    assert await refusal(uow, second) == "plafond-ontoereikend"


async def test_when_the_first_falls_out_the_next_in_line_is_served() -> None:
    uow = FakeUow()
    first, second, third = await geloot(uow, await drie_gelijk(uow))
    await besluit_nemen(uow, als("adviseur-3"), first.id, voornemen(Besluitsoort.WEIGEREN, None, GROND))
    assert await refusal(uow, third) == "eerdere-aanvragen-eerst"
    _, besluit = await besluit_nemen(uow, als("adviseur-3"), second.id, voornemen())
    assert besluit.loting is not None
    assert besluit.loting.nummer == 2


async def test_list_seed_leader_and_witness_stand_in_the_timeline_of_every_application() -> None:
    uow = FakeUow()
    volgorde = await geloot(uow, await drie_gelijk(uow))
    for nummer, one in enumerate(volgorde, 1):
        klaar, getrokken = await uow.timeline.list(one.zaak)
        assert (klaar.soort, klaar.door, klaar.gegevens["aantal"]) == ("loting_klaarzetten", LEIDER, 3)
        assert (getrokken.soort, getrokken.door) == ("loting_trekken", GETUIGE)
        assert (getrokken.gegevens["zaad"], getrokken.gegevens["nummer"]) == ("zaad", nummer)


async def test_who_set_the_list_is_no_witness_and_an_applicant_neither() -> None:
    uow = FakeUow()
    filed = await drie_gelijk(uow)
    with pytest.raises(DomainError) as own:
        await besluiten.loting_klaarzetten(uow, als("aanvrager-2"), filed[0].id)
    await besluiten.loting_klaarzetten(uow, als(LEIDER), filed[0].id)
    with pytest.raises(DomainError) as same:
        await besluiten.loting_trekken(uow, als(LEIDER), filed[0].id, zaad="zaad")
    with pytest.raises(DomainError) as also_own:
        await besluiten.loting_trekken(uow, als("aanvrager-1"), filed[0].id, zaad="zaad")
    assert {own.value.slug, same.value.slug, also_own.value.slug} == {"zelfde-persoon"}


async def test_what_was_drawn_is_not_drawn_again() -> None:
    uow = FakeUow()
    filed = await drie_gelijk(uow)
    await geloot(uow, filed)
    with pytest.raises(DomainError) as nothing:
        await besluiten.loting_trekken(uow, als("adviseur-4"), filed[0].id, zaad="gunstig")
    with pytest.raises(DomainError) as again:
        await besluiten.loting_klaarzetten(uow, als(LEIDER), filed[0].id)
    assert (nothing.value.slug, again.value.slug) == ("geen-loting-klaar", "loting-niet-nodig")


async def test_a_list_that_was_not_drawn_is_replaced_by_the_next() -> None:
    uow = FakeUow()
    filed = await drie_gelijk(uow)
    await besluiten.loting_klaarzetten(uow, als(LEIDER), filed[0].id)
    await besluit_nemen(uow, als("adviseur-3"), filed[2].id, voornemen(Besluitsoort.WEIGEREN, None, GROND))
    with pytest.raises(DomainError) as changed:
        await besluiten.loting_trekken(uow, als(GETUIGE), filed[0].id, zaad="zaad")
    loting = await besluiten.loting_klaarzetten(uow, als(LEIDER), filed[0].id)
    assert changed.value.slug == "loting-lijst-veranderd"
    assert {one.aanvraag_id for one in loting.loten} == {filed[0].id, filed[1].id}
    assert len(uow.lotingen.lotingen) == 1


async def test_who_has_a_lot_may_ask_for_the_lottery_of_who_came_to_stand_beside_him() -> None:
    """What goes before the others counts, not what goes before the application that is looked at."""
    uow = FakeUow()
    filed = await drie_gelijk(uow)
    eerste = (await geloot(uow, filed))[0]
    scheme = await uow.regelingen.read(eerste.regeling_code, eerste.regeling_versie)
    uow.plafonds.rows[0] = (
        *uow.plafonds.rows[0][:2],
        dataclasses.replace(uow.plafonds.rows[0][2], bedrag_cent=1_500_000),
    )
    later = [await bewaard(uow, scheme, aanvrager_sub=f"later-{number}") for number in range(2)]
    loting = await besluiten.loting_klaarzetten(uow, als(LEIDER), eerste.id)
    assert {one.aanvraag_id for one in loting.loten} == {one.id for one in later}


async def test_when_all_fit_no_lot_is_needed() -> None:
    uow = FakeUow()
    scheme = await gepubliceerd(uow, plafonds=(plafond(bedrag_cent=1_350_000),))
    filed = [await bewaard(uow, scheme) for _ in range(3)]
    with pytest.raises(DomainError) as refused:
        await besluiten.loting_klaarzetten(uow, als(LEIDER), filed[0].id)
    for one in filed:
        await besluit_nemen(uow, als("adviseur-3"), one.id, voornemen())
    assert (refused.value.slug, uow.plafonds.rows[0][2].ruimte_cent) == ("loting-niet-nodig", 0)


async def test_by_days_who_was_complete_on_one_day_stands_equal_and_waits_for_its_end() -> None:
    uow = FakeUow()
    scheme = await gepubliceerd(uow, plafonds=(plafond(bedrag_cent=500_000),), volgorde_per=Volgordemaat.DAG)
    filed = [await bewaard(uow, scheme, ontvangen_op=NU + dt.timedelta(hours=number)) for number in range(2)]
    morgen = DAG + dt.timedelta(days=1)
    with pytest.raises(DomainError) as early:
        await besluiten.loting_klaarzetten(uow, als(LEIDER), filed[0].id)
    assert [early.value.slug, await refusal(uow, filed[0])] == ["peildag-loopt-nog"] * 2
    assert await refusal(uow, filed[0], morgen) == "loting-nodig"
    first, second = await geloot(uow, filed, morgen)
    assert await refusal(uow, second, morgen) == "eerdere-aanvragen-eerst"
    _, besluit = await besluit_nemen(uow, als("adviseur-3", morgen), first.id, voornemen())
    assert besluit.verleend_cent == 450_000


async def test_an_application_that_is_not_complete_has_no_place_to_draw_for() -> None:
    uow = FakeUow()
    one = await bewaard(uow, await gepubliceerd(uow), opgave=opgave(kvk_nummer=None))
    with pytest.raises(DomainError) as refused:
        await besluiten.loting_klaarzetten(uow, als(LEIDER), one.id)
    with pytest.raises(DomainError) as unknown:
        await besluiten.loting_klaarzetten(uow, als(LEIDER), uuid.uuid4())
    assert (refused.value.slug, unknown.value.slug) == ("loting-niet-mogelijk", "niet-gevonden")
