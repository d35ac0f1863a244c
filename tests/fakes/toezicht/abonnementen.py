import datetime as dt
import uuid
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from risb_kern.lists import Blad
from toezicht.application.abonnementen.ports import NIEMAND, Abonnementen, Adressen, Bezorger, Bezorgingen
from toezicht.application.abonnementen.queries import Abonnementvragen
from toezicht.domain.abonnementen.abonnement import Abonnement
from toezicht.domain.abonnementen.adres import geweigerd
from toezicht.domain.abonnementen.bezorging import (
    SAMEN,
    STORINGSGRENS,
    Bezorgantwoord,
    Bezorging,
    Bezorgpoging,
    Bezorgstand,
    BezorgStatus,
    Bezorgverslag,
)
from toezicht.domain.signalen.anomaliebericht import Anomaliebericht
from typing_extensions import override

from tests.fakes.lists import page_of
from tests.fakes.toezicht.signalen import FakeAanbieders


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
    async def get_afnemer(self, abonnement_id: uuid.UUID) -> Abonnement | None:
        found = self.by_id.get(abonnement_id)
        return found if found and found.beeindigd_op is None else None

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
    def __init__(self, abonnementen: FakeAbonnementen, aanbieders: FakeAanbieders) -> None:
        self._abonnementen = abonnementen
        self._aanbieders = aanbieders
        self.by_id: dict[uuid.UUID, Wachtend] = {}
        self.pogingen: list[Bezorgpoging] = []

    @override
    async def queue(self, positie: int, bericht: Anomaliebericht) -> None:
        for one in self._abonnementen.by_id.values():
            eigen = not one.gemeenten or bericht.agb_code in await self._aanbieders.list_in(one.gemeenten)
            if eigen and one.wil(bericht):
                key = uuid.uuid4()
                self.by_id[key] = Wachtend(id=key, abonnement=one, positie=positie, bericht=bericht, due=bericht.tijd)

    def _waiting(self) -> list[Wachtend]:
        waiting = [one for one in self.by_id.values() if one.status is BezorgStatus.WACHT]
        return sorted(waiting, key=lambda one: (one.due, one.positie))

    def _room(self, key: uuid.UUID, aandeel: int, bezig: Mapping[uuid.UUID, int]) -> int:
        one = self._abonnementen.by_id[key]
        if one.beeindigd_op is not None:
            return 0
        return (1 if one.storingen >= STORINGSGRENS else aandeel) - bezig.get(key, 0)

    def _rests_until(self, key: uuid.UUID) -> dt.datetime:
        return self._abonnementen.by_id[key].rust_tot or dt.datetime.min.replace(tzinfo=dt.UTC)

    @override
    async def take(
        self, nu: dt.datetime, tot: dt.datetime, aandeel: int, bezig: Mapping[uuid.UUID, int] = NIEMAND
    ) -> Sequence[Bezorging]:
        held = Counter(bezig)
        ready: list[tuple[int, bool, Wachtend]] = []
        for one in self._waiting():
            key = one.abonnement.id
            if one.due <= nu and self._rests_until(key) <= nu and self._room(key, aandeel, held) > 0:
                held[key] += 1
                ready.append((held[key], self._abonnementen.by_id[key].storingen >= STORINGSGRENS, one))
        ready.sort(key=lambda found: found[:2])
        taken = [
            one
            for nr, (plek, storend, one) in enumerate(ready, 1 + sum(bezig.values()))
            if nr <= (SAMEN // 2 if plek > 1 or storend else SAMEN)
        ]
        for one in taken:
            one.due, one.pogingen = tot, one.pogingen + 1
        return [_bezorging(one) for one in taken]

    @override
    async def next_due(self, aandeel: int = 1, bezig: Mapping[uuid.UUID, int] = NIEMAND) -> dt.datetime | None:
        free = [one for one in self._waiting() if self._room(one.abonnement.id, aandeel, bezig) > 0]
        return min((max(one.due, self._rests_until(one.abonnement.id)) for one in free), default=None)

    @override
    async def find(self, abonnement_id: uuid.UUID, bezorging_id: uuid.UUID) -> BezorgStatus | None:
        found = self.by_id.get(bezorging_id)
        return found.status if found and found.abonnement.id == abonnement_id else None

    @override
    async def retry(self, bezorging_id: uuid.UUID, op: dt.datetime) -> bool:
        found = self.by_id[bezorging_id]
        if found.status is not BezorgStatus.MISLUKT:
            return False
        found.status, found.due = BezorgStatus.WACHT, op
        return True

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
    async def list_pogingen(
        self, abonnement_id: uuid.UUID, blad: Blad, status: BezorgStatus | None = None
    ) -> Sequence[Bezorgverslag]:
        pairs = [(one, self._bezorgingen.by_id[one.bezorging_id]) for one in self._bezorgingen.pogingen]
        found = [_verslag(poging, one) for poging, one in pairs if one.abonnement.id == abonnement_id]
        found = [one for one in found if status in {None, one.status}]
        return page_of(found, blad, op=lambda one: (one.op, one.id))

    @override
    async def list_standen(self, meeste: int) -> Sequence[Bezorgstand]:
        running = [one for one in self._abonnementen.by_id.values() if one.beeindigd_op is None]
        states = Counter((one.abonnement.id, one.status) for one in self._bezorgingen.by_id.values())
        return [
            Bezorgstand(
                abonnement_id=one.id,
                wachtend=states[one.id, BezorgStatus.WACHT],
                opgegeven=states[one.id, BezorgStatus.MISLUKT],
                rust_tot=one.rust_tot,
            )
            for one in sorted(running, key=lambda one: (one.aangemaakt_op, one.id))
        ][:meeste]


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
