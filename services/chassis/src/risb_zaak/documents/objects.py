"""Where contents stand: a folder, an S3-compatible store, or memory, through one interface."""

import asyncio
import datetime as dt
import os
from collections.abc import AsyncIterable, AsyncIterator, Callable, Iterable
from functools import cached_property
from pathlib import Path
from urllib.parse import unquote, urlsplit

import obstore
from obstore.store import LocalStore, ObjectStore, from_url

_PART = 5 * 1024 * 1024
# Parts on their way at the same time; each is held in memory.
_AT_ONCE = 2
_LISTED = 1_000


class Objects:
    """Objects by name. Each is written once, under a name that nobody had and that reveals nothing."""

    def __init__(self, open_store: Callable[[], ObjectStore], folder: Path | None = None) -> None:
        self._open = open_store
        self._folder = folder

    @cached_property
    def _store(self) -> ObjectStore:
        return self._open()

    async def put(self, name: str, parts: AsyncIterable[bytes]) -> None:
        """Write the object; nobody sees a part of it, and it survives a power cut."""
        await obstore.put_async(self._store, name, parts, chunk_size=_PART, max_concurrency=_AT_ONCE)
        if self._folder:
            await asyncio.to_thread(_make_durable, self._folder / name)

    async def get(self, name: str) -> AsyncIterator[bytes]:
        """The bytes in parts; FileNotFoundError when it is not there."""
        found = await obstore.get_async(self._store, name)
        async for part in found.stream(min_chunk_size=_PART // 5):
            yield bytes(part)

    async def names(self, before: dt.datetime) -> AsyncIterator[list[str]]:
        """Objects last written before that moment, some at a time."""
        async for some in obstore.list(self._store, chunk_size=_LISTED):
            yield [one["path"] for one in some if one["last_modified"] < before]

    async def remove(self, names: Iterable[str]) -> None:
        """Remove the objects; those that are gone already do not matter."""
        for name in names:
            try:
                await obstore.delete_async(self._store, name)
            except FileNotFoundError:
                continue


def objects_at(address: str) -> Objects:
    """`file:///folder`, `s3://bucket` (keys, region and endpoint from the variables AWS_*), or `memory:///`.

    Nothing is opened or made before the first use.
    """
    parts = urlsplit(address)
    if parts.scheme != "file":
        return Objects(lambda: from_url(address))
    folder = Path(unquote(parts.path))
    return Objects(lambda: LocalStore(folder, mkdir=True), folder)


def _make_durable(path: Path) -> None:
    for one in (path, path.parent):
        number = os.open(one, os.O_RDONLY)
        try:
            os.fsync(number)
        finally:
            os.close(number)
