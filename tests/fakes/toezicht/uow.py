"""The whole of toezicht in memory."""

from types import TracebackType
from typing import Self, TypeVar

from risb_kern.events import Event
from toezicht.application.uow import Uow
from typing_extensions import override

from tests.fakes.risb_zaak import FakeAgenda, FakeInzagelog, FakeTimeline
from tests.fakes.toezicht.abonnementen import FakeAbonnementen, FakeAbonnementvragen, FakeBezorgingen
from tests.fakes.toezicht.maatregelen import FakeGemeenten, FakeMaatregelen, FakeMaatregelvragen
from tests.fakes.toezicht.signalen import FakeAanbieders, FakeAnomalieen, FakeSignaalvragen, FakeSignalen
from tests.fakes.toezicht.zaken import FakeBevindingen, FakeZaakvragen, FakeZaken

E = TypeVar("E", bound=Event)


class FakeUow(Uow):
    """One transaction that never undoes anything; `events` is what it would tell, each under its trace."""

    def __init__(self) -> None:
        self.events: list[Event] = []
        self.traces: list[str | None] = []
        self.commits = 0
        signalen, zaken, maatregelen = FakeSignalen(), FakeZaken(), FakeMaatregelen()
        self.signalen, self.signaalvragen = signalen, FakeSignaalvragen(signalen)
        aanbieders = FakeAanbieders()
        self.anomalieen, self.aanbieders = FakeAnomalieen(), aanbieders
        self.zaken, self.zaakvragen, self.bevindingen = zaken, FakeZaakvragen(zaken, signalen), FakeBevindingen()
        self.maatregelen, self.maatregelvragen = maatregelen, FakeMaatregelvragen(maatregelen)
        self.gemeenten = FakeGemeenten()
        abonnementen = FakeAbonnementen()
        bezorgingen = FakeBezorgingen(abonnementen, aanbieders)
        self.abonnementen, self.bezorgingen = abonnementen, bezorgingen
        self.abonnementvragen = FakeAbonnementvragen(abonnementen, bezorgingen)
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
        self.commits += 1

    def told(self, kind: type[E]) -> list[E]:
        """The events of this kind."""
        return [one for one in self.events if isinstance(one, kind)]
