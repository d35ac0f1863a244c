import uuid
from collections import Counter
from collections.abc import Collection, Mapping, Sequence
from dataclasses import replace

from contracting.application.indexeren.ports import Indexcijfers, Indexclausules, Indexcontracten, Indexeringen
from contracting.domain.indexeren.clausule import Indexclausule
from contracting.domain.indexeren.indexcijfer import Cijfersoort, Indexcijfer
from contracting.domain.indexeren.indexering import Indexering
from contracting.domain.indexeren.voorstel import Indexregel, Regelstatus
from contracting.domain.overeenkomsten.overeenkomst import Overeenkomst
from contracting.domain.prijzen.prijs import Prijs
from risb_kern.lists import Blad
from typing_extensions import override

from tests.fakes.contracting.overeenkomsten import FakeOvereenkomsten
from tests.fakes.lists import page_of


class FakeIndexcijfers(Indexcijfers):
    def __init__(self) -> None:
        self.alle: list[Indexcijfer] = []

    @override
    async def get(self, reeks: str, jaar: int, soort: Cijfersoort) -> Indexcijfer | None:
        eigen = [one for one in self.alle if one.sleutel == (reeks, jaar, soort)]
        return max(eigen, key=lambda one: one.versie, default=None)

    @override
    async def add(self, cijfer: Indexcijfer) -> None:
        self.alle.append(cijfer)

    @override
    async def list(self, jaren: Collection[int]) -> Sequence[Indexcijfer]:
        return sorted((one for one in self.alle if one.jaar in jaren), key=lambda one: (*one.sleutel, one.versie))


class FakeIndexclausules(Indexclausules):
    def __init__(self) -> None:
        self.alle: list[Indexclausule] = []

    @override
    async def get(self, perceel_code: str) -> Indexclausule | None:
        eigen = await self.list(perceel_code)
        return eigen[-1] if eigen else None

    @override
    async def add(self, clausule: Indexclausule) -> None:
        self.alle.append(clausule)

    @override
    async def list(self, perceel_code: str) -> Sequence[Indexclausule]:
        return sorted((one for one in self.alle if one.perceel_code == perceel_code), key=lambda one: one.versie)


class FakeIndexeringen(Indexeringen):
    def __init__(self) -> None:
        self.alle: dict[uuid.UUID, Indexering] = {}
        self._regels: dict[uuid.UUID, list[tuple[int, Indexregel, Regelstatus]]] = {}

    @override
    async def get(self, indexering_id: uuid.UUID) -> Indexering | None:
        return self.alle.get(indexering_id)

    @override
    async def find(self, indexering_id: uuid.UUID) -> Indexering | None:
        return self.alle.get(indexering_id)

    @override
    async def add(self, indexering: Indexering, delen: Sequence[Sequence[Indexregel]]) -> None:
        self.alle[indexering.id] = indexering
        self._regels[indexering.id] = [
            (deel, regel, Regelstatus.OPEN) for deel, regels in enumerate(delen) for regel in regels
        ]

    @override
    async def save(self, indexering: Indexering) -> None:
        self.alle[indexering.id] = indexering

    @override
    async def list(self, jaar: int) -> Sequence[Indexering]:
        return [one for _, one in sorted(self.alle.items()) if one.jaar == jaar]

    @override
    async def list_of_percelen(self, percelen: Collection[str]) -> Sequence[Indexering]:
        return [one for _, one in sorted(self.alle.items()) if not set(percelen).isdisjoint(one.percelen)]

    @override
    async def list_regels(self, indexering_id: uuid.UUID) -> Sequence[Indexregel]:
        return [regel for _, regel, _ in self._regels.get(indexering_id, [])]

    @override
    async def list_shown(self, indexering_id: uuid.UUID, blad: Blad) -> Sequence[tuple[int, Indexregel, Regelstatus]]:
        genummerd = [
            (nummer, regel, status)
            for nummer, (_, regel, status) in enumerate(self._regels.get(indexering_id, []), start=1)
        ]
        return page_of(genummerd, blad, nummer=lambda one: (one[0],))

    @override
    async def list_open(self, indexering_id: uuid.UUID, deel: int) -> Sequence[Indexregel]:
        eigen = self._regels.get(indexering_id, [])
        return [regel for plek, regel, status in eigen if (plek, status) == (deel, Regelstatus.OPEN)]

    @override
    async def save_regels(
        self, indexering_id: uuid.UUID, overeenkomsten: Collection[uuid.UUID], status: Regelstatus
    ) -> None:
        self._regels[indexering_id] = [
            (deel, regel, status if regel.overeenkomst_id in overeenkomsten else was)
            for deel, regel, was in self._regels[indexering_id]
        ]

    @override
    async def count(self, indexering_id: uuid.UUID) -> Mapping[Regelstatus, int]:
        return Counter(status for _, _, status in self._regels.get(indexering_id, []))


class FakeIndexcontracten(Indexcontracten):
    def __init__(self, overeenkomsten: FakeOvereenkomsten) -> None:
        self._overeenkomsten = overeenkomsten

    @override
    async def list(self, percelen: Collection[str]) -> Sequence[Overeenkomst]:
        alle = self._overeenkomsten.alle.values()
        return sorted((one for one in alle if one.perceel_code in percelen), key=lambda one: one.id)

    @override
    async def lock(self, overeenkomsten: Collection[uuid.UUID]) -> Sequence[Overeenkomst]:
        return [self._overeenkomsten.alle[one] for one in sorted(overeenkomsten)]

    @override
    async def add_prijzen(self, prijzen: Mapping[uuid.UUID, Sequence[Prijs]]) -> None:
        for kenmerk, versies in prijzen.items():
            bestaand = self._overeenkomsten.alle[kenmerk]
            self._overeenkomsten.alle[kenmerk] = replace(bestaand, prijzen=(*bestaand.prijzen, *versies))
