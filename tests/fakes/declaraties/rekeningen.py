"""Accounts in memory, and whom nothing may be paid."""

from collections.abc import Collection, Mapping

from declaraties.application.betalen.ports import AANBIEDER, Betaalblokkades, Blokkadefeit, Rekeningen, Rekeningfeit
from declaraties.application.toewijzen.contractfeiten import Aanbiederfeit
from declaraties.domain.betalen.betaalrun import Betaalrekening, Overslagreden
from risb_recht.vierogen import Hand
from typing_extensions import override

from tests.fakes.declaraties.toewijzen import FakeContractfeiten


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


class FakeBetaalblokkades(Betaalblokkades):
    def __init__(self, feiten: FakeContractfeiten) -> None:
        self.alle: dict[str, Blokkadefeit] = {}
        self._feiten = feiten

    @override
    async def list(self) -> Mapping[str, Overslagreden]:
        redenen = {one.kvk_nummer: one.reden for one in self.alle.values() if one.reden != "geen"}
        return {
            one.agb_code: Overslagreden(redenen[one.kvk_nummer])
            for one in self._feiten.alle
            if isinstance(one, Aanbiederfeit) and one.kvk_nummer in redenen
        }

    @override
    async def save(self, feit: Blokkadefeit) -> None:
        bekend = self.alle.get(feit.kvk_nummer)
        if bekend is None or bekend.volgnummer < feit.volgnummer:
            self.alle[feit.kvk_nummer] = feit
