import datetime as dt
import itertools
from collections.abc import Sequence

import pytest
from subsidies.application.uow import Uow

from tests.builders.subsidies import AGB, KVK, contract

pytestmark = pytest.mark.integratie
EERDER, LATER = dt.date(2026, 2, 1), dt.date(2026, 3, 1)


async def test_the_newest_registration_wins_whatever_comes_first(uow: Uow) -> None:
    assert await uow.zorgcontracten.find_kvk(AGB) is None
    await uow.zorgcontracten.save_aanbieder(AGB, KVK, LATER)
    await uow.zorgcontracten.save_aanbieder(AGB, "99999999", EERDER)
    assert await uow.zorgcontracten.find_kvk(AGB) == KVK
    await uow.zorgcontracten.save_aanbieder(AGB, "99999999", LATER)
    assert await uow.zorgcontracten.find_kvk(AGB) == "99999999"


@pytest.mark.parametrize("order", list(itertools.permutations(["aanbieder", "contract", "einde"])))
async def test_a_contract_with_its_end_is_the_same_in_any_order(uow: Uow, order: Sequence[str]) -> None:
    one = contract()
    for step in order:
        if step == "aanbieder":
            await uow.zorgcontracten.save_aanbieder(AGB, KVK, LATER)
        elif step == "contract":
            await uow.zorgcontracten.save(one)
        else:
            await uow.zorgcontracten.end(one.overeenkomst_id, AGB, dt.date(2026, 10, 31))
    assert await uow.zorgcontracten.list(KVK) == [contract(tot=dt.date(2026, 10, 31))]
    assert await uow.zorgcontracten.list("87654321") == []


async def test_a_contract_ends_on_the_earliest_day_that_is_known(uow: Uow) -> None:
    await uow.zorgcontracten.save_aanbieder(AGB, KVK, LATER)
    await uow.zorgcontracten.save(contract(tot=dt.date(2026, 6, 30)))
    await uow.zorgcontracten.end(contract().overeenkomst_id, AGB, dt.date(2026, 10, 31))
    (found,) = await uow.zorgcontracten.list(KVK)
    assert found.tot == dt.date(2026, 6, 30)


async def test_what_never_ran_or_is_known_by_its_end_only_is_no_contract(uow: Uow) -> None:
    await uow.zorgcontracten.save_aanbieder(AGB, KVK, LATER)
    await uow.zorgcontracten.save(contract())
    await uow.zorgcontracten.end(contract().overeenkomst_id, AGB, dt.date(2025, 12, 31))
    await uow.zorgcontracten.end("22222222-1111-4111-8111-111111111113", AGB, LATER)
    assert await uow.zorgcontracten.list(KVK) == []
