"""Encryption in frames of 1 MiB, so that contents of any size pass in constant memory and no part can be moved."""

import hashlib
import os
from abc import ABC, abstractmethod
from collections.abc import Iterator

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from typing_extensions import override

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
