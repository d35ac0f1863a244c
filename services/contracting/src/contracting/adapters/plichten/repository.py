import uuid
from collections.abc import Sequence
from typing import Generic, Protocol, TypeVar

from chassis.keyset import page
from pydantic import TypeAdapter
from risb_kern.lists import Blad
from risb_kern.privacy import Privacy, Sealed
from sqlalchemy.ext.asyncio import AsyncSession
from sqlmodel import col, select
from typing_extensions import override

from contracting.adapters.database import column, insert_new
from contracting.adapters.plichten.tables import PlichtdossierRij, SroitabelRij
from contracting.application.plichten.ports import (
    Onderaannemingen,
    Plichtdossiers,
    Plichten,
    Sroitabellen,
    Sroiverplichtingen,
    Tekortkomingen,
)
from contracting.domain.plichten.onderaanneming import Onderaanneming
from contracting.domain.plichten.plicht import Plicht
from contracting.domain.plichten.sroi import Sroitabel, Sroiverplichting
from contracting.domain.plichten.tekortkoming import Tekortkoming

_INHOUD = Sealed("plichtdossier.inhoud")
_TABEL = TypeAdapter(Sroitabel)


class Dossier(Protocol):
    """What every file has."""

    @property
    def id(self) -> uuid.UUID:
        """Its number."""
        ...

    @property
    def agb_code(self) -> str:
        """Whose it is."""
        ...


D = TypeVar("D", bound=Dossier)


class SqlPlichtdossiers(Plichtdossiers[D], Generic[D]):
    """Files of one kind on PostgreSQL, encrypted: people write in them."""

    soort: str
    vorm: TypeAdapter[D]

    def __init__(self, session: AsyncSession, privacy: Privacy) -> None:
        self._session = session
        self._privacy = privacy

    @override
    async def get(self, dossier_id: uuid.UUID) -> D | None:
        rij = await self._session.get(PlichtdossierRij, dossier_id, with_for_update=True)
        return None if rij is None or rij.soort != self.soort else self._van(rij)

    @override
    async def add(self, dossier: D) -> None:
        self._session.add(self._rij(dossier))
        await self._session.flush()

    @override
    async def save(self, dossier: D) -> None:
        await self._session.merge(self._rij(dossier))
        await self._session.flush()

    @override
    async def list(self, blad: Blad, *, agb_code: str | None = None) -> Sequence[D]:
        query = select(PlichtdossierRij).where(col(PlichtdossierRij.soort) == self.soort)
        if agb_code is not None:
            query = query.where(col(PlichtdossierRij.agb_code) == agb_code)
        rijen = await self._session.execute(page(query, blad, id=[column(PlichtdossierRij.id)]))
        return [self._van(one) for one in rijen.scalars()]

    def _rij(self, dossier: D) -> PlichtdossierRij:
        inhoud = _INHOUD.seal(self._privacy, dossier.id, self.vorm.dump_json(dossier).decode())
        return PlichtdossierRij(id=dossier.id, soort=self.soort, agb_code=dossier.agb_code, inhoud=inhoud)

    def _van(self, rij: PlichtdossierRij) -> D:
        return self.vorm.validate_json(_INHOUD.open(self._privacy, rij.id, rij.inhoud))


class SqlPlichten(SqlPlichtdossiers[Plicht], Plichten):
    """Duties."""

    soort = "plicht"
    vorm = TypeAdapter(Plicht)


class SqlTekortkomingen(SqlPlichtdossiers[Tekortkoming], Tekortkomingen):
    """Breaches."""

    soort = "tekortkoming"
    vorm = TypeAdapter(Tekortkoming)


class SqlOnderaannemingen(SqlPlichtdossiers[Onderaanneming], Onderaannemingen):
    """Subcontractors."""

    soort = "onderaanneming"
    vorm = TypeAdapter(Onderaanneming)


class SqlSroiverplichtingen(SqlPlichtdossiers[Sroiverplichting], Sroiverplichtingen):
    """Social return."""

    soort = "sroi"
    vorm = TypeAdapter(Sroiverplichting)


class SqlSroitabellen(Sroitabellen):
    """On PostgreSQL."""

    def __init__(self, session: AsyncSession) -> None:
        self._session = session

    @override
    async def find(self, code: str) -> Sroitabel | None:
        rij = await self._session.get(SroitabelRij, code)
        return None if rij is None else _TABEL.validate_python(rij.inhoud)

    @override
    async def add(self, tabel: Sroitabel) -> bool:
        rij = SroitabelRij(code=tabel.code, inhoud=_TABEL.dump_python(tabel, mode="json"))
        return await insert_new(self._session, rij)

    @override
    async def list(self) -> Sequence[Sroitabel]:
        rijen = (await self._session.execute(select(SroitabelRij).order_by(col(SroitabelRij.code)))).scalars()
        return [_TABEL.validate_python(one.inhoud) for one in rijen]
