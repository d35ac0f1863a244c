"""What the API shows of payables and payment."""

import datetime as dt
import uuid
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Protocol

from risb_kern.lists import Bereik, Blad

from declaraties.domain.betalen.betaalcontrole import Controlebesluit, Controlereden
from declaraties.domain.betalen.betaalrun import Betaalrekening, Betaalstatus, Overslagreden, Runstatus
from declaraties.domain.betalen.vergoeding import Vergoeding


@dataclass(frozen=True, slots=True, kw_only=True)
class Opdrachtlezing:
    """A payable."""

    volgnummer: int
    id: uuid.UUID
    soort: str
    bron_id: uuid.UUID
    bestand_id: uuid.UUID | None
    agb_code: str
    gemeente: str
    wet: str
    programmalijn: str
    jaar: int
    bedrag_cent: int
    vervaldatum: dt.date
    gemaakt_op: dt.datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class Opdrachtfilter:
    """Which payables; None means any."""

    gemeente: str | None = None
    agb_code: str | None = None
    jaar: int | None = None


class Opdrachtvragen(Protocol):
    """Reads about payables; filtered by what the caller may see."""

    async def list(self, bereik: Bereik, filters: Opdrachtfilter, blad: Blad) -> Sequence[Opdrachtlezing]:
        """Payables in the order in which they were made."""
        ...


@dataclass(frozen=True, slots=True, kw_only=True)
class Overgeslagenlezing:
    """Payables that are due and stay open."""

    agb_code: str
    reden: Overslagreden
    aantal: int
    bedrag_cent: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Betaalrunlezing:
    """A run as stored, with where it stands as its payments tell it; `aantal` counts them."""

    id: uuid.UUID
    nummer: int
    gemeente: str
    agb_code: str | None
    tot_en_met: dt.date
    uitvoerdatum: dt.date
    status: Runstatus
    aantal: int
    bedrag_cent: int
    overgeslagen: tuple[Overgeslagenlezing, ...]
    voorbereid_door: str
    voorbereid_op: dt.datetime
    afgehandeld_door: str | None
    afgehandeld_op: dt.datetime | None
    reden: str | None
    sha256: str | None
    hersteld: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Betalinglezing:
    """A payment as stored."""

    id: uuid.UUID
    run_id: uuid.UUID
    runnummer: int
    agb_code: str
    gemeente: str
    bedrag_cent: int
    uitvoerdatum: dt.date
    rekening: Betaalrekening
    rekening_gewijzigd: bool | None
    eerder_geweigerd: bool
    status: Betaalstatus
    redencode: str | None
    toelichting: str | None
    opdrachten: tuple[uuid.UUID, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Besluitlezing:
    """What a reviewer decided."""

    besluit: Controlebesluit
    toelichting: str | None
    door: str
    op: dt.datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class Controlelezing:
    """A payable that was chosen for review, with every decision; the last one holds."""

    volgnummer: int
    id: uuid.UUID
    soort: str
    agb_code: str
    gemeente: str
    bedrag_cent: int
    vervaldatum: dt.date
    redenen: tuple[Controlereden, ...]
    regelversie: int
    bepaald_op: dt.datetime
    beletsel: Overslagreden | None
    besluiten: tuple[Besluitlezing, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Bedragenlezing:
    """Amounts per stage of the declaraties of a gemeente, wet and month."""

    gemeente: str
    wet: str
    periode: dt.date | None
    declaraties: int
    ingediend_cent: int
    gecontroleerd_cent: int
    toegekend_cent: int
    verrekend_cent: int
    betaald_cent: int


class Betaalvragen(Protocol):
    """Reads about payment; nothing is kept of an amount per stage: each is a sum over what happened (D13)."""

    async def list_runs(self, blad: Blad, *, gemeente: str | None) -> Sequence[Betaalrunlezing]:
        """Runs, newest first."""
        ...

    async def find_run(self, run_id: uuid.UUID) -> Betaalrunlezing | None:
        """One run, or None."""
        ...

    async def list_betalingen(self, bereik: Bereik, blad: Blad) -> Sequence[Betalinglezing]:
        """Payments by id; an aanbieder sees the released ones."""
        ...

    async def list_betalingen_of_run(self, run_id: uuid.UUID) -> Sequence[Betalinglezing]:
        """All payments of a run by id."""
        ...

    async def find_betaling(self, betaling_id: uuid.UUID) -> Betalinglezing | None:
        """One payment, or None."""
        ...

    async def list_controles(self, blad: Blad, *, gemeente: str | None, alleen_open: bool) -> Sequence[Controlelezing]:
        """Payables that were chosen for review, oldest first."""
        ...

    async def find_controle(self, opdracht_id: uuid.UUID) -> Controlelezing | None:
        """One of them, or None."""
        ...

    async def find_bedragen(self, bereik: Bereik, declaratie_id: uuid.UUID) -> Bedragenlezing | None:
        """The amounts of one declaratie by stage, or None when it is not for these eyes."""
        ...

    async def list_bedragen(
        self, bereik: Bereik, *, gemeente: str | None, agb_code: str | None, jaar: int
    ) -> Sequence[Bedragenlezing]:
        """Amounts by stage per gemeente, wet and month of the declaraties of a year."""
        ...

    async def total_open(self, *, dag: dt.date) -> tuple[int, dt.date | None]:
        """What is payable and in no released payment, in eurocents, and the oldest due day in it (None when none).

        What a reviewer holds, and what stands still by a measure on the day, counts for the amount and not for the day.
        """
        ...


class Vergoedingvragen(Protocol):
    """Reads about requests; filtered by what the caller may see."""

    async def list(self, bereik: Bereik, blad: Blad) -> Sequence[Vergoeding]:
        """Requests by id with their steps; an aanbieder sees its own."""
        ...

    async def find(self, bereik: Bereik, vergoeding_id: uuid.UUID) -> Vergoeding | None:
        """One request, or None when it does not exist or is not for these eyes."""
        ...

    async def sum_gedeclareerd(self, vergoeding: Vergoeding) -> int:
        """What was awarded to the aanbieder by the gemeente for months within the period."""
        ...
