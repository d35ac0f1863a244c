from typing import Self

from chassis.db import SqlUnitOfWork
from chassis.processing_log import SqlInzagelog
from risb_zaak.agenda.sql import SqlAgenda
from risb_zaak.timeline.sql import SqlTimeline
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
    """The unit of work of toezicht in PostgreSQL."""

    @override
    async def __aenter__(self) -> Self:
        await super().__aenter__()
        self.signalen = SqlSignalen(self.session)
        self.signaalvragen = SqlSignaalvragen(self.session)
        self.anomalieen = SqlAnomalieen(self.session)
        self.aanbieders = SqlAanbieders(self.session)
        self.zaken = SqlZaken(self.session)
        self.zaakvragen = SqlZaakvragen(self.session)
        self.bevindingen = SqlBevindingen(self.session)
        self.maatregelen = SqlMaatregelen(self.session)
        self.maatregelvragen = SqlMaatregelvragen(self.session)
        self.gemeenten = SqlGemeenten(self.session)
        self.abonnementen = SqlAbonnementen(self.session)
        self.abonnementvragen = SqlAbonnementvragen(self.session)
        self.bezorgingen = SqlBezorgingen(self.session)
        self.inzagelog = SqlInzagelog(self)
        self.timeline = SqlTimeline(self.session, self._clock)
        self.agenda = SqlAgenda(self.session)
        return self
