import uuid
from collections.abc import Collection, Mapping, Sequence

from contracting.application.rekeningen.ports import Rekeningen
from contracting.application.rekeningen.queries import Rekeningvragen
from contracting.domain.rekeningen.rekening import Houdersoort, Rekening, RekeningStatus
from risb_kern.lists import Blad
from typing_extensions import override

from tests.fakes.lists import page_of


class FakeRekeningen(Rekeningen):
    def __init__(self) -> None:
        self.alle: dict[uuid.UUID, Rekening] = {}

    @override
    async def get(self, rekening_id: uuid.UUID) -> Rekening | None:
        return self.alle.get(rekening_id)

    @override
    async def add(self, rekening: Rekening) -> bool:
        if any(one.status is RekeningStatus.VOORGESTELD for one in self._van(rekening.houdersoort, rekening.houder)):
            return False
        self.alle[rekening.id] = rekening
        return True

    @override
    async def save(self, rekening: Rekening) -> None:
        self.alle[rekening.id] = rekening

    @override
    async def next_versie(self, houdersoort: Houdersoort, houder: str) -> int:
        return max((one.versie for one in self._van(houdersoort, houder)), default=0) + 1

    @override
    async def has_bevestigde(self, houdersoort: Houdersoort, houder: str) -> bool:
        return any(one.status is RekeningStatus.BEVESTIGD for one in self._van(houdersoort, houder))

    @override
    async def list_with_same_number(self, agb_codes: Collection[str]) -> frozenset[str]:
        telt = [
            one
            for one in self.alle.values()
            if one.houdersoort is Houdersoort.AANBIEDER and one.status is not RekeningStatus.INGETROKKEN
        ]
        eigen = {one.kenmerk for one in telt if one.houder in agb_codes}
        return frozenset(one.houder for one in telt if one.kenmerk in eigen)

    def _van(self, houdersoort: Houdersoort, houder: str) -> list[Rekening]:
        return [one for one in self.alle.values() if (one.houdersoort, one.houder) == (houdersoort, houder)]


class FakeRekeningvragen(Rekeningvragen):
    def __init__(self, rekeningen: FakeRekeningen) -> None:
        self._rekeningen = rekeningen

    @override
    async def list(self, blad: Blad, *, houder: str | None, status: RekeningStatus | None) -> Sequence[Rekening]:
        found = [
            one
            for one in self._rekeningen.alle.values()
            if houder in {None, one.houder} and status in {None, one.status}
        ]
        return page_of(found, blad, id=lambda one: (one.id,))

    @override
    async def count_andere_houders(self, rekeningen: Sequence[Rekening]) -> Mapping[uuid.UUID, int]:
        return {one.id: aantal for one in rekeningen if (aantal := self._andere_houders(one))}

    def _andere_houders(self, rekening: Rekening) -> int:
        houders = {
            (one.houdersoort, one.houder) for one in self._rekeningen.alle.values() if one.kenmerk == rekening.kenmerk
        }
        return len(houders - {(rekening.houdersoort, rekening.houder)})
