import datetime as dt
import uuid
from collections.abc import Sequence

from contracting.application.screening.ports import Bibobonderzoeken, Sanctielijsten, Screeningen
from contracting.domain.screening.bibob import Bibobonderzoek
from contracting.domain.screening.screening import Sanctielijst, Screening
from typing_extensions import override


class FakeScreeningen(Screeningen):
    def __init__(self) -> None:
        self.alle: dict[str, Screening] = {}

    @override
    async def find(self, kvk_nummer: str) -> Screening | None:
        return self.alle.get(kvk_nummer)

    @override
    async def get(self, kvk_nummer: str) -> Screening | None:
        return self.alle.get(kvk_nummer)

    @override
    async def save(self, screening: Screening) -> None:
        self.alle[screening.kvk_nummer] = screening

    @override
    async def list_kvk_nummers(self) -> Sequence[str]:
        return sorted(self.alle)


class FakeSanctielijsten(Sanctielijsten):
    def __init__(self) -> None:
        self.alle: dict[tuple[str, dt.date], Sanctielijst] = {}

    @override
    async def list(self) -> Sequence[Sanctielijst]:
        newest = {bron: self.alle[bron, versie] for bron, versie in sorted(self.alle)}
        return [newest[bron] for bron in sorted(newest)]

    @override
    async def save(self, lijst: Sanctielijst) -> None:
        self.alle[lijst.bron, lijst.versie] = lijst


class FakeBibobonderzoeken(Bibobonderzoeken):
    def __init__(self) -> None:
        self.alle: dict[uuid.UUID, Bibobonderzoek] = {}

    @override
    async def find(self, onderzoek_id: uuid.UUID) -> Bibobonderzoek | None:
        return self.alle.get(onderzoek_id)

    @override
    async def get(self, onderzoek_id: uuid.UUID) -> Bibobonderzoek | None:
        return self.alle.get(onderzoek_id)

    @override
    async def save(self, onderzoek: Bibobonderzoek) -> None:
        self.alle[onderzoek.id] = onderzoek
