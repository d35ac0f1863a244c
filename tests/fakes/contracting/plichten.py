import uuid
from collections.abc import Sequence
from typing import Generic

from contracting.adapters.plichten.repository import D
from contracting.application.plichten.ports import (
    Onderaannemingen,
    Plichtdossiers,
    Plichten,
    Sroitabellen,
    Sroiverplichtingen,
    Tekortkomingen,
)
from contracting.domain.plichten.onderaanneming import Onderaanneming
from contracting.domain.plichten.plicht import Plicht
from contracting.domain.plichten.sroi import Sroitabel, Sroiverplichting
from contracting.domain.plichten.tekortkoming import Tekortkoming
from risb_kern.lists import Blad
from typing_extensions import override

from tests.fakes.lists import page_of


class FakePlichtdossiers(Plichtdossiers[D], Generic[D]):
    def __init__(self) -> None:
        self.alle: dict[uuid.UUID, D] = {}

    @override
    async def get(self, dossier_id: uuid.UUID) -> D | None:
        return self.alle.get(dossier_id)

    @override
    async def add(self, dossier: D) -> None:
        self.alle[dossier.id] = dossier

    @override
    async def save(self, dossier: D) -> None:
        self.alle[dossier.id] = dossier

    @override
    async def list(self, blad: Blad, *, agb_code: str | None = None) -> Sequence[D]:
        found = [one for one in self.alle.values() if agb_code in {None, one.agb_code}]
        return page_of(found, blad, id=lambda one: (one.id,))


class FakePlichten(FakePlichtdossiers[Plicht], Plichten):
    """Duties."""


class FakeTekortkomingen(FakePlichtdossiers[Tekortkoming], Tekortkomingen):
    """Breaches."""


class FakeOnderaannemingen(FakePlichtdossiers[Onderaanneming], Onderaannemingen):
    """Subcontractors."""


class FakeSroiverplichtingen(FakePlichtdossiers[Sroiverplichting], Sroiverplichtingen):
    """Social return."""


class FakeSroitabellen(Sroitabellen):
    def __init__(self) -> None:
        self.alle: dict[str, Sroitabel] = {}

    @override
    async def find(self, code: str) -> Sroitabel | None:
        return self.alle.get(code)

    @override
    async def add(self, tabel: Sroitabel) -> bool:
        return self.alle.setdefault(tabel.code, tabel) is tabel

    @override
    async def list(self) -> Sequence[Sroitabel]:
        return [one for _, one in sorted(self.alle.items())]
