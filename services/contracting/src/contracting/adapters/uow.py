from typing import Self

from chassis.db import SqlUnitOfWork
from chassis.processing_log import SqlInzagelog
from risb_kern.clock import Clock
from risb_kern.privacy import Privacy
from risb_zaak.agenda.sql import SqlAgenda
from risb_zaak.timeline.sql import SqlTimeline
from sqlalchemy.ext.asyncio import AsyncSession, async_sessionmaker
from typing_extensions import override

from contracting.adapters.aanbesteding.queries import SqlAanbestedingvragen, SqlInschrijvingvragen
from contracting.adapters.aanbesteding.repository import SqlAanbestedingen, SqlInschrijvingen
from contracting.adapters.bestedingsruimte.queries import SqlRuimtevragen
from contracting.adapters.bestedingsruimte.repository import SqlBestedingsruimten
from contracting.adapters.database import Rij
from contracting.adapters.geschillen.repository import SqlKlachten, SqlKortgedingen
from contracting.adapters.gunning.repository import SqlGunningen
from contracting.adapters.indexeren.cijfers import SqlIndexcijfers, SqlIndexclausules
from contracting.adapters.indexeren.repository import SqlIndexcontracten, SqlIndexeringen
from contracting.adapters.levensloop.repository import SqlContractconcepten
from contracting.adapters.maatregelen.queries import SqlMaatregelvragen
from contracting.adapters.maatregelen.repository import SqlMaatregelen
from contracting.adapters.moederovereenkomsten.repository import SqlMoederovereenkomsten
from contracting.adapters.overeenkomsten.queries import SqlOvereenkomstvragen
from contracting.adapters.overeenkomsten.repository import SqlOvereenkomsten
from contracting.adapters.plichten.repository import (
    SqlOnderaannemingen,
    SqlPlichten,
    SqlSroitabellen,
    SqlSroiverplichtingen,
    SqlTekortkomingen,
)
from contracting.adapters.regio.repository import SqlDeelnames
from contracting.adapters.rekeningen.queries import SqlRekeningvragen
from contracting.adapters.rekeningen.repository import SqlRekeningen
from contracting.adapters.screening.repository import SqlBibobonderzoeken, SqlSanctielijsten, SqlScreeningen
from contracting.adapters.sturing.fonds import SqlBetaalbaarheidsverslagen, SqlFondsen
from contracting.adapters.sturing.queries import SqlMonitorvragen
from contracting.adapters.sturing.repository import LedgerVerplichtingen, SqlBudgetten, SqlGrootboek
from contracting.adapters.sturing.verdelen import SqlKostenverdelingen, SqlRamingen, SqlVerdeelregels
from contracting.adapters.taakgericht.dossiers import (
    SqlBudgetwijzigingen,
    SqlBusinesscases,
    SqlTaakafrekeningen,
    SqlTaakafspraken,
)
from contracting.adapters.taakgericht.repository import SqlTermijnen
from contracting.adapters.toelating.queries import SqlAanbiedervragen, SqlAanmeldingvragen, SqlPerceelvragen
from contracting.adapters.toelating.repository import SqlAanbieders, SqlAanmeldingen, SqlPercelen
from contracting.application.uow import Uow

# Every table is known here, since every repository is.
METADATA = Rij.metadata


class SqlUow(SqlUnitOfWork, Uow):
    """One transaction on contracting's database; what people wrote in it is encrypted with `privacy`."""

    def __init__(self, sessions: async_sessionmaker[AsyncSession], clock: Clock, privacy: Privacy) -> None:
        super().__init__(sessions, clock)
        self._privacy = privacy

    @override
    async def __aenter__(self) -> Self:
        await super().__aenter__()
        session, privacy = self.session, self._privacy
        self.deelnames = SqlDeelnames(self)
        self.rekeningen = SqlRekeningen(self, privacy)
        self.rekeningvragen = SqlRekeningvragen(session, privacy)
        self.maatregelen = SqlMaatregelen(session, privacy)
        self.maatregelvragen = SqlMaatregelvragen(session, privacy)
        self.aanbieders = SqlAanbieders(session)
        self.aanbiedervragen = SqlAanbiedervragen(session)
        self.percelen = SqlPercelen(session)
        self.perceelvragen = SqlPerceelvragen(session)
        self.aanmeldingen = SqlAanmeldingen(session, privacy)
        self.aanmeldingvragen = SqlAanmeldingvragen(session, privacy)
        self.screeningen, self.sanctielijsten = SqlScreeningen(session, privacy), SqlSanctielijsten(session, privacy)
        self.bibobonderzoeken = SqlBibobonderzoeken(session, privacy)
        self.aanbestedingen = SqlAanbestedingen(session, privacy)
        self.aanbestedingvragen = SqlAanbestedingvragen(session, privacy)
        self.inschrijvingen = SqlInschrijvingen(session, privacy)
        self.inschrijvingvragen = SqlInschrijvingvragen(session, privacy)
        self.gunningen = SqlGunningen(session, privacy)
        self.kortgedingen = SqlKortgedingen(session, privacy)
        self.klachten = SqlKlachten(session, privacy)
        self.overeenkomsten = SqlOvereenkomsten(self, privacy)
        self.overeenkomstvragen = SqlOvereenkomstvragen(session, privacy)
        self.contractconcepten = SqlContractconcepten(session, privacy)
        self.termijnen = SqlTermijnen(session)
        self.indexcijfers = SqlIndexcijfers(self)
        self.indexclausules = SqlIndexclausules(self)
        self.indexeringen = SqlIndexeringen(self)
        self.indexcontracten = SqlIndexcontracten(self, privacy)
        self._open_taakdossiers()
        self.bestedingsruimten = SqlBestedingsruimten(session, privacy)
        self.ruimtevragen = SqlRuimtevragen(session, privacy)
        self.plichten = SqlPlichten(session, privacy)
        self.tekortkomingen = SqlTekortkomingen(session, privacy)
        self.onderaannemingen = SqlOnderaannemingen(session, privacy)
        self.sroiverplichtingen = SqlSroiverplichtingen(session, privacy)
        self.sroitabellen = SqlSroitabellen(session)
        self.grootboek = SqlGrootboek(session)
        self.verplichtingen = LedgerVerplichtingen(self.grootboek)
        self.budgetten = SqlBudgetten(self)
        self.monitorvragen = SqlMonitorvragen(session)
        self.verdeelregels = SqlVerdeelregels(self)
        self.kostenverdelingen = SqlKostenverdelingen(session)
        self.ramingen = SqlRamingen(session)
        self.fonds = SqlFondsen(self)
        self.betaalbaarheidsverslagen = SqlBetaalbaarheidsverslagen(session)
        self.inzagelog = SqlInzagelog(self)
        self.timeline = SqlTimeline(session, self._clock)
        self.agenda = SqlAgenda(session)
        return self

    def _open_taakdossiers(self) -> None:
        session, privacy = self.session, self._privacy
        self.taakafspraken = SqlTaakafspraken(session, privacy)
        self.taakafrekeningen = SqlTaakafrekeningen(session, privacy)
        self.businesscases = SqlBusinesscases(session, privacy)
        self.budgetwijzigingen = SqlBudgetwijzigingen(session, privacy)
        self.moederovereenkomsten = SqlMoederovereenkomsten(session, privacy)
