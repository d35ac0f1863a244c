from collections.abc import AsyncIterator, Callable
from contextlib import AbstractAsyncContextManager, asynccontextmanager
from pathlib import Path

import pytest

from tests.builders.diensten import Aanroeper, aanroeper

Bezoek = Callable[[str], AbstractAsyncContextManager[Aanroeper]]


@pytest.fixture
def bezoek(database_url: Callable[[str], str], tmp_path: Path) -> Bezoek:
    """Gives `async with bezoek("contracting") as dienst`: that service on a database of its own."""

    @asynccontextmanager
    async def open_dienst(dienst: str) -> AsyncIterator[Aanroeper]:
        async with aanroeper(dienst, database_url(dienst), tmp_path) as running:
            yield running

    return open_dienst
