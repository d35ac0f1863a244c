"""What the use cases of regie ask of storage."""

import uuid
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from typing import Protocol

from declaraties.domain.post.bestand import Bestand
from declaraties.domain.regie.leveringstand import Melding


@dataclass(frozen=True, slots=True, kw_only=True)
class Leveringregel:
    """One start or stop with its place in a message; `client` is the pseudonym."""

    bestand: Bestand
    positie: int
    client: bytes
    toewijzing: int | None
    melding: Melding


@dataclass(frozen=True, slots=True, kw_only=True)
class Heenbestand:
    """A 301 of ours that a 302 may answer."""

    nummer: int
    beantwoord: bool


class Leveringen(Protocol):
    """Starts and stops as they were told; only added to."""

    async def list_of_client(
        self, bestand: Bestand, client: bytes, toewijzingen: Collection[int | None]
    ) -> Sequence[tuple[int | None, Melding]]:
        """What was told before about these toewijzingen (None: about none) between the parties of a message.

        In the order in which it came. Nobody else can tell more meanwhile: whoever handles a message holds its
        aanbieder and wet (`Bestanden.take`).
        """
        ...

    async def add(self, regels: Iterable[Leveringregel]) -> None:
        """Store starts and stops as they were received."""
        ...


class Retouren(Protocol):
    """The 302's on 301's of ours."""

    async def find_heenbestand(self, bestand: Bestand, identificatie: str) -> Heenbestand | None:
        """The 301 of ours with this identificatie between the same parties, and whether it was answered before."""
        ...

    async def add(self, nummer: int, heen_nummer: int, retourcodes: Sequence[str]) -> None:
        """Remember that this 302 answers that 301."""
        ...

    async def find(self, nummer: int) -> tuple[uuid.UUID, str] | None:
        """Id and retourcodes of the 302 that answered our 301."""
        ...
