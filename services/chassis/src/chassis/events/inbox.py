"""The marks of handled events: each counts once, however often it comes."""

from collections.abc import Mapping

from sqlalchemy import text

from chassis.db import SqlUnitOfWork
from chassis.events.wire import Envelope

_INSERT_INBOX = (
    "INSERT INTO inbox (bron, id, type, uitkomst, tijd) VALUES (:bron, :id, :type, :uitkomst, now())"
    " ON CONFLICT DO NOTHING RETURNING 1"
)


def mark_of(envelope: Envelope, outcome: str) -> Mapping[str, object]:
    """The mark of this event with what became of it."""
    return {"bron": envelope.source, "id": envelope.id, "type": envelope.type, "uitkomst": outcome}


async def first_time(uow: SqlUnitOfWork, mark: Mapping[str, object]) -> bool:
    """Set the mark in this transaction; False when it was there."""
    return (await uow.session.execute(text(_INSERT_INBOX), mark)).first() is not None
