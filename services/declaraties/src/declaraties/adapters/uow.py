from collections.abc import Mapping, Sequence
from typing import Any, Self

from chassis.db import SqlUnitOfWork
from risb_kern.clock import Clock
from risb_kern.privacy import Privacy
from risb_zaak.agenda.sql import SqlAgenda
from risb_zaak.timeline.sql import SqlTimeline
from sqlalchemy.ext.asyncio import AsyncSession, async_sessionmaker
from typing_extensions import override

from declaraties.adapters.beoordelen.begrenzingen import SqlBegrenzingen
from declaraties.adapters.beoordelen.prestaties import SqlPrestaties
from declaraties.adapters.beoordelen.queries import SqlPrestatievragen
from declaraties.adapters.beoordelen.referenties import SqlReferenties
from declaraties.adapters.betalen.betaalcontroles import SqlBetaalcontroles
from declaraties.adapters.betalen.betaalopdrachten import SqlBetaalopdrachten, SqlOpdrachtvragen
from declaraties.adapters.betalen.betaalruns import SqlBetaalruns
from declaraties.adapters.betalen.prestatiekortingen import SqlPrestatiekortingen
from declaraties.adapters.betalen.queries import SqlBetaalvragen
from declaraties.adapters.betalen.rekeningen import SqlBetaalblokkades, SqlRekeningen
from declaraties.adapters.betalen.termijnen import SqlTermijnen
from declaraties.adapters.betalen.vergoedingen import SqlVergoedingen, SqlVergoedingvragen
from declaraties.adapters.post.queries import SqlBerichtvragen
from declaraties.adapters.post.repository import SqlAntwoorden, SqlBestanden, SqlDeelnames, SqlEnveloppen
from declaraties.adapters.regie.queries import SqlLeveringvragen
from declaraties.adapters.regie.repository import SqlLeveringen, SqlRetouren
from declaraties.adapters.toewijzen.contractfeiten import SqlContractfeiten
from declaraties.adapters.toewijzen.queries import SqlToewijzingvragen
from declaraties.adapters.toewijzen.repository import SqlToewijzingen
from declaraties.adapters.verrekenen.queries import SqlVerrekeningvragen
from declaraties.adapters.verrekenen.repository import SqlVerrekeningen, SqlWoonplaatsen
from declaraties.adapters.verrekenen.taken import SqlVerrekentaken
from declaraties.application.uow import Uow


class SqlUow(SqlUnitOfWork, Uow):
    """The unit of work of declaraties in PostgreSQL; the personal data in its rows is encrypted with `privacy`."""

    def __init__(self, sessions: async_sessionmaker[AsyncSession], clock: Clock, privacy: Privacy) -> None:
        super().__init__(sessions, clock)
        self._privacy = privacy

    @override
    async def __aenter__(self) -> Self:
        await super().__aenter__()
        session, privacy = self.session, self._privacy
        self.antwoorden = SqlAntwoorden(session, privacy)
        self.bestanden = SqlBestanden(session)
        self.deelnames = SqlDeelnames(session)
        self.enveloppen = SqlEnveloppen(session)
        self.berichtvragen = SqlBerichtvragen(session)
        self.contractfeiten = feiten = SqlContractfeiten(session)
        self.toewijzingen = SqlToewijzingen(session, privacy, feiten)
        self.toewijzingvragen = SqlToewijzingvragen(session, privacy)
        self.leveringen = SqlLeveringen(session)
        self.leveringvragen = SqlLeveringvragen(session)
        self.retouren = SqlRetouren(session)
        self.rekeningen = SqlRekeningen(session, self._clock)
        self.betaalblokkades = SqlBetaalblokkades(session)
        self.betaalcontroles = SqlBetaalcontroles(session, privacy)
        self.betaalopdrachten = SqlBetaalopdrachten(session)
        self.betaalruns = SqlBetaalruns(session, privacy, self.rekeningen)
        self.betaalvragen = SqlBetaalvragen(session, privacy)
        self.opdrachtvragen = SqlOpdrachtvragen(session)
        self.termijnen = SqlTermijnen(session, privacy)
        self.prestatiekortingen = SqlPrestatiekortingen(session)
        self.vergoedingen = SqlVergoedingen(session, privacy)
        self.vergoedingvragen = SqlVergoedingvragen(session, privacy)
        self.begrenzingen = begrenzingen = SqlBegrenzingen(session)
        self.prestaties = SqlPrestaties(session, privacy)
        self.prestatievragen = SqlPrestatievragen(session, privacy)
        self.referenties = SqlReferenties(session, feiten, begrenzingen)
        self.verrekeningen = SqlVerrekeningen(session, feiten)
        self.verrekeningvragen = SqlVerrekeningvragen(session)
        self.verrekentaken = SqlVerrekentaken(session, self._clock)
        self.woonplaatsen = SqlWoonplaatsen(session)
        self.timeline = SqlTimeline(session, self._clock)
        self.agenda = SqlAgenda(session)
        return self

    @override
    async def hold(self, events: Sequence[Mapping[str, Any]]) -> None:
        # First what a worker takes first: the line of messages, then the contracts.
        if lijnen := {(one["agb_code"], one["wet"]) for one in events if "ruimte_id" in one}:
            await self.begrenzingen.lock(lijnen)
        await self.toewijzingen.lock_contracten({one["agb_code"] for one in events if "agb_code" in one})
