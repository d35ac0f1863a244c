import datetime as dt
import uuid
from collections import Counter
from collections.abc import Collection, Mapping, Sequence
from dataclasses import replace

from contracting.application.overeenkomsten.ports import Overeenkomsten
from contracting.application.overeenkomsten.queries import Overeenkomstvragen
from contracting.domain.overeenkomsten.dekking import Dekking, controleer_dekking, dekking_van
from contracting.domain.overeenkomsten.overeenkomst import Overeenkomst
from contracting.domain.prijzen.prijs import Prijs
from contracting.domain.toelating.perceel import Variant
from risb_kern.lists import Bereik, Blad
from risb_recht.wet import Wet
from typing_extensions import override

from tests.fakes.lists import page_of


class FakeOvereenkomsten(Overeenkomsten):
    def __init__(self) -> None:
        self.alle: dict[uuid.UUID, Overeenkomst] = {}

    @override
    async def get(self, overeenkomst_id: uuid.UUID) -> Overeenkomst | None:
        return self.alle.get(overeenkomst_id)

    @override
    async def get_dekking(self, agb_code: str, wet: Wet) -> Sequence[Dekking]:
        van_aanbieder = [one for one in self.alle.values() if (one.agb_code, one.wet) == (agb_code, wet)]
        gevonden = [deel for one in van_aanbieder for deel in dekking_van(one)]
        return sorted(gevonden, key=lambda one: (one.wat, one.gemeente, one.periode.van))

    @override
    async def add(self, overeenkomst: Overeenkomst) -> None:
        await self._cover(overeenkomst)

    @override
    async def add_prijs(self, overeenkomst_id: uuid.UUID, prijs: Prijs) -> None:
        await self._cover(self.alle[overeenkomst_id].met_prijs(prijs))

    async def _cover(self, overeenkomst: Overeenkomst) -> None:
        anderen = await self.get_dekking(overeenkomst.agb_code, overeenkomst.wet)
        controleer_dekking(dekking_van(overeenkomst), anderen)
        self.alle[overeenkomst.id] = overeenkomst

    @override
    async def save(self, overeenkomst: Overeenkomst) -> None:
        self.alle[overeenkomst.id] = replace(overeenkomst, prijzen=self.alle[overeenkomst.id].prijzen)

    @override
    async def save_restored(self, overeenkomst: Overeenkomst) -> None:
        await self._cover(replace(overeenkomst, prijzen=self.alle[overeenkomst.id].prijzen))


class FakeOvereenkomstvragen(Overeenkomstvragen):
    def __init__(self, overeenkomsten: FakeOvereenkomsten) -> None:
        self._overeenkomsten = overeenkomsten

    @override
    async def find(self, overeenkomst_id: uuid.UUID) -> Overeenkomst | None:
        return self._overeenkomsten.alle.get(overeenkomst_id)

    @override
    async def list(
        self, bereik: Bereik, blad: Blad, *, agb_code: str | None = None, datum: dt.date | None = None
    ) -> Sequence[Overeenkomst]:
        found = [
            one
            for one in self._overeenkomsten.alle.values()
            if bereik.ziet(agb_code=one.agb_code, gemeenten=one.gemeenten)
            and agb_code in {None, one.agb_code}
            and (datum is None or one.loopt_op(datum))
        ]
        return page_of(found, blad, id=lambda one: (one.id,))

    @override
    async def list_van_perceel(self, perceel_code: str) -> Sequence[Overeenkomst]:
        eigen = [one for one in self._overeenkomsten.alle.values() if one.perceel_code == perceel_code]
        return [replace(one, prijzen=()) for one in sorted(eigen, key=lambda one: one.id)]

    @override
    async def list_agb_codes(self, gemeenten: Collection[str]) -> Collection[str]:
        alle = self._overeenkomsten.alle.values()
        return {one.agb_code for one in alle if not set(gemeenten).isdisjoint(one.gemeenten)}

    @override
    async def count(self, dag: dt.date) -> Mapping[Variant, int]:
        return Counter(one.variant for one in self._overeenkomsten.alle.values() if one.loopt_op(dag))
