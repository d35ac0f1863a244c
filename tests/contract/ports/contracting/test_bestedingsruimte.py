"""What the ports of bestedingsruimte promise."""

import datetime as dt
import uuid

import pytest
from contracting.application.uow import Uow
from contracting.domain.bestedingsruimte.bestedingsruimte import Bestedingsruimte, RuimteStatus
from risb_kern.lists import Bereik, Blad

from tests.builders.contracting import AGB, ANDERE_AGB, overeenkomst, ruimte

pytestmark = pytest.mark.integratie
ALLES = Bereik(alles=True)
BRON = uuid.UUID(int=1)
BESPROKEN = (
    ruimte(plan_op=dt.date(2026, 11, 1), gewaarschuwd=1)
    .meld(dt.date(2027, 9, 6), gebruikt_cent=25_000_000, verwacht_cent=1)
    .bespreek(dt.date(2027, 9, 7))
)


@pytest.fixture
async def gesloten(ingekocht: Uow) -> Uow:
    await ingekocht.overeenkomsten.add(overeenkomst())
    await ingekocht.overeenkomsten.add(overeenkomst(id=uuid.UUID(int=8), agb_code=ANDERE_AGB))
    return ingekocht


@pytest.mark.parametrize("one", [ruimte(), BESPROKEN])
async def test_a_ceiling_comes_back_as_it_went_in(gesloten: Uow, one: Bestedingsruimte) -> None:
    assert await gesloten.bestedingsruimten.add(one)
    assert await gesloten.bestedingsruimten.get(one.id) == one
    assert await gesloten.ruimtevragen.find(one.id) == one
    assert await gesloten.bestedingsruimten.get(BRON) is None
    assert await gesloten.ruimtevragen.find(BRON) is None


async def test_an_agreement_has_one_ceiling_per_year_but_for_those_that_lapsed(gesloten: Uow) -> None:
    assert await gesloten.bestedingsruimten.add(ruimte(status=RuimteStatus.AANGEKONDIGD))
    assert not await gesloten.bestedingsruimten.add(ruimte(id=uuid.UUID(int=61)))
    assert await gesloten.bestedingsruimten.add(ruimte(id=uuid.UUID(int=62), ingangsdatum=dt.date(2028, 1, 1)))
    await gesloten.bestedingsruimten.save(ruimte(status=RuimteStatus.VERVALLEN))
    assert await gesloten.bestedingsruimten.add(ruimte(id=uuid.UUID(int=61)))


async def test_use_counts_once_per_message(gesloten: Uow) -> None:
    await gesloten.bestedingsruimten.add(ruimte())
    assert await gesloten.bestedingsruimten.sum_gebruik(ruimte().id) == 0
    assert await gesloten.ruimtevragen.sum_gebruik({ruimte().id}) == {}
    for bron, cent in ((BRON, 500), (BRON, 500), (uuid.UUID(int=2), -120)):
        await gesloten.bestedingsruimten.add_gebruik(ruimte().id, bron, cent)
    assert await gesloten.bestedingsruimten.sum_gebruik(ruimte().id) == 380
    assert await gesloten.ruimtevragen.sum_gebruik({ruimte().id, BRON}) == {ruimte().id: 380}


async def test_ceilings_are_narrowed_to_aanbieder_year_and_reach(gesloten: Uow) -> None:
    later = ruimte(id=uuid.UUID(int=61), ingangsdatum=dt.date(2028, 1, 1))
    ander = ruimte(id=uuid.UUID(int=62), overeenkomst_id=uuid.UUID(int=8), agb_code=ANDERE_AGB)
    for one in (ruimte(), later, ander):
        await gesloten.bestedingsruimten.add(one)
    lijst = gesloten.ruimtevragen.list
    assert await lijst(ALLES, Blad()) == [ruimte(), later, ander]
    assert await lijst(ALLES, Blad(), agb_code=AGB, jaar=2028) == [later]
    assert await lijst(Bereik(agb_codes=frozenset({ANDERE_AGB})), Blad()) == [ander]
    assert await lijst(Bereik(gemeenten=frozenset({"0307"})), Blad()) == []
