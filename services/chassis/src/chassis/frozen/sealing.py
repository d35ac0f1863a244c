"""How migrations encrypted the answers that were stored before: frozen, whatever seals them now."""

import base64
import hashlib
import hmac
import os
import zlib

import sqlalchemy as sa
from alembic import op
from cryptography.hazmat.primitives.ciphers.aead import AESGCM


def seal_answers_v1(dienst: str) -> None:
    """Answers under an Idempotency-Key are encrypted, key and request become keyed hashes; a repeat is still known."""
    connection = op.get_bind()
    for row in connection.execute(sa.text("SELECT * FROM idempotentie")).all():
        secret = _key_v1(dienst)
        sleutel = _hashed_v1(secret, f"sleutel|{row.sleutel}").hex()
        values = {
            "client": row.client,
            "oud": row.sleutel,
            "sleutel": sleutel,
            "verzoek": _hashed_v1(secret, f"verzoek|{row.verzoek.hex()}"),
            "antwoord": _sealed_v1(secret, b"[]\n" + row.antwoord, f"antwoord|{sleutel}|{row.client}"),
        }
        update = "UPDATE idempotentie SET sleutel = :sleutel, verzoek = :verzoek, antwoord = :antwoord"
        connection.execute(sa.text(f"{update} WHERE client = :client AND sleutel = :oud"), values)


def _key_v1(dienst: str) -> bytes:
    """Read when there is something to encrypt."""
    name = f"{dienst.upper()}_GEGEVENSSLEUTEL"
    if name not in os.environ:
        raise RuntimeError(f"{name}: this migration encrypts what is stored, and needs the key")
    return base64.b64decode(os.environ[name])


def _hashed_v1(secret: bytes, value: str) -> bytes:
    return hmac.digest(hmac.digest(secret, b"risb:zoekhash", hashlib.sha256), value.encode(), hashlib.sha256)


def _sealed_v1(secret: bytes, content: bytes, binding: str) -> bytes:
    cipher, nonce = AESGCM(hmac.digest(secret, b"risb:versleuteling", hashlib.sha256)), os.urandom(12)
    return nonce + cipher.encrypt(nonce, zlib.compress(content, 1), b"risb:2|" + binding.encode())
