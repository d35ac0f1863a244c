"""What contracting tells, and what it means for the applications that are there already."""

import datetime as dt
from collections.abc import Awaitable, Callable
from functools import partial
from typing import Any

import pytest
from subsidies.application.besluiten import handelingen as besluiten
from subsidies.application.dubbel import handelingen as dubbel
from subsidies.domain.aanvragen.aanvraag import Aanvraag
from subsidies.domain.besluiten.besluit import Besluitsoort, Grondcode, Weigeringsgrond
from subsidies.domain.dubbel.events import DubbeleFinancieringGesignaleerd
from subsidies.domain.dubbel.regels import Contracteinde, Zorgcontract

from tests.builders.subsidies import (
    AGB,
    DAG,
    KVK,
    PRIVACY,
    bewaard,
    contract,
    gepubliceerd,
    handeling,
    opgave,
    voornemen,
)
from tests.fakes.letters import FakeZetter
from tests.fakes.subsidies.uow import FakeUow

besluit_nemen = partial(besluiten.besluit_nemen, zetter=FakeZetter(), privacy=PRIVACY)

SYSTEEM = handeling(door="systeem")


def aanbieder(uow: FakeUow, kvk_nummer: str = KVK, datum: dt.date = DAG) -> Awaitable[None]:
    return dubbel.aanbieder_volgen(uow, SYSTEEM, agb_code=AGB, kvk_nummer=kvk_nummer, datum=datum)


def gesloten(uow: FakeUow, one: Zorgcontract | None = None) -> Awaitable[None]:
    return dubbel.contract_volgen(uow, SYSTEEM, one or contract())


async def regels(uow: FakeUow, one: Aanvraag) -> list[str]:
    return [punt.signaal.regel for punt in await uow.aandachtspunten.list(one.id)]


@pytest.mark.parametrize("contract_first", [False, True])
async def test_a_provider_that_applied_is_signalled_when_both_facts_are_there(contract_first: bool) -> None:
    uow = FakeUow()
    one = await bewaard(uow, await gepubliceerd(uow))
    steps: list[Callable[[FakeUow], Awaitable[None]]] = [aanbieder, gesloten]
    if contract_first:
        steps.reverse()
    await steps[0](uow)
    assert await regels(uow, one) == []
    await steps[1](uow)
    assert await regels(uow, one) == ["M6"]


async def test_a_fact_that_comes_twice_is_signalled_told_and_written_once() -> None:
    uow = FakeUow()
    one = await bewaard(uow, await gepubliceerd(uow))
    for _ in range(2):
        await aanbieder(uow)
        await gesloten(uow)
    (event,) = uow.events
    assert isinstance(event, DubbeleFinancieringGesignaleerd)
    assert (event.aanvraag_id, event.regel, event.agb_code) == (str(one.id), "M6", AGB)
    assert uow.traces == [one.correlatie_id]
    (regel,) = await uow.timeline.list(one.zaak)
    assert (regel.soort, regel.door) == ("dubbele_financiering_signaleren", "systeem")


async def test_every_contract_is_a_question_of_its_own() -> None:
    uow = FakeUow()
    one = await bewaard(uow, await gepubliceerd(uow))
    await aanbieder(uow)
    await gesloten(uow)
    await gesloten(uow, contract(overeenkomst_id="22222222-1111-4111-8111-111111111113"))
    assert await regels(uow, one) == ["M6", "M6"]


@pytest.mark.parametrize("changes", [{"gemeenten": ("0342",)}, {"tot": dt.date(2026, 10, 31)}])
async def test_a_contract_elsewhere_or_at_another_time_is_no_question(changes: dict[str, Any]) -> None:
    uow = FakeUow()
    one = await bewaard(uow, await gepubliceerd(uow))
    await aanbieder(uow)
    await gesloten(uow, contract(**changes))
    assert (await regels(uow, one), uow.events) == ([], [])


async def test_a_grant_is_still_signalled_and_a_refusal_is_not() -> None:
    uow = FakeUow()
    scheme = await gepubliceerd(uow)
    granted, refused = await bewaard(uow, scheme), await bewaard(uow, scheme)
    grond = Weigeringsgrond(code=Grondcode.ACTIVITEIT_NIET, toelichting="De zaal is gesloten.")
    await besluit_nemen(uow, handeling(), refused.id, voornemen(Besluitsoort.WEIGEREN, None, grond))
    await besluit_nemen(uow, handeling(), granted.id, voornemen())
    await aanbieder(uow)
    await gesloten(uow)
    assert (await regels(uow, granted), await regels(uow, refused)) == (["M6"], [])


async def test_an_early_end_takes_no_point_away_and_makes_no_new_one() -> None:
    uow = FakeUow()
    scheme = await gepubliceerd(uow)
    before = await bewaard(uow, scheme)
    await aanbieder(uow)
    await gesloten(uow)
    einde = Contracteinde(
        overeenkomst_id=contract().overeenkomst_id, agb_code=AGB, einddatum=dt.date(2026, 10, 31), volgnummer=1
    )
    await dubbel.contracteinde_volgen(uow, einde)
    after = await bewaard(uow, scheme)
    await dubbel.aanvraag_vergelijken(uow, handeling(), after, b"rekening")
    assert (await regels(uow, before), await regels(uow, after)) == (["M6"], ["M3"])


async def test_a_resident_without_a_number_is_not_compared_with_contracts() -> None:
    uow = FakeUow()
    resident = await bewaard(uow, await gepubliceerd(uow), opgave=opgave(kvk_nummer=None))
    await aanbieder(uow)
    await gesloten(uow)
    uow.serialized.clear()
    await dubbel.aanvraag_vergelijken(uow, handeling(), resident, b"a")
    assert (uow.serialized, await regels(uow, resident)) == (["iban:61"], [])


async def test_what_touches_the_same_provider_and_organisation_waits_for_each_other() -> None:
    uow = FakeUow()
    await aanbieder(uow)
    assert uow.serialized == [f"agb:{AGB}", f"kvk:{KVK}"]
