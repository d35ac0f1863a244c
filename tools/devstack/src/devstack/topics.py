"""The topics of the product, made before anything else starts (a consumer of a missing topic waits forever)."""

from pathlib import Path

from risb_schemas import load_catalog

from devstack import kafka_admin
from devstack.errors import DevstackError
from devstack.kafka_admin import TopicSpec


def wanted_topics(folder: Path | None = None) -> list[TopicSpec]:
    """Every topic of the catalogue, dead-letter topics included."""
    topics = load_catalog(folder).topics.values()
    return [TopicSpec(name=t.name, partitions=t.partitions, config=t.config) for t in topics]


def make_topics(bootstrap: str, wanted: list[TopicSpec] | None = None) -> list[str]:
    """Bring the broker in line with the catalogue; names of the topics that were made."""
    try:
        made = kafka_admin.ensure_topics(bootstrap, wanted_topics() if wanted is None else wanted)
    except ValueError as error:
        raise DevstackError(
            f"Een topic heeft meer partities dan is afgesproken: {error}",
            "Verwijder de map .devstack (alle ontwikkelgegevens) en start opnieuw.",
        ) from error
    if made:
        kafka_admin.warm_groups(bootstrap)
    return made
