"""The marks of handled events: each counts once, however often it comes."""

from collections.abc import Mapping, Sequence

from sqlalchemy import text
from sqlalchemy.ext.asyncio import AsyncSession

from risb_kern.events.envelope import Envelope

_INSERT_INBOX = text(
    "INSERT INTO inbox (bron, id, type, uitkomst, tijd) SELECT *, now() FROM unnest(CAST(:bron AS text[]),"
    " CAST(:id AS uuid[]), CAST(:type AS text[]), CAST(:uitkomst AS text[])) ON CONFLICT DO NOTHING RETURNING bron, id"
)
Mark = Mapping[str, object]


def mark_of(envelope: Envelope, outcome: str) -> Mark:
    """The mark of this event with what became of it."""
    return {"bron": envelope.source, "id": envelope.id, "type": envelope.type, "uitkomst": outcome}


async def first_time(session: AsyncSession, mark: Mark) -> bool:
    """Set the mark in this transaction; False when it was there."""
    return (await first_times(session, [mark]))[0]


async def first_times(session: AsyncSession, marks: Sequence[Mark]) -> list[bool]:
    """As `first_time` for each, in one go; of equal marks only the first can be new."""
    values = {name: [one[name] for one in marks] for name in ("bron", "id", "type", "uitkomst")}
    new = {(row.bron, row.id) for row in await session.execute(_INSERT_INBOX, values)} if marks else set()
    found = []
    for one in marks:
        found.append((one["bron"], one["id"]) in new)
        new.discard((one["bron"], one["id"]))
    return found
