"""BSN and IBAN at rest and in events: encrypted, searchable by keyed hash, pseudonym per service."""

import hashlib
import hmac
import os

from cryptography.hazmat.primitives.ciphers.aead import AESGCM

_NONCE = 12
PSEUDONYM_BYTES = 16


class Privacy:
    """Derives separate keys per purpose from the service's data key; no two services share a pseudonym."""

    def __init__(self, key: bytes) -> None:
        self._cipher = AESGCM(_derive(key, b"versleuteling"))
        self._hash_key = _derive(key, b"zoekhash")
        self._pseudonym_key = _derive(key, b"pseudoniem")

    def encrypt(self, value: str) -> bytes:
        """AES-256-GCM with a random nonce in front; the same value encrypts differently each time."""
        return self.encrypt_bytes(value.encode())

    def decrypt(self, data: bytes) -> str:
        """The inverse of `encrypt`; raises cryptography's InvalidTag for anything else."""
        return self.decrypt_bytes(data).decode()

    def encrypt_bytes(self, value: bytes) -> bytes:
        """As `encrypt`, for a file."""
        nonce = os.urandom(_NONCE)
        return nonce + self._cipher.encrypt(nonce, value, None)

    def decrypt_bytes(self, data: bytes) -> bytes:
        """As `decrypt`, for a file."""
        return self._cipher.decrypt(data[:_NONCE], memoryview(data)[_NONCE:], None)

    def search_hash(self, value: str) -> bytes:
        """32 bytes, the same for equal values: for unique keys and look-ups inside this service."""
        return hmac.digest(self._hash_key, value.encode(), hashlib.sha256)

    def pseudonym(self, value: str) -> bytes:
        """16 bytes for events and processing logs; cannot be turned back without the data key."""
        return hmac.digest(self._pseudonym_key, value.encode(), hashlib.sha256)[:PSEUDONYM_BYTES]


def _derive(key: bytes, purpose: bytes) -> bytes:
    return hmac.digest(key, b"risb:" + purpose, hashlib.sha256)
