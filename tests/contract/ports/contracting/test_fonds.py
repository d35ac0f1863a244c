"""What the ports of the fund and of reports to the council promise."""

import uuid
from dataclasses import replace

import pytest
from contracting.application.uow import Uow
from contracting.domain.sturing.fonds import Fonds, Fondsboeking, Fondssoort

from tests.unit.contracting.sturing.test_fonds import verslag

pytestmark = pytest.mark.integratie
BOEKINGEN = tuple(
    Fondsboeking(id=uuid.UUID(int=9 - nummer), fondssoort=soort, bedrag_cent=nummer + 1, businesscase="BC-1")
    for nummer, soort in enumerate(Fondssoort)
)


async def test_entries_come_back_in_the_order_in_which_they_came(uow: Uow) -> None:
    assert await uow.fonds.get() == Fonds()
    for one in BOEKINGEN:
        await uow.fonds.add(one)
    assert await uow.fonds.get() == Fonds(boekingen=BOEKINGEN)
    assert await uow.fonds.find() == Fonds(boekingen=BOEKINGEN)


async def test_a_report_comes_back_as_it_was_stored_last(uow: Uow) -> None:
    later = replace(verslag(), id=uuid.UUID(int=73))
    for one in (later, verslag(), replace(verslag(), id=uuid.UUID(int=74), jaar=2022)):
        await uow.betaalbaarheidsverslagen.add(one)
    await uow.betaalbaarheidsverslagen.save(verslag().publiceer())
    assert await uow.betaalbaarheidsverslagen.get(verslag().id) == verslag().publiceer()
    assert await uow.betaalbaarheidsverslagen.get(uuid.UUID(int=99)) is None
    assert await uow.betaalbaarheidsverslagen.list(2021) == [verslag().publiceer(), later]
