import uuid
from collections.abc import Sequence
from typing import Any, Protocol, TypeVar

from chassis.keyset import page
from pydantic import TypeAdapter
from risb_kern.lists import Blad
from risb_kern.privacy import Sealed
from sqlmodel import col, select
from typing_extensions import override

from contracting.adapters.database import column
from contracting.adapters.dossiers import Dossier, SqlDossiers
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


class Taakdossier(Dossier, Protocol):
    """What every file has."""

    @property
    def bij(self) -> tuple[uuid.UUID, ...]:
        """The agreements that it belongs to."""
        ...


D = TypeVar("D", bound=Taakdossier)


class SqlTaakdossiers(SqlDossiers[D, TaakdossierRij], Taakdossiers[D]):
    """Files of one kind."""

    tabel = TaakdossierRij
    zegel = Sealed("taakdossier.inhoud")
    soort: str

    @override
    async def list(self, blad: Blad | None = None, *, bij: uuid.UUID | None = None) -> Sequence[D]:
        query = select(TaakdossierRij).where(col(TaakdossierRij.soort) == self.soort)
        if bij is not None:
            query = query.where(col(TaakdossierRij.bij).contains([str(bij)]))
        volgorde = column(TaakdossierRij.id)
        return await self._gevonden(query.order_by(volgorde) if blad is None else page(query, blad, id=[volgorde]))

    @override
    def _kolommen(self, dossier: D) -> dict[str, Any]:
        return {"soort": self.soort, "bij": [str(one) for one in dossier.bij]}

    @override
    def _is_eigen(self, rij: TaakdossierRij) -> bool:
        return rij.soort == self.soort


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
