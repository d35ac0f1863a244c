from collections.abc import Sequence
from typing import Any, Protocol, TypeVar

from chassis.keyset import page
from pydantic import TypeAdapter
from risb_kern.lists import Blad
from risb_kern.privacy import Sealed
from sqlalchemy.ext.asyncio import AsyncSession
from sqlmodel import col, select
from typing_extensions import override

from contracting.adapters.database import column, insert_new
from contracting.adapters.dossiers import Dossier, SqlDossiers
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

_TABEL = TypeAdapter(Sroitabel)


class Plichtdossier(Dossier, Protocol):
    """What every file has."""

    @property
    def agb_code(self) -> str:
        """Whose it is."""
        ...


D = TypeVar("D", bound=Plichtdossier)


class SqlPlichtdossiers(SqlDossiers[D, PlichtdossierRij], Plichtdossiers[D]):
    """Files of one kind."""

    tabel = PlichtdossierRij
    zegel = Sealed("plichtdossier.inhoud")
    soort: str

    @override
    async def list(self, blad: Blad, *, agb_code: str | None = None) -> Sequence[D]:
        query = select(PlichtdossierRij).where(col(PlichtdossierRij.soort) == self.soort)
        if agb_code is not None:
            query = query.where(col(PlichtdossierRij.agb_code) == agb_code)
        return await self._gevonden(page(query, blad, id=[column(PlichtdossierRij.id)]))

    @override
    def _kolommen(self, dossier: D) -> dict[str, Any]:
        return {"soort": self.soort, "agb_code": dossier.agb_code}

    @override
    def _is_eigen(self, rij: PlichtdossierRij) -> bool:
        return rij.soort == self.soort


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
