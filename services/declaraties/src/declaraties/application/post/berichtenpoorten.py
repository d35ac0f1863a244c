"""Ports and read types of the messages beside 301 and 323."""

import datetime as dt
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Protocol

from declaraties.application.post.poorten import Werkeenheid
from declaraties.domain.post.bestand import Bestand
from declaraties.domain.regie.leveringstand import Melding
from declaraties.domain.standaard.berichten.retour import Retour


@dataclass(frozen=True, slots=True, kw_only=True)
class Leveringregel:
    """One start or stop with its place in a message; `client` is the pseudonym."""

    bestand: Bestand
    positie: int
    client: bytes
    toewijzing: int | None
    melding: Melding


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
    def sleutel(self) -> bytes:
        """Place in the list; the cursor of a page."""
        nummer = -1 if self.toewijzing_nummer is None else self.toewijzing_nummer
        return f"{self.gemeente}|{self.wet}|{nummer + 1:010d}|{self.agb_code}|{self.client.hex()}".encode()


@dataclass(frozen=True, slots=True, kw_only=True)
class Leveringfilter:
    """Which toewijzingen; None means any. `na` is the `sleutel` of the last one of the page before."""

    gemeente: str | None = None
    wet: str | None = None
    toewijzing_nummer: int | None = None
    na: bytes | None = None
    limiet: int = 50


@dataclass(frozen=True, slots=True, kw_only=True)
class Heenbestand:
    """A 301 of ours that a 302 may answer."""

    nummer: int
    beantwoord: bool


class BerichtenUit(Protocol):
    """Starts and stops, retours and the persons that messages are about."""

    async def volgend_kenmerk(self) -> str:
        """An identificatie that no other message of this service has; 12 characters."""
        ...

    async def bewaar_retour(self, nummer: int, retour: Retour, inhoud: bytes, *, nu: dt.datetime) -> None:
        """Store the retour to a message, encrypted."""
        ...

    async def bewaar_betrokkene(self, nummer: int, client: bytes) -> None:
        """Remember by pseudonym whom a message is about."""
        ...

    async def bewaar_leveringen(self, regels: Iterable[Leveringregel]) -> None:
        """Store starts and stops as they were received."""
        ...

    async def heenbestand(self, bestand: Bestand, identificatie: str) -> Heenbestand | None:
        """The 301 of ours with this identificatie between the same parties."""
        ...

    async def koppel_retour(self, nummer: int, heen_nummer: int, retourcodes: Sequence[str]) -> None:
        """Remember that this 302 answers that 301."""
        ...


class Berichteenheid(Werkeenheid, Protocol):
    """The unit of work with the messages beside 301 and 323."""

    @property
    def berichten_uit(self) -> BerichtenUit:
        """Starts and stops, retours."""
        ...
