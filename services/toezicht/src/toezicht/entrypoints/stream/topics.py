"""The topics in which the stream keeps its state."""

import asyncio
from collections.abc import Iterable

from aiokafka.admin import AIOKafkaAdminClient, NewTopic
from aiokafka.errors import TopicAlreadyExistsError, for_code

_TRIES = 100


async def count_partitions(bootstrap: str, topic: str) -> int:
    """Partitions of a topic; LookupError when it is not there, since Faust would wait for it without a word."""
    admin = AIOKafkaAdminClient(bootstrap_servers=bootstrap)
    await admin.start()
    try:
        found = [one for one in await admin.describe_topics([topic]) if one["error_code"] == 0]
    finally:
        await admin.close()
    if not found:
        raise LookupError(f"topic {topic} does not exist")
    return len(found[0]["partitions"])


async def ensure_changelogs(bootstrap: str, names: Iterable[str], *, partities: int, replicatie: int) -> None:
    """Make the topics that are missing and wait until the broker knows them.

    Faust would make them too, but only after it joined its group: on the very first start it then counts zero
    partitions and refuses to write.
    """
    wanted = set(names)
    admin = AIOKafkaAdminClient(bootstrap_servers=bootstrap)
    await admin.start()
    try:
        missing = wanted - set(await admin.list_topics())
        config = {"cleanup.policy": "compact"}
        answer = await admin.create_topics([NewTopic(n, partities, replicatie, topic_configs=config) for n in missing])
        for _, code, *_ in answer.topic_errors:
            if code not in {0, TopicAlreadyExistsError.errno}:
                raise for_code(code)
        for _ in range(_TRIES):
            if wanted <= set(await admin.list_topics()):
                return
            await asyncio.sleep(0.1)
    finally:
        await admin.close()
