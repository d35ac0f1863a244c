"""What payment asks of storage, of the register outside the database, and of the payment file."""

import datetime as dt
import uuid
from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass
from typing import Protocol

from declaraties.application.betalen.betaalopdracht_maken import Opdrachteenheid
from declaraties.domain.betalen.betaalrun import Betaalrun, Betaling, Openstaand, Rekening
from declaraties.domain.betalen.betaalvrijgave import Actueel, Vrijgave

GEMEENTE, AANBIEDER = "gemeente", "aanbieder"


class Betaalregister(Protocol):
    """The append-only register of released files, outside the database; what it holds survives any restore."""

    def betaald(self) -> frozenset[str]:
        """Keys of the payables in a released payment that was not refused."""
        ...

    def runs(self) -> frozenset[uuid.UUID]:
        """The released runs."""
        ...

    def vrijgave(self, run_id: uuid.UUID) -> Vrijgave | None:
        """The release of a run, or None."""
        ...

    def geef_vrij(self, vrijgave: Vrijgave) -> Vrijgave:
        """Write the release, durably; the earlier one when the run was released before.

        DomainError when another release holds one of its payables.
        """
        ...

    def weiger(self, betaling_id: uuid.UUID) -> None:
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
    """`schrijf` gives the file of an order, the same bytes for the same order; `ontsleutel` opens an account number."""

    register: Betaalregister
    schrijf: Callable[[Betaalbestand], bytes]
    ontsleutel: Callable[[bytes], str]


class Betalingen(Protocol):
    """Runs and their payments."""

    async def vergrendel(self, gemeente: str) -> None:
        """Wait until nobody else prepares a run of the gemeente, until the end of the transaction."""
        ...

    async def openstaand(self, gemeente: str, agb_code: str | None, *, tot_en_met: dt.date) -> list[Openstaand]:
        """Payables that are due and in no payment that counts."""
        ...

    async def rekeningen(self, houdersoort: str, houders: Collection[str]) -> Mapping[str, Rekening]:
        """Accounts in use by holder."""
        ...

    async def opgeschort(self, gemeente: str, *, dag: dt.date) -> frozenset[str]:
        """Aanbieders whose payment by the gemeente toezicht has suspended."""
        ...

    async def bewaar(self, run: Betaalrun) -> int:
        """Store a prepared run; gives its number."""
        ...

    async def run(self, run_id: uuid.UUID) -> Betaalrun | None:
        """The run, locked until the end of the transaction; or None."""
        ...

    async def actueel(self, run: Betaalrun, *, dag: dt.date) -> Actueel:
        """What is so now around the run."""
        ...

    async def vrijgegeven_runs(self) -> frozenset[uuid.UUID]:
        """The runs that the database knows as released."""
        ...

    async def zet_vrijgegeven(self, vrijgave: Vrijgave, *, door: str, bestand: bytes, hersteld: bool) -> None:
        """Store the release with the file; `hersteld` when the register knew it before the database did."""
        ...

    async def zet_ingetrokken(self, run: Betaalrun, reden: str, *, door: str, nu: dt.datetime) -> None:
        """Store the withdrawal; the payables are free again."""
        ...

    async def betaling(self, betaling_id: uuid.UUID) -> tuple[Betaalrun, Betaling] | None:
        """A payment with its run, both locked; or None."""
        ...

    async def zet_betaling(
        self, betaling: Betaling, *, code: str | None, toelichting: str | None, door: str, nu: dt.datetime
    ) -> None:
        """Store what the bank told; the payables of a refused payment are free again."""
        ...


class Betaaleenheid(Opdrachteenheid, Protocol):
    """One transaction of payment."""

    @property
    def betalingen(self) -> Betalingen:
        """Runs and payments."""
        ...
