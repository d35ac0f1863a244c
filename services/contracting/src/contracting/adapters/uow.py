from typing import Self

from chassis.db import SqlUnitOfWork
from chassis.processing_log import SqlInzagelog
from risb_zaak.agenda.sql import SqlAgenda
from risb_zaak.timeline.sql import SqlTimeline
from typing_extensions import override

from contracting.adapters.database import Rij
from contracting.adapters.maatregelen.queries import SqlMaatregelvragen
from contracting.adapters.maatregelen.repository import SqlMaatregelen
from contracting.adapters.overeenkomsten.queries import SqlOvereenkomstvragen
from contracting.adapters.overeenkomsten.repository import SqlOvereenkomsten
from contracting.adapters.regio.repository import SqlDeelnames
from contracting.adapters.rekeningen.queries import SqlRekeningvragen
from contracting.adapters.rekeningen.repository import SqlRekeningen
from contracting.adapters.sturing.queries import SqlMonitorvragen
from contracting.adapters.sturing.repository import LedgerVerplichtingen, SqlBudgetten, SqlGrootboek
from contracting.adapters.taakgericht.repository import SqlTermijnen
from contracting.adapters.toelating.queries import SqlAanbiedervragen, SqlAanmeldingvragen, SqlPerceelvragen
from contracting.adapters.toelating.repository import SqlAanbieders, SqlAanmeldingen, SqlPercelen
from contracting.application.uow import Uow

# Every table is known here, since every repository is.
METADATA = Rij.metadata


class SqlUow(SqlUnitOfWork, Uow):
    """One transaction on contracting's database."""

    @override
    async def __aenter__(self) -> Self:
        await super().__aenter__()
        self.deelnames = SqlDeelnames(self)
        self.rekeningen = SqlRekeningen(self)
        self.rekeningvragen = SqlRekeningvragen(self.session)
        self.maatregelen = SqlMaatregelen(self.session)
        self.maatregelvragen = SqlMaatregelvragen(self.session)
        self.aanbieders = SqlAanbieders(self.session)
        self.aanbiedervragen = SqlAanbiedervragen(self.session)
        self.percelen = SqlPercelen(self.session)
        self.perceelvragen = SqlPerceelvragen(self.session)
        self.aanmeldingen = SqlAanmeldingen(self.session)
        self.aanmeldingvragen = SqlAanmeldingvragen(self.session)
        self.overeenkomsten = SqlOvereenkomsten(self)
        self.overeenkomstvragen = SqlOvereenkomstvragen(self.session)
        self.termijnen = SqlTermijnen(self.session)
        self.grootboek = SqlGrootboek(self.session)
        self.verplichtingen = LedgerVerplichtingen(self.grootboek)
        self.budgetten = SqlBudgetten(self)
        self.monitorvragen = SqlMonitorvragen(self.session)
        self.inzagelog = SqlInzagelog(self)
        self.timeline = SqlTimeline(self.session, self._clock)
        self.agenda = SqlAgenda(self.session)
        return self
