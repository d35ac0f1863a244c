import uuid
from collections.abc import Sequence
from typing import Protocol, TypeVar

from risb_kern.lists import Blad

from contracting.domain.plichten.onderaanneming import Onderaanneming
from contracting.domain.plichten.plicht import Plicht
from contracting.domain.plichten.sroi import Sroitabel, Sroiverplichting
from contracting.domain.plichten.tekortkoming import Tekortkoming

T = TypeVar("T")


class Plichtdossiers(Protocol[T]):
    """What an aanbieder owes under its agreements, one file each; those of one kind."""

    async def get(self, dossier_id: uuid.UUID) -> T | None:
        """The file, locked until the end of the transaction; or None."""
        ...

    async def add(self, dossier: T) -> None:
        """Store a new one."""
        ...

    async def save(self, dossier: T) -> None:
        """Store its new state."""
        ...

    async def list(self, blad: Blad, *, agb_code: str | None = None) -> Sequence[T]:
        """Files by id; only of this aanbieder."""
        ...


class Plichten(Plichtdossiers[Plicht], Protocol):
    """Duties that come back."""


class Tekortkomingen(Plichtdossiers[Tekortkoming], Protocol):
    """Breaches."""


class Onderaannemingen(Plichtdossiers[Onderaanneming], Protocol):
    """Subcontractors."""


class Sroiverplichtingen(Plichtdossiers[Sroiverplichting], Protocol):
    """Social return that is owed."""


class Sroitabellen(Protocol):
    """Tables of what social return is worth; never changed: another day is another table."""

    async def find(self, code: str) -> Sroitabel | None:
        """The table, or None."""
        ...

    async def add(self, tabel: Sroitabel) -> bool:
        """Store a new one; False when the code is taken."""
        ...

    async def list(self) -> Sequence[Sroitabel]:
        """All tables by code."""
        ...
