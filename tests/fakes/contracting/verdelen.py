import uuid
from collections.abc import Sequence

from contracting.application.sturing.ports import Kostenverdelingen, Ramingen, Verdeelregels
from contracting.domain.regio.deelname import Dienst
from contracting.domain.sturing.raming import Raming
from contracting.domain.sturing.verdeling import Kostenverdeling, Verdeelregel
from typing_extensions import override


class FakeVerdeelregels(Verdeelregels):
    def __init__(self) -> None:
        self.alle: dict[tuple[Dienst, int], Verdeelregel] = {}

    @override
    async def get(self, dienst: Dienst, jaar: int) -> Verdeelregel | None:
        return self.alle.get((dienst, jaar))

    @override
    async def find(self, dienst: Dienst, jaar: int) -> Verdeelregel | None:
        return self.alle.get((dienst, jaar))

    @override
    async def save(self, regel: Verdeelregel) -> None:
        self.alle[regel.dienst, regel.jaar] = regel


class FakeKostenverdelingen(Kostenverdelingen):
    def __init__(self) -> None:
        self.alle: list[Kostenverdeling] = []

    @override
    async def add(self, verdeling: Kostenverdeling) -> None:
        self.alle.append(verdeling)

    @override
    async def list(self, dienst: Dienst, jaar: int) -> Sequence[Kostenverdeling]:
        return sorted(
            (one for one in self.alle if (one.dienst, one.jaar) == (dienst, jaar)), key=lambda one: str(one.id)
        )


class FakeRamingen(Ramingen):
    def __init__(self) -> None:
        self.alle: dict[uuid.UUID, Raming] = {}

    @override
    async def get(self, raming_id: uuid.UUID) -> Raming | None:
        return self.alle.get(raming_id)

    @override
    async def add(self, raming: Raming) -> None:
        self.alle[raming.id] = raming

    @override
    async def save(self, raming: Raming) -> None:
        self.alle[raming.id] = raming

    @override
    async def list(self, jaar: int) -> Sequence[Raming]:
        return self._oldest_first([one for one in self.alle.values() if one.jaar == jaar])

    @override
    async def list_afgerekend(self, gemeente: str, programmalijn: str) -> Sequence[Raming]:
        return self._oldest_first(
            [
                one
                for one in self.alle.values()
                if (one.gemeente, one.programmalijn) == (gemeente, programmalijn) and one.werkelijk_cent is not None
            ]
        )

    @staticmethod
    def _oldest_first(ramingen: Sequence[Raming]) -> Sequence[Raming]:
        return sorted(ramingen, key=lambda one: (one.opgesteld_op, str(one.id)))
