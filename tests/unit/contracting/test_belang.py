"""Another AGB code with the same KvK number or account is the own organisation too (docs/vierogen.md)."""

import uuid
from collections.abc import Awaitable, Callable
from dataclasses import replace

import pytest
from contracting.application.belang import belang_van
from contracting.application.overeenkomsten import handelingen as overeenkomsten
from contracting.application.rekeningen import handelingen as rekeningen
from contracting.application.toelating import handelingen as toelating
from contracting.domain.rekeningen.rekening import Bevestiging, Houdersoort, Naamcontrole, RekeningStatus
from risb_kern.act import Handeling
from risb_kern.errors import DomainError, Kind

from tests.builders.contracting import AGB, ANDERE_AGB, aanbieder, aanmelding, opgave, rekening
from tests.builders.handelingen import handeling
from tests.fakes.contracting.uow import FakeUow
from tests.unit.contracting.overeenkomsten.test_overeenkomsten import PQ, einde, toegelaten

__all__ = ["toegelaten"]
ZUSTER = ANDERE_AGB
Act = Callable[[FakeUow, Handeling], Awaitable[object]]


def zuster(door: str = "vreemd") -> Handeling:
    """An act of somebody who speaks for the other AGB code."""
    return replace(handeling(door=door), kenmerken=frozenset({f"agb:{ZUSTER}"}))


async def _gesloten(uow: FakeUow) -> uuid.UUID:
    return (await overeenkomsten.overeenkomst_sluiten(uow, handeling(), PQ)).id


async def sluiten(uow: FakeUow, act: Handeling) -> None:
    await overeenkomsten.overeenkomst_sluiten(uow, act, PQ)


async def prijs(uow: FakeUow, act: Handeling) -> None:
    nieuw = opgave(tarief_cent=7100, gemeenten=())
    await overeenkomsten.prijs_vaststellen(uow, act, await _gesloten(uow), nieuw)


async def beeindigen(uow: FakeUow, act: Handeling) -> None:
    await overeenkomsten.overeenkomst_beeindigen(uow, act, await _gesloten(uow), einde())


async def intrekken(uow: FakeUow, act: Handeling) -> None:
    kenmerk = await _gesloten(uow)
    await overeenkomsten.overeenkomst_beeindigen(uow, handeling(door="ander"), kenmerk, einde())
    await overeenkomsten.beeindiging_intrekken(uow, act, kenmerk)


async def beoordelen(uow: FakeUow, act: Handeling) -> None:
    open_nog = aanmelding(id=uuid.UUID(int=77))
    uow.aanmeldingen.alle = {open_nog.id: open_nog}
    await toelating.aanmelding_beoordelen(uow, act, open_nog.id, bezwaren={})


async def bevestigen(uow: FakeUow, act: Handeling) -> None:
    gelezen = Bevestiging(kenmerk=rekening(9).kenmerk, naamcontrole=Naamcontrole.MATCH, reden=None)
    uow.rekeningen.alle[rekening(9).id] = rekening(9)
    await rekeningen.rekening_bevestigen(uow, act, rekening(9).id, gelezen, afkoeldagen=0)


ACTS: tuple[Act, ...] = (sluiten, prijs, beeindigen, intrekken, beoordelen, bevestigen)


@pytest.mark.parametrize("act", ACTS, ids=lambda one: one.__name__)
@pytest.mark.parametrize("deelt", ["kvk", "rekening"])
async def test_who_speaks_for_a_sister_organisation_does_not_decide(toegelaten: FakeUow, act: Act, deelt: str) -> None:
    kvk = aanbieder().kvk_nummer if deelt == "kvk" else "87654321"
    await toegelaten.aanbieders.add(aanbieder(agb_code=ZUSTER, kvk_nummer=kvk))
    if deelt == "rekening":
        for nummer, houder in ((1, AGB), (2, ZUSTER)):
            een = replace(rekening(nummer, houder=houder), status=RekeningStatus.BEVESTIGD)
            toegelaten.rekeningen.alle[een.id] = een
    with pytest.raises(DomainError, match="eigen organisatie") as refused:
        await act(toegelaten, zuster())
    assert (refused.value.kind, refused.value.slug) == (Kind.FORBIDDEN, "zelfde-persoon")


@pytest.mark.parametrize("act", ACTS, ids=lambda one: one.__name__)
async def test_who_speaks_for_a_stranger_decides(toegelaten: FakeUow, act: Act) -> None:
    await toegelaten.aanbieders.add(aanbieder(agb_code=ZUSTER, kvk_nummer="87654321"))
    await act(toegelaten, zuster())


async def test_a_withdrawn_account_and_that_of_a_gemeente_make_no_sister(toegelaten: FakeUow) -> None:
    eigen = rekening(1)
    weg = replace(rekening(2, houder=ZUSTER), status=RekeningStatus.INGETROKKEN)
    van_gemeente = rekening(3, houdersoort=Houdersoort.GEMEENTE, houder="0307")
    toegelaten.rekeningen.alle = {one.id: one for one in (eigen, weg, van_gemeente)}
    assert await belang_van(toegelaten, AGB) == {f"agb:{AGB}"}
