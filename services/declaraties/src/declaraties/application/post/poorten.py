"""What the use cases ask of storage: the ports that the adapters fill."""

import datetime as dt
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from typing import Protocol

from risb_kern.uow import UnitOfWork

from declaraties.application.toewijzen.verrekenvraag import Verrekenvraag
from declaraties.domain.beoordelen.keuzes import KEUZES, Keuzes
from declaraties.domain.beoordelen.prestatiedelen import Beoordeling
from declaraties.domain.beoordelen.referentie import Referentiegegevens
from declaraties.domain.betalen.betaalopdracht import Betaalopdracht
from declaraties.domain.post.afloop import Afloop
from declaraties.domain.post.bestand import Berichtkop, Bestand
from declaraties.domain.standaard.berichten.antwoord import Antwoord325
from declaraties.domain.standaard.berichten.declaratie import Bericht323
from declaraties.domain.standaard.berichten.heen import Heenbericht
from declaraties.domain.standaard.berichten.retour import Retour
from declaraties.domain.standaard.profielen import Wet
from declaraties.domain.toewijzen.gevolg import Omgeving, Overeenkomst, Toewijzingsgevolg
from declaraties.domain.toewijzen.grondslag import Grondslag
from declaraties.domain.toewijzen.toewijzing import Toewijzingstand

Toewijzingsleutel = tuple[str, Wet, int]
Bekend = tuple[Toewijzingstand, Toewijzingsgevolg]
Delen = Callable[[], Iterable[bytes]]  # the bytes of a message in consecutive parts, from the first at each call


@dataclass(frozen=True, slots=True, kw_only=True)
class Gegevens:
    """Everything that one 323 is judged with: the reference columns, and what the money and the texts need beside.

    `redenen` says per toewijzing number of this aanbieder and gemeente why it is not geldig.
    """

    referentie: Referentiegegevens
    overeenkomsten: tuple[Overeenkomst, ...]
    redenen: dict[int, str]


class Referenties(Protocol):
    """Reads what a 323 is compared with."""

    async def voor(self, bericht: Bericht323) -> Gegevens:
        """The reference data of the message's aanbieder, wet and gemeente, as committed now."""
        ...

    async def neemt_deel(self, wet: Wet, gemeente: str, *, dag: dt.date) -> bool:
        """True when the gemeente takes a service for this wet from the bureau on that day."""
        ...


class Bestanden(Protocol):
    """The received messages."""

    async def rond_af(self, nummer: int, afloop: Afloop, *, nu: dt.datetime) -> None:
        """Store the end of a message; it leaves the queue with the commit."""
        ...

    async def bewaar_antwoord(self, nummer: int, antwoord: Antwoord325, *, nu: dt.datetime) -> None:
        """Store the 325, encrypted."""
        ...

    async def eerder_ontvangen(self, bestand: Bestand, identificatie: str) -> bool:
        """True when another message of this kind of this sender that counts had the same identificatie (TR056)."""
        ...


class Prestaties(Protocol):
    """The judged lines and what is paid for them."""

    async def bewaar(self, nummer: int, beoordeling: Beoordeling) -> None:
        """Store all lines of a message and its clients, by COPY."""
        ...

    async def bewaar_opdrachten(
        self, bestand: Bestand, opdrachten: Sequence[Betaalopdracht], *, nu: dt.datetime
    ) -> None:
        """Store the payables of a message."""
        ...

    async def heeft_open_debet(self, stand: Toewijzingstand) -> bool:
        """True when an approved line on the toewijzing has not been credited (TR385)."""
        ...


class Toewijzingen(Protocol):
    """The store of toewijzingen and their grounds."""

    async def vergrendel(self) -> None:
        """Wait until nobody else changes toewijzingen or what follows from them, until the end of the transaction."""
        ...

    async def met_sleutels(self, sleutels: Sequence[Toewijzingsleutel]) -> list[Bekend]:
        """The known ones among these."""
        ...

    async def van_aanbieder(self, agb_code: str, productcode: str | None = None) -> list[Bekend]:
        """All toewijzingen of an aanbieder, or those for one product."""
        ...

    async def van_client(self, stand: Toewijzingstand) -> list[Toewijzingstand]:
        """All toewijzingen of the same client, aanbieder, gemeente and wet."""
        ...

    async def onthoud_versie(self, stand: Toewijzingstand, *, bekend_sinds: dt.date) -> None:
        """Add a version to the history of its number; `bekend_sinds` is the day on which it was told."""
        ...

    async def bewaar(self, stand: Toewijzingstand, gevolg: Toewijzingsgevolg) -> None:
        """Insert or replace the newest version."""
        ...

    async def bewaar_client(self, bsn: str) -> bytes:
        """Remember the person and give the pseudonym."""
        ...

    async def bewaar_grondslag(self, grondslag: Grondslag, *, door: str, nu: dt.datetime) -> None:
        """Insert or replace the ground of a toewijzing, which need not exist yet."""
        ...

    async def omgeving(self, agb_code: str, sleutels: Sequence[Toewijzingsleutel]) -> Omgeving:
        """Grounds, stops, prices and agreements that decide what follows from these toewijzingen of an aanbieder."""
        ...


class Verrekenvragen(Protocol):
    """The queue of what must be looked at again after the answer."""

    async def vraag(self, vraag: Verrekenvraag) -> None:
        """Put a task in the queue, when this aanbieder has declared anything under this wet."""
        ...

    async def vraag_na_antwoord(self, agb_code: str, wet: str, nummer: int) -> None:
        """The same for the lines of an answered message and those that it credits, when anything may differ."""
        ...


class Werkeenheid(UnitOfWork, Protocol):
    """One transaction of this service."""

    @property
    def bestanden(self) -> Bestanden:
        """The received messages."""
        ...

    @property
    def referenties(self) -> Referenties:
        """The reference data."""
        ...

    @property
    def prestaties(self) -> Prestaties:
        """The judged lines."""
        ...

    @property
    def verrekeningen(self) -> Verrekenvragen:
        """What must be settled."""
        ...

    @property
    def toewijzingen(self) -> Toewijzingen:
        """The store of toewijzingen."""
        ...


@dataclass(frozen=True, slots=True, kw_only=True)
class Gereedschap:
    """Functions that the use cases need and that are no storage.

    `lees` gives the message in the parts or raises BerichtGeweigerdError; `schrijf_retour` gives the bytes of a retour;
    `pseudoniem` turns a Bsn into its pseudonym; `keuzes` are those of the gemeente or region.
    """

    lees: Callable[[Delen], Heenbericht]
    schrijf_retour: Callable[[Retour], bytes]
    pseudoniem: Callable[[str], bytes]
    keuzes: Keuzes = KEUZES


class Ontvangstboek(Protocol):
    """Where a new message is written down."""

    async def neem_aan(self, ontvangst: "Ontvangst") -> tuple[Bestand, bool]:
        """The stored message, and whether it is new: the same bytes of the same sender are one message."""
        ...


@dataclass(frozen=True, slots=True, kw_only=True)
class Ontvangst:
    """A complete upload that has passed the door."""

    kop: Berichtkop
    bron: str
    sha256: bytes
    grootte: int
    opslag: str
    ingediend_door: str
    trace_id: str
    ontvangen_op: dt.datetime
