"""One transaction of this service with its repositories."""

from typing import Self

from chassis.db import SqlUnitOfWork
from risb_kern.clock import Clock
from risb_kern.privacy import Privacy
from risb_zaak.agenda.sql import SqlAgenda
from risb_zaak.timeline.sql import SqlTimeline
from sqlalchemy.ext.asyncio import AsyncSession, async_sessionmaker

from declaraties.adapters.beoordelen.prestaties import PrestatieRepository
from declaraties.adapters.beoordelen.referenties import ReferentieRepository
from declaraties.adapters.betalen.betaalcontroles import BetaalcontroleRepository
from declaraties.adapters.betalen.betaalopdrachten import BetaalopdrachtRepository
from declaraties.adapters.betalen.betalingen import BetalingRepository
from declaraties.adapters.betalen.queries import BetaalLeesRepository
from declaraties.adapters.betalen.vergoedingen import TermijnRepository, VergoedingRepository
from declaraties.adapters.post.berichten_uit import BerichtUitRepository
from declaraties.adapters.post.bestanden import BestandRepository
from declaraties.adapters.post.lezen import LeesRepository
from declaraties.adapters.toewijzen.projecties import ProjectieRepository
from declaraties.adapters.toewijzen.toewijzingen import ToewijzingRepository
from declaraties.adapters.verrekenen.queries import VerrekeningLeesRepository
from declaraties.adapters.verrekenen.verrekeningen import VerrekeningRepository


class DeclaratiesUnitOfWork(SqlUnitOfWork):
    """Repositories live as long as the transaction; the personal data in their rows is encrypted with `privacy`."""

    def __init__(self, sessions: async_sessionmaker[AsyncSession], clock: Clock, privacy: Privacy) -> None:
        super().__init__(sessions, clock)
        self._privacy = privacy

    async def __aenter__(self) -> Self:
        await super().__aenter__()
        self.berichten_uit = BerichtUitRepository(self.session, self._privacy)
        self.bestanden = BestandRepository(self.session, self._privacy)
        self.betaallezen = BetaalLeesRepository(self.session)
        self.betaalopdrachten = BetaalopdrachtRepository(self.session)
        self.betalingen = BetalingRepository(self.session, self._privacy)
        self.controles = BetaalcontroleRepository(self.session)
        self.lezen = LeesRepository(self.session, self._privacy)
        self.prestaties = PrestatieRepository(self.session, self._privacy)
        self.projecties = ProjectieRepository(self.session)
        self.referenties = ReferentieRepository(self.session, self.projecties)
        self.termijnen = TermijnRepository(self.session)
        self.toewijzingen = ToewijzingRepository(self.session, self._privacy, self.projecties)
        self.vergoedingen = VergoedingRepository(self.session)
        self.verrekeningen = VerrekeningRepository(self.session, self._clock, self.projecties)
        self.verrekeninglezer = VerrekeningLeesRepository(self.session)
        self.timeline = SqlTimeline(self.session, self._clock)
        self.agenda = SqlAgenda(self.session)
        return self
