"""What is taken to be changed is kept until the end of the transaction: a second one waits."""

import asyncio
import uuid
from collections.abc import AsyncIterator, Awaitable, Callable

import pytest
from chassis.db import engine_for
from contracting.adapters.uow import SqlUow
from contracting.domain.regio.deelname import Dienst
from contracting.domain.rekeningen.rekening import Houdersoort
from risb_kern.clock import FixedClock
from risb_kern.privacy import Privacy
from risb_recht.wet import Wet
from sqlalchemy.ext.asyncio import async_sessionmaker

from tests.builders.contracting import AGB, DAG, aanbieder, aanmelding, overeenkomst, perceel, rekening

pytestmark = pytest.mark.integratie
Greep = Callable[[SqlUow], Awaitable[object]]
GREPEN: dict[str, Greep] = {
    "an application": lambda uow: uow.aanmeldingen.get(aanmelding().id),
    "an agreement": lambda uow: uow.overeenkomsten.get(overeenkomst().id),
    "an account": lambda uow: uow.rekeningen.get(rekening().id),
    "the accounts of a holder": lambda uow: uow.rekeningen.next_versie(Houdersoort.AANBIEDER, AGB),
    "a budget that is not there yet": lambda uow: uow.budgetten.get("0307", "2.1.3", 2026),
    "what an aanbieder covers": lambda uow: uow.overeenkomsten.get_dekking(AGB, Wet.WMO),
    "the periods of a gemeente": lambda uow: uow.deelnames.get_perioden("0307", Dienst.WMO),
}


@pytest.fixture
async def uow(database_url: Callable[[str], str]) -> AsyncIterator[Callable[[], SqlUow]]:
    """Units of work on a database that holds one of each."""
    engine = engine_for(database_url("contracting"))
    sessions = async_sessionmaker(engine, expire_on_commit=False)
    async with SqlUow(sessions, FixedClock(DAG), Privacy(bytes(32))) as gevuld:
        await gevuld.aanbieders.add(aanbieder())
        await gevuld.percelen.add(perceel())
        await gevuld.aanmeldingen.add(aanmelding())
        await gevuld.overeenkomsten.add(overeenkomst())
        await gevuld.rekeningen.add(rekening())
        await gevuld.commit()
    yield lambda: SqlUow(sessions, FixedClock(DAG), Privacy(bytes(32)))
    await engine.dispose()


@pytest.mark.parametrize("greep", GREPEN.values(), ids=GREPEN.keys())
async def test_who_comes_second_waits_for_the_end_of_the_first(uow: Callable[[], SqlUow], greep: Greep) -> None:
    async with uow() as tweede:
        async with uow() as eerste:
            await greep(eerste)
            wacht = asyncio.ensure_future(greep(tweede))
            await asyncio.wait([wacht], timeout=0.3)
            assert not wacht.done()
        await asyncio.wait_for(wacht, timeout=20)


async def test_who_only_looks_waits_for_nobody(uow: Callable[[], SqlUow]) -> None:
    async with uow() as eerste, uow() as tweede:
        for greep in GREPEN.values():
            await greep(eerste)
        async with asyncio.timeout(20):
            assert await tweede.aanmeldingvragen.find(aanmelding().id) == aanmelding()
            assert await tweede.overeenkomstvragen.find(overeenkomst().id) == overeenkomst()
            assert await tweede.budgetten.find("0307", "2.1.3", 2026) is None
            assert await tweede.aanmeldingvragen.find(uuid.UUID(int=99)) is None
