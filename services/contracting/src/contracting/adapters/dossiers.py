"""Files of which only what is searched stands in columns; the rest is sealed, because people write in it."""

import uuid
from collections.abc import Sequence
from typing import Any, ClassVar, Generic, Protocol, TypeVar

from pydantic import TypeAdapter
from risb_kern.privacy import Privacy, Sealed
from sqlalchemy import Executable
from sqlalchemy.ext.asyncio import AsyncSession

from contracting.adapters.database import Rij


class Dossier(Protocol):
    """What every file has."""

    @property
    def id(self) -> uuid.UUID:
        """Its number."""
        ...


class Dossierrij(Rij):
    """The columns that every table of files has; a table names them itself."""

    id: uuid.UUID
    inhoud: bytes


D = TypeVar("D", bound=Dossier)
R = TypeVar("R", bound=Dossierrij)


class SqlDossiers(Generic[D, R]):
    """Files on PostgreSQL: `tabel` holds them, `vorm` is how one is written and `zegel` binds it to its row."""

    tabel: type[R]
    vorm: TypeAdapter[D]
    zegel: ClassVar[Sealed]

    def __init__(self, session: AsyncSession, privacy: Privacy) -> None:
        self._session = session
        self._privacy = privacy

    async def find(self, dossier_id: uuid.UUID) -> D | None:
        """The file, or None."""
        return self._van(await self._session.get(self.tabel, dossier_id))

    async def get(self, dossier_id: uuid.UUID) -> D | None:
        """The file as it is under its lock, or None."""
        rij = await self._session.get(self.tabel, dossier_id, with_for_update=True, populate_existing=True)
        return self._van(rij)

    async def add(self, dossier: D) -> None:
        """Store a new one."""
        self._session.add(self._rij(dossier))
        await self._session.flush()

    async def save(self, dossier: D) -> None:
        """Store its new state."""
        await self._session.merge(self._rij(dossier))
        await self._session.flush()

    def _kolommen(self, dossier: D) -> dict[str, Any]:
        """What is searched, beside the number of the file."""
        raise NotImplementedError

    def _is_eigen(self, rij: R) -> bool:
        """False for a row that holds a file of another kind."""
        del rij
        return True

    async def _gevonden(self, query: Executable) -> Sequence[D]:
        return [self._open(one) for one in (await self._session.execute(query)).scalars()]

    def _rij(self, dossier: D) -> R:
        inhoud = self.zegel.seal(self._privacy, dossier.id, self.vorm.dump_json(dossier).decode())
        return self.tabel(id=dossier.id, inhoud=inhoud, **self._kolommen(dossier))

    def _van(self, rij: R | None) -> D | None:
        return self._open(rij) if rij is not None and self._is_eigen(rij) else None

    def _open(self, rij: R) -> D:
        return self.vorm.validate_json(self.zegel.open(self._privacy, rij.id, rij.inhoud))
