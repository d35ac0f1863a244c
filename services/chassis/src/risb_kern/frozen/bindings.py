"""How migrations bound what was encrypted before bindings were: frozen, whatever `risb_kern.privacy` becomes."""

import base64
import hashlib
import hmac
import os
from collections.abc import Callable
from typing import Any

from alembic import op
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from sqlalchemy import Row, text

_NONCE = 12
_DEVELOPMENT_PAYMENT_KEY = b"ontwikkelsleutel voor rekeningen"


def bind_v1(dienst: str, table: str, key: str, column: str, binding: Callable[[Row[Any]], str]) -> None:
    """Bind the column, encrypted with the data key of the service, to what `binding` says of its row."""
    _bind(lambda: _key(dienst, "GEGEVENSSLEUTEL"), table, key, column=column, binding=binding)


def bind_account_v1(dienst: str, table: str, key: str, column: str, binding: Callable[[Row[Any]], str]) -> None:
    """As `bind_v1`, of account numbers, which have a key of their own."""
    _bind(lambda: _key(dienst, "BETAALSLEUTEL"), table, key, column=column, binding=binding)


def _bind(
    secret: Callable[[], bytes], table: str, key: str, *, column: str, binding: Callable[[Row[Any]], str]
) -> None:
    connection = op.get_bind()
    for (one,) in connection.execute(text(f"SELECT {key} FROM {table} WHERE {column} IS NOT NULL")).all():
        row = connection.execute(text(f"SELECT * FROM {table} WHERE {key} = :key"), {"key": one}).one()
        cipher, old = AESGCM(hmac.digest(secret(), b"risb:versleuteling", hashlib.sha256)), getattr(row, column)
        nonce = os.urandom(_NONCE)
        plain = cipher.decrypt(old[:_NONCE], old[_NONCE:], None)
        sealed = nonce + cipher.encrypt(nonce, plain, b"risb:2|" + binding(row).encode())
        connection.execute(text(f"UPDATE {table} SET {column} = :new WHERE {key} = :key"), {"key": one, "new": sealed})


def _key(dienst: str, name: str) -> bytes:
    """Read when there is a row, which nobody could store without it."""
    value = os.environ.get(f"{dienst.upper()}_{name}")
    if value is None and name == "BETAALSLEUTEL" and os.environ.get(f"{dienst.upper()}_OMGEVING") != "productie":
        return _DEVELOPMENT_PAYMENT_KEY
    if value is None:
        raise RuntimeError(f"{dienst.upper()}_{name}: this migration encrypts again what is stored, and needs the key")
    return base64.b64decode(value)
