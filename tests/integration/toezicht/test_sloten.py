"""What is taken to be changed is kept until the end of the transaction: a second one waits."""

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable

import pytest
from chassis.db import engine_for
from risb_kern.privacy import Privacy
from sqlalchemy.ext.asyncio import async_sessionmaker
from toezicht.adapters.uow import SqlUow

from tests.builders.toezichtzaken import (
    KLOK,
    RECHTMATIGHEID,
    een_abonnement,
    een_bericht,
    een_maatregel,
    een_signaal,
    een_zaak,
)

pytestmark = pytest.mark.integratie
ZAAK = een_zaak()
SIGNAAL, ABONNEMENT, MAATREGEL = een_signaal(), een_abonnement(), een_maatregel(ZAAK.id)
Grip = Callable[[SqlUow], Awaitable[object]]
GRIPS: dict[str, Grip] = {
    "a signal": lambda uow: uow.signalen.get(SIGNAAL.id, RECHTMATIGHEID),
    "a case": lambda uow: uow.zaken.get(ZAAK.id),
    "a measure": lambda uow: uow.maatregelen.get(MAATREGEL.id),
    "a subscription": lambda uow: uow.abonnementen.get(ABONNEMENT.id, "een"),
    "the place of the next anomaly": lambda uow: uow.anomalieen.add(een_bericht()),
}


@pytest.fixture
async def begin(database_url: Callable[[str], str]) -> AsyncIterator[Callable[[], SqlUow]]:
    """Units of work on a database that holds one of each."""
    engine = engine_for(database_url("toezicht"))
    sessions = async_sessionmaker(engine, expire_on_commit=False)
    async with SqlUow(sessions, KLOK, Privacy(bytes(32))) as filled:
        await filled.signalen.put(SIGNAAL)
        await filled.zaken.add(ZAAK)
        await filled.maatregelen.add(MAATREGEL)
        await filled.abonnementen.add(ABONNEMENT)
        await filled.commit()
    yield lambda: SqlUow(sessions, KLOK, Privacy(bytes(32)))
    await engine.dispose()


@pytest.mark.parametrize("grip", GRIPS.values(), ids=GRIPS.keys())
async def test_who_comes_second_waits_for_the_end_of_the_first(begin: Callable[[], SqlUow], grip: Grip) -> None:
    async with begin() as second:
        async with begin() as first:
            await grip(first)
            waiting = asyncio.ensure_future(grip(second))
            await asyncio.wait([waiting], timeout=0.3)
            assert not waiting.done()
        await asyncio.wait_for(waiting, timeout=20)


async def test_who_only_looks_waits_for_nobody(begin: Callable[[], SqlUow]) -> None:
    async with begin() as first, begin() as second:
        for grip in GRIPS.values():
            await grip(first)
        async with asyncio.timeout(20):
            assert await second.signalen.find(SIGNAAL.id, RECHTMATIGHEID) == SIGNAAL
            assert await second.zaken.find(ZAAK.id) == ZAAK
            assert await second.abonnementen.find(ABONNEMENT.id, "een") == ABONNEMENT
            assert await second.anomalieen.list(0, soorten=RECHTMATIGHEID, limiet=10) == []


async def test_two_who_take_deliveries_never_take_the_same(begin: Callable[[], SqlUow]) -> None:
    async with begin() as uow:
        for _ in range(4):
            bericht = een_bericht()
            positie = await uow.anomalieen.add(bericht)
            assert positie is not None
            await uow.bezorgingen.queue(positie, bericht)
        await uow.commit()
    nu = KLOK.nu()
    async with begin() as first, begin() as second:
        taken = [await one.bezorgingen.take(nu, nu, 3) for one in (first, second)]
    assert [len(one) for one in taken] == [3, 1]
    assert len({bezorging.id for one in taken for bezorging in one}) == 4
