"""Kinds of fields that the resources of declaraties share beside those of every API."""

from typing import Annotated

from fastapi import Path
from pydantic import Field
from risb_kern.texts import verhaal

Kenmerk = Path(alias="id", description="Kenmerk (UUID).")


def letterlijk(tekst: str) -> str:
    """The text as the sender wrote it, since it goes back to him in the answer; refused when nobody can read it."""
    verhaal(tekst)
    return tekst


# Nine digits and no more: whether it is a burgerservicenummer is judged by CS002, as in a 323.
Bsn = Annotated[
    str,
    Field(min_length=9, max_length=9, pattern=r"^[0-9]+$", description="Burgerservicenummer.", examples=["999900006"]),
]
