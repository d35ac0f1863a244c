"""The ceiling as the use cases order its steps: who may, what is told, what the agenda does."""

import datetime as dt
import uuid
from collections.abc import Awaitable, Callable
from dataclasses import replace

import pytest
from contracting.application.bestedingsruimte import handelingen
from contracting.application.bestedingsruimte.bestedingsruimte_aankondigen import BESLUIT_UITGEBLEVEN
from contracting.domain.bestedingsruimte.bestedingsruimte import Bestedingsruimte, RuimteStatus
from contracting.domain.bestedingsruimte.events import (
    BestedingsruimteAangekondigd,
    BestedingsruimteBijnaOp,
    BestedingsruimteVastgesteld,
    BestedingsruimteVervallen,
)
from risb_kern.errors import DomainError, Kind
from risb_kern.lists import Bereik

from tests.builders.contracting import AGB, ANDERE_AGB, handeling, overeenkomst, ruimte
from tests.fakes.contracting.uow import FakeUow

ALLES = Bereik(alles=True)
OP_TIJD, BESLUITDAG = dt.date(2026, 6, 1), dt.date(2026, 9, 1)
RUIMTE = uuid.UUID(int=60)
NERGENS = uuid.UUID(int=0)
OPDRACHT = handelingen.RuimteAankondigen(
    overeenkomst_id=uuid.UUID(int=7),
    ingangsdatum=dt.date(2027, 4, 1),
    jaarbedrag_cent=36_500_000,
    crisisproducten=("01A09",),
    grondslag="Artikel 1.4 en 1.5",
)


@pytest.fixture
async def gesloten(ingekocht: FakeUow) -> FakeUow:
    await ingekocht.overeenkomsten.add(overeenkomst())
    return ingekocht


async def aangekondigd(uow: FakeUow) -> Bestedingsruimte:
    return await handelingen.bestedingsruimte_aankondigen(uow, handeling(OP_TIJD), OPDRACHT)


async def test_an_intention_tells_the_aanbieder_its_days_and_sets_the_clock(gesloten: FakeUow) -> None:
    ruimte_nu = await aangekondigd(gesloten)
    (verteld,) = gesloten.told(BestedingsruimteAangekondigd)
    assert (verteld.bedrag_cent, verteld.besluit_uiterlijk) == (27_500_000, dt.date(2027, 1, 1))
    (afspraak,) = await gesloten.agenda.list(ruimte_nu.zaak)
    assert afspraak.soort == BESLUIT_UITGEBLEVEN
    with pytest.raises(DomainError, match="heeft al een bestedingsruimte"):
        await aangekondigd(gesloten)


async def test_another_person_decides_and_the_amount_is_told(gesloten: FakeUow) -> None:
    ruimte_nu = await aangekondigd(gesloten)
    besluit = handelingen.bestedingsruimte_vaststellen
    with pytest.raises(DomainError) as zelf:
        await besluit(gesloten, handeling(BESLUITDAG), ruimte_nu.id, jaarbedrag_cent=36_500_000)
    assert zelf.value.kind is Kind.FORBIDDEN
    vast = await besluit(gesloten, handeling(BESLUITDAG, "manager-1"), ruimte_nu.id, jaarbedrag_cent=36_500_000)
    (verteld,) = gesloten.told(BestedingsruimteVastgesteld)
    assert (verteld.versie, verteld.bedrag_cent, verteld.van, verteld.tot) == (
        1,
        vast.bedrag_cent,
        dt.date(2027, 4, 1),
        dt.date(2027, 12, 31),
    )
    assert await gesloten.agenda.list(ruimte_nu.zaak) == []


async def test_without_a_decision_the_intention_lapses_and_may_be_made_anew(gesloten: FakeUow) -> None:
    ruimte_nu = await aangekondigd(gesloten)
    await handelingen.bestedingsruimte_vervallen(gesloten, handeling(dt.date(2027, 1, 1)), ruimte_nu.id)
    assert gesloten.told(BestedingsruimteVervallen) == []
    await handelingen.bestedingsruimte_vervallen(gesloten, handeling(dt.date(2027, 1, 2)), ruimte_nu.id)
    assert len(gesloten.told(BestedingsruimteVervallen)) == 1
    assert gesloten.bestedingsruimten.alle[ruimte_nu.id].status is RuimteStatus.VERVALLEN
    opnieuw = replace(handeling(OP_TIJD), nieuw_id=uuid.uuid4)
    nieuw = await handelingen.bestedingsruimte_aankondigen(gesloten, opnieuw, OPDRACHT)
    assert nieuw.status is RuimteStatus.AANGEKONDIGD


async def test_geval_30_seventy_percent_is_told_once_however_often_and_in_whatever_order(uow: FakeUow) -> None:
    await uow.bestedingsruimten.add(ruimte())
    for bron, cent in ((1, 17_499_999), (1, 17_499_999), (2, 1), (3, 500), (2, 1)):
        await handelingen.ruimtegebruik_boeken(uow, handeling(), RUIMTE, bron_id=uuid.UUID(int=bron), cent=cent)
    (verteld,) = uow.told(BestedingsruimteBijnaOp)
    assert (verteld.gebruikt_cent, verteld.bedrag_cent) == (17_500_000, 25_000_000)
    assert await uow.bestedingsruimten.sum_gebruik(RUIMTE) == 17_500_500


async def test_use_of_an_unknown_ceiling_is_not_kept(uow: FakeUow) -> None:
    await handelingen.ruimtegebruik_boeken(uow, handeling(), NERGENS, bron_id=NERGENS, cent=1)
    assert uow.bestedingsruimten.gebruik == {}


async def test_after_notice_and_talk_another_person_raises_the_amount(uow: FakeUow) -> None:
    await uow.bestedingsruimten.add(ruimte())
    await handelingen.ruimtegebruik_boeken(uow, handeling(), RUIMTE, bron_id=uuid.UUID(int=1), cent=25_000_000)
    dag = dt.date(2027, 9, 6)
    await handelingen.overschrijding_melden(uow, handeling(dag), RUIMTE, verwacht_cent=0, bereik=ALLES)
    with pytest.raises(DomainError, match="toekomst"):
        await handelingen.overschrijding_bespreken(uow, handeling(dag), RUIMTE, besproken_op=dt.date(2027, 9, 7))
    await handelingen.overschrijding_bespreken(uow, handeling(dag), RUIMTE, besproken_op=dag)
    herzie = handelingen.bestedingsruimte_herzien
    with pytest.raises(DomainError, match="Laat een ander"):
        await herzie(uow, handeling(dag), RUIMTE, bedrag_cent=30_000_000)
    await herzie(uow, handeling(dag, "manager-1"), RUIMTE, bedrag_cent=30_000_000)
    assert [(one.versie, one.bedrag_cent) for one in uow.told(BestedingsruimteVastgesteld)] == [(2, 30_000_000)]


async def test_the_same_amount_after_the_talk_is_not_told_again(uow: FakeUow) -> None:
    gemeld = ruimte().meld(dt.date(2027, 9, 6), gebruikt_cent=25_000_000, verwacht_cent=0)
    await uow.bestedingsruimten.add(gemeld.bespreek(dt.date(2027, 9, 7)))
    await handelingen.bestedingsruimte_herzien(uow, handeling(), RUIMTE, bedrag_cent=25_000_000)
    assert uow.told(BestedingsruimteVastgesteld) == []


async def test_an_aanbieder_gives_notice_of_its_own_ceiling_only(uow: FakeUow) -> None:
    await uow.bestedingsruimten.add(ruimte())
    melden = handelingen.overschrijding_melden
    vreemd = Bereik(agb_codes=frozenset({ANDERE_AGB}))
    with pytest.raises(DomainError, match="niet gevonden"):
        await melden(uow, handeling(), RUIMTE, verwacht_cent=25_000_000, bereik=vreemd)
    gemeld = await melden(uow, handeling(), RUIMTE, verwacht_cent=25_000_000, bereik=Bereik(agb_codes=frozenset({AGB})))
    assert gemeld.melding is not None
    assert gemeld.melding.verwacht_cent == 25_000_000


async def test_a_late_plan_counts_as_late(uow: FakeUow) -> None:
    await uow.bestedingsruimten.add(ruimte())
    await handelingen.bestedingsruimte_plannen(uow, handeling(dt.date(2026, 11, 2)), RUIMTE)
    (regel,) = await uow.timeline.list(ruimte().zaak)
    assert regel.gegevens == {"op_tijd": False}


@pytest.mark.parametrize("act", [handelingen.bestedingsruimte_plannen, handelingen.bestedingsruimte_vervallen])
async def test_a_ceiling_that_does_not_exist_is_not_found(uow: FakeUow, act: Callable[..., Awaitable[object]]) -> None:
    with pytest.raises(DomainError, match="niet gevonden"):
        await act(uow, handeling(), NERGENS)
    with pytest.raises(DomainError, match="niet gevonden"):
        await handelingen.bestedingsruimte_aankondigen(uow, handeling(OP_TIJD), OPDRACHT)
