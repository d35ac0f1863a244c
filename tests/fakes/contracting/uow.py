"""The whole of contracting in memory."""

from types import TracebackType
from typing import Self, TypeVar

from contracting.adapters.sturing.repository import LedgerVerplichtingen
from contracting.application.uow import Uow
from risb_kern.events import Event
from typing_extensions import override

from tests.fakes.contracting.aanbesteding import (
    FakeAanbestedingen,
    FakeAanbestedingvragen,
    FakeInschrijvingen,
    FakeInschrijvingvragen,
)
from tests.fakes.contracting.bestedingsruimte import FakeBestedingsruimten, FakeRuimtevragen
from tests.fakes.contracting.fonds import FakeBetaalbaarheidsverslagen, FakeFondsen
from tests.fakes.contracting.gunning import FakeGunningen, FakeKlachten, FakeKortgedingen
from tests.fakes.contracting.indexeren import (
    FakeIndexcijfers,
    FakeIndexclausules,
    FakeIndexcontracten,
    FakeIndexeringen,
)
from tests.fakes.contracting.levensloop import FakeContractconcepten
from tests.fakes.contracting.maatregelen import FakeMaatregelen
from tests.fakes.contracting.overeenkomsten import FakeOvereenkomsten, FakeOvereenkomstvragen
from tests.fakes.contracting.plichten import (
    FakeOnderaannemingen,
    FakePlichten,
    FakeSroitabellen,
    FakeSroiverplichtingen,
    FakeTekortkomingen,
)
from tests.fakes.contracting.regio import FakeDeelnames
from tests.fakes.contracting.rekeningen import FakeRekeningen, FakeRekeningvragen
from tests.fakes.contracting.screening import FakeBibobonderzoeken, FakeSanctielijsten, FakeScreeningen
from tests.fakes.contracting.sturing import FakeBudgetten, FakeGrootboek, FakeMonitorvragen
from tests.fakes.contracting.taakgericht import (
    FakeBudgetwijzigingen,
    FakeBusinesscases,
    FakeMoederovereenkomsten,
    FakeTaakafrekeningen,
    FakeTaakafspraken,
    FakeTermijnen,
)
from tests.fakes.contracting.toelating import (
    FakeAanbieders,
    FakeAanbiedervragen,
    FakeAanmeldingen,
    FakeAanmeldingvragen,
    FakePerceelvragen,
    FakePercelen,
)
from tests.fakes.contracting.verdelen import FakeKostenverdelingen, FakeRamingen, FakeVerdeelregels
from tests.fakes.risb_zaak import FakeAgenda, FakeInzagelog, FakeTimeline

E = TypeVar("E", bound=Event)


class FakeUow(Uow):
    """One transaction that never undoes anything; `events` is what it would tell, each under its trace."""

    def __init__(self) -> None:
        self.events: list[Event] = []
        self.traces: list[str | None] = []
        self.deelnames = FakeDeelnames()
        rekeningen = FakeRekeningen()
        self.rekeningen, self.rekeningvragen = rekeningen, FakeRekeningvragen(rekeningen)
        maatregelen = FakeMaatregelen()
        self.maatregelen, self.maatregelvragen = maatregelen, maatregelen
        aanbieders, percelen, aanmeldingen = FakeAanbieders(), FakePercelen(), FakeAanmeldingen()
        self.aanbieders, self.aanbiedervragen = aanbieders, FakeAanbiedervragen(aanbieders)
        self.percelen, self.perceelvragen = percelen, FakePerceelvragen(percelen)
        self.aanmeldingen, self.aanmeldingvragen = aanmeldingen, FakeAanmeldingvragen(aanmeldingen)
        self.screeningen, self.sanctielijsten = FakeScreeningen(), FakeSanctielijsten()
        self.bibobonderzoeken = FakeBibobonderzoeken()
        aanbestedingen, inschrijvingen = FakeAanbestedingen(), FakeInschrijvingen()
        self.aanbestedingen, self.aanbestedingvragen = aanbestedingen, FakeAanbestedingvragen(aanbestedingen)
        self.inschrijvingen, self.inschrijvingvragen = inschrijvingen, FakeInschrijvingvragen(inschrijvingen)
        self.gunningen, self.kortgedingen, self.klachten = FakeGunningen(), FakeKortgedingen(), FakeKlachten()
        overeenkomsten = FakeOvereenkomsten()
        self.overeenkomsten, self.overeenkomstvragen = overeenkomsten, FakeOvereenkomstvragen(overeenkomsten)
        self.contractconcepten = FakeContractconcepten()
        self.termijnen = FakeTermijnen()
        self.indexcijfers, self.indexclausules = FakeIndexcijfers(), FakeIndexclausules()
        self.indexeringen, self.indexcontracten = FakeIndexeringen(), FakeIndexcontracten(overeenkomsten)
        self.taakafspraken, self.taakafrekeningen = FakeTaakafspraken(), FakeTaakafrekeningen()
        self.businesscases, self.budgetwijzigingen = FakeBusinesscases(), FakeBudgetwijzigingen()
        self.moederovereenkomsten = FakeMoederovereenkomsten()
        self.bestedingsruimten = FakeBestedingsruimten()
        self.ruimtevragen = FakeRuimtevragen(self.bestedingsruimten)
        self.plichten, self.tekortkomingen = FakePlichten(), FakeTekortkomingen()
        self.onderaannemingen = FakeOnderaannemingen()
        self.sroiverplichtingen, self.sroitabellen = FakeSroiverplichtingen(), FakeSroitabellen()
        grootboek, budgetten = FakeGrootboek(), FakeBudgetten()
        self.grootboek, self.verplichtingen = grootboek, LedgerVerplichtingen(grootboek)
        self.budgetten, self.monitorvragen = budgetten, FakeMonitorvragen(budgetten, grootboek)
        self.verdeelregels, self.kostenverdelingen = FakeVerdeelregels(), FakeKostenverdelingen()
        self.ramingen = FakeRamingen()
        self.fonds, self.betaalbaarheidsverslagen = FakeFondsen(), FakeBetaalbaarheidsverslagen()
        self.inzagelog = FakeInzagelog()
        self.timeline, self.agenda = FakeTimeline(), FakeAgenda()

    @override
    async def __aenter__(self) -> Self:
        return self

    @override
    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        return None

    @override
    def emit(self, event: Event, trace_id: str | None = None) -> None:
        self.events.append(event)
        self.traces.append(trace_id)

    @override
    async def serialize(self, onderwerp: str) -> None:
        return None

    @override
    async def commit(self) -> None:
        return None

    def told(self, kind: type[E]) -> list[E]:
        """The events of this kind."""
        return [one for one in self.events if isinstance(one, kind)]
