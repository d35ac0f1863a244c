"""What the use cases of beoordelen ask of storage."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Protocol

from declaraties.domain.beoordelen.prestatiedelen import Beoordeling
from declaraties.domain.beoordelen.referentie import Referentiegegevens
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
