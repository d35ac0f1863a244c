"""Short administrative questions to a broker, callable from plain and from asynchronous code."""

import asyncio
import logging  # noqa: TID251 - only to silence the client: a broker that is not up yet is no news
from collections.abc import Awaitable, Callable, Coroutine, Mapping
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from typing import Any, TypeVar

from aiokafka.admin import AIOKafkaAdminClient, NewPartitions, NewTopic
from aiokafka.admin.config_resource import ConfigResource, ConfigResourceType
from aiokafka.errors import KafkaError, TopicAlreadyExistsError, for_code

T = TypeVar("T")

# What asking may raise while a broker is coming or going.
UNREACHABLE = (KafkaError, OSError)


@dataclass(frozen=True, slots=True, kw_only=True)
class TopicSpec:
    """A topic as it must exist; `config` holds Kafka's own names (`retention.ms`, `cleanup.policy`)."""

    name: str
    partitions: int
    config: Mapping[str, str]


def run(coroutine: Coroutine[Any, Any, T]) -> T:
    """Run to completion on a loop of its own, also when the calling thread already runs one."""
    with ThreadPoolExecutor(1, thread_name_prefix="kafka-admin") as pool:
        return pool.submit(asyncio.run, coroutine).result()


async def _with_admin(bootstrap: str, ask: Callable[[AIOKafkaAdminClient], Awaitable[T]]) -> T:
    logging.getLogger("aiokafka").setLevel(logging.CRITICAL)
    admin = AIOKafkaAdminClient(bootstrap_servers=bootstrap, request_timeout_ms=15_000)
    await admin.start()
    try:
        return await ask(admin)
    finally:
        await admin.close()


def cluster_state(bootstrap: str) -> tuple[str, int]:
    """Cluster id and number of brokers that take part; raises KafkaError when nobody answers."""

    async def ask(admin: AIOKafkaAdminClient) -> tuple[str, int]:
        found = await admin.describe_cluster()
        return str(found["cluster_id"]), len(found["brokers"])

    return run(_with_admin(bootstrap, ask))


def existing_topics(bootstrap: str) -> dict[str, int]:
    """Name and number of partitions of every topic."""

    async def ask(admin: AIOKafkaAdminClient) -> dict[str, int]:
        return {topic["topic"]: len(topic["partitions"]) for topic in await admin.describe_topics()}

    return run(_with_admin(bootstrap, ask))


def ensure_topics(bootstrap: str, wanted: list[TopicSpec], *, replication: int = 1) -> list[str]:
    """Make what is missing, add partitions, set the configuration again; names of the topics made.

    A topic with more partitions than wanted raises ValueError: partitions cannot be taken away.
    """

    async def ask(admin: AIOKafkaAdminClient) -> list[str]:
        present = {topic["topic"]: len(topic["partitions"]) for topic in await admin.describe_topics()}
        missing = [topic for topic in wanted if topic.name not in present]
        if missing:
            answer = await admin.create_topics(
                [NewTopic(t.name, t.partitions, replication, topic_configs=dict(t.config)) for t in missing]
            )
            _check_created(answer)
        await _bring_up_to_date(admin, [topic for topic in wanted if topic.name in present], present)
        return [topic.name for topic in missing]

    return run(_with_admin(bootstrap, ask))


def warm_groups(bootstrap: str) -> None:
    """Make the offsets topic exist, so that the first consumer of a fresh broker meets no error."""

    async def ask(admin: AIOKafkaAdminClient) -> None:
        for _ in range(50):
            try:
                await admin.find_coordinator("warm")
            except KafkaError:
                await asyncio.sleep(0.1)
            else:
                return

    run(_with_admin(bootstrap, ask))


def _check_created(answer: Any) -> None:
    for name, code, *detail in answer.topic_errors:
        # Somebody else may make it at the same moment.
        if code and code != TopicAlreadyExistsError.errno:
            raise for_code(code)(f"{name}: {detail}")


async def _bring_up_to_date(admin: AIOKafkaAdminClient, topics: list[TopicSpec], present: Mapping[str, int]) -> None:
    for topic in topics:
        if present[topic.name] > topic.partitions:
            raise ValueError(f"{topic.name} has {present[topic.name]} partitions, wanted {topic.partitions}")
        if present[topic.name] < topic.partitions:
            await admin.create_partitions({topic.name: NewPartitions(topic.partitions)})
    if topics:
        await admin.alter_configs(
            [ConfigResource(ConfigResourceType.TOPIC, topic.name, dict(topic.config)) for topic in topics]
        )
