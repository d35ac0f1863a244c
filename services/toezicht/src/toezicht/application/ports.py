"""What the use cases need of storage; the adapters give it."""

import datetime as dt
import uuid
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Protocol

from risb_kern.events import Event
from risb_zaak.ports import Agenda, Timeline

from toezicht.domain.abonnement import Abonnement, Bezorging, Bezorgpoging, Bezorgstand
from toezicht.domain.maatregel import Maatregel
from toezicht.domain.signaal import Signaal, Signaalbeoordeling
from toezicht.domain.zaak import Bevinding, Tijdlijnregel, Zaak


@dataclass(frozen=True, slots=True, kw_only=True)
class Selectie:
    """Which signals somebody asks for; `soorten` is what the caller may see, `na` the last one already shown."""

    soorten: Collection[str]
    agb_code: str | None = None
    regel: str | None = None
    stand: str | None = None
    ernst: str | None = None
    periode: int | None = None
    na: tuple[dt.datetime, uuid.UUID] | None = None
    limiet: int = 50


@dataclass(frozen=True, slots=True, kw_only=True)
class Anomaliebericht:
    """An anomaly as received; `positie` counts up in order of commit, `inhoud` is JSON with camelCase names."""

    positie: int
    gebeurtenis_id: uuid.UUID
    regel: str
    soort: str
    trace_id: str
    tijd: dt.datetime
    inhoud: Mapping[str, Any]


@dataclass(frozen=True, slots=True, kw_only=True)
class Aanbieder:
    """What is known about an aanbieder from contracting."""

    agb_code: str
    naam: str
    kvk_nummer: str
    capaciteit_uren_per_maand: int
    datum: dt.date


@dataclass(frozen=True, slots=True, kw_only=True)
class Overeenkomst:
    """What is known about an agreement from contracting."""

    id: str
    agb_code: str
    wet: str
    variant: str
    ingangsdatum: dt.date
    einddatum: dt.date | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Declaratietotaal:
    """What an answered file came to."""

    bestand_id: str
    agb_code: str
    declaratieperiode: int
    toegekend_cent: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Bezorgverslag:
    """An attempt as its owner sees it."""

    bezorging_id: uuid.UUID
    positie: int
    stand: str
    nummer: int
    op: dt.datetime
    gelukt: bool
    status: int | None
    fout: str | None
    duur_ms: int


class Signalen(Protocol):
    """Signals and what people found them worth."""

    async def bewaar(self, signaal: Signaal) -> None:
        """Insert, or replace by a newer message; trace id, outcome and case of the first stay."""
        ...

    async def haal(self, signaal_id: uuid.UUID, soorten: Collection[str], *, lock: bool = False) -> Signaal | None:
        """The signal, when it is of one of these kinds; with `lock` nobody else changes it meanwhile."""
        ...

    async def lijst(self, selectie: Selectie) -> list[Signaal]:
        """Newest first."""
        ...

    async def koppel(self, signaal_id: uuid.UUID, zaak_id: uuid.UUID) -> None:
        """The signal became this case."""
        ...

    async def beoordeel(self, beoordeling: Signaalbeoordeling) -> None:
        """Keep the outcome, and make it the current one of the signal."""
        ...

    async def tellingen(self, soorten: Collection[str]) -> Mapping[str, Mapping[str, int]]:
        """Per rule: number of signals, and of each current outcome."""
        ...

    async def aantal_open(self) -> int:
        """Active signals that nobody made a case of or judged."""
        ...


class Zaken(Protocol):
    """Cases with everything in them."""

    async def bewaar(self, zaak: Zaak) -> None:
        """Insert or replace."""
        ...

    async def haal(self, zaak_id: uuid.UUID, *, lock: bool = False) -> Zaak | None:
        """The case; with `lock` nobody else changes it meanwhile."""
        ...

    async def lijst(self, *, stand: str | None, na: tuple[dt.datetime, uuid.UUID] | None, limiet: int) -> list[Zaak]:
        """Newest first."""
        ...

    async def noteer(self, regel: Tijdlijnregel) -> None:
        """Add to the timeline."""
        ...

    async def tijdlijn(self, zaak_id: uuid.UUID) -> list[Tijdlijnregel]:
        """Oldest first."""
        ...

    async def voeg_bevinding_toe(self, bevinding: Bevinding) -> None:
        """Keep a finding."""
        ...

    async def bevindingen(self, zaak_id: uuid.UUID) -> list[Bevinding]:
        """Oldest first."""
        ...


class Maatregelen(Protocol):
    """Measures."""

    async def bewaar(self, maatregel: Maatregel) -> None:
        """Insert or replace."""
        ...

    async def haal(self, maatregel_id: uuid.UUID) -> Maatregel | None:
        """The measure, locked for this transaction."""
        ...

    async def lijst(self, *, zaak_id: uuid.UUID | None = None, agb_code: str | None = None) -> list[Maatregel]:
        """Oldest first."""
        ...


class Anomalieen(Protocol):
    """The log of anomalies as they came in."""

    async def voeg_toe(self, bericht: Anomaliebericht) -> int:
        """Keep it (its `positie` is ignored) with a delivery for each subscriber; the position it got."""
        ...

    async def na(self, positie: int, *, soorten: Collection[str], limiet: int) -> list[Anomaliebericht]:
        """What came after the position, in order."""
        ...


class Abonnementen(Protocol):
    """Subscriptions and the log of their deliveries."""

    async def bewaar(self, abonnement: Abonnement) -> None:
        """Insert."""
        ...

    async def haal(self, abonnement_id: uuid.UUID, eigenaar: str) -> Abonnement | None:
        """The running subscription of this owner."""
        ...

    async def lijst(self, eigenaar: str) -> list[Abonnement]:
        """Running subscriptions of this owner, oldest first."""
        ...

    async def beeindig(self, abonnement_id: uuid.UUID, op: dt.datetime) -> None:
        """Stop it; what still waits is not delivered."""
        ...

    async def verslag(self, abonnement_id: uuid.UUID, limiet: int) -> list[Bezorgverslag]:
        """Attempts, newest first."""
        ...


class Wachtrij(Protocol):
    """Deliveries that wait."""

    async def pak(self, nu: dt.datetime, tot: dt.datetime, limiet: int) -> Sequence[Bezorging]:
        """Claim what is due; nobody else takes it before `tot`."""
        ...

    async def noteer(self, poging: Bezorgpoging, stand: Bezorgstand, volgende: dt.datetime) -> None:
        """Keep what came of an attempt."""
        ...


class Projecties(Protocol):
    """What other services told; each row only says what its event said, newer wins."""

    async def aanbieder(self, agb_code: str) -> Aanbieder | None:
        """Name and capacity."""
        ...

    async def bewaar_aanbieder(self, aanbieder: Aanbieder, tijd: dt.datetime) -> None:
        """Keep it when it is newer than what we have."""
        ...

    async def overeenkomsten(self, agb_code: str) -> list[Overeenkomst]:
        """All of an aanbieder, oldest first."""
        ...

    async def bewaar_overeenkomst(self, overeenkomst: Overeenkomst) -> None:
        """Insert or replace."""
        ...

    async def bewaar_declaratie(self, totaal: Declaratietotaal) -> None:
        """Insert or replace."""
        ...

    async def maandtotalen(self, periode: int) -> Mapping[str, int]:
        """Eurocents granted per aanbieder over a month (jjjjmm)."""
        ...

    async def gemeenten(self) -> Collection[str]:
        """CBS-codes that take part in the region; empty when contracting has told none yet."""
        ...

    async def bewaar_gemeente(self, gemeente: str) -> None:
        """Keep a gemeente of the region."""
        ...


class Uow(Protocol):
    """One transaction with its storage and its outbox."""

    signalen: Signalen
    zaken: Zaken
    maatregelen: Maatregelen
    anomalieen: Anomalieen
    abonnementen: Abonnementen
    wachtrij: Wachtrij
    projecties: Projecties
    timeline: Timeline
    agenda: Agenda

    def emit(self, event: Event, trace_id: str | None = None) -> None:
        """Queue an event; it leaves with the commit."""
        ...
