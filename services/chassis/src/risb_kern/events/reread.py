"""Have a service read a topic again, from its first signed event; what it handled stays handled."""

from collections.abc import Mapping

from aiokafka import AIOKafkaConsumer, TopicPartition
from sqlalchemy import text
from sqlalchemy.ext.asyncio import AsyncSession

_SIGNATURE = "handtekening"
_PUT_BACK = text("UPDATE leespositie SET positie = :positie WHERE topic = :topic AND partitie = :partitie")
_KNOWN = text("SELECT partitie, positie FROM leespositie WHERE topic = :topic ORDER BY partitie")


class NothingToReadAgainError(Exception):
    """The service has not read this topic."""


async def read_again(session: AsyncSession, topic: str, bootstrap: str) -> Mapping[int, int]:
    """Put the places of the service in the topic back; gives per partition where it reads on.

    That is the first signed event: what lies before it comes from before events were signed, and would only become dead
    letters (ADR 0030). A running consumer notices at the next event of the partition.
    """
    known = {row.partitie: row.positie for row in await session.execute(_KNOWN, {"topic": topic})}
    if not known:
        raise NothingToReadAgainError(topic)
    reader = AIOKafkaConsumer(bootstrap_servers=bootstrap, enable_auto_commit=False, auto_offset_reset="earliest")
    await reader.start()
    try:
        places = {
            number: await _first_signed(reader, TopicPartition(topic, number), end) for number, end in known.items()
        }
    finally:
        await reader.stop()
    for partitie, positie in places.items():
        await session.execute(_PUT_BACK, {"topic": topic, "partitie": partitie, "positie": positie})
    return places


async def _first_signed(reader: AIOKafkaConsumer, partition: TopicPartition, end: int) -> int:
    """The offset of the first signed event before `end`, else `end`."""
    reader.assign([partition])
    await reader.seek_to_beginning(partition)
    end = min(end, (await reader.end_offsets([partition]))[partition])
    while await reader.position(partition) < end:
        for record in (await reader.getmany(partition, timeout_ms=1000)).get(partition, []):
            if record.offset < end and any(name == _SIGNATURE for name, _ in record.headers):
                return int(record.offset)
    return end
