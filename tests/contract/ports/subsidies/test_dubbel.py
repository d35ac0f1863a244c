import datetime as dt
import itertools
from collections.abc import Sequence

import pytest
from subsidies.application.uow import Uow
from subsidies.domain.dubbel.regels import Contracteinde

from tests.builders.subsidies import AGB, KVK, contract

pytestmark = pytest.mark.integratie
EERDER, LATER = dt.date(2026, 2, 1), dt.date(2026, 3, 1)


def einde(overeenkomst_id: str, dag: dt.date | None, volgnummer: int = 1) -> Contracteinde:
    return Contracteinde(overeenkomst_id=overeenkomst_id, agb_code=AGB, einddatum=dag, volgnummer=volgnummer)


async def test_the_newest_registration_wins_whatever_comes_first(uow: Uow) -> None:
    assert await uow.zorgcontracten.find_kvk(AGB) is None
    await uow.zorgcontracten.save_aanbieder(AGB, KVK, LATER)
    await uow.zorgcontracten.save_aanbieder(AGB, "99999999", EERDER)
    assert await uow.zorgcontracten.find_kvk(AGB) == KVK
    await uow.zorgcontracten.save_aanbieder(AGB, "99999999", LATER)
    assert await uow.zorgcontracten.find_kvk(AGB) == "99999999"


async def test_codes_with_one_kvk_number_are_one_organisation(uow: Uow) -> None:
    for code, kvk in ((AGB, KVK), ("42420008", KVK), ("42420009", "99999999")):
        await uow.zorgcontracten.save_aanbieder(code, kvk, EERDER)
    assert await uow.zorgcontracten.list_with_same_kvk([AGB]) == {AGB, "42420008"}
    assert await uow.zorgcontracten.list_with_same_kvk(["42420010"]) == frozenset()


@pytest.mark.parametrize("order", list(itertools.permutations(["aanbieder", "contract", "einde"])))
async def test_a_contract_with_its_end_is_the_same_in_any_order(uow: Uow, order: Sequence[str]) -> None:
    one = contract()
    for step in order:
        if step == "aanbieder":
            await uow.zorgcontracten.save_aanbieder(AGB, KVK, LATER)
        elif step == "contract":
            await uow.zorgcontracten.save(one)
        else:
            await uow.zorgcontracten.end(einde(one.overeenkomst_id, dt.date(2026, 10, 31)))
    assert await uow.zorgcontracten.list(KVK) == [contract(tot=dt.date(2026, 10, 31))]
    assert await uow.zorgcontracten.list("87654321") == []


async def test_a_contract_ends_on_the_day_that_was_told_last_also_when_that_is_later(uow: Uow) -> None:
    await uow.zorgcontracten.save_aanbieder(AGB, KVK, LATER)
    await uow.zorgcontracten.save(contract(tot=dt.date(2026, 6, 30)))
    await uow.zorgcontracten.end(einde(contract().overeenkomst_id, dt.date(2026, 10, 31)))
    (found,) = await uow.zorgcontracten.list(KVK)
    assert found.tot == dt.date(2026, 10, 31)


async def test_what_never_ran_or_is_known_by_its_end_only_is_no_contract(uow: Uow) -> None:
    await uow.zorgcontracten.save_aanbieder(AGB, KVK, LATER)
    await uow.zorgcontracten.save(contract())
    await uow.zorgcontracten.end(einde(contract().overeenkomst_id, dt.date(2025, 12, 31)))
    await uow.zorgcontracten.end(einde("22222222-1111-4111-8111-111111111113", LATER))
    assert await uow.zorgcontracten.list(KVK) == []


@pytest.mark.parametrize("order", list(itertools.permutations([1, 2, 3])))
async def test_of_ends_that_were_told_the_last_one_holds_in_any_order(uow: Uow, order: Sequence[int]) -> None:
    one, dagen = contract(), {1: dt.date(2026, 6, 30), 2: None, 3: dt.date(2026, 10, 31)}
    await uow.zorgcontracten.save_aanbieder(AGB, KVK, LATER)
    await uow.zorgcontracten.save(one)
    for volgnummer in order:
        await uow.zorgcontracten.end(einde(one.overeenkomst_id, dagen[volgnummer], volgnummer))
    assert await uow.zorgcontracten.list(KVK) == [contract(tot=dagen[3])]


async def test_an_end_that_was_withdrawn_is_none(uow: Uow) -> None:
    one = contract()
    await uow.zorgcontracten.save_aanbieder(AGB, KVK, LATER)
    await uow.zorgcontracten.save(one)
    await uow.zorgcontracten.end(einde(one.overeenkomst_id, None, 2))
    await uow.zorgcontracten.end(einde(one.overeenkomst_id, LATER, 1))
    assert await uow.zorgcontracten.list(KVK) == [one]
