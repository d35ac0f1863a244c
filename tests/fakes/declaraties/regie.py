"""Starts, stops and retours in memory."""

import uuid
from collections.abc import Iterable, Sequence

from declaraties.application.regie.ports import Heenbestand, Leveringen, Leveringregel, Retouren
from declaraties.domain.post.bestand import Bestand
from typing_extensions import override


class FakeLeveringen(Leveringen):
    def __init__(self) -> None:
        self.alle: list[Leveringregel] = []

    @override
    async def add(self, regels: Iterable[Leveringregel]) -> None:
        self.alle += regels


class FakeRetouren(Retouren):
    """`heen` is what was sent: 301's of ours by identificatie."""

    def __init__(self) -> None:
        self.heen: dict[str, int] = {}
        self.alle: dict[int, tuple[int, str]] = {}

    @override
    async def find_heenbestand(self, bestand: Bestand, identificatie: str) -> Heenbestand | None:
        nummer = self.heen.get(identificatie)
        return None if nummer is None else Heenbestand(nummer=nummer, beantwoord=nummer in self.alle)

    @override
    async def add(self, nummer: int, heen_nummer: int, retourcodes: Sequence[str]) -> None:
        self.alle[heen_nummer] = (nummer, "+".join(retourcodes))

    @override
    async def find(self, nummer: int) -> tuple[uuid.UUID, str] | None:
        found = self.alle.get(nummer)
        return None if found is None else (uuid.UUID(int=found[0]), found[1])
