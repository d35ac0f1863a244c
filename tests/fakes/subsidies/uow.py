from types import TracebackType
from typing import Self

from risb_kern.events import Event
from subsidies.application.uow import Uow
from typing_extensions import override

from tests.fakes.documenten import FakeDocumenten
from tests.fakes.risb_zaak import FakeAgenda, FakeTimeline
from tests.fakes.subsidies.aanvragen import FakeAanvraagvragen, FakeAanvragen
from tests.fakes.subsidies.beoordelen import FakeAandachtspunten
from tests.fakes.subsidies.besluiten import FakeBesluiten, FakeLotingen
from tests.fakes.subsidies.dubbel import FakeZorgcontracten
from tests.fakes.subsidies.openbaar import FakeRegistervragen
from tests.fakes.subsidies.regelingen import FakePlafonds, FakeRegelingen, FakeRegelingvragen


class FakeUow(Uow):
    """A transaction that nobody else sees; `events` and `serialized` hold what was asked of it, in order."""

    def __init__(self) -> None:
        self.regelingen: FakeRegelingen = FakeRegelingen()
        self.plafonds: FakePlafonds = FakePlafonds()
        self.aanvragen: FakeAanvragen = FakeAanvragen()
        self.aandachtspunten: FakeAandachtspunten = FakeAandachtspunten()
        self.besluiten: FakeBesluiten = FakeBesluiten()
        self.lotingen: FakeLotingen = FakeLotingen()
        self.zorgcontracten: FakeZorgcontracten = FakeZorgcontracten()
        self.regelingvragen = FakeRegelingvragen(self.regelingen, self.plafonds)
        self.aanvraagvragen = FakeAanvraagvragen(self.aanvragen)
        self.registervragen = FakeRegistervragen(self.aanvragen, self.besluiten)
        self.documenten: FakeDocumenten = FakeDocumenten()
        self.timeline: FakeTimeline = FakeTimeline()
        self.agenda: FakeAgenda = FakeAgenda()
        self.events: list[Event] = []
        self.traces: list[str | None] = []
        self.serialized: list[str] = []
        self.committed = False

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
        self.serialized.append(onderwerp)

    @override
    async def commit(self) -> None:
        self.committed = True
