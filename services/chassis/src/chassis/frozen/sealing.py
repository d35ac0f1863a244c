"""How migrations encrypted and bound what was stored before: frozen, whatever `risb_kern.privacy` becomes."""

import base64
import hashlib
import hmac
import os
import zlib
from collections.abc import Callable, Iterator, Mapping
from typing import Any

import structlog
from alembic import op
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from sqlalchemy import LargeBinary, Row, inspect, text

log = structlog.get_logger()
Binding = Callable[[Row[Any]], str]
Form = Callable[[str], str | None]
Clean = Callable[[str], str]
Found = Callable[[Callable[[str], bytes], str], Mapping[str, object]]
"""Of a hash and an account number: the columns by which the number is found or recognised, and what stands there."""

_NONCE = 12
_PAYMENT, _DATA = "BETAALSLEUTEL", "GEGEVENSSLEUTEL"
_DEVELOPMENT_PAYMENT_KEY = b"ontwikkelsleutel voor rekeningen"


def bind_v1(dienst: str, table: str, key: str, column: str, binding: Binding) -> None:
    """Bind the column, encrypted with the data key of the service, to what `binding` says of its row."""
    for row, secret in _rows(dienst, _DATA, table, key, column=column):
        _write(table, key, row, {column: _sealed(secret, _plain(secret, getattr(row, column)), binding(row))})


def bind_account_v1(
    dienst: str, table: str, key: str, column: str, binding: Binding, *, form: Form, found: Found, name: str = _PAYMENT
) -> None:
    """As `bind_v1`, of account numbers: they get their one form, and with it what they are found by.

    What is no account number stays as it is, so that nobody is paid on it, and is in the log, without the number.
    """
    for row, secret in _rows(dienst, name, table, key, column=column):
        plain = _plain(secret, getattr(row, column))
        number = form(plain.decode())
        others: Mapping[str, object] = {}
        if number is None:
            log.warning("not_mended", table=table, column=column, key=str(getattr(row, key)), error="no IBAN")
        else:
            plain, others = number.encode(), found(_hash(secret), number)
        _write(table, key, row, {column: _sealed(secret, plain, binding(row)), **others})


def search_hash_v1(dienst: str) -> Callable[[str], bytes]:
    """The hash by which the service finds what it keeps, with its data key; without that key it stops."""
    return _hash(_key(dienst, _DATA))


def seal_answers_v1(dienst: str) -> None:
    """Answers under an Idempotency-Key are encrypted, key and request become keyed hashes; a repeat is still known."""
    connection = op.get_bind()
    for row in connection.execute(text("SELECT * FROM idempotentie")).all():
        secret = _key(dienst, _DATA)
        hashed = _hash(secret)
        sleutel = hashed(f"sleutel|{row.sleutel}").hex()
        values = {
            "client": row.client,
            "oud": row.sleutel,
            "sleutel": sleutel,
            "verzoek": hashed(f"verzoek|{row.verzoek.hex()}"),
            "antwoord": _sealed(secret, zlib.compress(b"[]\n" + row.antwoord, 1), f"antwoord|{sleutel}|{row.client}"),
        }
        update = "UPDATE idempotentie SET sleutel = :sleutel, verzoek = :verzoek, antwoord = :antwoord"
        connection.execute(text(f"{update} WHERE client = :client AND sleutel = :oud"), values)


def seal_texts_v1(dienst: str, table: str, columns: Mapping[str, str], *, row: str, clean: Clean) -> None:
    """Columns that people write in, each with how it becomes text, are cleaned, encrypted and bound to column and row.

    In the transaction of the migration: broken off, nothing happened. A column of bytes was done before.
    """
    done = {one["name"] for one in inspect(op.get_bind()).get_columns(table) if isinstance(one["type"], LargeBinary)}
    for name in columns.keys() - done:
        op.execute(f"ALTER TABLE {table} ALTER COLUMN {name} TYPE bytea USING convert_to({columns[name]}, 'UTF8')")
        _rewrite(table, name, f"{row}, convert_from({name}, 'UTF8')", ":new", clean=clean, dienst=dienst)


def clean_texts_v1(table: str, columns: Mapping[str, str], *, clean: Clean) -> None:
    """Columns of these types that stay readable are cleaned."""
    for name, kind in columns.items():
        _rewrite(table, name, f"'', CAST({name} AS text)", f"CAST(:new AS {kind})", clean=clean)


def _rewrite(table: str, column: str, what: str, into: str, *, clean: Clean, dienst: str = "") -> None:
    """Clean every text, and encrypt it with the key of the service; `what` is the key of the row, and the text."""
    read = text(f"SELECT CAST(ctid AS text), {what} FROM {table} WHERE {column} IS NOT NULL")
    write, cleaned = text(f"UPDATE {table} SET {column} = {into} WHERE ctid = CAST(:place AS tid)"), 0
    for batch in op.get_bind().execute(read, execution_options={"yield_per": 500}).partitions():
        secret, changed = _key(dienst, _DATA) if dienst else b"", []
        for place, key, old in batch:
            new = clean(old)
            cleaned += new != old
            if dienst or new != old:
                stored = _sealed(secret, new.encode(), f"{table}.{column}|{key}") if dienst else new
                changed.append({"place": place, "new": stored})
        if changed:
            op.get_bind().execute(write, changed)
    log.info("texts_cleaned", table=table, column=column, encrypted=bool(dienst), cleaned=cleaned)


def _rows(dienst: str, name: str, table: str, key: str, *, column: str) -> Iterator[tuple[Row[Any], bytes]]:
    connection = op.get_bind()
    for (one,) in connection.execute(text(f"SELECT {key} FROM {table} WHERE {column} IS NOT NULL")).all():
        yield connection.execute(text(f"SELECT * FROM {table} WHERE {key} = :k"), {"k": one}).one(), _key(dienst, name)


def _write(table: str, key: str, row: Row[Any], values: Mapping[str, object]) -> None:
    columns = ", ".join(f"{one} = :{one}" for one in values)
    query = text(f"UPDATE {table} SET {columns} WHERE {key} = :row_key")
    op.get_bind().execute(query, {**values, "row_key": getattr(row, key)})


def _cipher(secret: bytes) -> AESGCM:
    return AESGCM(hmac.digest(secret, b"risb:versleuteling", hashlib.sha256))


def _plain(secret: bytes, stored: bytes) -> bytes:
    return _cipher(secret).decrypt(stored[:_NONCE], stored[_NONCE:], None)


def _sealed(secret: bytes, plain: bytes, binding: str) -> bytes:
    return (nonce := os.urandom(_NONCE)) + _cipher(secret).encrypt(nonce, plain, b"risb:2|" + binding.encode())


def _hash(secret: bytes) -> Callable[[str], bytes]:
    own = hmac.digest(secret, b"risb:zoekhash", hashlib.sha256)
    return lambda value: hmac.digest(own, value.encode(), hashlib.sha256)


def _key(dienst: str, name: str) -> bytes:
    """Read when there is a row, which nobody could store without it."""
    value = os.environ.get(f"{dienst.upper()}_{name}")
    if value is None and name == _PAYMENT and os.environ.get(f"{dienst.upper()}_OMGEVING") != "productie":
        return _DEVELOPMENT_PAYMENT_KEY
    if value is None:
        raise RuntimeError(f"{dienst.upper()}_{name}: this migration encrypts what is stored, and needs the key")
    return base64.b64decode(value)
