"""What the API shows of toewijzingen."""

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Protocol

from risb_kern.lists import Bereik, Blad


@dataclass(frozen=True, slots=True, kw_only=True)
class Toewijzinglezing:
    """A toewijzing with the number of its client in the clear: only for those who sent or received it."""

    gemeente: str
    wet: str
    nummer: int
    agb_code: str
    client: bytes
    bsn: str
    categorie: str | None
    code: str | None
    volume: int | None
    eenheid: str | None
    frequentie: str | None
    budget_cent: int | None
    ingangsdatum: dt.date
    einddatum: dt.date | None
    verwijderd: bool
    grondslag: str | None
    geldig: bool
    reden_ongeldig: str | None
    verplichting_cent: int
    programmalijn: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Toewijzingfilter:
    """Which toewijzingen; None means any."""

    gemeente: str | None = None
    wet: str | None = None
    agb_code: str | None = None
    geldig: bool | None = None
    client: bytes | None = None


class Toewijzingvragen(Protocol):
    """Reads about toewijzingen; filtered by what the caller may see."""

    async def list(self, bereik: Bereik, filters: Toewijzingfilter, blad: Blad) -> Sequence[Toewijzinglezing]:
        """Toewijzingen by gemeente, wet and number."""
        ...
