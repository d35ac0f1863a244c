from abc import abstractmethod

from chassis.db import SqlUnitOfWork
from risb_zaak.ports import Agenda, Timeline

from subsidies.application.lezen import Lezer
from subsidies.application.ports import (
    AandachtspuntRepository,
    AanvraagRepository,
    BesluitRepository,
    PlafondRepository,
    RegelingRepository,
    ZorgRepository,
)


class SubsidieUow(SqlUnitOfWork):
    """What routes and event handlers see of a transaction; the composition root fills it."""

    regelingen: RegelingRepository
    plafonds: PlafondRepository
    aanvragen: AanvraagRepository
    aandachtspunten: AandachtspuntRepository
    besluiten: BesluitRepository
    zorg: ZorgRepository
    lezer: Lezer
    timeline: Timeline
    agenda: Agenda

    @abstractmethod
    async def serialize(self, onderwerp: str) -> None:
        """Wait for other transactions on the subject; held until the commit."""
