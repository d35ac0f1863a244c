import datetime as dt
import uuid
from collections.abc import Sequence
from dataclasses import dataclass

from risb_kern.lists import Blad
from toezicht.application.abonnementen.ports import Abonnementen, Adressen, Bezorger, Bezorgingen
from toezicht.application.abonnementen.queries import Abonnementvragen
from toezicht.domain.abonnementen.abonnement import Abonnement
from toezicht.domain.abonnementen.adres import geweigerd
from toezicht.domain.abonnementen.bezorging import (
    Bezorgantwoord,
    Bezorging,
    Bezorgpoging,
    BezorgStatus,
    Bezorgverslag,
)
from toezicht.domain.signalen.anomaliebericht import Anomaliebericht
from typing_extensions import override

from tests.fakes.lists import page_of


class FakeAbonnementen(Abonnementen):
    def __init__(self) -> None:
        self.by_id: dict[uuid.UUID, Abonnement] = {}

    @override
    async def find(self, abonnement_id: uuid.UUID, eigenaar: str) -> Abonnement | None:
        found = self.by_id.get(abonnement_id)
        return found if found and found.eigenaar == eigenaar and found.beeindigd_op is None else None

    @override
    async def get(self, abonnement_id: uuid.UUID, eigenaar: str) -> Abonnement | None:
        return await self.find(abonnement_id, eigenaar)

    @override
    async def add(self, abonnement: Abonnement) -> None:
        self.by_id[abonnement.id] = abonnement

    @override
    async def save(self, abonnement: Abonnement) -> None:
        self.by_id[abonnement.id] = abonnement


@dataclass(slots=True, kw_only=True)
class Wachtend:
    """A delivery as it lies in the queue."""

    id: uuid.UUID
    abonnement: Abonnement
    positie: int
    bericht: Anomaliebericht
    due: dt.datetime
    status: BezorgStatus = BezorgStatus.WACHT
    pogingen: int = 0


class FakeBezorgingen(Bezorgingen):
    def __init__(self, abonnementen: FakeAbonnementen) -> None:
        self._abonnementen = abonnementen
        self.by_id: dict[uuid.UUID, Wachtend] = {}
        self.pogingen: list[Bezorgpoging] = []

    @override
    async def queue(self, positie: int, bericht: Anomaliebericht) -> None:
        for one in self._abonnementen.by_id.values():
            if one.wil(bericht):
                key = uuid.uuid4()
                self.by_id[key] = Wachtend(id=key, abonnement=one, positie=positie, bericht=bericht, due=bericht.tijd)

    def _waiting(self) -> list[Wachtend]:
        waiting = [one for one in self.by_id.values() if one.status is BezorgStatus.WACHT]
        return sorted(waiting, key=lambda one: (one.due, one.positie))

    @override
    async def take(self, nu: dt.datetime, tot: dt.datetime, limiet: int) -> Sequence[Bezorging]:
        taken = [one for one in self._waiting() if one.due <= nu][:limiet]
        for one in taken:
            one.due, one.pogingen = tot, one.pogingen + 1
        return [_bezorging(one) for one in taken]

    @override
    async def next_due(self) -> dt.datetime | None:
        return min((one.due for one in self._waiting()), default=None)

    @override
    async def finish(self, poging: Bezorgpoging, status: BezorgStatus, volgende: dt.datetime) -> None:
        self.pogingen.append(poging)
        found = self.by_id[poging.bezorging_id]
        if found.status is BezorgStatus.WACHT:
            found.status, found.due = status, volgende

    @override
    async def cancel(self, abonnement_id: uuid.UUID) -> None:
        for one in self._waiting():
            if one.abonnement.id == abonnement_id:
                one.status = BezorgStatus.MISLUKT


def _bezorging(one: Wachtend) -> Bezorging:
    return Bezorging(
        id=one.id,
        abonnement_id=one.abonnement.id,
        url=one.abonnement.url,
        geheim=one.abonnement.geheim,
        positie=one.positie,
        gebeurtenis_id=one.bericht.gebeurtenis_id,
        trace_id=one.bericht.trace_id,
        tijd=one.bericht.tijd,
        inhoud=one.bericht.inhoud,
        poging=one.pogingen,
    )


class FakeAbonnementvragen(Abonnementvragen):
    def __init__(self, abonnementen: FakeAbonnementen, bezorgingen: FakeBezorgingen) -> None:
        self._abonnementen = abonnementen
        self._bezorgingen = bezorgingen

    @override
    async def list(self, eigenaar: str, blad: Blad) -> Sequence[Abonnement]:
        found = [one for one in self._abonnementen.by_id.values() if one.eigenaar == eigenaar and not one.beeindigd_op]
        return page_of(found, blad, aangemaaktOp=lambda one: (one.aangemaakt_op, one.id))

    @override
    async def list_pogingen(self, abonnement_id: uuid.UUID, blad: Blad) -> Sequence[Bezorgverslag]:
        pairs = [(one, self._bezorgingen.by_id[one.bezorging_id]) for one in self._bezorgingen.pogingen]
        found = [_verslag(poging, one) for poging, one in pairs if one.abonnement.id == abonnement_id]
        return page_of(found, blad, op=lambda one: (one.op, one.id))


def _verslag(poging: Bezorgpoging, one: Wachtend) -> Bezorgverslag:
    return Bezorgverslag(
        id=poging.id,
        bezorging_id=poging.bezorging_id,
        positie=one.positie,
        status=one.status,
        nummer=poging.nummer,
        op=poging.op,
        gelukt=poging.gelukt,
        http_status=poging.http_status,
        fout=poging.fout,
        duur_ms=poging.duur_ms,
    )


class FakeAdressen(Adressen):
    """Knows the addresses that are not called."""

    def __init__(self, *geweigerd: str) -> None:
        self._geweigerd = geweigerd
        self.gevraagd: list[str] = []

    @override
    async def check(self, url: str) -> None:
        self.gevraagd.append(url)
        if url in self._geweigerd:
            raise geweigerd("Naar dit adres kunnen wij niet bezorgen.")


class FakeBezorger(Bezorger):
    """Answers with the next HTTP status given, else 204."""

    def __init__(self, *http_statussen: int) -> None:
        self._http_statussen = list(http_statussen)
        self.bezorgd: list[Bezorging] = []

    @override
    async def deliver(self, bezorging: Bezorging) -> Bezorgantwoord:
        self.bezorgd.append(bezorging)
        http_status = self._http_statussen.pop(0) if self._http_statussen else 204
        return Bezorgantwoord(http_status=http_status, fout=None, duur_ms=1)
