"""What the use cases of verrekenen ask of storage."""

import datetime as dt
import uuid
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Protocol

from declaraties.application.toewijzen.verrekenvraag import Verrekenvraag
from declaraties.domain.post.bestand import Bestand
from declaraties.domain.toewijzen.gevolg import Contractafspraak
from declaraties.domain.verrekenen.verrekening import Feiten, Goedgekeurd, Mutatie, Postsleutel, Verrekenstand
from declaraties.domain.verrekenen.woonplaats import Woonplaats


@dataclass(frozen=True, slots=True, kw_only=True)
class Verrekentaak:
    """A question with its progress: every line up to and including the last place has been looked at."""

    volgnummer: int
    vraag: Verrekenvraag
    tot: tuple[int, int]
    trace_id: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Verrekening:
    """One settlement, of lines of one gemeente, programme line, year and cause."""

    id: uuid.UUID
    agb_code: str
    wet: str
    gemeente: str
    naar_gemeente: str | None
    programmalijn: str
    jaar: int
    aanleiding: str
    bedrag_cent: int
    regels: int


class Verrekentaken(Protocol):
    """The queue of what must be looked at again after the answer; a task knows how far it is."""

    async def add(self, vraag: Verrekenvraag) -> None:
        """Put a task in the queue, when this aanbieder has declared anything under this wet."""
        ...

    async def add_na_antwoord(self, bestanden: Sequence[Bestand]) -> None:
        """The same for the lines of answered messages and those that they credit, when anything may differ."""
        ...

    async def list_open(self) -> Sequence[int]:
        """Tasks that are not done, the oldest of each aanbieder and wet."""
        ...

    async def take(self, volgnummer: int) -> Verrekentaak | None:
        """The task for this transaction; None while somebody works for the same aanbieder and wet, or it is done."""
        ...

    async def save(self, taak: Verrekentaak, *, regels: Sequence[Goedgekeurd], klaar_op: dt.datetime | None) -> None:
        """Store how far the task is."""
        ...


class Verrekeningen(Protocol):
    """The settlements, only added to, and what they are computed from."""

    async def list_goedgekeurd(self, taak: Verrekentaak, *, hoogstens: int) -> Sequence[Goedgekeurd]:
        """The next approved lines of the task, in order."""
        ...

    async def read_feiten(
        self, taak: Verrekentaak, regels: Sequence[Goedgekeurd]
    ) -> tuple[Feiten, Sequence[Contractafspraak]]:
        """What these lines depend on, as committed now; without the choice of gemeenten."""
        ...

    async def list_bekend(
        self, regels: Sequence[Goedgekeurd]
    ) -> Mapping[tuple[int, int], Mapping[Postsleutel, tuple[int, Verrekenstand]]]:
        """What was settled before, per line and post."""
        ...

    async def add(self, verrekening: Verrekening, regels: Sequence[Mutatie], *, nu: dt.datetime) -> None:
        """Add a settlement with its lines; the same step of a post twice is an error."""
        ...


class Woonplaatsen(Protocol):
    """Which gemeente is responsible for a client from which day; of one day the last one counts."""

    async def add(self, woonplaats: Woonplaats, *, kenmerk: uuid.UUID, door: str, nu: dt.datetime) -> None:
        """Add a row to the history."""
        ...
