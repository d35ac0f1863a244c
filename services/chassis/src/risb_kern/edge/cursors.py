"""Where a list goes on: a position that callers pass back and need not understand."""

import base64
import re
from collections.abc import Callable
from typing import TypeVar

from risb_kern.errors import DomainError, Fout, refused

T = TypeVar("T")
LARGEST = 2**63 - 1


def encode_cursor(position: object) -> str:
    """Make a position opaque for the caller."""
    return base64.urlsafe_b64encode(str(position).encode()).decode().rstrip("=")


def decode_cursor(cursor: str | None, read: Callable[[str], T]) -> T | None:
    """The position inside a cursor, which `read` makes of its text; 400 when it is not one of ours."""
    if cursor is None:
        return None
    try:
        return read(base64.b64decode(cursor + "=" * (-len(cursor) % 4), altchars=b"-_", validate=True).decode())
    except (ValueError, OverflowError) as error:
        raise invalid_cursor() from error


def whole_number(text: str) -> int:
    """A number from 0 that the database can hold; ValueError otherwise."""
    if not re.fullmatch("[0-9]{1,19}", text) or int(text) > LARGEST:
        raise ValueError(text)
    return int(text)


def invalid_cursor() -> DomainError:
    """The answer to a position that is not one of ours."""
    melding = "De cursor is ongeldig; begin weer zonder cursor."
    return refused("ongeldige-cursor", melding, Fout("na", "ongeldige-cursor", melding))
