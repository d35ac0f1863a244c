"""What the use cases of beoordelen ask of storage."""

import datetime as dt
import uuid
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from typing import Protocol

from declaraties.domain.beoordelen.prestatiedelen import Beoordeling
from declaraties.domain.beoordelen.referentie import Referentiegegevens
from declaraties.domain.beoordelen.regels.begrenzing import Ruimtegebruik
from declaraties.domain.standaard.berichten.declaratie import Bericht323
from declaraties.domain.toewijzen.gevolg import Contractafspraak
from declaraties.domain.toewijzen.toewijzing import Toewijzingstand


@dataclass(frozen=True, slots=True, kw_only=True)
class Gegevens:
    """Everything that one 323 is judged with: the reference columns, and what the money and the texts need beside.

    `redenen` says per toewijzing number of this aanbieder and gemeente why it is not geldig.
    """

    referentie: Referentiegegevens
    overeenkomsten: tuple[Contractafspraak, ...]
    redenen: dict[int, str]


@dataclass(frozen=True, slots=True, kw_only=True)
class Begrenzingfeit:
    """The most that may be declared under an agreement, as contracting fixed it; the highest version counts."""

    ruimte_id: uuid.UUID
    overeenkomst_id: uuid.UUID
    agb_code: str
    wet: str
    versie: int
    van: dt.date
    tot: dt.date
    bedrag_cent: int
    crisisproducten: Sequence[str]


class Begrenzingen(Protocol):
    """Ceilings, and what judged messages took of them."""

    async def lock(self, lijnen: Collection[tuple[str, str]]) -> None:
        """Wait until nobody judges messages of these aanbieders and wetten, until the end of the transaction."""
        ...

    async def list_begrensd(self, agb_codes: Collection[str]) -> Collection[tuple[str, str]]:
        """Of which of these aanbieders, and under which wet, there is a ceiling."""
        ...

    async def save(self, feit: Begrenzingfeit) -> int:
        """Keep the newest version; give what awarded lines that were not counted yet took of it, in signed cents.

        Takes the lock of the aanbieder and wet.
        """
        ...

    async def add_gebruik(self, gebruik: Mapping[int, Sequence[Ruimtegebruik]]) -> None:
        """Store what messages (by number) took; each once."""
        ...


class Referenties(Protocol):
    """What a 323 is compared with."""

    async def read(self, berichten: Sequence[Bericht323]) -> Sequence[Gegevens]:
        """For each message the reference data of its aanbieder, wet and gemeente, as they are now.

        No two messages are of one aanbieder and wet.
        """
        ...


class Prestaties(Protocol):
    """The judged lines; written once and never changed."""

    async def add(self, beoordelingen: Mapping[int, Beoordeling]) -> None:
        """Store all lines of messages (by number) and their clients, and what later messages must know of them."""
        ...

    async def has_open_debet(self, stand: Toewijzingstand) -> bool:
        """True when an approved line on the toewijzing has not been credited (TR385)."""
        ...
