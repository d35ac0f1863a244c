"""What the API shows of judged lines."""

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Protocol

from risb_kern.lists import Blad


@dataclass(frozen=True, slots=True, kw_only=True)
class Prestatielezing:
    """A judged line; `reden_ongeldig` is that of its toewijzing now, `bsn` only for who may see it."""

    regel: int
    client: bytes
    bsn: str | None
    referentie: str
    vorige: str | None
    toewijzing: int
    categorie: str
    code: str
    begin: dt.date
    eind: dt.date
    volume: int
    eenheid: str
    tarief: int | None
    bedrag: int
    credit: bool
    goedgekeurd: bool
    retourcodes: str
    reden_ongeldig: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Prestatiefilter:
    """Which lines of a message; `met_bsn` only for its sender and receiver."""

    goedgekeurd: bool | None = None
    met_bsn: bool = False


class Prestatievragen(Protocol):
    """Reads about the lines of one message, which the caller was allowed to see."""

    async def list(self, nummer: int, filters: Prestatiefilter, blad: Blad) -> Sequence[Prestatielezing]:
        """Lines of a message in order."""
        ...

    async def list_afgekeurde_clienten(self, nummer: int) -> Sequence[bytes]:
        """Pseudonyms of the clients that the 325 of a message names."""
        ...
