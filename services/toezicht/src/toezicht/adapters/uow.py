from typing import Self

from chassis.db import SqlUnitOfWork
from chassis.processing_log import SqlInzagelog
from risb_kern.clock import Clock
from risb_kern.privacy import Privacy
from risb_zaak.agenda.sql import SqlAgenda
from risb_zaak.timeline.sql import SqlTimeline
from sqlalchemy.ext.asyncio import AsyncSession, async_sessionmaker
from typing_extensions import override

from toezicht.adapters.abonnementen.queries import SqlAbonnementvragen
from toezicht.adapters.abonnementen.repository import SqlAbonnementen, SqlBezorgingen
from toezicht.adapters.maatregelen.queries import SqlMaatregelvragen
from toezicht.adapters.maatregelen.repository import SqlGemeenten, SqlMaatregelen
from toezicht.adapters.signalen.aanbieders import SqlAanbieders
from toezicht.adapters.signalen.anomalieen import SqlAnomalieen
from toezicht.adapters.signalen.queries import SqlSignaalvragen
from toezicht.adapters.signalen.repository import SqlSignalen
from toezicht.adapters.zaken.queries import SqlZaakvragen
from toezicht.adapters.zaken.repository import SqlBevindingen, SqlZaken
from toezicht.application.uow import Uow


class SqlUow(SqlUnitOfWork, Uow):
    """The unit of work of toezicht in PostgreSQL; what people wrote in it is encrypted with `privacy`."""

    def __init__(self, sessions: async_sessionmaker[AsyncSession], clock: Clock, privacy: Privacy) -> None:
        super().__init__(sessions, clock)
        self._privacy = privacy

    @override
    async def __aenter__(self) -> Self:
        await super().__aenter__()
        session, privacy = self.session, self._privacy
        self.signalen = SqlSignalen(session, privacy)
        self.signaalvragen = SqlSignaalvragen(session)
        self.anomalieen = SqlAnomalieen(session)
        self.aanbieders = SqlAanbieders(session)
        self.zaken = SqlZaken(session, privacy)
        self.zaakvragen = SqlZaakvragen(session, privacy)
        self.bevindingen = SqlBevindingen(session, privacy)
        self.maatregelen = SqlMaatregelen(session, privacy)
        self.maatregelvragen = SqlMaatregelvragen(session, privacy)
        self.gemeenten = SqlGemeenten(session)
        self.abonnementen = SqlAbonnementen(session)
        self.abonnementvragen = SqlAbonnementvragen(session)
        self.bezorgingen = SqlBezorgingen(session)
        self.inzagelog = SqlInzagelog(self)
        self.timeline = SqlTimeline(session, self._clock)
        self.agenda = SqlAgenda(session)
        return self
