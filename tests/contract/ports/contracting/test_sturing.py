"""What the ledger, the budgets and the questions of the monitor promise."""

import datetime as dt
import uuid

import pytest
from contracting.application.uow import Uow
from contracting.domain.sturing.grootboek import ZORG, Boekregel, Boeksoort, Boekstuk, termijnpost
from contracting.domain.sturing.monitor import Budget, Geboekt
from contracting.domain.taakgericht.events import BetaaltermijnVastgesteld
from risb_kern.lists import Bereik

from tests.builders.contracting import AGB

pytestmark = pytest.mark.integratie
ALLES = Bereik(alles=True)
PLEK = ("0307", "2.1.3")
VANDAAG = dt.date(2026, 7, 1)


def stuk(
    rang: str,
    verplicht_cent: int,
    *,
    soort: Boeksoort = Boeksoort.TOEWIJZING,
    gemeente: str = "0307",
    post: str = ZORG,
) -> Boekstuk:
    regel = Boekregel(gemeente=gemeente, programmalijn="2.1.3", jaar=2026, verplicht_cent=verplicht_cent, post=post)
    return Boekstuk(soort=soort, kenmerk=f"{gemeente}:wmo:1", rang=rang, regels=(regel,))


def betaalbaar(cent: int, *, kenmerk: str = "een", post: str = ZORG, tot: dt.date | None = None) -> Boekstuk:
    regel = Boekregel(gemeente="0307", programmalijn="2.1.3", jaar=2026, betaalbaar_cent=cent, post=post, tot=tot)
    return Boekstuk(soort=Boeksoort.BETAALOPDRACHT, kenmerk=kenmerk, rang="a", regels=(regel,))


def termijn(bedrag_cent: int = 1000, vervaldatum: dt.date = dt.date(2026, 12, 31)) -> BetaaltermijnVastgesteld:
    return BetaaltermijnVastgesteld(
        overeenkomst_id=str(uuid.UUID(int=7)),
        agb_code=AGB,
        gemeente="0307",
        programmalijn="2.1.3",
        jaar=2026,
        termijn=12,
        vervaldatum=vervaldatum,
        bedrag_cent=bedrag_cent,
    )


@pytest.mark.parametrize("rangen", [("a", "b"), ("b", "a"), ("b", "b")])
async def test_the_highest_state_of_a_voucher_counts_in_any_order(uow: Uow, rangen: tuple[str, str]) -> None:
    for rang in rangen:
        await uow.grootboek.book(stuk(rang, {"a": 100, "b": 200}[rang]))
    assert await uow.monitorvragen.sum_geboekt(2026, ALLES) == {PLEK: Geboekt(verplicht_cent=200)}


async def test_vouchers_add_up_per_place_and_only_within_reach(uow: Uow) -> None:
    await uow.grootboek.book(stuk("a", 100))
    await uow.grootboek.book(stuk("a", 30, soort=Boeksoort.TERMIJN))
    await uow.grootboek.book(stuk("a", 500, gemeente="0342"))
    assert await uow.monitorvragen.sum_geboekt(2026, ALLES) == {
        PLEK: Geboekt(verplicht_cent=130),
        ("0342", "2.1.3"): Geboekt(verplicht_cent=500),
    }
    assert await uow.monitorvragen.sum_geboekt(2026, Bereik(gemeenten=frozenset({"0307"}))) == {
        PLEK: Geboekt(verplicht_cent=130)
    }
    assert await uow.monitorvragen.sum_geboekt(2025, ALLES) == {}
    assert await uow.monitorvragen.sum_geboekt(2026, Bereik()) == {}


async def test_a_state_of_nothing_takes_its_place_away(uow: Uow) -> None:
    await uow.grootboek.book(stuk("a", 100))
    await uow.grootboek.book(stuk("b", 0))
    assert await uow.monitorvragen.sum_geboekt(2026, ALLES) == {}


@pytest.mark.parametrize("eerst_vervallen", [False, True])
async def test_a_term_that_lapsed_replaces_what_was_booked_first(uow: Uow, eerst_vervallen: bool) -> None:
    boekingen = [(termijn(), 0), (termijn(0), 1)]
    for feit, versie in reversed(boekingen) if eerst_vervallen else boekingen:
        await uow.verplichtingen.book(feit, versie=versie)
    assert await uow.monitorvragen.sum_geboekt(2026, ALLES) == {}


@pytest.mark.parametrize("order", [(0, 1, 2), (2, 1, 0), (1, 2, 0)])
async def test_a_term_that_is_due_again_is_an_obligation_again(uow: Uow, order: tuple[int, ...]) -> None:
    for versie in order:
        await uow.verplichtingen.book(termijn(0) if versie == 1 else termijn(), versie=versie)
    assert (await uow.monitorvragen.sum_geboekt(2026, ALLES)).keys() == {PLEK}


async def test_open_is_what_may_still_come(uow: Uow) -> None:
    await uow.grootboek.book(stuk("a", 36_500))
    await uow.verplichtingen.book(termijn(), versie=0)
    zorg_vanaf_juni = 36_500 * 214 // 365
    assert await uow.monitorvragen.sum_open(2026, ALLES, vandaag=VANDAAG) == {PLEK: zorg_vanaf_juni + 1000}
    assert await uow.monitorvragen.sum_open(2026, Bereik(gemeenten=frozenset({"0342"})), vandaag=VANDAAG) == {}


async def test_a_subsidy_is_open_until_it_became_payable_or_its_year_is_over(uow: Uow) -> None:
    await uow.grootboek.book(stuk("a", 100, soort=Boeksoort.SUBSIDIE, post="subsidie:1"))
    assert await uow.monitorvragen.sum_open(2026, ALLES, vandaag=VANDAAG) == {PLEK: 100}
    assert await uow.monitorvragen.sum_open(2026, ALLES, vandaag=dt.date(2027, 2, 1)) == {PLEK: 0}
    await uow.grootboek.book(betaalbaar(30, post="subsidie:1"))
    assert await uow.monitorvragen.sum_open(2026, ALLES, vandaag=VANDAAG) == {PLEK: 70}


async def test_what_became_payable_of_care_is_not_open_any_more(uow: Uow) -> None:
    await uow.grootboek.book(stuk("a", 36_500))
    await uow.grootboek.book(betaalbaar(10_000, tot=dt.date(2026, 4, 30)))
    await uow.grootboek.book(betaalbaar(400, kenmerk="juni", tot=dt.date(2026, 6, 30)))
    assert await uow.monitorvragen.sum_open(2026, ALLES, vandaag=VANDAAG) == {PLEK: 36_500 * 214 // 365 - 400}


async def test_a_term_that_became_payable_is_not_open_any_more(uow: Uow) -> None:
    await uow.verplichtingen.book(termijn(), versie=0)
    post = termijnpost(termijn().overeenkomst_id, "0307", 2026, 12)
    await uow.grootboek.book(betaalbaar(750, post=post))
    assert await uow.monitorvragen.sum_open(2026, ALLES, vandaag=VANDAAG) == {PLEK: 0}
    await uow.verplichtingen.book(termijn(0), versie=1)
    assert await uow.monitorvragen.sum_open(2026, ALLES, vandaag=VANDAAG) == {PLEK: -750}


async def test_a_budget_is_replaced_by_its_next_version(uow: Uow) -> None:
    assert await uow.budgetten.get("0307", "2.1.3", 2026) is None
    for versie in (1, 2):
        budget = Budget(gemeente="0307", programmalijn="2.1.3", jaar=2026, bedrag_cent=versie * 100, versie=versie)
        await uow.budgetten.save(budget)
    assert await uow.budgetten.get("0307", "2.1.3", 2026) == await uow.budgetten.find("0307", "2.1.3", 2026) == budget
    assert await uow.monitorvragen.sum_budgetten(2026, ALLES) == {PLEK: 200}
    assert await uow.monitorvragen.sum_budgetten(2026, Bereik(gemeenten=frozenset({"0342"}))) == {}
