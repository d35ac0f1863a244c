import uuid
from collections.abc import Sequence

from subsidies.application.beoordelen.ports import Aandachtspunten
from subsidies.domain.beoordelen.aandachtspunt import Aandachtspunt
from typing_extensions import override


class FakeAandachtspunten(Aandachtspunten):
    """The points by id."""

    def __init__(self) -> None:
        self.punten: dict[uuid.UUID, Aandachtspunt] = {}

    @override
    async def add_new(self, punt: Aandachtspunt) -> bool:
        return self.punten.setdefault(punt.id, punt) is punt

    @override
    async def save(self, punt: Aandachtspunt) -> None:
        self.punten[punt.id] = punt

    @override
    async def list(self, aanvraag_id: uuid.UUID) -> Sequence[Aandachtspunt]:
        found = [one for one in self.punten.values() if one.aanvraag_id == aanvraag_id]
        return sorted(found, key=lambda one: one.volgorde)
