"""Starts, stops and retours in memory."""

import uuid
from collections.abc import Iterable, Sequence

from declaraties.application.regie.ports import Heenbestand, Leveringen, Leveringregel, Retouren
from declaraties.domain.post.bestand import Bestand, Bron
from declaraties.domain.standaard.profielen import Soort
from typing_extensions import override

from tests.fakes.declaraties.post import FakeBestanden


class FakeLeveringen(Leveringen):
    def __init__(self) -> None:
        self.alle: list[Leveringregel] = []

    @override
    async def add(self, regels: Iterable[Leveringregel]) -> None:
        self.alle += regels


class FakeRetouren(Retouren):
    def __init__(self, bestanden: FakeBestanden) -> None:
        self.alle: dict[int, tuple[int, str]] = {}
        self._bestanden = bestanden

    @override
    async def find_heenbestand(self, bestand: Bestand, identificatie: str) -> Heenbestand | None:
        def answered_by(one: Bestand) -> bool:
            here, there = one.kop, bestand.kop
            ours = here.soort is Soort.TOEWIJZING and self._bestanden.ontvangsten[one.nummer].bron is Bron.BUREAU
            same = (here.wet, here.gemeente, here.agb_code) == (there.wet, there.gemeente, there.agb_code)
            return ours and same and self._bestanden.aflopen[one.nummer].identificatie == identificatie

        sent = [
            one.nummer
            for one in self._bestanden.alle.values()
            if one.nummer in self._bestanden.aflopen and answered_by(one)
        ]
        return Heenbestand(nummer=sent[0], beantwoord=sent[0] in self.alle) if sent else None

    @override
    async def add(self, nummer: int, heen_nummer: int, retourcodes: Sequence[str]) -> None:
        self.alle[heen_nummer] = (nummer, "+".join(retourcodes))

    @override
    async def find(self, nummer: int) -> tuple[uuid.UUID, str] | None:
        found = self.alle.get(nummer)
        return None if found is None else (self._bestanden.alle[found[0]].id, found[1])
