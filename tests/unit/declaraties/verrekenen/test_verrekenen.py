"""Settlement in parts and the place of living, without a database."""

import dataclasses
import datetime as dt

import pytest
from declaraties.application.toewijzen.verrekenvraag import Verrekenvraag
from declaraties.application.verrekenen import handelingen as verrekenen
from declaraties.domain.betalen.events import BetaalopdrachtGemaakt
from declaraties.domain.standaard.profielen import Wet
from declaraties.domain.toewijzen.kolommen import Contracttarief
from declaraties.domain.verrekenen.events import VerrekeningBerekend
from declaraties.domain.verrekenen.verrekening import Feiten, Goedgekeurd
from declaraties.domain.verrekenen.woonplaats import Woonplaats, Woonplaatskeuze
from risb_kern.errors import DomainError

from tests.builders.declaraties import AGB, ANDERE_GEMEENTE, GEMEENTE, KLOK
from tests.builders.handelingen import handeling
from tests.fakes.declaraties.post import Deelname
from tests.fakes.declaraties.uow import FakeUow

CLIENT = b"\x01" * 16
REGEL = Goedgekeurd(
    bestand_nummer=1,
    regel=0,
    gemeente=GEMEENTE,
    client=CLIENT,
    toewijzing=101,
    code="02A03",
    eenheid="04",
    begin=dt.date(2026, 4, 1),
    eind=dt.date(2026, 4, 30),
    volume=4,
    bedrag=5000,
    gecrediteerd=False,
)
TARIEF = Contracttarief(
    wet=Wet.WMO,
    gemeente=GEMEENTE,
    aanbieder=AGB,
    productcode="02A03",
    eenheid="04",
    geldig_van=dt.date(2023, 1, 1),
    tarief=1500,
)
DUURDER = Feiten(prijzen={(GEMEENTE, "02A03"): [TARIEF]}, eindes={}, woonplaatsen={})


async def klaar(uow: FakeUow, keuzes: verrekenen.Verrekenregels) -> bool:
    taak = await uow.verrekentaken.take(0)
    assert taak is not None
    return await verrekenen.verrekening_berekenen(uow, handeling(), taak, keuzes=keuzes)


@pytest.fixture
async def uow() -> FakeUow:
    uow = FakeUow()
    await uow.verrekentaken.add(Verrekenvraag(agb_code=AGB, wet="wmo", aanleiding="prijs"))
    uow.verrekeningen.goedgekeurd = [dataclasses.replace(REGEL, regel=nummer) for nummer in range(3)]
    uow.verrekeningen.feiten = DUURDER
    return uow


async def test_a_task_is_done_part_by_part(uow: FakeUow) -> None:
    keuzes = verrekenen.Verrekenregels(deel=2)

    assert [await klaar(uow, keuzes), await klaar(uow, keuzes)] == [False, True]
    assert [one.bedrag_cent for one in uow.told(VerrekeningBerekend)] == [2000, 1000]
    assert await uow.verrekentaken.take(0) is None


async def test_what_differs_becomes_payable_once(uow: FakeUow) -> None:
    await klaar(uow, verrekenen.Verrekenregels())
    await uow.verrekentaken.add(Verrekenvraag(agb_code=AGB, wet="wmo", aanleiding="prijs"))
    taak = await uow.verrekentaken.take(1)
    assert taak is not None
    await verrekenen.verrekening_berekenen(uow, handeling(), taak, keuzes=verrekenen.Verrekenregels())

    assert [(one.bedrag_cent, one.soort) for one in uow.told(BetaalopdrachtGemaakt)] == [(3000, "verrekening")]


async def test_what_gemeenten_settle_pays_no_aanbieder(uow: FakeUow) -> None:
    keuze = Woonplaatskeuze(volgnummer=1, vanaf=dt.date(2026, 4, 16), gemeente=ANDERE_GEMEENTE)
    uow.verrekeningen.goedgekeurd = [REGEL]
    uow.verrekeningen.feiten = Feiten(prijzen={}, eindes={}, woonplaatsen={CLIENT: [keuze]})

    await klaar(uow, verrekenen.Verrekenregels())

    (feit,) = uow.told(VerrekeningBerekend)
    assert (feit.naar_gemeente, feit.bedrag_cent) == (ANDERE_GEMEENTE, 2500)
    assert not uow.told(BetaalopdrachtGemaakt)


async def test_a_place_of_living_has_lines_looked_at_again_at_every_aanbieder(uow: FakeUow) -> None:
    uow.deelnames.alle.append(Deelname(gemeente=GEMEENTE, dienst="jw", van=dt.date(2020, 1, 1)))
    woonplaats = Woonplaats(client=CLIENT, wet=Wet.JW, gemeente=GEMEENTE, vanaf=KLOK)

    kenmerk = await verrekenen.woonplaats_vastleggen(uow, handeling(), woonplaats)

    assert uow.woonplaatsen.alle == {kenmerk: woonplaats}
    assert len(uow.verrekentaken.vragen) == 1
    (regel,) = await uow.timeline.list(f"woonplaats:{kenmerk}")
    assert (regel.soort, regel.gegevens) == ("woonplaats_vastleggen", {"gemeente": GEMEENTE, "vanaf": str(KLOK)})


async def test_a_gemeente_outside_the_region_settles_elsewhere(uow: FakeUow) -> None:
    woonplaats = Woonplaats(client=CLIENT, wet=Wet.JW, gemeente=GEMEENTE, vanaf=KLOK)
    with pytest.raises(DomainError, match="geen jeugdhulp"):
        await verrekenen.woonplaats_vastleggen(uow, handeling(), woonplaats)
    assert (uow.woonplaatsen.alle, uow.timeline.regels) == ({}, [])
