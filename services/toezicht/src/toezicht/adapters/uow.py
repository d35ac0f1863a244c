from typing import Self

from chassis.db import SqlUnitOfWork
from risb_zaak.agenda import SqlAgenda
from risb_zaak.timeline import SqlTimeline
from typing_extensions import override

from toezicht.adapters.abonnementen.repository import SqlAbonnementen, SqlWachtrij
from toezicht.adapters.maatregelen.repository import SqlGemeenten, SqlMaatregelen
from toezicht.adapters.signalen.projecties import SqlProjecties
from toezicht.adapters.signalen.repository import SqlAnomalieen, SqlSignalen
from toezicht.adapters.zaken.repository import SqlZaken
from toezicht.application.uow import Uow


class SqlUow(SqlUnitOfWork, Uow):
    """The unit of work of toezicht in PostgreSQL."""

    @override
    async def __aenter__(self) -> Self:
        await super().__aenter__()
        self.signalen = SqlSignalen(self.session)
        self.anomalieen = SqlAnomalieen(self.session)
        self.projecties = SqlProjecties(self.session)
        self.zaken = SqlZaken(self.session)
        self.maatregelen = SqlMaatregelen(self.session)
        self.gemeenten = SqlGemeenten(self.session)
        self.abonnementen = SqlAbonnementen(self.session)
        self.wachtrij = SqlWachtrij(self.session)
        self.timeline = SqlTimeline(self.session, self._clock)
        self.agenda = SqlAgenda(self.session)
        return self
