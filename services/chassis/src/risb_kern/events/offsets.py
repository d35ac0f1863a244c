"""How far a service has read stands in its own database, with the effects: a restored database reads on from there."""

from typing import NamedTuple

from aiokafka import TopicPartition
from sqlalchemy import text
from sqlalchemy.ext.asyncio import AsyncSession

_PLACES = "SELECT topic, partitie, positie FROM leespositie"
_STORE = text("""
WITH was AS (SELECT positie FROM leespositie WHERE topic = :topic AND partitie = :partitie)
INSERT INTO leespositie (topic, partitie, positie) VALUES (:topic, :partitie, :positie)
ON CONFLICT (topic, partitie) DO UPDATE SET positie = EXCLUDED.positie RETURNING (SELECT positie FROM was)
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


async def store(session: AsyncSession, place: Place, known: int) -> None:
    """Keep the place with the effect; DatabaseWentBackError when less than `known` stood there."""
    was = (await session.execute(_STORE, place._asdict())).scalar_one()
    if (was or 0) < known:
        raise DatabaseWentBackError(f"{place.topic}:{place.partitie} stood at {was}, this process had stored {known}")
