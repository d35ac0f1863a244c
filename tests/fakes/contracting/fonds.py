import uuid
from collections.abc import Sequence

from contracting.application.sturing.ports import Betaalbaarheidsverslagen, Fondsen
from contracting.domain.sturing.betaalbaarheid import Betaalbaarheidsverslag
from contracting.domain.sturing.fonds import Fonds, Fondsboeking
from typing_extensions import override


class FakeFondsen(Fondsen):
    def __init__(self) -> None:
        self.boekingen: list[Fondsboeking] = []

    @override
    async def get(self) -> Fonds:
        return Fonds(boekingen=tuple(self.boekingen))

    @override
    async def find(self) -> Fonds:
        return Fonds(boekingen=tuple(self.boekingen))

    @override
    async def add(self, boeking: Fondsboeking) -> None:
        self.boekingen.append(boeking)


class FakeBetaalbaarheidsverslagen(Betaalbaarheidsverslagen):
    def __init__(self) -> None:
        self.alle: dict[uuid.UUID, Betaalbaarheidsverslag] = {}

    @override
    async def get(self, verslag_id: uuid.UUID) -> Betaalbaarheidsverslag | None:
        return self.alle.get(verslag_id)

    @override
    async def add(self, verslag: Betaalbaarheidsverslag) -> None:
        self.alle[verslag.id] = verslag

    @override
    async def save(self, verslag: Betaalbaarheidsverslag) -> None:
        self.alle[verslag.id] = verslag

    @override
    async def list(self, jaar: int) -> Sequence[Betaalbaarheidsverslag]:
        return sorted((one for one in self.alle.values() if one.jaar == jaar), key=lambda one: str(one.id))
