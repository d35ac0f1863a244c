import dataclasses
import datetime as dt
from collections.abc import Collection, Sequence

from subsidies.application.dubbel.ports import Zorgcontracten
from subsidies.domain.dubbel.regels import Contracteinde, Zorgcontract
from typing_extensions import override


class FakeZorgcontracten(Zorgcontracten):
    """Registrations by AGB code, contracts and their ends by id."""

    def __init__(self) -> None:
        self.aanbieders: dict[str, tuple[dt.date, str]] = {}
        self.contracten: dict[str, Zorgcontract] = {}
        self.einden: dict[str, Contracteinde] = {}

    @override
    async def save_aanbieder(self, agb_code: str, kvk_nummer: str, datum: dt.date) -> None:
        if agb_code not in self.aanbieders or self.aanbieders[agb_code][0] <= datum:
            self.aanbieders[agb_code] = (datum, kvk_nummer)

    @override
    async def save(self, contract: Zorgcontract) -> None:
        self.contracten[contract.overeenkomst_id] = contract

    @override
    async def end(self, einde: Contracteinde) -> None:
        bekend = self.einden.get(einde.overeenkomst_id)
        if bekend is None or bekend.volgnummer <= einde.volgnummer:
            self.einden[einde.overeenkomst_id] = einde

    @override
    async def find_kvk(self, agb_code: str) -> str | None:
        return self.aanbieders[agb_code][1] if agb_code in self.aanbieders else None

    @override
    async def list_with_same_kvk(self, agb_codes: Collection[str]) -> frozenset[str]:
        eigen = {kvk for agb, (_, kvk) in self.aanbieders.items() if agb in agb_codes}
        return frozenset(agb for agb, (_, kvk) in self.aanbieders.items() if kvk in eigen)

    @override
    async def list(self, kvk_nummer: str) -> Sequence[Zorgcontract]:
        own = [self._ended(one) for _, one in sorted(self.contracten.items())]
        ran = [one for one in own if one.tot is None or one.van <= one.tot]
        return [one for one in ran if await self.find_kvk(one.agb_code) == kvk_nummer]

    def _ended(self, one: Zorgcontract) -> Zorgcontract:
        moved = self.einden.get(one.overeenkomst_id)
        return dataclasses.replace(one, tot=(moved.einddatum if moved else None) or one.tot)
