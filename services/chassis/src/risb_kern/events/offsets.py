"""How far a service has read stands in its own database, with the effects: a restored database reads on from there."""

from collections.abc import Collection, Mapping
from typing import NamedTuple

from aiokafka import TopicPartition
from sqlalchemy import text
from sqlalchemy.ext.asyncio import AsyncSession

_PLACES = "SELECT topic, partitie, positie FROM leespositie"
_STORE = text("""
WITH nu AS (SELECT * FROM unnest(CAST(:topics AS text[]), CAST(:partities AS int[]), CAST(:posities AS bigint[]))
AS u (topic, partitie, positie)), was AS (SELECT l.* FROM leespositie l JOIN nu USING (topic, partitie))
INSERT INTO leespositie AS l (topic, partitie, positie) SELECT * FROM nu ORDER BY 1, 2
ON CONFLICT (topic, partitie) DO UPDATE SET positie = EXCLUDED.positie RETURNING topic, partitie,
(SELECT positie FROM was w WHERE w.topic = l.topic AND w.partitie = l.partitie) AS was
""")


class Place(NamedTuple):
    """The next offset to read."""

    topic: str
    partitie: int
    positie: int


class DatabaseWentBackError(Exception):
    """The database knows less than this process stored in it: somebody put back an earlier one."""


async def places(session: AsyncSession) -> dict[TopicPartition, int]:
    """Where to read on, per partition."""
    return {
        TopicPartition(topic, partitie): positie for topic, partitie, positie in await session.execute(text(_PLACES))
    }


async def is_older_than_places(session: AsyncSession) -> bool:
    """True for a database that handled events before it kept places; only then the broker's word counts."""
    return bool((await session.execute(text("SELECT EXISTS (SELECT FROM inbox)"))).scalar_one())


async def store(session: AsyncSession, now: Collection[Place], known: Mapping[TopicPartition, int]) -> None:
    """Keep these places with the effect; DatabaseWentBackError when less stood there than is `known` of one."""
    topics, partities, posities = zip(*now, strict=True)
    values = {"topics": list(topics), "partities": list(partities), "posities": list(posities)}
    for topic, partitie, was in await session.execute(_STORE, values):
        before = known.get(TopicPartition(topic, partitie), 0)
        if (was or 0) < before:
            raise DatabaseWentBackError(f"{topic}:{partitie} stood at {was}, this process had stored {before}")
