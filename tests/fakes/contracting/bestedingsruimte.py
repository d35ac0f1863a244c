import uuid
from collections.abc import Collection, Mapping, Sequence

from contracting.application.bestedingsruimte.ports import Bestedingsruimten
from contracting.application.bestedingsruimte.queries import Ruimtevragen
from contracting.domain.bestedingsruimte.bestedingsruimte import Bestedingsruimte, RuimteStatus
from risb_kern.lists import Bereik, Blad
from typing_extensions import override

from tests.fakes.lists import page_of


class FakeBestedingsruimten(Bestedingsruimten):
    def __init__(self) -> None:
        self.alle: dict[uuid.UUID, Bestedingsruimte] = {}
        self.gebruik: dict[tuple[uuid.UUID, uuid.UUID], int] = {}

    @override
    async def get(self, ruimte_id: uuid.UUID) -> Bestedingsruimte | None:
        return self.alle.get(ruimte_id)

    @override
    async def add(self, ruimte: Bestedingsruimte) -> bool:
        plek = (ruimte.overeenkomst_id, ruimte.jaar)
        levend = [one for one in self.alle.values() if one.status is not RuimteStatus.VERVALLEN]
        if any((one.overeenkomst_id, one.jaar) == plek for one in levend):
            return False
        self.alle[ruimte.id] = ruimte
        return True

    @override
    async def save(self, ruimte: Bestedingsruimte) -> None:
        self.alle[ruimte.id] = ruimte

    @override
    async def add_gebruik(self, ruimte_id: uuid.UUID, bron_id: uuid.UUID, cent: int) -> None:
        self.gebruik.setdefault((ruimte_id, bron_id), cent)

    @override
    async def sum_gebruik(self, ruimte_id: uuid.UUID) -> int:
        return sum(cent for (van, _), cent in self.gebruik.items() if van == ruimte_id)


class FakeRuimtevragen(Ruimtevragen):
    def __init__(self, ruimten: FakeBestedingsruimten) -> None:
        self._ruimten = ruimten

    @override
    async def find(self, ruimte_id: uuid.UUID) -> Bestedingsruimte | None:
        return self._ruimten.alle.get(ruimte_id)

    @override
    async def list(
        self, bereik: Bereik, blad: Blad, *, agb_code: str | None = None, jaar: int | None = None
    ) -> Sequence[Bestedingsruimte]:
        found = [
            one
            for one in self._ruimten.alle.values()
            if bereik.ziet(agb_code=one.agb_code) and agb_code in {None, one.agb_code} and jaar in {None, one.jaar}
        ]
        return page_of(found, blad, id=lambda one: (one.id,))

    @override
    async def sum_gebruik(self, ruimte_ids: Collection[uuid.UUID]) -> Mapping[uuid.UUID, int]:
        met = {van for van, _ in self._ruimten.gebruik} & set(ruimte_ids)
        return {one: await self._ruimten.sum_gebruik(one) for one in met}
