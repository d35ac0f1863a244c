import datetime as dt

import pytest
from risb_kern.lists import Blad
from risb_recht.periode import Periode
from subsidies.application.regelingen.queries import Regelingfilter
from subsidies.application.uow import Uow
from subsidies.domain.regelingen.regeling import Plafond

from tests.builders.subsidies import DAG, gepubliceerd, handeling, plafond, regeling

pytestmark = pytest.mark.integratie


async def test_a_version_comes_back_as_it_was_and_the_newest_has_the_highest_number(uow: Uow) -> None:
    first = await gepubliceerd(uow)
    second = regeling(versie=2, titel="Nieuw")
    await uow.regelingen.add(second, handeling())
    assert await uow.regelingen.find("PID-2026", 1) == first
    assert await uow.regelingen.read("PID-2026", 2) == second
    assert await uow.regelingen.find_newest("PID-2026") == second


async def test_what_was_never_published_is_not_found(uow: Uow) -> None:
    await gepubliceerd(uow)
    assert await uow.regelingen.find("PID-2026", 2) is None
    assert await uow.regelingen.find_newest("ANDERS") is None


async def test_a_ledger_starts_with_nothing_granted(uow: Uow) -> None:
    scheme = await gepubliceerd(uow)
    found = await uow.plafonds.find(scheme.code, plafond())
    assert found is not None
    assert (found.bedrag_cent, found.verleend_cent) == (2_000_000, 0)
    assert await uow.plafonds.get(scheme.code, plafond()) == found


async def test_a_ledger_keeps_what_was_granted_and_raised(uow: Uow) -> None:
    scheme = await gepubliceerd(uow)
    found = await uow.plafonds.get(scheme.code, plafond())
    assert found is not None
    await uow.plafonds.save(found.na_verlening(450_000).bekendgemaakt(plafond(bedrag_cent=3_000_000)))
    changed = await uow.plafonds.get(scheme.code, plafond())
    assert changed is not None
    assert (changed.id, changed.bedrag_cent, changed.verleend_cent) == (found.id, 3_000_000, 450_000)


@pytest.mark.parametrize(
    "other",
    [
        plafond(gemeente="0342"),
        plafond(wijk="Liendert"),
        plafond(tijdvak=Periode(van=dt.date(2027, 1, 1), tot=dt.date(2027, 12, 31))),
    ],
)
async def test_gemeente_wijk_and_period_make_a_ledger(uow: Uow, other: Plafond) -> None:
    scheme = await gepubliceerd(uow)
    assert await uow.plafonds.find(scheme.code, other) is None
    assert await uow.plafonds.find("ANDERS", plafond()) is None


async def test_a_list_shows_the_newest_version_of_each_scheme_by_code(uow: Uow) -> None:
    await gepubliceerd(uow, code="B-2026")
    await gepubliceerd(uow, code="A-2026")
    await uow.regelingen.add(regeling(code="B-2026", versie=2), handeling())
    found = [(one.code, one.versie) for one in await uow.regelingvragen.list_all()]
    assert found == [("A-2026", 1), ("B-2026", 2)]
    page = await uow.regelingvragen.list(Regelingfilter(), Blad(orde="code", limiet=1))
    assert [one.code for one in page] == ["A-2026", "B-2026"]
    rest = await uow.regelingvragen.list(Regelingfilter(), Blad(orde="code", na=("A-2026",)))
    assert [one.code for one in rest] == ["B-2026"]


@pytest.mark.parametrize(
    ("welke", "codes"),
    [
        (Regelingfilter(gemeente="0307"), ["NU", "STRAKS"]),
        (Regelingfilter(gemeente="0342"), ["STRAKS"]),
        (Regelingfilter(open_op=DAG), ["NU"]),
        (Regelingfilter(open_op=dt.date(2026, 12, 31)), ["NU"]),
        (Regelingfilter(open_op=dt.date(2027, 1, 1)), ["STRAKS"]),
        (Regelingfilter(gemeente="0342", open_op=DAG), []),
    ],
)
async def test_a_list_knows_who_takes_part_and_what_is_open(uow: Uow, welke: Regelingfilter, codes: list[str]) -> None:
    later = Periode(van=dt.date(2027, 1, 1), tot=dt.date(2027, 12, 31))
    await gepubliceerd(uow, code="NU")
    await gepubliceerd(uow, code="STRAKS", gemeenten=("0307", "0342"), openstelling=later)
    assert [one.code for one in await uow.regelingvragen.list(welke, Blad(orde="code"))] == codes


async def test_the_ledger_of_a_scheme_has_a_fixed_order_and_says_what_is_left(uow: Uow) -> None:
    scheme = await gepubliceerd(uow, plafonds=(plafond(wijk="Liendert", bedrag_cent=1_000), plafond()))
    found = await uow.plafonds.get(scheme.code, plafond())
    assert found is not None
    await uow.plafonds.save(found.na_verlening(450_000))
    rows = await uow.regelingvragen.list_plafonds(scheme.code)
    assert [(one.wijk, one.ruimte_cent) for one in rows] == [(None, 1_550_000), ("Liendert", 1_000)]
    assert await uow.regelingvragen.list_plafonds("ANDERS") == []
