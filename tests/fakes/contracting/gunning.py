import uuid
from builtins import list as List  # noqa: N812 -- the port has a method of that name

from contracting.application.geschillen.ports import Klachten, Kortgedingen
from contracting.application.gunning.ports import Gunningen
from contracting.domain.geschillen.geschil import Klacht, Kortgeding
from contracting.domain.gunning.gunning import Gunning
from typing_extensions import override


class FakeGunningen(Gunningen):
    def __init__(self) -> None:
        self.alle: dict[tuple[uuid.UUID, str], Gunning] = {}

    @override
    async def find(self, aanbesteding_id: uuid.UUID, perceel_code: str) -> Gunning | None:
        return self.alle.get((aanbesteding_id, perceel_code))

    @override
    async def get(self, aanbesteding_id: uuid.UUID, perceel_code: str) -> Gunning | None:
        return self.alle.get((aanbesteding_id, perceel_code))

    @override
    async def start(self, aanbesteding_id: uuid.UUID, perceel_code: str) -> Gunning:
        nieuw = Gunning(aanbesteding_id=aanbesteding_id, perceel_code=perceel_code)
        return self.alle.setdefault((aanbesteding_id, perceel_code), nieuw)

    @override
    async def save(self, gunning: Gunning) -> None:
        self.alle[gunning.aanbesteding_id, gunning.perceel_code] = gunning


class FakeKortgedingen(Kortgedingen):
    def __init__(self) -> None:
        self.alle: dict[uuid.UUID, Kortgeding] = {}

    @override
    async def get(self, kortgeding_id: uuid.UUID) -> Kortgeding | None:
        return self.alle.get(kortgeding_id)

    @override
    async def save(self, kortgeding: Kortgeding) -> None:
        self.alle[kortgeding.id] = kortgeding

    @override
    async def list(self, perceel_code: str) -> List[Kortgeding]:
        found = [one for one in self.alle.values() if one.perceel_code == perceel_code]
        return sorted(found, key=lambda one: (one.aanhangig_op, one.id))


class FakeKlachten(Klachten):
    def __init__(self) -> None:
        self.alle: dict[uuid.UUID, Klacht] = {}

    @override
    async def get(self, klacht_id: uuid.UUID) -> Klacht | None:
        return self.alle.get(klacht_id)

    @override
    async def save(self, klacht: Klacht) -> None:
        self.alle[klacht.id] = klacht
