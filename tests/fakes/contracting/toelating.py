import uuid
from collections.abc import Collection, Sequence

from contracting.application.toelating.ports import Aanbieders, Aanmeldingen, Percelen
from contracting.application.toelating.queries import Aanbiedervragen, Aanmeldingvragen, Perceelvragen
from contracting.domain.toelating.aanbieder import Aanbieder
from contracting.domain.toelating.aanmelding import VERLOOP, Aanmelding, AanmeldingStatus
from contracting.domain.toelating.perceel import Perceel
from risb_kern.lists import Bereik, Blad
from risb_recht.wet import Wet
from typing_extensions import override

from tests.fakes.lists import page_of


class FakeAanbieders(Aanbieders):
    def __init__(self) -> None:
        self.alle: dict[str, Aanbieder] = {}

    @override
    async def find(self, agb_code: str) -> Aanbieder | None:
        return self.alle.get(agb_code)

    @override
    async def list_with_same_kvk(self, agb_codes: Collection[str]) -> frozenset[str]:
        eigen = {one.kvk_nummer for one in self.alle.values() if one.agb_code in agb_codes}
        return frozenset(one.agb_code for one in self.alle.values() if one.kvk_nummer in eigen)

    @override
    async def list_of_kvk(self, kvk_nummer: str) -> frozenset[str]:
        return frozenset(one.agb_code for one in self.alle.values() if one.kvk_nummer == kvk_nummer)

    @override
    async def add(self, aanbieder: Aanbieder) -> bool:
        return self.alle.setdefault(aanbieder.agb_code, aanbieder) is aanbieder


class FakeAanbiedervragen(Aanbiedervragen):
    def __init__(self, aanbieders: FakeAanbieders) -> None:
        self._aanbieders = aanbieders

    @override
    async def list(self, bereik: Bereik, blad: Blad) -> Sequence[Aanbieder]:
        gezocht = (blad.zoek or "").casefold()
        found = [
            one
            for one in self._aanbieders.alle.values()
            if bereik.ziet(agb_code=one.agb_code) and gezocht in one.naam.casefold()
        ]
        return page_of(found, blad, agbCode=lambda one: (one.agb_code,), naam=lambda one: (one.naam, one.agb_code))


class FakePercelen(Percelen):
    def __init__(self) -> None:
        self.alle: dict[str, Perceel] = {}

    @override
    async def find(self, code: str) -> Perceel | None:
        return self.alle.get(code)

    @override
    async def add(self, perceel: Perceel) -> bool:
        return self.alle.setdefault(perceel.code, perceel) is perceel


class FakePerceelvragen(Perceelvragen):
    def __init__(self, percelen: FakePercelen) -> None:
        self._percelen = percelen

    @override
    async def list(self, blad: Blad, *, wet: Wet | None = None) -> Sequence[Perceel]:
        found = [one for one in self._percelen.alle.values() if wet in {None, one.wet}]
        return page_of(found, blad, code=lambda one: (one.code,))


class FakeAanmeldingen(Aanmeldingen):
    def __init__(self) -> None:
        self.alle: dict[uuid.UUID, Aanmelding] = {}

    @override
    async def get(self, aanmelding_id: uuid.UUID) -> Aanmelding | None:
        return self.alle.get(aanmelding_id)

    @override
    async def add(self, aanmelding: Aanmelding) -> bool:
        if any(one.status in VERLOOP.lopend for one in self._van(aanmelding.agb_code, aanmelding.perceel_code)):
            return False
        self.alle[aanmelding.id] = aanmelding
        return True

    @override
    async def save(self, aanmelding: Aanmelding) -> None:
        self.alle[aanmelding.id] = aanmelding

    @override
    async def is_toegelaten(self, agb_code: str, perceel_code: str) -> bool:
        return any(one.status is AanmeldingStatus.TOEGELATEN for one in self._van(agb_code, perceel_code))

    @override
    async def find_toegelaten(self, agb_code: str, perceel_code: str) -> Aanmelding | None:
        eigen = self._van(agb_code, perceel_code)
        return next((one for one in eigen if one.status is AanmeldingStatus.TOEGELATEN), None)

    def _van(self, agb_code: str, perceel_code: str) -> list[Aanmelding]:
        return [one for one in self.alle.values() if (one.agb_code, one.perceel_code) == (agb_code, perceel_code)]


class FakeAanmeldingvragen(Aanmeldingvragen):
    def __init__(self, aanmeldingen: FakeAanmeldingen) -> None:
        self._aanmeldingen = aanmeldingen

    @override
    async def find(self, aanmelding_id: uuid.UUID) -> Aanmelding | None:
        return self._aanmeldingen.alle.get(aanmelding_id)

    @override
    async def list(
        self,
        bereik: Bereik,
        blad: Blad,
        *,
        agb_code: str | None = None,
        perceel_code: str | None = None,
        status: AanmeldingStatus | None = None,
    ) -> Sequence[Aanmelding]:
        found = [
            one
            for one in self._aanmeldingen.alle.values()
            if bereik.ziet(agb_code=one.agb_code)
            and agb_code in {None, one.agb_code}
            and perceel_code in {None, one.perceel_code}
            and status in {None, one.status}
        ]
        return page_of(found, blad, id=lambda one: (one.id,))
