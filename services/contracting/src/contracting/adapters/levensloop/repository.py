import uuid
from collections.abc import Sequence

from chassis.keyset import page
from pydantic import TypeAdapter
from risb_kern.lists import Bereik, Blad
from risb_kern.privacy import Privacy, Sealed
from sqlalchemy.ext.asyncio import AsyncSession
from sqlmodel import col, select
from typing_extensions import override

from contracting.adapters.database import column, visible
from contracting.adapters.levensloop.tables import ContractconceptRij
from contracting.application.levensloop.ports import Contractconcepten
from contracting.domain.levensloop.concept import ConceptStatus, Contractconcept

_CONCEPT = TypeAdapter(Contractconcept)
_INHOUD = Sealed("contractconcept.inhoud")


class SqlContractconcepten(Contractconcepten):
    """On PostgreSQL, encrypted: people write in them."""

    def __init__(self, session: AsyncSession, privacy: Privacy) -> None:
        self._session = session
        self._privacy = privacy

    @override
    async def find(self, concept_id: uuid.UUID) -> Contractconcept | None:
        rij = await self._session.get(ContractconceptRij, concept_id)
        return None if rij is None else self._van(rij)

    @override
    async def get(self, concept_id: uuid.UUID) -> Contractconcept | None:
        rij = await self._session.get(ContractconceptRij, concept_id, with_for_update=True)
        return None if rij is None else self._van(rij)

    @override
    async def add(self, concept: Contractconcept) -> None:
        self._session.add(self._rij(concept))
        await self._session.flush()

    @override
    async def save(self, concept: Contractconcept) -> None:
        await self._session.merge(self._rij(concept))
        await self._session.flush()

    @override
    async def list(self, bereik: Bereik, blad: Blad, *, agb_code: str | None = None) -> Sequence[Contractconcept]:
        query = select(ContractconceptRij).where(visible(bereik, agb_code=ContractconceptRij.agb_code))
        if not bereik.alles:
            query = query.where(col(ContractconceptRij.status) != ConceptStatus.CONCEPT)
        if agb_code is not None:
            query = query.where(col(ContractconceptRij.agb_code) == agb_code)
        rijen = await self._session.execute(page(query, blad, id=[column(ContractconceptRij.id)]))
        return [self._van(one) for one in rijen.scalars()]

    def _rij(self, concept: Contractconcept) -> ContractconceptRij:
        inhoud = _INHOUD.seal(self._privacy, concept.id, _CONCEPT.dump_json(concept).decode())
        return ContractconceptRij(id=concept.id, agb_code=concept.agb_code, status=concept.status, inhoud=inhoud)

    def _van(self, rij: ContractconceptRij) -> Contractconcept:
        return _CONCEPT.validate_json(_INHOUD.open(self._privacy, rij.id, rij.inhoud))
