import asyncio
from collections.abc import Callable
from pathlib import Path

import psycopg
import pytest
from aiokafka import AIOKafkaConsumer, AIOKafkaProducer
from devstack.kafka import Kafka
from devstack.kafka_admin import TopicSpec, ensure_topics, existing_topics
from devstack.postgres import Postgres

pytestmark = pytest.mark.integratie


async def produce(bootstrap: str, topic: str, values: list[bytes]) -> None:
    async with AIOKafkaProducer(bootstrap_servers=bootstrap, acks="all", enable_idempotence=True) as producer:
        for value in values:
            await producer.send_and_wait(topic, value)


async def consume(bootstrap: str, topic: str, count: int) -> list[bytes]:
    async with AIOKafkaConsumer(topic, bootstrap_servers=bootstrap, auto_offset_reset="earliest") as consumer:
        return [(await asyncio.wait_for(anext(consumer), 20)).value for _ in range(count)]


async def test_what_is_produced_is_consumed(kafka: Kafka) -> None:
    ensure_topics(kafka.bootstrap, [TopicSpec(name="heen-en-weer", partitions=1, config={})])
    await produce(kafka.bootstrap, "heen-en-weer", [b"een", b"twee"])
    assert await consume(kafka.bootstrap, "heen-en-weer", 2) == [b"een", b"twee"]


async def test_acknowledged_records_survive_a_killed_broker(engine_dir: Path) -> None:
    with Kafka(engine_dir / "kafka-kill") as broker:
        ensure_topics(broker.bootstrap, [TopicSpec(name="bewaard", partitions=1, config={})])
        values = [str(number).encode() for number in range(50)]
        await produce(broker.bootstrap, "bewaard", values)
        address, pid = broker.bootstrap, broker.pid
        broker.kill()
        assert not broker.running
        broker.start()
        assert (broker.bootstrap, broker.pid == pid) == (address, False)
        assert await consume(broker.bootstrap, "bewaard", 50) == values


def test_topics_are_brought_in_line_with_what_is_wanted(kafka: Kafka) -> None:
    ensure_topics(kafka.bootstrap, [TopicSpec(name="groeit", partitions=1, config={"retention.ms": "1000"})])
    made = ensure_topics(kafka.bootstrap, [TopicSpec(name="groeit", partitions=3, config={"retention.ms": "-1"})])
    assert made == []
    assert existing_topics(kafka.bootstrap)["groeit"] == 3
    with pytest.raises(ValueError, match="groeit has 3 partitions"):
        ensure_topics(kafka.bootstrap, [TopicSpec(name="groeit", partitions=2, config={})])


def test_committed_rows_survive_a_killed_cluster(engine_dir: Path) -> None:
    with Postgres(engine_dir / "postgres-kill") as cluster:
        url = cluster.create_database("proef")
        with psycopg.connect(url) as connection:
            connection.execute("create table rij (nummer int)")
            connection.execute("insert into rij select generate_series(1, 1000)")
        idle = psycopg.connect(url)
        cluster.kill()
        assert not cluster.running
        with pytest.raises(psycopg.OperationalError):
            idle.execute("select 1")
        idle.close()
        cluster.start()
        with psycopg.connect(url) as connection:
            assert connection.execute("select count(*) from rij").fetchone() == (1000,)


def test_every_test_gets_an_empty_database_of_its_own(database_url: Callable[[str], str]) -> None:
    first, second = database_url("leeg"), database_url("leeg")
    with psycopg.connect(first) as connection:
        connection.execute("create table alleen_hier (nummer int)")
    with psycopg.connect(second) as connection:
        assert connection.execute("select to_regclass('alleen_hier')").fetchone() == (None,)


def test_the_owner_of_a_service_database_is_no_administrator(database_url: Callable[[str], str]) -> None:
    with psycopg.connect(database_url("leeg")) as connection:
        assert connection.execute("select usesuper from pg_user where usename = current_user").fetchone() == (False,)
