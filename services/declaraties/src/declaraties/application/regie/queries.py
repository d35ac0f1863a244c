"""What the API shows of delivery."""

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Protocol

from risb_kern.lists import Bereik, Blad


@dataclass(frozen=True, slots=True, kw_only=True)
class Leveringlezing:
    """How delivery on a toewijzing stands; `client` is the pseudonym, `opmerkingen` are numbers of rules."""

    gemeente: str
    wet: str
    toewijzing_nummer: int | None
    agb_code: str
    client: bytes
    status: str
    begindatum: dt.date | None
    einddatum: dt.date | None
    reden_beeindiging: str | None
    opmerkingen: tuple[str, ...]
    gemeld_op: dt.datetime

    @property
    def sleutel(self) -> str:
        """Place in the list; the cursor of a page."""
        nummer = -1 if self.toewijzing_nummer is None else self.toewijzing_nummer
        return f"{self.gemeente}|{self.wet}|{nummer + 1:010d}|{self.agb_code}|{self.client.hex()}"


@dataclass(frozen=True, slots=True, kw_only=True)
class Leveringfilter:
    """Which toewijzingen; None means any."""

    gemeente: str | None = None
    wet: str | None = None
    toewijzing_nummer: int | None = None


class Leveringvragen(Protocol):
    """Reads about delivery; filtered by what the caller may see."""

    async def list(self, bereik: Bereik, filters: Leveringfilter, blad: Blad) -> Sequence[Leveringlezing]:
        """How delivery stands per toewijzing, newest number last; starts without a number stand together."""
        ...
