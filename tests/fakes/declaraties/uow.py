"""The writing side of declaraties in memory."""

from types import TracebackType
from typing import Self, TypeVar

from declaraties.application.uow import Uow
from risb_kern.events import Event
from typing_extensions import override

from tests.fakes.declaraties.beoordelen import FakeBegrenzingen, FakePrestaties, FakePrestatievragen, FakeReferenties
from tests.fakes.declaraties.betaalvragen import FakeBetaalvragen, FakeOpdrachtvragen, FakeVergoedingvragen
from tests.fakes.declaraties.betalen import (
    FakeBetaalcontroles,
    FakeBetaalopdrachten,
    FakeBetaalruns,
    FakePrestatiekortingen,
    FakeTermijnen,
    FakeVergoedingen,
)
from tests.fakes.declaraties.post import (
    FakeAntwoorden,
    FakeBerichtvragen,
    FakeBestanden,
    FakeDeelnames,
    FakeEnveloppen,
)
from tests.fakes.declaraties.regie import FakeLeveringen, FakeLeveringvragen, FakeRetouren
from tests.fakes.declaraties.rekeningen import FakeBetaalblokkades, FakeRekeningen
from tests.fakes.declaraties.toewijzen import FakeContractfeiten, FakeToewijzingen, FakeToewijzingvragen
from tests.fakes.declaraties.verrekenen import (
    FakeVerrekeningen,
    FakeVerrekeningvragen,
    FakeVerrekentaken,
    FakeWoonplaatsen,
)
from tests.fakes.risb_zaak import FakeAgenda, FakeTimeline

E = TypeVar("E", bound=Event)


class FakeUow(Uow):
    """One transaction that never undoes anything; `events` is what it would tell."""

    antwoorden: FakeAntwoorden
    bestanden: FakeBestanden
    enveloppen: FakeEnveloppen
    deelnames: FakeDeelnames
    contractfeiten: FakeContractfeiten
    toewijzingen: FakeToewijzingen
    leveringen: FakeLeveringen
    retouren: FakeRetouren
    betaalopdrachten: FakeBetaalopdrachten
    betaalcontroles: FakeBetaalcontroles
    rekeningen: FakeRekeningen
    betaalruns: FakeBetaalruns
    termijnen: FakeTermijnen
    prestatiekortingen: FakePrestatiekortingen
    vergoedingen: FakeVergoedingen
    prestaties: FakePrestaties
    begrenzingen: FakeBegrenzingen
    referenties: FakeReferenties
    verrekeningen: FakeVerrekeningen
    verrekentaken: FakeVerrekentaken
    woonplaatsen: FakeWoonplaatsen
    timeline: FakeTimeline
    agenda: FakeAgenda
    berichtvragen: FakeBerichtvragen
    prestatievragen: FakePrestatievragen
    leveringvragen: FakeLeveringvragen
    verrekeningvragen: FakeVerrekeningvragen
    toewijzingvragen: FakeToewijzingvragen
    betaalvragen: FakeBetaalvragen
    opdrachtvragen: FakeOpdrachtvragen
    vergoedingvragen: FakeVergoedingvragen

    def __init__(self) -> None:
        self.events: list[Event] = []
        self.antwoorden, self.bestanden, self.enveloppen = FakeAntwoorden(), FakeBestanden(), FakeEnveloppen()
        self.berichtvragen = FakeBerichtvragen(self.bestanden, self.antwoorden)
        self.deelnames = deelnames = FakeDeelnames()
        self.contractfeiten = feiten = FakeContractfeiten(deelnames)
        self.toewijzingen = toewijzingen = FakeToewijzingen(feiten)
        self.toewijzingvragen = FakeToewijzingvragen(toewijzingen)
        self.leveringen, self.retouren = FakeLeveringen(), FakeRetouren(self.bestanden)
        self.leveringvragen = FakeLeveringvragen(self.leveringen, toewijzingen)
        self.betaalopdrachten = opdrachten = FakeBetaalopdrachten()
        self.betaalcontroles = controles = FakeBetaalcontroles(opdrachten)
        self.rekeningen = rekeningen = FakeRekeningen()
        self.betaalblokkades = FakeBetaalblokkades(feiten)
        self.betaalruns = FakeBetaalruns(opdrachten, controles, rekeningen)
        self.betaalvragen = FakeBetaalvragen(self.betaalruns, opdrachten, controles, self.bestanden)
        self.opdrachtvragen = FakeOpdrachtvragen(opdrachten)
        self.termijnen, self.vergoedingen = FakeTermijnen(), FakeVergoedingen()
        self.prestatiekortingen = FakePrestatiekortingen()
        self.vergoedingvragen = FakeVergoedingvragen(self.vergoedingen, self.bestanden)
        self.prestaties = prestaties = FakePrestaties()
        self.begrenzingen = FakeBegrenzingen(feiten, prestaties)
        self.referenties = FakeReferenties(
            self.bestanden, deelnames, feiten, toewijzingen, prestaties, self.begrenzingen
        )
        self.prestatievragen = FakePrestatievragen(prestaties, toewijzingen)
        self.woonplaatsen, self.verrekentaken = FakeWoonplaatsen(), FakeVerrekentaken()
        self.verrekeningen = FakeVerrekeningen(feiten, self.woonplaatsen)
        self.verrekeningvragen = FakeVerrekeningvragen(
            self.bestanden, self.verrekeningen, self.verrekentaken, self.woonplaatsen, toewijzingen
        )
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

    @override
    async def serialize(self, onderwerp: str) -> None:
        return None

    @override
    async def commit(self) -> None:
        return None

    def told(self, kind: type[E]) -> list[E]:
        """The events of this kind."""
        return [one for one in self.events if isinstance(one, kind)]
