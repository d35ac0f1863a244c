"""Encryption in frames of 1 MiB, so that contents of any size pass in constant memory and no part can be moved."""

import hashlib
import io
import os
import tempfile
from abc import ABC, abstractmethod
from collections.abc import Iterator
from typing import Self

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from typing_extensions import Buffer, override

FRAME = 1024 * 1024
_NONCE = 12
_TAG = 16
SEALED = _NONCE + FRAME + _TAG


class DamagedError(Exception):
    """What is stored is not what was written: changed, shortened, moved, or encrypted with another key."""


class _Frames(ABC):
    """Cuts what comes in into steps; a full one waits until it is certain that it is not the last."""

    def __init__(self, key: bytes, step: int) -> None:
        self._cipher = AESGCM(key)
        self._step = step
        self._waiting = bytearray()
        self._count = 0

    def feed(self, data: bytes) -> Iterator[bytes]:
        """Take bytes, give what can go on; the iterator has to be read to its end."""
        self._waiting += data
        while len(self._waiting) > self._step:
            with memoryview(self._waiting) as view:
                part = bytes(view[: self._step])
            del self._waiting[: self._step]
            yield self._turn(part, self._place(last=False))

    def last(self) -> bytes:
        """Give the rest; nothing may follow."""
        return self._turn(bytes(self._waiting), self._place(last=True))

    def _place(self, *, last: bool) -> bytes:
        """Binds a frame to its place and to the end, so that none can be moved or cut off."""
        place = self._count.to_bytes(8, "big") + bytes([last])
        self._count += 1
        return place

    @abstractmethod
    def _turn(self, part: bytes, place: bytes) -> bytes: ...


class Sealer(_Frames):
    """Contents to frames (nonce, AES-256-GCM, tag); knows the size and hash of what went in."""

    def __init__(self, key: bytes) -> None:
        super().__init__(key, FRAME)
        self._hash = hashlib.sha256()
        self.size = 0

    @property
    def sha256(self) -> bytes:
        """Hash of all contents so far."""
        return self._hash.digest()

    @override
    def feed(self, data: bytes) -> Iterator[bytes]:
        self._hash.update(data)
        self.size += len(data)
        return super().feed(data)

    @override
    def _turn(self, part: bytes, place: bytes) -> bytes:
        nonce = os.urandom(_NONCE)
        return nonce + self._cipher.encrypt(nonce, part, place)


class Opener(_Frames):
    """Frames to contents; raises DamagedError, and only after `last` is it certain that nothing was cut off."""

    def __init__(self, key: bytes) -> None:
        super().__init__(key, SEALED)

    @override
    def _turn(self, part: bytes, place: bytes) -> bytes:
        try:
            return self._cipher.decrypt(part[:_NONCE], memoryview(part)[_NONCE:], place)
        except (InvalidTag, ValueError) as error:
            raise DamagedError from error


class Scratch:
    """Contents on disk for a moment, under a key that only this object has; read once all is written."""

    def __init__(self) -> None:
        self._key = os.urandom(32)
        self._sealer = Sealer(self._key)
        self._file = tempfile.TemporaryFile()  # noqa: SIM115 -- closed by `__exit__`

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self._file.close()

    @property
    def size(self) -> int:
        """Bytes so far."""
        return self._sealer.size

    def write(self, data: bytes) -> None:
        """Add bytes."""
        self._file.writelines(self._sealer.feed(data))

    def reader(self) -> io.BufferedReader:
        """The contents, from any place; nothing may be written after this."""
        self._file.write(self._sealer.last())
        return io.BufferedReader(_Places(self._file, self._key, self.size))


class _Places(io.RawIOBase):
    """Reads frames in any order; holds the one that was read last."""

    def __init__(self, file: io.BufferedIOBase, key: bytes, size: int) -> None:
        self._file = file
        self._cipher = AESGCM(key)
        self._size = size
        self._last = max(0, size - 1) // FRAME
        self._place = 0
        self._held, self._frame = -1, b""

    @override
    def readable(self) -> bool:
        return True

    @override
    def seekable(self) -> bool:
        return True

    @override
    def seek(self, offset: int, whence: int = io.SEEK_SET) -> int:
        place = offset + (0, self._place, self._size)[whence]
        if place < 0:
            raise ValueError(place)
        self._place = place
        return place

    @override
    def readinto(self, buffer: Buffer) -> int:
        number, begin = divmod(self._place, FRAME)
        with memoryview(buffer) as view:
            part = self._open(number)[begin : begin + len(view)]
            view[: len(part)] = part
        self._place += len(part)
        return len(part)

    def _open(self, number: int) -> bytes:
        if number > self._last:
            return b""
        if number != self._held:
            self._file.seek(number * SEALED)
            sealed, place = self._file.read(SEALED), number.to_bytes(8, "big") + bytes([number == self._last])
            self._held, self._frame = number, self._cipher.decrypt(sealed[:_NONCE], sealed[_NONCE:], place)
        return self._frame
