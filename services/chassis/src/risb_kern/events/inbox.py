"""The marks of handled events: each counts once, however often it comes."""

import uuid
from collections.abc import Mapping

from sqlalchemy import text
from sqlalchemy.ext.asyncio import AsyncSession

from risb_kern.events.envelope import Envelope

_MARK = text(
    "INSERT INTO inbox (bron, id, type, uitkomst, tijd) SELECT *, now() FROM unnest(CAST(:bron AS text[]),"
    " CAST(:id AS uuid[]), CAST(:type AS text[]), CAST(:uitkomst AS text[])) ON CONFLICT DO NOTHING RETURNING bron, id"
)


def mark_of(envelope: Envelope, outcome: str) -> Mapping[str, object]:
    """The mark of this event with what became of it."""
    return {"bron": envelope.source, "id": envelope.id, "type": envelope.type, "uitkomst": outcome}


async def first_times(session: AsyncSession, *marks: Mapping[str, object]) -> set[tuple[str, uuid.UUID]]:
    """Set these marks in this transaction; source and id of those that were not there."""
    values = {name: [one[name] for one in marks] for name in ("bron", "id", "type", "uitkomst")}
    return {(row.bron, row.id) for row in await session.execute(_MARK, values)} if marks else set()
