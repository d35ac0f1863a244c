"""What payment asks of storage, of the register outside the database, and of the payment file."""

import datetime as dt
import uuid
from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass
from typing import Protocol

from risb_kern.errors import DomainError
from risb_recht.vierogen import Hand

from declaraties.domain.betalen.betaalcontrole import Controlebesluit, Controlereden, Kandidaat
from declaraties.domain.betalen.betaalopdracht import Betaalopdracht, LosseOpdracht
from declaraties.domain.betalen.betaalrun import (
    Betaalrekening,
    Betaalrun,
    Betaling,
    Openstaand,
    Overslagreden,
    gemaskeerd,
)
from declaraties.domain.betalen.betaaltermijn import Budgettermijn, Termijnkorting
from declaraties.domain.betalen.betaalvrijgave import Actueel, Vrijgave
from declaraties.domain.betalen.events import Betalingdeel
from declaraties.domain.betalen.prestatiekorting import Kortingstand, Prestatiekorting
from declaraties.domain.betalen.vergoeding import Vergoeding
from declaraties.domain.post.bestand import Bestand

GEMEENTE, AANBIEDER = "gemeente", "aanbieder"


class Betaalregister(Protocol):
    """The append-only register of released files, outside the database; what it holds survives any restore."""

    def list_betaald(self) -> frozenset[str]:
        """Keys of the payables in a released payment that was not refused."""
        ...

    def list_runs(self) -> frozenset[uuid.UUID]:
        """The released runs."""
        ...

    def find(self, run_id: uuid.UUID) -> Vrijgave | None:
        """The release of a run, or None."""
        ...

    def release(self, vrijgave: Vrijgave) -> Vrijgave:
        """Write the release, durably; the earlier one when the run was released before.

        DomainError when another release holds one of its payables.
        """
        ...

    def mark_geweigerd(self, betaling_id: uuid.UUID) -> None:
        """Write that a payment came back, so that its payables may be paid again; twice is once."""
        ...


@dataclass(frozen=True, slots=True, kw_only=True)
class Overboeking:
    """One credit transfer in a payment file."""

    kenmerk: str
    naam: str
    iban: str
    bedrag_cent: int
    omschrijving: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Betaalbestand:
    """A payment file: who pays, when, to whom."""

    msg_id: str
    moment: dt.datetime
    uitvoerdatum: dt.date
    naam: str
    iban: str
    overboekingen: Sequence[Overboeking]


@dataclass(frozen=True, slots=True, kw_only=True)
class Betaalgereedschap:
    """What payment needs beside storage.

    `write` gives the file of an order, the same bytes for the same order; DomainError when none can be made.
    `open` gives the account number; None when it does not open for its holder and version, or is no IBAN.
    """

    register: Betaalregister
    write: Callable[[Betaalbestand], bytes]
    open: Callable[[Betaalrekening], str | None]

    def mask(self, rekening: Betaalrekening) -> str | None:
        """As much of the account number as may be shown."""
        try:
            iban = self.open(rekening)
        except DomainError:
            return None  # nobody set a key here
        return None if iban is None else gemaskeerd(iban)


@dataclass(frozen=True, slots=True, kw_only=True)
class Termijnstand:
    """A term with the amounts that were made payable of it so far.

    `procent` is what kortingen of toezicht take of it; `onder_korting` when one of them says no percentage.
    """

    termijn: Budgettermijn
    gemaakt: tuple[int, ...]
    onder_korting: bool
    procent: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class Rekeningfeit:
    """An account that contracting took in use, by whom when that was told; the number only encrypted."""

    houdersoort: str
    houder: str
    rekening_id: uuid.UUID
    versie: int
    tenaamstelling: str
    iban_versleuteld: bytes
    iban_kenmerk: bytes
    vastgesteld_op: dt.date
    vastgesteld_door: str | None = None


class Rekeningen(Protocol):
    """The accounts that payments go to and come from; one in use per holder."""

    async def list(self, houdersoort: str, houders: Collection[str]) -> Mapping[str, Betaalrekening]:
        """Accounts in use by holder."""
        ...

    async def save(self, rekening: Rekeningfeit) -> None:
        """Take an account in use, unless a newer one is; the number stays as it came: encrypted.

        The moment of receipt is kept beside it: from then on a change counts.
        """
        ...

    async def list_with_same_number(self, agb_codes: Collection[str]) -> frozenset[str]:
        """AGB codes of every aanbieder with the account of one of these in use."""
        ...


@dataclass(frozen=True, slots=True, kw_only=True)
class Blokkadefeit:
    """What contracting found in its screening of an organisation; `reden` is `geen` when it may be paid."""

    kvk_nummer: str
    volgnummer: int
    reden: str


class Betaalblokkades(Protocol):
    """Whom screening forbids to pay; the newest outcome of an organisation holds for all of its AGB codes."""

    async def list(self) -> Mapping[str, Overslagreden]:
        """Why, by AGB-code; who may be paid is not in it."""
        ...

    async def save(self, feit: Blokkadefeit) -> None:
        """Keep the outcome, unless a newer one is known."""
        ...


class Betaalopdrachten(Protocol):
    """The payables; written once, never changed."""

    async def add(self, opdracht: LosseOpdracht, *, nu: dt.datetime) -> bool:
        """Store the payable; False when its source already has one on this programme line and year."""
        ...

    async def add_of_berichten(
        self, opdrachten: Sequence[tuple[Bestand, Sequence[Betaalopdracht]]], *, nu: dt.datetime
    ) -> None:
        """Store the payables of judged messages."""
        ...


class Betaalruns(Protocol):
    """Runs and their payments."""

    async def lock(self, gemeente: str) -> None:
        """Wait until nobody else prepares a run of the gemeente, until the end of the transaction."""
        ...

    async def list_open(self, gemeente: str, agb_code: str | None, *, tot_en_met: dt.date) -> Sequence[Openstaand]:
        """Payables that are due and in no payment that counts."""
        ...

    async def list_opgeschort(self, gemeente: str, *, van: dt.date, tot: dt.date) -> frozenset[str]:
        """Aanbieders whose payment by the gemeente toezicht has suspended on a day from `van` up to and with `tot`."""
        ...

    async def add(self, run: Betaalrun) -> int:
        """Store a prepared run; gives its number."""
        ...

    async def get(self, run_id: uuid.UUID) -> Betaalrun | None:
        """The run, locked until the end of the transaction; or None."""
        ...

    async def get_betaling(self, betaling_id: uuid.UUID) -> tuple[Betaalrun, Betaling] | None:
        """A payment with its run, both locked; or None."""
        ...

    async def read_actueel(self, run: Betaalrun, *, dag: dt.date) -> Actueel:
        """What is so now around the run."""
        ...

    async def list_delen(self, run_id: uuid.UUID) -> Mapping[uuid.UUID, Sequence[Betalingdeel]]:
        """Per payment of the run what it settles on each programme line and year; together its amount."""
        ...

    async def list_vrijgegeven(self) -> frozenset[uuid.UUID]:
        """The runs that the database knows as released."""
        ...

    async def release(self, vrijgave: Vrijgave, *, door: str, bestand: bytes, hersteld: bool) -> None:
        """Store the release with the file, encrypted; `hersteld` when the register knew it before the database did."""
        ...

    async def withdraw(self, run: Betaalrun, reden: str, *, door: str, nu: dt.datetime) -> None:
        """Store the withdrawal; the payables are free again."""
        ...

    async def save_betaling(
        self, betaling: Betaling, *, code: str | None, toelichting: str | None, door: str, nu: dt.datetime
    ) -> None:
        """Store what the bank told; the payables of a refused payment are free again."""
        ...

    async def find_bestand(self, run_id: uuid.UUID) -> bytes | None:
        """The payment file as the database holds it, or None before the release."""
        ...


class Betaalcontroles(Protocol):
    """The review queue: the choice and the decisions; both are only added to."""

    async def list_onbepaald(self, gemeente: str | None) -> Sequence[Kandidaat]:
        """Payables of which it was not yet decided whether they are reviewed.

        Also those that are not paid, and since then got a new account or were refused by the bank once more.
        """
        ...

    async def add_keuzes(
        self, keuzes: Sequence[tuple[Kandidaat, tuple[Controlereden, ...]]], *, nu: dt.datetime
    ) -> frozenset[uuid.UUID]:
        """Store the choice with the account and refusals that it is about; gives those chosen for review.

        One that was decided in the meantime about the same stays as it is, and nothing is let go again.
        """
        ...

    async def is_gekozen(self, opdracht_id: uuid.UUID) -> bool:
        """True for a payable that was chosen; it is locked until the end of the transaction."""
        ...

    async def is_vrijgegeven(self, opdracht_id: uuid.UUID) -> bool:
        """True for a payable in a released payment that counts; a run that is being released is waited for."""
        ...

    async def list_handen(self, opdracht_id: uuid.UUID) -> Sequence[Hand]:
        """Who asked for this payable, advised on it or decided on it; none when no vergoeding stands behind it."""
        ...

    async def find_aanbieder(self, opdracht_id: uuid.UUID) -> str:
        """Whose money a payable that exists is, by its AGB-code."""
        ...

    async def add_besluit(
        self, opdracht_id: uuid.UUID, besluit: Controlebesluit, toelichting: str | None, *, door: str, nu: dt.datetime
    ) -> None:
        """Add a decision; it is about the account and the refusals of the choice."""
        ...


class Termijnen(Protocol):
    """Terms of taakgerichte budgets, decisions to cut them, and what was made payable."""

    async def list_vervallend(self, gemeente: str, *, tot_en_met: dt.date) -> Sequence[Termijnstand]:
        """Terms of the gemeente that are due on the day; one whose overeenkomst is not known yet waits.

        The lock on the runs of the gemeente keeps them.
        """
        ...

    async def list_kortingen(self, gemeente: str | None = None) -> Sequence[Termijnkorting]:
        """Proposals and decisions to cut terms of the gemeente; all of them without one."""
        ...

    async def get_korting(self, korting_id: uuid.UUID) -> Termijnkorting | None:
        """The proposal or decision, locked until the end of the transaction."""
        ...

    async def find_aanbieder(self, overeenkomst_id: uuid.UUID) -> str | None:
        """Whose terms these are; None when the overeenkomst is not known here."""
        ...

    async def add_korting(self, korting: Termijnkorting, *, door: str, nu: dt.datetime) -> None:
        """Store a proposal to cut terms."""
        ...

    async def save_korting(self, korting: Termijnkorting, *, door: str, nu: dt.datetime) -> None:
        """Store that it was decided, by whom and when."""
        ...

    async def book(self, termijn: Budgettermijn, volgnummer: int, opdracht: LosseOpdracht, reden: str) -> None:
        """Remember that this was made payable of the term."""
        ...


class Prestatiekortingen(Protocol):
    """What kortingen of toezicht take of payables of judged messages."""

    async def list_kortingen(self, gemeente: str) -> Mapping[str, Sequence[Prestatiekorting]]:
        """By aanbieder the measures with a percentage that hold or held at the gemeente, an early end counted.

        An aanbieder of whom something was taken before is there too, also when no measure is left.
        """
        ...

    async def list_standen(self, gemeente: str, agb_code: str, *, tot_en_met: dt.date) -> Sequence[Kortingstand]:
        """The payables of judged messages that are due on the day, by message and year."""
        ...

    async def book(self, opdracht_id: uuid.UUID, volgnummer: int, correctie: LosseOpdracht) -> None:
        """Remember that this was taken of the payable."""
        ...


class Vergoedingen(Protocol):
    """Requests with their steps and their ledger."""

    async def add(self, vergoeding: Vergoeding) -> None:
        """Store a new request."""
        ...

    async def get(self, vergoeding_id: uuid.UUID) -> Vergoeding | None:
        """The request with its steps, locked until the end of the transaction; or None."""
        ...

    async def save(self, vergoeding: Vergoeding) -> None:
        """Store the newest step and the status."""
        ...

    async def book(
        self, vergoeding: Vergoeding, bedrag_cent: int, opdracht_id: uuid.UUID | None, *, nu: dt.datetime
    ) -> None:
        """Add to the ledger what the newest step pays or takes back."""
        ...
