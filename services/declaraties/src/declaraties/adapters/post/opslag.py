"""Uploads on disk, encrypted in frames, so that a message of any allowed size passes in constant memory."""

import datetime as dt
import hashlib
import hmac
import itertools
import os
import re
import uuid
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path

from risb_kern.frames import SEALED, DamagedError, Opener, Sealer

_PART = 1000
# The folder of uploads may hold other things, such as the register of payments.
_NAME = re.compile(r"[0-9a-f]{32}(\.tijdelijk)?")


class OpslagBeschadigdError(Exception):
    """A stored upload is not what was written: changed, shortened or encrypted with another key."""


class Opslag:
    """A folder of encrypted uploads; names are chosen here and never hold anything of the message."""

    def __init__(self, folder: Path, key: bytes) -> None:
        self._folder = folder
        self._key = hmac.digest(key, b"risb:opslag", hashlib.sha256)

    def new(self, naam: str | None = None) -> "Upload":
        """An upload, temporary until it is kept and then visible under its name: `naam`, or one that nobody has."""
        self._folder.mkdir(parents=True, exist_ok=True)
        return Upload(self._folder / (naam or uuid.uuid4().hex), self._key)

    def names(self, *, before: dt.datetime) -> Iterator[Sequence[str]]:
        """The uploads that stand here unchanged since then, finished or not, in parts."""
        if not self._folder.exists():
            return
        uploads = (one for one in os.scandir(self._folder) if _NAME.fullmatch(one.name))
        old = (one.name for one in uploads if one.stat().st_mtime < before.timestamp())
        while part := tuple(itertools.islice(old, _PART)):
            yield part

    def remove(self, names: Iterable[str]) -> None:
        """Remove uploads; safe to repeat."""
        for name in names:
            (self._folder / name).unlink(missing_ok=True)

    def read(self, naam: str) -> bytes:
        """The bytes as they were uploaded; OpslagBeschadigdError or FileNotFoundError when that cannot be."""
        return b"".join(self.parts(naam))

    def parts(self, naam: str) -> Iterator[bytes]:
        """As `read`, in parts of at most 1 MiB; only after the last is it certain that none was cut off."""
        opener = Opener(self._key)
        try:
            with (self._folder / naam).open("rb") as bestand:
                while frame := bestand.read(SEALED):
                    yield from opener.feed(frame)
            yield opener.last()
        except DamagedError as error:
            raise OpslagBeschadigdError(naam) from error


class Upload:
    """Takes bytes as they come; nothing is kept unless `keep` is called."""

    def __init__(self, doel: Path, key: bytes) -> None:
        self.naam = doel.name
        self._tijdelijk = doel.with_name(f"{doel.name}.tijdelijk")
        self._doel = doel
        self._sealer = Sealer(key)
        self._bestand = self._tijdelijk.open("wb")

    @property
    def grootte(self) -> int:
        """Bytes so far."""
        return self._sealer.size

    @property
    def sha256(self) -> bytes:
        """Hash of all bytes so far."""
        return self._sealer.sha256

    def write(self, data: bytes) -> None:
        """Add bytes."""
        self._bestand.writelines(self._sealer.feed(data))

    def keep(self) -> None:
        """Make the upload durable under its name."""
        self._bestand.write(self._sealer.last())
        self._bestand.flush()
        os.fsync(self._bestand.fileno())
        self._bestand.close()
        self._tijdelijk.replace(self._doel)
        map_nummer = os.open(self._doel.parent, os.O_RDONLY)
        try:
            os.fsync(map_nummer)
        finally:
            os.close(map_nummer)

    def drop(self) -> None:
        """Leave nothing behind, kept or not; safe to repeat."""
        self._bestand.close()
        self._tijdelijk.unlink(missing_ok=True)
        self._doel.unlink(missing_ok=True)
