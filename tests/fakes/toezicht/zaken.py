import uuid
from collections.abc import Sequence

from risb_kern.lists import HELE_REGIO, Bereik, Blad
from toezicht.application.zaken.ports import Bevindingen, Zaken
from toezicht.application.zaken.queries import Zaakvragen
from toezicht.domain.zaken.zaak import Bevinding, Zaak, ZaakStatus
from typing_extensions import override

from tests.fakes.lists import page_of
from tests.fakes.toezicht.signalen import FakeSignalen


class FakeZaken(Zaken):
    def __init__(self) -> None:
        self.by_id: dict[uuid.UUID, Zaak] = {}

    @override
    async def find(self, zaak_id: uuid.UUID) -> Zaak | None:
        return self.by_id.get(zaak_id)

    @override
    async def get(self, zaak_id: uuid.UUID) -> Zaak | None:
        return self.by_id.get(zaak_id)

    @override
    async def add(self, zaak: Zaak) -> None:
        self.by_id[zaak.id] = zaak

    @override
    async def save(self, zaak: Zaak) -> None:
        self.by_id[zaak.id] = zaak


class FakeZaakvragen(Zaakvragen):
    def __init__(self, zaken: FakeZaken, signalen: FakeSignalen) -> None:
        self._zaken = zaken
        self._signalen = signalen

    @override
    async def list(self, status: ZaakStatus | None, blad: Blad, bereik: Bereik = HELE_REGIO) -> Sequence[Zaak]:
        found = [
            one
            for one in self._zaken.by_id.values()
            if status in {None, one.status}
            and (bereik.alles or self._signalen.by_id[one.signaal_id].is_zichtbaar(bereik))
        ]
        return page_of(found, blad, geopendOp=lambda one: (one.geopend_op, one.id))


class FakeBevindingen(Bevindingen):
    def __init__(self) -> None:
        self._bevindingen: list[Bevinding] = []

    @override
    async def add(self, bevinding: Bevinding) -> None:
        self._bevindingen.append(bevinding)

    @override
    async def list(self, zaak_id: uuid.UUID) -> Sequence[Bevinding]:
        found = [one for one in self._bevindingen if one.zaak_id == zaak_id]
        return sorted(found, key=lambda one: (one.op, one.id))
