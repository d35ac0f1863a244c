"""What the ports of rekeningen promise."""

import uuid
from dataclasses import replace

import pytest
from contracting.application.uow import Uow
from contracting.domain.rekeningen.rekening import Houdersoort, Naamcontrole, RekeningStatus
from risb_kern.lists import Blad

from tests.builders.contracting import AGB, ANDERE_AGB, DAG, rekening

pytestmark = pytest.mark.integratie
VAN_AANBIEDER = (Houdersoort.AANBIEDER, AGB)
BEVESTIGD = replace(
    rekening(),
    status=RekeningStatus.BEVESTIGD,
    naamcontrole=Naamcontrole.BIJNA_MATCH,
    reden="Handelsnaam",
    afgehandeld_door="financien-2",
    afgehandeld_op=DAG,
)


async def test_an_account_comes_back_as_it_went_in(uow: Uow) -> None:
    assert await uow.rekeningen.add(rekening())
    assert await uow.rekeningen.get(rekening().id) == rekening()
    await uow.rekeningen.save(BEVESTIGD)
    assert await uow.rekeningen.get(rekening().id) == BEVESTIGD
    assert await uow.rekeningen.get(uuid.UUID(int=99)) is None


async def test_a_holder_has_one_open_proposal(uow: Uow) -> None:
    assert await uow.rekeningen.add(rekening(1))
    assert not await uow.rekeningen.add(rekening(2, versie=2))
    assert await uow.rekeningen.add(rekening(3, houder=ANDERE_AGB))
    await uow.rekeningen.save(BEVESTIGD)
    assert await uow.rekeningen.add(rekening(4, versie=2))


async def test_versions_count_per_holder(uow: Uow) -> None:
    assert await uow.rekeningen.next_versie(*VAN_AANBIEDER) == 1
    await uow.rekeningen.add(rekening(1))
    assert await uow.rekeningen.next_versie(*VAN_AANBIEDER) == 2
    assert await uow.rekeningen.next_versie(Houdersoort.GEMEENTE, AGB) == 1


async def test_only_a_confirmed_account_is_or_was_in_use(uow: Uow) -> None:
    await uow.rekeningen.add(rekening())
    assert not await uow.rekeningen.has_bevestigde(*VAN_AANBIEDER)
    await uow.rekeningen.save(BEVESTIGD)
    assert await uow.rekeningen.has_bevestigde(*VAN_AANBIEDER)
    assert not await uow.rekeningen.has_bevestigde(Houdersoort.AANBIEDER, ANDERE_AGB)


async def test_accounts_are_listed_by_holder_and_status(uow: Uow) -> None:
    eigen, andere = BEVESTIGD, rekening(2, houder=ANDERE_AGB)
    for one in (eigen, andere):
        await uow.rekeningen.add(one)
    lijst = uow.rekeningvragen.list
    assert await lijst(Blad(), houder=None, status=None) == [eigen, andere]
    assert await lijst(Blad(), houder=AGB, status=None) == [eigen]
    assert await lijst(Blad(), houder=None, status=RekeningStatus.VOORGESTELD) == [andere]


async def test_others_with_the_same_number_are_counted_once_each(uow: Uow) -> None:
    eigen, andere = BEVESTIGD, rekening(2, houder=ANDERE_AGB)
    los = rekening(3, houdersoort=Houdersoort.GEMEENTE, houder="0307", kenmerk=b"een ander nummer")
    for one in (eigen, andere, replace(andere, id=uuid.UUID(int=4), versie=2, status=RekeningStatus.INGETROKKEN), los):
        await uow.rekeningen.add(one)
    assert await uow.rekeningvragen.count_andere_houders([eigen, andere, los]) == {eigen.id: 1, andere.id: 1}


async def test_aanbieders_with_the_same_number_are_found_unless_it_was_withdrawn(uow: Uow) -> None:
    weg = replace(rekening(3, houder="42429999"), status=RekeningStatus.INGETROKKEN)
    van_gemeente = rekening(4, houdersoort=Houdersoort.GEMEENTE, houder="0307")
    for one in (BEVESTIGD, rekening(2, houder=ANDERE_AGB), weg, van_gemeente):
        await uow.rekeningen.add(one)
    assert await uow.rekeningen.list_with_same_number([AGB]) == {AGB, ANDERE_AGB}
    assert await uow.rekeningen.list_with_same_number(["42429999", "0307"]) == frozenset()
