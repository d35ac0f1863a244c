import datetime as dt
import uuid
from collections.abc import Sequence

from subsidies.application.besluiten.ports import Besluiten, Lotingen
from subsidies.domain.besluiten.besluit import Besluit
from subsidies.domain.besluiten.loting import Loting
from typing_extensions import override


class FakeBesluiten(Besluiten):
    """The decisions by application."""

    def __init__(self) -> None:
        self.besluiten: dict[uuid.UUID, Besluit] = {}

    @override
    async def find(self, aanvraag_id: uuid.UUID) -> Besluit | None:
        return self.besluiten.get(aanvraag_id)

    @override
    async def add(self, besluit: Besluit) -> None:
        if besluit.aanvraag_id in self.besluiten:
            raise ValueError(f"{besluit.aanvraag_id} is decided")
        self.besluiten[besluit.aanvraag_id] = besluit


class FakeLotingen(Lotingen):
    """The lotteries by id, in the order in which they were set up."""

    def __init__(self) -> None:
        self.lotingen: dict[uuid.UUID, Loting] = {}

    @override
    async def list(self, plafond_id: int, plaats: dt.datetime) -> Sequence[Loting]:
        return [one for one in self.lotingen.values() if (one.plafond_id, one.plaats) == (plafond_id, plaats)]

    @override
    async def add(self, loting: Loting) -> None:
        if any(one.zaad is None for one in await self.list(loting.plafond_id, loting.plaats)):
            raise ValueError("there is one to be drawn")
        self.lotingen[loting.id] = loting

    @override
    async def save(self, loting: Loting) -> None:
        if self.lotingen[loting.id].zaad is None:
            self.lotingen[loting.id] = loting

    @override
    async def remove(self, loting_id: uuid.UUID) -> None:
        if self.lotingen[loting_id].zaad is None:
            del self.lotingen[loting_id]
