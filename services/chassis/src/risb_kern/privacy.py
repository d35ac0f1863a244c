"""BSN, IBAN and what people write: encrypted at rest and in events, found by keyed hash, pseudonym per service."""

import hashlib
import hmac
import os
import zlib
from dataclasses import dataclass
from typing import overload

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM

from risb_kern.errors import conflict

_NONCE = 12
_FAST = 1  # of the nine levels of zlib
PSEUDONYM_BYTES = 16


class Privacy:
    """Derives separate keys per purpose from the service's data key; no two services share a pseudonym."""

    def __init__(self, key: bytes) -> None:
        self._cipher = AESGCM(_derive(key, b"versleuteling"))
        self._hash_key = _derive(key, b"zoekhash")
        self._pseudonym_key = _derive(key, b"pseudoniem")

    def encrypt(self, value: str, binding: str) -> bytes:
        """AES-256-GCM with a random nonce in front; the same value encrypts differently each time.

        `binding` says whose value it is, and what; with any other it does not open, so that it is of no use elsewhere.
        """
        return self._seal(value.encode(), binding)

    def decrypt(self, data: bytes, binding: str) -> str:
        """The inverse of `encrypt` with the same binding; raises cryptography's InvalidTag for anything else."""
        return self._open(data, binding).decode()

    def decrypt_if_bound(self, data: bytes, binding: str) -> str | None:
        """As `decrypt`, of what came from elsewhere: None for what does not open with this binding."""
        try:
            return self.decrypt(data, binding)
        except (InvalidTag, ValueError):
            return None

    def encrypt_file(self, content: bytes, binding: str) -> bytes:
        """As `encrypt`, compressed first: messages say the same names again and again."""
        return self._seal(zlib.compress(content, _FAST), binding)

    def decrypt_file(self, data: bytes, binding: str) -> bytes:
        """The inverse of `encrypt_file` with the same binding."""
        return zlib.decompress(self._open(data, binding))

    def search_hash(self, value: str) -> bytes:
        """32 bytes, the same for equal values: for unique keys and look-ups inside this service."""
        return hmac.digest(self._hash_key, value.encode(), hashlib.sha256)

    def pseudonym(self, value: str) -> bytes:
        """16 bytes for events and processing logs; cannot be turned back without the data key."""
        return hmac.digest(self._pseudonym_key, value.encode(), hashlib.sha256)[:PSEUDONYM_BYTES]

    def _seal(self, value: bytes, binding: str) -> bytes:
        nonce = os.urandom(_NONCE)
        return nonce + self._cipher.encrypt(nonce, value, _bound(binding))

    def _open(self, data: bytes, binding: str) -> bytes:
        return self._cipher.decrypt(data[:_NONCE], memoryview(data)[_NONCE:], _bound(binding))


@dataclass(frozen=True, slots=True)
class Sealed:
    """A column, as "table.column", of what people write: encrypted, and bound to the column and the key of its row."""

    column: str

    @overload
    def seal(self, privacy: Privacy, row: object, tekst: str) -> bytes: ...
    @overload
    def seal(self, privacy: Privacy, row: object, tekst: None) -> None: ...
    def seal(self, privacy: Privacy, row: object, tekst: str | None) -> bytes | None:
        """The text for the row with this key; nothing stays nothing."""
        return None if tekst is None else privacy.encrypt(tekst, f"{self.column}|{row}")

    @overload
    def open(self, privacy: Privacy, row: object, data: bytes) -> str: ...
    @overload
    def open(self, privacy: Privacy, row: object, data: None) -> None: ...
    def open(self, privacy: Privacy, row: object, data: bytes | None) -> str | None:
        """The inverse of `seal` for the same row."""
        return None if data is None else privacy.decrypt(data, f"{self.column}|{row}")


def account_binding(houdersoort: str, houder: str, versie: int) -> str:
    """What binds an account number to its holder and version; it travels to who pays."""
    return f"rekening|{houdersoort}|{houder}|{versie}"


def opened(kluis: Privacy | None) -> Privacy:
    """What encrypts account numbers; 409 while production has no key for it."""
    if kluis is None:
        melding = "Er is nog geen sleutel voor rekeningnummers ingesteld (BETAALSLEUTEL). Vraag het aan beheer."
        raise conflict("betaalsleutel-ontbreekt", melding)
    return kluis


def _bound(binding: str) -> bytes:
    return b"risb:2|" + binding.encode()


def _derive(key: bytes, purpose: bytes) -> bytes:
    return hmac.digest(key, b"risb:" + purpose, hashlib.sha256)
