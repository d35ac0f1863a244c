import uuid
from collections.abc import Sequence

from contracting.application.levensloop.concept.in_bereik import ziet
from contracting.application.levensloop.ports import Contractconcepten
from contracting.domain.levensloop.concept import Contractconcept
from risb_kern.lists import Bereik, Blad
from typing_extensions import override

from tests.fakes.lists import page_of


class FakeContractconcepten(Contractconcepten):
    def __init__(self) -> None:
        self.alle: dict[uuid.UUID, Contractconcept] = {}

    @override
    async def find(self, concept_id: uuid.UUID) -> Contractconcept | None:
        return self.alle.get(concept_id)

    @override
    async def get(self, concept_id: uuid.UUID) -> Contractconcept | None:
        return self.alle.get(concept_id)

    @override
    async def add(self, concept: Contractconcept) -> None:
        self.alle[concept.id] = concept

    @override
    async def save(self, concept: Contractconcept) -> None:
        self.alle[concept.id] = concept

    @override
    async def list(self, bereik: Bereik, blad: Blad, *, agb_code: str | None = None) -> Sequence[Contractconcept]:
        found = [one for one in self.alle.values() if ziet(one, bereik) and agb_code in {None, one.agb_code}]
        return page_of(found, blad, id=lambda one: (one.id,))
