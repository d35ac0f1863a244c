import uuid
from collections.abc import Collection, Mapping, Sequence
from typing import Protocol

from risb_kern.lists import Blad

from contracting.domain.indexeren.clausule import Indexclausule
from contracting.domain.indexeren.indexcijfer import Cijfersoort, Indexcijfer
from contracting.domain.indexeren.indexering import Indexering
from contracting.domain.indexeren.voorstel import Indexregel, Regelstatus
from contracting.domain.overeenkomsten.overeenkomst import Overeenkomst
from contracting.domain.prijzen.prijs import Prijs


class Indexcijfers(Protocol):
    """Index figures; every version stays."""

    async def get(self, reeks: str, jaar: int, soort: Cijfersoort) -> Indexcijfer | None:
        """The newest version or None, locked until the end of the transaction also while there is none."""
        ...

    async def add(self, cijfer: Indexcijfer) -> None:
        """Store one more version."""
        ...

    async def list(self, jaren: Collection[int]) -> Sequence[Indexcijfer]:
        """Every version of these years, by series, year, kind and version."""
        ...


class Indexclausules(Protocol):
    """Clauses of percelen; every version stays."""

    async def get(self, perceel_code: str) -> Indexclausule | None:
        """The newest version or None, locked until the end of the transaction also while there is none."""
        ...

    async def add(self, clausule: Indexclausule) -> None:
        """Store one more version."""
        ...

    async def list(self, perceel_code: str) -> Sequence[Indexclausule]:
        """Every version, the first first."""
        ...


class Indexeringen(Protocol):
    """Indexations with their lines; a line belongs to a part, which is carried out at once."""

    async def get(self, indexering_id: uuid.UUID) -> Indexering | None:
        """The indexation, locked until the end of the transaction; or None."""
        ...

    async def find(self, indexering_id: uuid.UUID) -> Indexering | None:
        """The indexation, or None."""
        ...

    async def add(self, indexering: Indexering, delen: Sequence[Sequence[Indexregel]]) -> None:
        """Store a new one with its lines per part, counted from 0; all lines are open."""
        ...

    async def save(self, indexering: Indexering) -> None:
        """Store where it stands; its lines stay as proposed."""
        ...

    async def list(self, jaar: int) -> Sequence[Indexering]:
        """Those of a year, in the order of their ids."""
        ...

    async def list_of_percelen(self, percelen: Collection[str]) -> Sequence[Indexering]:
        """Those of any of these percelen, kept from being joined by another until the end of the transaction."""
        ...

    async def list_regels(self, indexering_id: uuid.UUID) -> Sequence[Indexregel]:
        """All its lines, in their order."""
        ...

    async def list_shown(self, indexering_id: uuid.UUID, blad: Blad) -> Sequence[tuple[int, Indexregel, Regelstatus]]:
        """A page of its lines, each with its number (from 1) and where it stands."""
        ...

    async def list_open(self, indexering_id: uuid.UUID, deel: int) -> Sequence[Indexregel]:
        """The lines of a part that wait to be carried out, in their order."""
        ...

    async def save_regels(
        self, indexering_id: uuid.UUID, overeenkomsten: Collection[uuid.UUID], status: Regelstatus
    ) -> None:
        """Store where the lines of these agreements stand now."""
        ...

    async def count(self, indexering_id: uuid.UUID) -> Mapping[Regelstatus, int]:
        """How many lines stand where; a status without any is absent."""
        ...


class Indexcontracten(Protocol):
    """The agreements of whole percelen, in numbers."""

    async def list(self, percelen: Collection[str]) -> Sequence[Overeenkomst]:
        """All of them with every price version, by id."""
        ...

    async def lock(self, overeenkomsten: Collection[uuid.UUID]) -> Sequence[Overeenkomst]:
        """These, by id, locked until the end of the transaction."""
        ...

    async def add_prijzen(self, prijzen: Mapping[uuid.UUID, Sequence[Prijs]]) -> None:
        """Store versions per agreement that hold on days, and for gemeenten, that the agreement had a price for."""
        ...
