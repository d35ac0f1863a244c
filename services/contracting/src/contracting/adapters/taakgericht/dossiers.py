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

from contracting.adapters.database import column
from contracting.adapters.taakgericht.tables import TaakdossierRij
from contracting.application.taakgericht.ports import (
    Budgetwijzigingen,
    Businesscases,
    Taakafrekeningen,
    Taakafspraken,
    Taakdossiers,
)
from contracting.domain.taakgericht.afrekening import Taakafrekening
from contracting.domain.taakgericht.budgetwijziging import Budgetwijziging
from contracting.domain.taakgericht.businesscase import Businesscase
from contracting.domain.taakgericht.taakafspraak import Taakafspraak

_INHOUD = Sealed("taakdossier.inhoud")


class Taakdossier(Protocol):
    """What every file has."""

    @property
    def id(self) -> uuid.UUID:
        """Its number."""
        ...

    @property
    def bij(self) -> tuple[uuid.UUID, ...]:
        """The agreements that it belongs to."""
        ...


D = TypeVar("D", bound=Taakdossier)


class SqlTaakdossiers(Taakdossiers[D], Generic[D]):
    """Files of one kind on PostgreSQL, encrypted: people write in them."""

    soort: str
    vorm: TypeAdapter[D]

    def __init__(self, session: AsyncSession, privacy: Privacy) -> None:
        self._session = session
        self._privacy = privacy

    @override
    async def get(self, dossier_id: uuid.UUID) -> D | None:
        return self._van(await self._session.get(TaakdossierRij, dossier_id, with_for_update=True))

    @override
    async def find(self, dossier_id: uuid.UUID) -> D | None:
        return self._van(await self._session.get(TaakdossierRij, dossier_id))

    @override
    async def add(self, dossier: D) -> None:
        self._session.add(self._rij(dossier))
        await self._session.flush()

    @override
    async def save(self, dossier: D) -> None:
        await self._session.merge(self._rij(dossier))
        await self._session.flush()

    @override
    async def list(self, blad: Blad | None = None, *, bij: uuid.UUID | None = None) -> Sequence[D]:
        query = select(TaakdossierRij).where(col(TaakdossierRij.soort) == self.soort)
        if bij is not None:
            query = query.where(col(TaakdossierRij.bij).contains([str(bij)]))
        volgorde = column(TaakdossierRij.id)
        query = query.order_by(volgorde) if blad is None else page(query, blad, id=[volgorde])
        rijen = await self._session.execute(query)
        return [self._open(one) for one in rijen.scalars()]

    def _rij(self, dossier: D) -> TaakdossierRij:
        inhoud = _INHOUD.seal(self._privacy, dossier.id, self.vorm.dump_json(dossier).decode())
        bij = [str(one) for one in dossier.bij]
        return TaakdossierRij(id=dossier.id, soort=self.soort, bij=bij, inhoud=inhoud)

    def _van(self, rij: TaakdossierRij | None) -> D | None:
        return None if rij is None or rij.soort != self.soort else self._open(rij)

    def _open(self, rij: TaakdossierRij) -> D:
        return self.vorm.validate_json(_INHOUD.open(self._privacy, rij.id, rij.inhoud))


class SqlTaakafspraken(SqlTaakdossiers[Taakafspraak], Taakafspraken):
    """Tasks."""

    soort = "taakafspraak"
    vorm = TypeAdapter(Taakafspraak)


class SqlTaakafrekeningen(SqlTaakdossiers[Taakafrekening], Taakafrekeningen):
    """Settlements."""

    soort = "taakafrekening"
    vorm = TypeAdapter(Taakafrekening)


class SqlBusinesscases(SqlTaakdossiers[Businesscase], Businesscases):
    """Business cases."""

    soort = "businesscase"
    vorm = TypeAdapter(Businesscase)


class SqlBudgetwijzigingen(SqlTaakdossiers[Budgetwijziging], Budgetwijzigingen):
    """Amendments."""

    soort = "budgetwijziging"
    vorm = TypeAdapter(Budgetwijziging)
