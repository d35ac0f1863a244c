"""What the use cases need from outside; the adapters fill it, tests may fake it."""

import datetime as dt
import uuid
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Protocol

from risb_kern.events import Event
from risb_zaak.ports import Agenda, Timeline

from subsidies.domain.aanvragen.aanvraag import Aanvraag
from subsidies.domain.beoordelen.aandachtspunt import Aandachtspunt
from subsidies.domain.besluiten.besluit import Besluit, Plafondstand
from subsidies.domain.dubbel.regels import Zorgcontract
from subsidies.domain.regelingen.regeling import Plafond, Regeling


@dataclass(frozen=True, slots=True, kw_only=True)
class Geheim:
    """What is stored encrypted or as a keyed hash beside an application."""

    iban_versleuteld: bytes
    iban_hash: bytes
    bsn_versleuteld: bytes | None
    bsn_hash: bytes | None
    aanvrager_hash: bytes
    tekst_hash: bytes | None


class RegelingRepository(Protocol):
    """Published scheme versions; they never change."""

    async def add(self, regeling: Regeling, nu: dt.datetime) -> None:
        """Store a version; a conflict when another one took the number."""
        ...

    async def newest(self, code: str) -> Regeling | None:
        """The latest version."""
        ...

    async def find(self, code: str, versie: int) -> Regeling | None:
        """This version, if it exists."""
        ...

    async def get(self, code: str, versie: int) -> Regeling:
        """A version that exists."""
        ...


class PlafondRepository(Protocol):
    """The ledger per plafond, shared by all versions of a scheme."""

    async def put(self, code: str, plafond: Plafond) -> None:
        """Make the plafond, or raise it; a conflict when it would be lowered (Awb 4:27, second paragraph)."""
        ...

    async def find_id(self, code: str, plafond: Plafond) -> int:
        """The ledger id of a published plafond."""
        ...

    async def lock(self, aanvraag: Aanvraag) -> Plafondstand | None:
        """Lock the plafond of the application until the commit; other decisions wait. None without a plafond."""
        ...

    async def reserve(self, plafond_id: int, bedrag_cent: int) -> None:
        """Add a grant to a locked plafond."""
        ...


class AanvraagRepository(Protocol):
    """Applications with their secrets."""

    async def add(self, aanvraag: Aanvraag, regeling: Regeling, plafond_id: int | None, geheim: Geheim) -> None:
        """Store a new application."""
        ...

    async def lock(self, aanvraag_id: uuid.UUID) -> Aanvraag | None:
        """The application, locked until the commit."""
        ...

    async def find(self, aanvraag_id: uuid.UUID) -> Aanvraag | None:
        """The application as it is now, for reading."""
        ...

    async def save(self, aanvraag: Aanvraag, regeling: Regeling) -> None:
        """Store the changed application."""
        ...

    async def geheim(self, aanvraag_id: uuid.UUID) -> Geheim:
        """The secrets of an application that exists."""
        ...

    async def save_geheim(self, aanvraag_id: uuid.UUID, geheim: Geheim) -> None:
        """Replace the secrets."""
        ...

    async def met_kvk(self, kvk_nummer: str) -> Sequence[Aanvraag]:
        """Undecided and granted applications of this organisation."""
        ...

    async def met_iban(self, aanvraag: Aanvraag, sinds: dt.datetime) -> Sequence[Aanvraag]:
        """Applications since then with the same account, by another applicant from another login."""
        ...

    async def andere_met_tekst(self, aanvraag: Aanvraag) -> int:
        """How many other applicants, from other logins, used the same text."""
        ...


class AandachtspuntRepository(Protocol):
    """Points to look at."""

    async def add_new(self, punt: Aandachtspunt) -> bool:
        """Store the point unless the same finding is already known; True when it is new."""
        ...

    async def of(self, aanvraag_id: uuid.UUID) -> Sequence[Aandachtspunt]:
        """Every point of the application, oldest first."""
        ...

    async def save(self, punt: Aandachtspunt) -> None:
        """Store the outcome."""
        ...


class BesluitRepository(Protocol):
    """Decisions; one per application."""

    async def add(self, besluit: Besluit) -> None:
        """Store a decision."""
        ...

    async def of(self, aanvraag_id: uuid.UUID) -> Besluit | None:
        """The decision on an application, if there is one."""
        ...


class ZorgRepository(Protocol):
    """Projection of providers and their contracts; whatever order the events come in."""

    async def put_aanbieder(self, agb_code: str, kvk_nummer: str, datum: dt.date) -> None:
        """Newest registration by date wins."""
        ...

    async def put_contract(self, contract: Zorgcontract) -> None:
        """Store the contract as it was concluded."""
        ...

    async def end_contract(self, overeenkomst_id: str, agb_code: str, einddatum: dt.date) -> None:
        """The contract ends on this day, known or not yet."""
        ...

    async def kvk_of(self, agb_code: str) -> str | None:
        """KvK number of a provider, None when not registered yet."""
        ...

    async def contracts_of(self, kvk_nummer: str) -> Sequence[Zorgcontract]:
        """Every contract of the organisation."""
        ...


class Uow(Protocol):
    """One transaction with its repositories."""

    regelingen: RegelingRepository
    plafonds: PlafondRepository
    aanvragen: AanvraagRepository
    aandachtspunten: AandachtspuntRepository
    besluiten: BesluitRepository
    zorg: ZorgRepository
    timeline: Timeline
    agenda: Agenda

    def emit(self, event: Event, trace_id: str | None = None) -> None:
        """Queue the event for the commit."""
        ...

    async def serialize(self, onderwerp: str) -> None:
        """Wait until no other transaction works on the subject, and keep it until the commit."""
        ...
