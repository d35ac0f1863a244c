"""A database that was put back reads on from where it was, however far the group had read."""

from typing import Any

import pytest
from aiokafka import AIOKafkaConsumer, TopicPartition
from sqlalchemy import text
from structlog.testing import capture_logs

from tests.builders.gebeurtenissen import koppen

from .conftest import Proef, until
from .test_delivery import KEY, TOPIC, an_agb, count_effect, effects
from .test_robustness import a_row, has_effects

pytestmark = [pytest.mark.integratie, pytest.mark.timeout(120)]
TABLES = ("inbox", "leespositie", "effect", "outbox", "gebeurtenis")


async def produce(proef: Proef, *agb_codes: str) -> None:
    rows = [a_row(one) for one in agb_codes]
    await proef.produce(TOPIC, *((row.sleutel, row.inhoud, koppen(row)) for row in rows))


async def backup(proef: Proef) -> None:
    async with proef.uow() as uow:
        for table in TABLES:
            await uow.session.execute(text(f"CREATE TABLE {table}_reserve AS SELECT * FROM {table}"))
        await uow.session.commit()


async def put_back(proef: Proef) -> None:
    async with proef.uow() as uow:
        for table in TABLES[:3]:
            await uow.session.execute(text(f"DELETE FROM {table}"))
            await uow.session.execute(text(f"INSERT INTO {table} SELECT * FROM {table}_reserve"))
        await uow.session.commit()


async def test_a_restored_database_gets_what_came_after_the_backup_once(proef: Proef) -> None:
    before, after = [an_agb() for _ in range(20)], [an_agb() for _ in range(20)]
    async with proef.running({KEY: count_effect}):
        await produce(proef, *before)
        await until(lambda: has_effects(proef, set(before)))
    await backup(proef)
    async with proef.running({KEY: count_effect}):
        await produce(proef, *after)
        await until(lambda: has_effects(proef, set(after)))
    await put_back(proef)
    with capture_logs() as logs:
        async with proef.running({KEY: count_effect}):
            await until(lambda: has_effects(proef, set(after)))
    found = await effects(proef)
    assert {found[one] for one in [*before, *after]} == {1}
    assert "rewound" in {log["event"] for log in logs}


async def test_an_empty_database_gets_everything_though_the_group_had_read_it(proef: Proef) -> None:
    wanted = [an_agb() for _ in range(10)]
    async with proef.running({KEY: count_effect}):
        await produce(proef, *wanted)
        await until(lambda: has_effects(proef, set(wanted)))
    async with proef.uow() as uow:
        await uow.session.execute(text("TRUNCATE inbox, leespositie, effect, outbox, gebeurtenis"))
        await uow.session.commit()
    async with proef.running({KEY: count_effect}):
        await until(lambda: has_effects(proef, set(wanted)))


async def test_a_database_put_back_under_a_running_consumer_is_noticed_at_the_next_event(proef: Proef) -> None:
    before, after, last = an_agb(), an_agb(), an_agb()

    def same_partition(*agb_codes: str) -> list[Any]:
        rows = [a_row(one)._replace(sleutel=b"samen") for one in agb_codes]
        return [(row.sleutel, row.inhoud, koppen(row)) for row in rows]

    async with proef.running({KEY: count_effect}):
        await proef.produce(TOPIC, *same_partition(before))
        await until(lambda: has_effects(proef, {before}))
        await backup(proef)
        await proef.produce(TOPIC, *same_partition(after))
        await until(lambda: has_effects(proef, {after}))
        await put_back(proef)
        await proef.produce(TOPIC, *same_partition(last))
        await until(lambda: has_effects(proef, {before, after, last}))
    found = await effects(proef)
    assert {found[one] for one in (before, after, last)} == {1}


async def test_a_place_stands_with_every_kind_of_outcome(proef: Proef) -> None:
    handled, ignored = an_agb(), an_agb()

    row = a_row(handled)._replace(sleutel=b"plaats")
    async with proef.running({KEY: count_effect}):
        good = (b"plaats", row.inhoud, koppen(row))
        other = a_row(ignored)._replace(sleutel=b"plaats")
        await proef.produce(TOPIC, good, good, (b"plaats", b"onzin", []), (b"plaats", other.inhoud, koppen(other)))
        await until(lambda: has_effects(proef, {handled, ignored}))
        await until(lambda: stored_everything(proef))


async def stored_everything(proef: Proef) -> bool:
    rows = await proef.rows("SELECT partitie, positie FROM leespositie")
    ends = await ends_of(proef)
    return {row.partitie: row.positie for row in rows} == ends


async def ends_of(proef: Proef) -> dict[int, int]:
    reader = AIOKafkaConsumer(bootstrap_servers=proef.bootstrap)
    await reader.start()
    try:
        found = await reader.end_offsets([TopicPartition(TOPIC, number) for number in range(4)])
    finally:
        await reader.stop()
    return {partition.partition: end for partition, end in found.items()}


async def test_a_database_from_before_the_places_goes_on_where_the_group_was(proef: Proef) -> None:
    known, new = an_agb(), an_agb()
    async with proef.running({KEY: count_effect}):
        await produce(proef, known)
        await until(lambda: has_effects(proef, {known}))
        await until(lambda: stored_everything(proef))
    async with proef.uow() as uow:
        await uow.session.execute(text("DELETE FROM leespositie"))
        await uow.session.execute(text("DELETE FROM effect"))
        await uow.session.commit()
    async with proef.running({KEY: count_effect}):
        await produce(proef, new)
        await until(lambda: has_effects(proef, {new}))
    assert (await effects(proef)).keys() == {new}


async def test_a_topic_that_is_shorter_than_the_database_thinks_is_read_from_its_beginning(proef: Proef) -> None:
    wanted = an_agb()
    async with proef.uow() as uow:
        await uow.session.execute(
            text("INSERT INTO leespositie SELECT :topic, n, 1000000 FROM generate_series(0, 3) n"), {"topic": TOPIC}
        )
        await uow.session.commit()
    await produce(proef, wanted)
    async with proef.running({KEY: count_effect}):
        await until(lambda: has_effects(proef, {wanted}), 60)
