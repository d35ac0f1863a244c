import uuid
from collections.abc import Sequence

from contracting.application.aanbesteding.ports import Aanbestedingen, Inschrijvingen
from contracting.application.aanbesteding.queries import Aanbestedingvragen, Inschrijvingvragen
from contracting.domain.aanbesteding.aanbesteding import Aanbesteding, AanbestedingStatus
from contracting.domain.aanbesteding.inschrijving import Inschrijving, InschrijvingStatus
from risb_kern.lists import Bereik, Blad
from typing_extensions import override

from tests.fakes.lists import page_of

TELT_NIET = {InschrijvingStatus.TE_LAAT, InschrijvingStatus.VERVANGEN}


class FakeAanbestedingen(Aanbestedingen):
    def __init__(self) -> None:
        self.alle: dict[uuid.UUID, Aanbesteding] = {}

    @override
    async def find(self, aanbesteding_id: uuid.UUID) -> Aanbesteding | None:
        return self.alle.get(aanbesteding_id)

    @override
    async def get(self, aanbesteding_id: uuid.UUID) -> Aanbesteding | None:
        return self.alle.get(aanbesteding_id)

    @override
    async def get_gedeeld(self, aanbesteding_id: uuid.UUID) -> Aanbesteding | None:
        return self.alle.get(aanbesteding_id)

    @override
    async def get_van_perceel(self, perceel_code: str) -> Aanbesteding | None:
        return next((one for one in self.alle.values() if perceel_code in _lopend(one)), None)

    @override
    async def add(self, aanbesteding: Aanbesteding) -> bool:
        geldend = [one for one in self.alle.values() if one.status is not AanbestedingStatus.VERVALLEN]
        if any(one.kenmerk == aanbesteding.kenmerk for one in geldend):
            return False
        return await self.replace(aanbesteding)

    @override
    async def replace(self, aanbesteding: Aanbesteding) -> bool:
        andere = [one for one in self.alle.values() if one.id != aanbesteding.id]
        if any(_lopend(one) & _lopend(aanbesteding) for one in andere):
            return False
        self.alle[aanbesteding.id] = aanbesteding
        return True

    @override
    async def save(self, aanbesteding: Aanbesteding) -> None:
        self.alle[aanbesteding.id] = aanbesteding


class FakeAanbestedingvragen(Aanbestedingvragen):
    def __init__(self, aanbestedingen: FakeAanbestedingen) -> None:
        self._aanbestedingen = aanbestedingen

    @override
    async def list(self, blad: Blad, *, concepten: bool) -> Sequence[Aanbesteding]:
        found = [one for one in self._aanbestedingen.alle.values() if concepten or one.is_openbaar]
        return page_of(found, blad, kenmerk=lambda one: (one.kenmerk,))


class FakeInschrijvingen(Inschrijvingen):
    def __init__(self) -> None:
        self.alle: dict[uuid.UUID, Inschrijving] = {}

    @override
    async def get(self, inschrijving_id: uuid.UUID) -> Inschrijving | None:
        return self.alle.get(inschrijving_id)

    @override
    async def get_ontvangen(self, aanbesteding_id: uuid.UUID, perceel_code: str, agb_code: str) -> Inschrijving | None:
        eigen = self._van(aanbesteding_id, perceel_code, agb_code)
        return next((one for one in eigen if one.status is InschrijvingStatus.ONTVANGEN), None)

    @override
    async def add(self, inschrijving: Inschrijving) -> bool:
        eigen = self._van(inschrijving.aanbesteding_id, inschrijving.perceel_code, inschrijving.agb_code)
        if inschrijving.status not in TELT_NIET and any(one.status not in TELT_NIET for one in eigen):
            return False
        self.alle[inschrijving.id] = inschrijving
        return True

    @override
    async def save(self, inschrijving: Inschrijving) -> None:
        self.alle[inschrijving.id] = inschrijving

    @override
    async def list(self, aanbesteding_id: uuid.UUID, perceel_code: str | None = None) -> Sequence[Inschrijving]:
        found = [one for one in self.alle.values() if one.aanbesteding_id == aanbesteding_id]
        found = [one for one in found if perceel_code in {None, one.perceel_code}]
        return sorted(found, key=lambda one: (one.ontvangen_op, one.id))

    def _van(self, aanbesteding_id: uuid.UUID, perceel_code: str, agb_code: str) -> Sequence[Inschrijving]:
        gezocht = (aanbesteding_id, perceel_code, agb_code)
        return [one for one in self.alle.values() if (one.aanbesteding_id, one.perceel_code, one.agb_code) == gezocht]


class FakeInschrijvingvragen(Inschrijvingvragen):
    def __init__(self, inschrijvingen: FakeInschrijvingen) -> None:
        self._inschrijvingen = inschrijvingen

    @override
    async def list(self, bereik: Bereik, blad: Blad, *, aanbesteding_id: uuid.UUID) -> Sequence[Inschrijving]:
        found = [
            one
            for one in self._inschrijvingen.alle.values()
            if one.aanbesteding_id == aanbesteding_id and bereik.ziet(agb_code=one.agb_code)
        ]
        return page_of(found, blad, id=lambda one: (one.id,))


def _lopend(aanbesteding: Aanbesteding) -> set[str]:
    return {one.perceel_code for one in aanbesteding.percelen if one.ingetrokken_op is None}
