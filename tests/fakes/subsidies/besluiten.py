import uuid

from subsidies.application.besluiten.ports import Besluiten
from subsidies.domain.besluiten.besluit import Besluit
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
