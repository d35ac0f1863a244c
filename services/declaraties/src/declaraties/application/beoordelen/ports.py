"""What the use cases of beoordelen ask of storage."""

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

    async def read(self, bericht: Bericht323) -> Gegevens:
        """The reference data of the message's aanbieder, wet and gemeente, as committed now."""
        ...


class Prestaties(Protocol):
    """The judged lines; written once and never changed."""

    async def add(self, nummer: int, beoordeling: Beoordeling) -> None:
        """Store all lines of a message and its clients, by COPY, and what later messages must know of it."""
        ...

    async def has_open_debet(self, stand: Toewijzingstand) -> bool:
        """True when an approved line on the toewijzing has not been credited (TR385)."""
        ...
