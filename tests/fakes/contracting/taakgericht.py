import datetime as dt
import uuid
from collections.abc import Iterable, Sequence

from contracting.application.taakgericht.ports import Termijnen
from contracting.domain.taakgericht.taakbudget import Betaaltermijn
from typing_extensions import override


class FakeTermijnen(Termijnen):
    def __init__(self) -> None:
        self._termijnen: dict[uuid.UUID, dict[Betaaltermijn, bool]] = {}

    @override
    async def add(self, overeenkomst_id: uuid.UUID, termijnen: Iterable[Betaaltermijn]) -> None:
        self._termijnen.setdefault(overeenkomst_id, {}).update(dict.fromkeys(termijnen, False))

    @override
    async def cancel(self, overeenkomst_id: uuid.UUID, *, na: dt.date) -> Sequence[Betaaltermijn]:
        eigen = self._termijnen.get(overeenkomst_id, {})
        vervallen = [one for one in eigen if one.periode_van > na]
        eigen.update(dict.fromkeys(vervallen, True))
        return vervallen

    @override
    async def take_back(self, overeenkomst_id: uuid.UUID) -> Sequence[Betaaltermijn]:
        eigen = self._termijnen.get(overeenkomst_id, {})
        hersteld = [one for one, vervallen in eigen.items() if vervallen]
        eigen.update(dict.fromkeys(hersteld, False))
        return hersteld

    @override
    async def save(self, overeenkomst_id: uuid.UUID, termijnen: Iterable[Betaaltermijn]) -> None:
        eigen = self._termijnen[overeenkomst_id]
        for nieuw in termijnen:
            oud = next(
                one
                for one in eigen
                if (one.gemeente, one.jaar, one.nummer) == (nieuw.gemeente, nieuw.jaar, nieuw.nummer)
            )
            eigen[nieuw] = eigen.pop(oud)

    @override
    async def list(self, overeenkomst_id: uuid.UUID) -> Sequence[tuple[Betaaltermijn, bool]]:
        eigen = self._termijnen.get(overeenkomst_id, {})
        return sorted(eigen.items(), key=lambda one: (one[0].vervaldatum, one[0].gemeente))
