import uuid
from collections.abc import Collection, Sequence

from risb_kern.lists import HELE_REGIO, Bereik, Blad
from toezicht.application.maatregelen.ports import Gemeenten, Maatregelen
from toezicht.application.maatregelen.queries import Maatregelvragen
from toezicht.domain.maatregelen.maatregel import Maatregel
from typing_extensions import override

from tests.fakes.lists import page_of


class FakeMaatregelen(Maatregelen):
    def __init__(self) -> None:
        self.by_id: dict[uuid.UUID, Maatregel] = {}

    @override
    async def get(self, maatregel_id: uuid.UUID) -> Maatregel | None:
        return self.by_id.get(maatregel_id)

    @override
    async def add(self, maatregel: Maatregel) -> None:
        self.by_id[maatregel.id] = maatregel

    @override
    async def save(self, maatregel: Maatregel) -> None:
        self.by_id[maatregel.id] = maatregel

    @override
    async def count(self, zaak_id: uuid.UUID) -> int:
        return sum(1 for one in self.by_id.values() if one.zaak_id == zaak_id)


class FakeMaatregelvragen(Maatregelvragen):
    def __init__(self, maatregelen: FakeMaatregelen) -> None:
        self._maatregelen = maatregelen

    @override
    async def list(self, agb_code: str | None, blad: Blad, bereik: Bereik = HELE_REGIO) -> Sequence[Maatregel]:
        found = [
            one
            for one in self._maatregelen.by_id.values()
            if agb_code in {None, one.agb_code}
            and (bereik.ziet(gemeenten=one.gemeenten) if one.gemeenten else bereik.ziet(agb_code=one.agb_code))
        ]
        return page_of(found, blad, opgelegdOp=lambda one: (one.opgelegd_op, one.id))


class FakeGemeenten(Gemeenten):
    def __init__(self, *gemeenten: str) -> None:
        self._gemeenten = set(gemeenten)

    @override
    async def add(self, gemeente: str) -> None:
        self._gemeenten.add(gemeente)

    @override
    async def list(self) -> Collection[str]:
        return set(self._gemeenten)
