"""The driver under a session, for what is too much for an object per row or a parse per statement."""

from typing import Any, cast

import psycopg
from sqlalchemy.ext.asyncio import AsyncSession

Verbinding = psycopg.AsyncConnection[Any]


async def verbinding_van(session: AsyncSession) -> Verbinding:
    """The connection of the session's transaction."""
    rauw = await (await session.connection()).get_raw_connection()
    return cast("Verbinding", rauw.driver_connection)
