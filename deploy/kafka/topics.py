# ruff: noqa: INP001 - runs as a script inside the image, it is part of no package
"""Creates the topics of the catalogue that do not exist yet; existing topics are left as they are.

Runs once per deployment, before any process: a stream silently skips a source topic that is missing.
Environment: KAFKA_BOOTSTRAP, KAFKA_REPLICATIE (replication factor, default 3), and SCHEMA_REGISTRY_URL: when it is
set, the registry is told to refuse every schema that cannot read, or be read by, all earlier ones.
"""

import asyncio
import os
import sys

import httpx
from aiokafka.admin import AIOKafkaAdminClient, NewTopic
from risb_schemas import load_catalog


def missing_topics(existing: set[str], *, replicas: int) -> list[NewTopic]:
    """Give the topics of the catalogue that `existing` lacks; min.insync.replicas follows the replication factor."""
    insync = {"min.insync.replicas": str(max(1, replicas - 1))}
    return [
        NewTopic(
            name=name,
            num_partitions=topic.partitions,
            replication_factor=replicas,
            topic_configs={**insync, **{key: str(value) for key, value in topic.config.items()}},
        )
        for name, topic in sorted(load_catalog().topics.items())
        if name not in existing
    ]


async def create_topics(bootstrap: str, *, replicas: int) -> list[str]:
    """Create what is missing and return the names; raises when the broker refuses one of them."""
    admin = AIOKafkaAdminClient(bootstrap_servers=bootstrap)
    await admin.start()
    try:
        topics = missing_topics(set(await admin.list_topics()), replicas=replicas)
        if topics:
            response = await admin.create_topics(topics)
            faults = [str(fault) for fault in response.topic_errors if fault[1]]
            if faults:
                raise RuntimeError("; ".join(faults))
        return [topic.name for topic in topics]
    finally:
        await admin.close()


def require_compatibility(registry_url: str) -> None:
    """Make FULL_TRANSITIVE the rule for every subject; raises httpx.HTTPError when the registry does not take it."""
    rule = {"compatibility": "FULL_TRANSITIVE"}
    httpx.put(f"{registry_url.rstrip('/')}/config", json=rule, timeout=30).raise_for_status()


def main() -> None:
    """Entry point of the one-shot; says in plain Dutch what was made."""
    made = asyncio.run(
        create_topics(os.environ["KAFKA_BOOTSTRAP"], replicas=int(os.environ.get("KAFKA_REPLICATIE", "3")))
    )
    sys.stdout.write(f"{len(made)} topics aangemaakt: {', '.join(made) or 'alles stond er al'}\n")
    if registry_url := os.environ.get("SCHEMA_REGISTRY_URL"):
        require_compatibility(registry_url)
        sys.stdout.write("Het schemaregister bewaakt de verenigbaarheid: FULL_TRANSITIVE\n")


if __name__ == "__main__":
    main()
