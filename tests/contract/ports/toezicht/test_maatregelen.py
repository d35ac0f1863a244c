import dataclasses
import datetime as dt

import pytest
from risb_kern.lists import Blad
from toezicht.application.uow import Uow
from toezicht.domain.zaken.zaak import Zaak

from tests.builders.toezicht import AGB
from tests.builders.toezichtzaken import NU, een_maatregel, een_zaak, nieuw_id

pytestmark = pytest.mark.integratie
DAG = dt.timedelta(days=1)


async def bewaard(uow: Uow) -> Zaak:
    zaak = een_zaak()
    await uow.zaken.add(zaak)
    return zaak


async def test_a_measure_comes_back_as_it_was_saved_last(uow: Uow) -> None:
    maatregel = een_maatregel((await bewaard(uow)).id)
    await uow.maatregelen.add(maatregel)
    assert await uow.maatregelen.get(maatregel.id) == maatregel
    beeindigd = maatregel.beeindig(dt.date(2026, 7, 1), "Hersteld.")
    await uow.maatregelen.save(beeindigd)
    assert await uow.maatregelen.get(maatregel.id) == beeindigd
    assert await uow.maatregelen.get(nieuw_id()) is None


async def test_measures_are_counted_per_case(uow: Uow) -> None:
    zaak, ander = await bewaard(uow), await bewaard(uow)
    for one in (een_maatregel(zaak.id), een_maatregel(zaak.id), een_maatregel(ander.id)):
        await uow.maatregelen.add(one)
    assert await uow.maatregelen.count(zaak.id) == 2
    assert await uow.maatregelen.count(nieuw_id()) == 0


async def test_the_list_of_measures_is_of_one_aanbieder_or_of_all_and_has_pages(uow: Uow) -> None:
    zaak = await bewaard(uow)
    oud, nieuw = een_maatregel(zaak.id), een_maatregel(zaak.id, opgelegd_op=NU + DAG)
    elders = een_maatregel(zaak.id, agb_code="42429999", opgelegd_op=NU + 2 * DAG)
    for one in (elders, nieuw, oud):
        await uow.maatregelen.add(one)
    blad = Blad(orde="opgelegdOp", limiet=1)
    assert await uow.maatregelvragen.list(None, blad) == [oud, nieuw]
    rest = dataclasses.replace(blad, na=(oud.opgelegd_op, oud.id))
    assert await uow.maatregelvragen.list(AGB, rest) == [nieuw]


async def test_a_gemeente_of_the_region_is_kept_once(uow: Uow) -> None:
    assert await uow.gemeenten.list() == set()
    for one in ("0307", "0308", "0307"):
        await uow.gemeenten.add(one)
    assert await uow.gemeenten.list() == {"0307", "0308"}
