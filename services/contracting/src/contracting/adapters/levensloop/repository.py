from collections.abc import Sequence
from typing import Any

from chassis.keyset import page
from pydantic import TypeAdapter
from risb_kern.lists import Bereik, Blad
from risb_kern.privacy import Sealed
from sqlmodel import col, select
from typing_extensions import override

from contracting.adapters.database import column, visible
from contracting.adapters.dossiers import SqlDossiers
from contracting.adapters.levensloop.tables import ContractconceptRij
from contracting.application.levensloop.ports import Contractconcepten
from contracting.domain.levensloop.concept import ConceptStatus, Contractconcept


class SqlContractconcepten(SqlDossiers[Contractconcept, ContractconceptRij], Contractconcepten):
    """Contracts that are not in force."""

    tabel = ContractconceptRij
    vorm = TypeAdapter(Contractconcept)
    zegel = Sealed("contractconcept.inhoud")

    @override
    async def list(self, bereik: Bereik, blad: Blad, *, agb_code: str | None = None) -> Sequence[Contractconcept]:
        query = select(ContractconceptRij).where(visible(bereik, agb_code=ContractconceptRij.agb_code))
        if not bereik.alles:
            query = query.where(col(ContractconceptRij.status) != ConceptStatus.CONCEPT)
        if agb_code is not None:
            query = query.where(col(ContractconceptRij.agb_code) == agb_code)
        return await self._gevonden(page(query, blad, id=[column(ContractconceptRij.id)]))

    @override
    def _kolommen(self, dossier: Contractconcept) -> dict[str, Any]:
        return {"agb_code": dossier.agb_code, "status": dossier.status}
