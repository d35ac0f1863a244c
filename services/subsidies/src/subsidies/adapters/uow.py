from typing import Self

from chassis.db import SqlUnitOfWork
from risb_kern.clock import Clock
from risb_zaak.agenda.sql import SqlAgenda
from risb_zaak.documents.sql import Archief, SqlDocumenten
from risb_zaak.timeline.sql import SqlTimeline
from sqlalchemy.ext.asyncio import AsyncSession, async_sessionmaker
from typing_extensions import override

from subsidies.adapters.aanvragen.queries import SqlAanvraagvragen
from subsidies.adapters.aanvragen.repository import SqlAanvragen
from subsidies.adapters.beoordelen.repository import SqlAandachtspunten
from subsidies.adapters.besluiten.repository import SqlBesluiten
from subsidies.adapters.dubbel.repository import SqlZorgcontracten
from subsidies.adapters.openbaar.queries import SqlRegistervragen
from subsidies.adapters.regelingen.queries import SqlRegelingvragen
from subsidies.adapters.regelingen.repository import SqlPlafonds, SqlRegelingen
from subsidies.application.uow import Uow


class SqlUow(SqlUnitOfWork, Uow):
    """One transaction on the database of subsidies."""

    def __init__(self, sessions: async_sessionmaker[AsyncSession], clock: Clock, archief: Archief) -> None:
        super().__init__(sessions, clock)
        self._archief = archief

    @override
    async def __aenter__(self) -> Self:
        await super().__aenter__()
        self.regelingen = SqlRegelingen(self.session)
        self.plafonds = SqlPlafonds(self.session)
        self.aanvragen = SqlAanvragen(self.session)
        self.aandachtspunten = SqlAandachtspunten(self.session)
        self.besluiten = SqlBesluiten(self.session)
        self.zorgcontracten = SqlZorgcontracten(self.session)
        self.regelingvragen = SqlRegelingvragen(self.session)
        self.aanvraagvragen = SqlAanvraagvragen(self.session)
        self.registervragen = SqlRegistervragen(self.session)
        self.documenten = SqlDocumenten(self, self._archief)
        self.timeline = SqlTimeline(self.session, self._clock)
        self.agenda = SqlAgenda(self.session)
        return self
