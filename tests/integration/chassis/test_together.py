"""Events that wait together share a transaction; one that does not fit sends each on its own way."""

from collections.abc import Mapping
from typing import Any

import pytest
from chassis.db import SqlUnitOfWork
from chassis.events.wire import Envelope
from risb_kern.errors import refused
from sqlalchemy import text

from tests.builders.gebeurtenissen import koppen

from .conftest import Proef, until
from .test_delivery import KEY, TOPIC, an_agb, count_effect, effects
from .test_robustness import a_row, has_effects, keys_on_topic

pytestmark = pytest.mark.integratie
COUNT = 30


async def waiting_in_one_partition(proef: Proef, repeats: int = 1) -> list[str]:
    """Events on the topic before anybody reads, by aanbieder; each `repeats` times."""
    keys = [an_agb() for _ in range(COUNT)]
    rows = [a_row(key)._replace(sleutel=b"samen") for key in keys]
    records = [(row.sleutel, row.inhoud, koppen(row)) for row in rows for _ in range(repeats)]
    await proef.produce(TOPIC, *records)
    return keys


async def test_events_that_wait_together_share_a_transaction_and_count_once(proef: Proef) -> None:
    transactions: dict[str, int] = {}

    async def noting(uow: SqlUnitOfWork, data: Mapping[str, Any], envelope: Envelope) -> None:
        number = await uow.session.execute(text("SELECT CAST(CAST(pg_current_xact_id() AS text) AS bigint)"))
        transactions[data["agb_code"]] = number.scalar_one()
        await count_effect(uow, data, envelope)

    keys = await waiting_in_one_partition(proef, repeats=2)
    async with proef.running({KEY: noting}):
        await until(lambda: has_effects(proef, set(keys)))

    found = await effects(proef)
    assert {found[key] for key in keys} == {1}
    assert len({transactions[key] for key in keys}) < COUNT / 3


@pytest.mark.parametrize("error", [ValueError("poison"), refused("proef", "Dit kan niet.")])
async def test_one_that_fails_leaves_the_others_their_effect_once(proef: Proef, error: Exception) -> None:
    keys = await waiting_in_one_partition(proef)
    wrong = keys[COUNT // 2]

    async def failing(uow: SqlUnitOfWork, data: Mapping[str, Any], envelope: Envelope) -> None:
        await count_effect(uow, data, envelope)
        if data["agb_code"] == wrong:
            raise error

    async with proef.running({KEY: failing}):
        await until(lambda: has_effects(proef, set(keys) - {wrong}), seconds=60)

    found = await effects(proef)
    assert {found[key] for key in keys if key != wrong} == {1}
    assert wrong not in found


async def everything(proef: Proef) -> list[Any]:
    """All records of the topic, with those of other tests."""
    return await proef.read(TOPIC, (await keys_on_topic(proef)).total())


async def test_events_of_several_partitions_share_a_transaction(proef: Proef) -> None:
    transactions: dict[str, int] = {}

    async def noting(uow: SqlUnitOfWork, data: Mapping[str, Any], envelope: Envelope) -> None:
        number = await uow.session.execute(text("SELECT CAST(CAST(pg_current_xact_id() AS text) AS bigint)"))
        transactions[data["agb_code"]] = number.scalar_one()
        await count_effect(uow, data, envelope)

    keys = {an_agb() for _ in range(COUNT)}
    rows = [a_row(key) for key in keys]
    await proef.produce(TOPIC, *[(row.sleutel, row.inhoud, koppen(row)) for row in rows])

    records = [one for one in await everything(proef) if one.key.decode() in keys]
    partitions = {one.partition for one in records}
    assert len(partitions) > 1

    assert await proef.consumer({KEY: noting})._handle_together(records)

    assert len({transactions[one.key.decode()] for one in records}) == 1
    places = await proef.rows("SELECT partitie, positie FROM leespositie")
    assert {place.partitie: place.positie for place in places} == {
        partition: max(one.offset for one in records if one.partition == partition) + 1 for partition in partitions
    }


def full_width(digits: str) -> str:
    return digits.translate({ord(str(one)): 0xFF10 + one for one in range(10)})


async def test_codes_have_one_form_also_for_events_that_wait_together(proef: Proef) -> None:
    keys = [an_agb() for _ in range(6)]
    forms = [key for one in keys for key in (one, full_width(one), f"{one[:2]}-{one[2:]}")]
    rows = [a_row(form)._replace(sleutel=b"vorm") for form in forms]
    await proef.produce(TOPIC, *[(row.sleutel, row.inhoud, koppen(row)) for row in rows])

    async with proef.running({KEY: count_effect}):
        await until(lambda: _counted(proef, keys, 3))

    assert not set(await effects(proef)) & {form for form in forms if form not in keys}


async def _counted(proef: Proef, keys: list[str], times: int) -> bool:
    found = await effects(proef)
    return sum(found.get(key, 0) for key in keys) == times * len(keys)
