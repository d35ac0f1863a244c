"""Uploads on disk, encrypted in frames, so that a message of any allowed size passes in constant memory."""

import hashlib
import hmac
import os
import uuid
from collections.abc import Iterator
from pathlib import Path

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM

_FRAME = 1024 * 1024
_NONCE = 12
_TAG = 16


class OpslagBeschadigdError(Exception):
    """A stored upload is not what was written: changed, shortened or encrypted with another key."""


class Opslag:
    """A folder of encrypted uploads; names are chosen here and never hold anything of the message."""

    def __init__(self, folder: Path, key: bytes) -> None:
        self._folder = folder
        self._cipher = AESGCM(hmac.digest(key, b"risb:opslag", hashlib.sha256))

    def nieuw(self, naam: str | None = None) -> "Upload":
        """An upload, temporary until it is kept and then visible under its name: `naam`, or one that nobody has."""
        self._folder.mkdir(parents=True, exist_ok=True)
        return Upload(self._folder / (naam or uuid.uuid4().hex), self._cipher)

    def lees(self, naam: str) -> bytes:
        """The bytes as they were uploaded; OpslagBeschadigdError or FileNotFoundError when that cannot be."""
        return b"".join(self.delen(naam))

    def delen(self, naam: str) -> Iterator[bytes]:
        """As `lees`, in parts of at most 1 MiB; only after the last is it certain that none was cut off."""
        stap = _FRAME + _NONCE + _TAG
        with (self._folder / naam).open("rb") as bestand:
            frame, index = bestand.read(stap), 0
            if not frame:
                raise OpslagBeschadigdError(naam)
            while frame:
                volgende = bestand.read(stap)
                yield self._ontsleutel(naam, frame, _plaats(index, laatste=not volgende))
                frame, index = volgende, index + 1

    def _ontsleutel(self, naam: str, frame: bytes, plaats: bytes) -> bytes:
        try:
            return self._cipher.decrypt(frame[:_NONCE], memoryview(frame)[_NONCE:], plaats)
        except (InvalidTag, ValueError) as error:
            raise OpslagBeschadigdError(naam) from error


class Upload:
    """Takes bytes as they come; nothing is kept unless `bewaar` is called."""

    def __init__(self, doel: Path, cipher: AESGCM) -> None:
        self.naam = doel.name
        self._tijdelijk = doel.with_name(f"{doel.name}.tijdelijk")
        self._doel = doel
        self._cipher = cipher
        self._wachtend = bytearray()
        self._frames = 0
        self._hash = hashlib.sha256()
        self._bestand = self._tijdelijk.open("wb")
        self.grootte = 0

    @property
    def sha256(self) -> bytes:
        """Hash of all bytes so far."""
        return self._hash.digest()

    def schrijf(self, data: bytes) -> None:
        """Add bytes."""
        self._hash.update(data)
        self.grootte += len(data)
        self._wachtend += data
        while len(self._wachtend) > _FRAME:
            self._frame(bytes(self._wachtend[:_FRAME]), laatste=False)
            del self._wachtend[:_FRAME]

    def bewaar(self) -> None:
        """Make the upload durable under its name."""
        self._frame(bytes(self._wachtend), laatste=True)
        self._bestand.flush()
        os.fsync(self._bestand.fileno())
        self._bestand.close()
        self._tijdelijk.replace(self._doel)
        map_nummer = os.open(self._doel.parent, os.O_RDONLY)
        try:
            os.fsync(map_nummer)
        finally:
            os.close(map_nummer)

    def gooi_weg(self) -> None:
        """Leave nothing behind, kept or not; safe to repeat."""
        self._bestand.close()
        self._tijdelijk.unlink(missing_ok=True)
        self._doel.unlink(missing_ok=True)

    def _frame(self, data: bytes, *, laatste: bool) -> None:
        nonce = os.urandom(_NONCE)
        self._bestand.write(nonce + self._cipher.encrypt(nonce, data, _plaats(self._frames, laatste=laatste)))
        self._frames += 1


def _plaats(index: int, *, laatste: bool) -> bytes:
    """Binds a frame to its place and to the end of the file, so that none can be moved or cut off."""
    return index.to_bytes(8, "big") + bytes([laatste])
