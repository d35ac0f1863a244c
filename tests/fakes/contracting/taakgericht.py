import datetime as dt
import uuid
from collections.abc import Iterable, Sequence
from typing import Generic

from contracting.adapters.taakgericht.dossiers import D
from contracting.application.moederovereenkomsten.ports import Moederovereenkomsten
from contracting.application.taakgericht.ports import (
    Budgetwijzigingen,
    Businesscases,
    Taakafrekeningen,
    Taakafspraken,
    Taakdossiers,
    Termijnen,
)
from contracting.domain.moederovereenkomsten.moederovereenkomst import Moederovereenkomst
from contracting.domain.taakgericht.afrekening import Taakafrekening
from contracting.domain.taakgericht.budgetwijziging import Budgetwijziging
from contracting.domain.taakgericht.businesscase import Businesscase
from contracting.domain.taakgericht.taakafspraak import Taakafspraak
from contracting.domain.taakgericht.taakbudget import Betaaltermijn
from risb_kern.lists import Blad
from typing_extensions import override

from tests.fakes.lists import page_of


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


class FakeTaakdossiers(Taakdossiers[D], Generic[D]):
    def __init__(self) -> None:
        self.alle: dict[uuid.UUID, D] = {}

    @override
    async def get(self, dossier_id: uuid.UUID) -> D | None:
        return self.alle.get(dossier_id)

    @override
    async def find(self, dossier_id: uuid.UUID) -> D | None:
        return self.alle.get(dossier_id)

    @override
    async def add(self, dossier: D) -> None:
        self.alle[dossier.id] = dossier

    @override
    async def save(self, dossier: D) -> None:
        self.alle[dossier.id] = dossier

    @override
    async def list(self, blad: Blad | None = None, *, bij: uuid.UUID | None = None) -> Sequence[D]:
        found = [one for one in self.alle.values() if bij is None or bij in one.bij]
        found = sorted(found, key=lambda one: one.id)
        return found if blad is None else page_of(found, blad, id=lambda one: (one.id,))


class FakeTaakafspraken(FakeTaakdossiers[Taakafspraak], Taakafspraken):
    """Tasks."""


class FakeTaakafrekeningen(FakeTaakdossiers[Taakafrekening], Taakafrekeningen):
    """Settlements."""


class FakeBusinesscases(FakeTaakdossiers[Businesscase], Businesscases):
    """Business cases."""


class FakeBudgetwijzigingen(FakeTaakdossiers[Budgetwijziging], Budgetwijzigingen):
    """Amendments."""


class FakeMoederovereenkomsten(FakeTaakdossiers[Moederovereenkomst], Moederovereenkomsten):
    """Parent agreements."""
