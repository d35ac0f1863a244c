"""Accounts in memory."""

from collections.abc import Collection, Mapping

from declaraties.application.betalen.ports import AANBIEDER, Rekeningen, Rekeningfeit
from declaraties.domain.betalen.betaalrun import Betaalrekening
from risb_recht.vierogen import Hand
from typing_extensions import override


class FakeRekeningen(Rekeningen):
    def __init__(self) -> None:
        self.alle: dict[tuple[str, str], Rekeningfeit] = {}

    @override
    async def list(self, houdersoort: str, houders: Collection[str]) -> Mapping[str, Betaalrekening]:
        return {
            houder: Betaalrekening(
                id=one.rekening_id,
                houdersoort=soort,
                houder=houder,
                versie=one.versie,
                naam=one.tenaamstelling,
                nummer=one.iban_versleuteld,
            )
            for (soort, houder), one in self.alle.items()
            if soort == houdersoort and houder in houders
        }

    @override
    async def save(self, rekening: Rekeningfeit) -> None:
        key = (rekening.houdersoort, rekening.houder)
        if key not in self.alle or self.alle[key].versie < rekening.versie:
            self.alle[key] = rekening

    @override
    async def list_with_same_number(self, agb_codes: Collection[str]) -> frozenset[str]:
        alle = [one for one in self.alle.values() if one.houdersoort == AANBIEDER]
        eigen = {one.iban_kenmerk for one in alle if one.houder in agb_codes}
        return frozenset(one.houder for one in alle if one.iban_kenmerk in eigen)

    def handen(self, agb_codes: Collection[str]) -> frozenset[Hand]:
        own = [one for one in self.alle.values() if one.houdersoort == AANBIEDER and one.houder in agb_codes]
        return frozenset(
            Hand(soort="rekening_bevestigen", door=one.vastgesteld_door) for one in own if one.vastgesteld_door
        )
