"""What the ports of indexation promise."""

import datetime as dt
import uuid
from dataclasses import replace

import pytest
from contracting.application.uow import Uow
from contracting.domain.indexeren.indexcijfer import Cijfersoort
from contracting.domain.indexeren.indexering import Indexering
from contracting.domain.indexeren.voorstel import Indexregel, Regelstatus
from contracting.domain.prijzen.prijs import Prijs, Prijsherkomst, Prijsreden
from contracting.domain.taakgericht.taakbudget import betaalschema
from risb_kern.lists import Blad

from tests.builders.contracting import AGB, overeenkomst, prijs, taakbudget
from tests.builders.indexeren import PERCEEL, VNG25, cijfer, clausule

pytestmark = pytest.mark.integratie
HERKOMST = Prijsherkomst(
    reden=Prijsreden.INDEXERING, bron="VNG", door="p", indexering_id=uuid.UUID(int=1), indexjaar=2026
)
RONDE = Indexering(
    id=uuid.UUID(int=1),
    jaar=2027,
    percelen=(PERCEEL,),
    voorlopig=False,
    voorgesteld_op=dt.date(2026, 11, 1),
    voorgesteld_door="p",
    berekeningen=(),
    regels=3,
    delen=2,
)
EERSTE = overeenkomst(prijzen=(prijs(),))
TWEEDE = overeenkomst(id=uuid.UUID(int=8), agb_code="42420002")


def regel(contract: uuid.UUID = EERSTE.id, *, basis: bool = True) -> Indexregel:
    return Indexregel(
        overeenkomst_id=contract,
        agb_code=AGB,
        berekening=0,
        van=dt.date(2027, 1, 1),
        tot=None,
        was_cent=100,
        wordt_cent=104,
        basis_id=uuid.UUID(int=1) if basis else None,
        productcode="01A03" if basis else None,
        gemeenten=("0307",) if basis else (),
    )


@pytest.fixture
async def contracten(ingekocht: Uow) -> Uow:
    for one in (EERSTE, TWEEDE):
        await ingekocht.overeenkomsten.add(one)
    return ingekocht


async def test_every_version_of_a_figure_stays_and_the_newest_is_given(uow: Uow) -> None:
    eerste = cijfer(*VNG25[0])
    tweede = replace(eerste, versie=2, duizendste=-1)
    assert await uow.indexcijfers.get(*eerste.sleutel) is None
    for one in (eerste, tweede, cijfer(*VNG25[2]), cijfer(*VNG25[4])):
        await uow.indexcijfers.add(one)
    assert await uow.indexcijfers.get("OVA", 2024, Cijfersoort.RAMING) == tweede
    assert await uow.indexcijfers.list([2024]) == [cijfer(*VNG25[2]), eerste, tweede]


async def test_every_version_of_a_clause_stays_and_the_newest_is_given(ingekocht: Uow) -> None:
    tweede = clausule(versie=2, percentdecimalen=None)
    assert await ingekocht.indexclausules.get(PERCEEL) is None
    for one in (clausule(), tweede):
        await ingekocht.indexclausules.add(one)
    assert await ingekocht.indexclausules.get(PERCEEL) == tweede
    assert await ingekocht.indexclausules.list(PERCEEL) == [clausule(), tweede]


async def test_a_run_keeps_its_lines_per_part(contracten: Uow) -> None:
    ander = regel(TWEEDE.id, basis=False)
    await contracten.indexeringen.add(RONDE, [[regel(), regel()], [ander]])
    assert await contracten.indexeringen.get(RONDE.id) == RONDE == await contracten.indexeringen.find(RONDE.id)
    assert await contracten.indexeringen.list_regels(RONDE.id) == [regel(), regel(), ander]
    assert await contracten.indexeringen.list_open(RONDE.id, 1) == [ander]
    assert await contracten.indexeringen.count(RONDE.id) == {Regelstatus.OPEN: 3}
    await contracten.indexeringen.save_regels(RONDE.id, [EERSTE.id], Regelstatus.TOEGEPAST)
    await contracten.indexeringen.save_regels(RONDE.id, [], Regelstatus.VERVALLEN)
    assert await contracten.indexeringen.list_open(RONDE.id, 0) == []
    assert await contracten.indexeringen.count(RONDE.id) == {Regelstatus.OPEN: 1, Regelstatus.TOEGEPAST: 2}
    blad = Blad(na=(1,), limiet=1, orde="nummer")
    getoond = await contracten.indexeringen.list_shown(RONDE.id, blad)
    assert getoond == [(2, regel(), Regelstatus.TOEGEPAST), (3, ander, Regelstatus.OPEN)]


async def test_runs_are_found_by_year_and_by_perceel(contracten: Uow) -> None:
    ander = replace(RONDE, id=uuid.UUID(int=2), jaar=2028, percelen=("ELDERS",))
    for one in (ander, RONDE):
        await contracten.indexeringen.add(one, [])
    assert await contracten.indexeringen.find(uuid.UUID(int=9)) is None
    assert await contracten.indexeringen.list(2028) == [ander]
    assert await contracten.indexeringen.list_of_percelen([PERCEEL, "NERGENS"]) == [RONDE]
    await contracten.indexeringen.save(RONDE.trek_in())
    assert await contracten.indexeringen.list(2027) == [RONDE.trek_in()]


async def test_the_agreements_of_a_perceel_come_with_their_prices_and_get_more(contracten: Uow) -> None:
    nieuw = Prijs(id=uuid.UUID(int=2), versie=2, opgave=prijs().opgave, herkomst=HERKOMST)
    assert await contracten.indexcontracten.list([PERCEEL]) == [EERSTE, TWEEDE]
    assert await contracten.indexcontracten.list(["ELDERS"]) == []
    await contracten.indexcontracten.add_prijzen({EERSTE.id: [nieuw], TWEEDE.id: []})
    assert await contracten.indexcontracten.lock([TWEEDE.id, EERSTE.id]) == [EERSTE.met_prijs(nieuw), TWEEDE]
    assert await contracten.overeenkomstvragen.find(EERSTE.id) == EERSTE.met_prijs(nieuw)


async def test_terms_get_new_amounts_and_stay_lapsed(ingekocht: Uow) -> None:
    van, tot = dt.date(2026, 1, 1), dt.date(2026, 12, 31)
    await ingekocht.overeenkomsten.add(EERSTE)
    await ingekocht.termijnen.add(EERSTE.id, betaalschema(taakbudget(), van, tot))
    await ingekocht.termijnen.cancel(EERSTE.id, na=dt.date(2026, 11, 30))
    hoger = betaalschema(taakbudget(jaarbudget_cent=240_000_000), van, tot)
    await ingekocht.termijnen.save(EERSTE.id, hoger)
    bewaard = await ingekocht.termijnen.list(EERSTE.id)
    assert {one.bedrag_cent for one, _ in bewaard} == {10_000_000}
    assert sum(vervallen for _, vervallen in bewaard) == 2
