"""Letters as use cases know them: facts of a kind and version, set as a PDF and as HTML, and sent. Pure."""

import datetime as dt
import uuid
from dataclasses import dataclass
from typing import Protocol


@dataclass(frozen=True, slots=True, kw_only=True)
class Brief:
    """A letter to be set: template by kind and version, and its facts, a frozen dataclass of texts, days and amounts.

    Days are written out in Dutch, fields that end in `_cent` as euros. The frame asks for the facts `afzender`,
    `aan`, `kenmerk`, `onderwerp` and `datum`.
    """

    soort: str
    versie: int
    dag: dt.date
    feiten: object


class Zetter(Protocol):
    """Sets letters; the same letter gives the same bytes."""

    async def pdf(self, brief: Brief) -> bytes:
        """An accessible PDF for the archive (PDF/UA-1 and PDF/A-2a)."""
        ...

    async def html(self, brief: Brief) -> bytes:
        """The same text as a page."""
        ...


@dataclass(frozen=True, slots=True, kw_only=True)
class Zending:
    """What goes to one address; `id` stays the same when it is sent again, so that a receiver can see that."""

    id: uuid.UUID
    aan: str
    onderwerp: str
    tekst: str
    naam: str
    pdf: bytes


class Kanaal(Protocol):
    """A way to deliver."""

    async def send(self, zending: Zending) -> None:
        """Hand it over; any error means that it may not have been, and sending again does no harm."""
        ...
