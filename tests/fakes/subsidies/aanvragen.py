import dataclasses
import datetime as dt
import uuid
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from risb_kern.lists import Blad
from subsidies.application.aanvragen.ports import Aanvragen, Geheim
from subsidies.application.aanvragen.queries import Aanvraagfilter, Aanvraagregel, Aanvraagvragen
from subsidies.domain.aanvragen.aanvraag import VERLOOP, Aanvraag, AanvraagStatus
from subsidies.domain.dubbel.regels import Plan, plan_van
from subsidies.domain.regelingen.regeling import Regeling
from typing_extensions import override

from tests.fakes.lists import page_of


@dataclass(frozen=True, slots=True, kw_only=True)
class Bewaard:
    """What stands beside an application."""

    aanvraag: Aanvraag
    regeling: Regeling
    plafond_id: int | None
    geheim: Geheim

    def is_other(self, own: "Bewaard") -> bool:
        """Another organisation or person, with another login."""
        return (
            self.geheim.aanvrager_hash != own.geheim.aanvrager_hash
            and self.aanvraag.aanvrager_sub != own.aanvraag.aanvrager_sub
        )


class FakeAanvragen(Aanvragen):
    """The applications by id."""

    def __init__(self) -> None:
        self.bewaard: dict[uuid.UUID, Bewaard] = {}

    @override
    async def find(self, aanvraag_id: uuid.UUID) -> Aanvraag | None:
        found = self.bewaard.get(aanvraag_id)
        return found.aanvraag if found else None

    @override
    async def get(self, aanvraag_id: uuid.UUID) -> Aanvraag | None:
        return await self.find(aanvraag_id)

    @override
    async def add(self, aanvraag: Aanvraag, regeling: Regeling, plafond_id: int | None, geheim: Geheim) -> None:
        new = Bewaard(aanvraag=aanvraag, regeling=regeling, plafond_id=plafond_id, geheim=geheim)
        self.bewaard[aanvraag.id] = new

    @override
    async def save(self, aanvraag: Aanvraag, regeling: Regeling) -> None:
        changed = dataclasses.replace(self.bewaard[aanvraag.id], aanvraag=aanvraag, regeling=regeling)
        self.bewaard[aanvraag.id] = changed

    @override
    async def read_geheim(self, aanvraag_id: uuid.UUID) -> Geheim:
        return self.bewaard[aanvraag_id].geheim

    @override
    async def save_geheim(self, aanvraag_id: uuid.UUID, geheim: Geheim) -> None:
        self.bewaard[aanvraag_id] = dataclasses.replace(self.bewaard[aanvraag_id], geheim=geheim)

    @override
    async def is_filed_by(self, aanvraag_id: uuid.UUID, sub: str) -> bool:
        own = self.bewaard[aanvraag_id]
        return any(
            one.aanvraag.id == aanvraag_id
            or one.geheim.aanvrager_hash == own.geheim.aanvrager_hash
            or one.geheim.iban_hash == own.geheim.iban_hash
            for one in self.bewaard.values()
            if one.aanvraag.aanvrager_sub == sub
        )

    @override
    async def list_plans(self, eigen: Plan) -> Sequence[Plan]:
        wanted = {*VERLOOP.lopend, AanvraagStatus.VERLEEND}
        plans = [plan_van(one) for one in self._others_of(eigen.aanvraag_id) if one.status in wanted]
        near = [one for one in plans if one.gemeente == eigen.gemeente and one.dagen.overlapt(eigen.dagen)]
        return sorted(near, key=lambda one: one.aanvraag_id)

    @override
    async def sum_granted(self, aanvraag: Aanvraag) -> tuple[int, int]:
        granted = [
            one.opgave.gevraagd_cent
            for one in self._others_of(aanvraag.id)
            if one.status is AanvraagStatus.VERLEEND and one.regeling_code == aanvraag.regeling_code
        ]
        return len(granted), sum(granted)

    def _others_of(self, aanvraag_id: uuid.UUID) -> Sequence[Aanvraag]:
        """The other applications of the same applicant."""
        own = self.bewaard[aanvraag_id]
        return [one.aanvraag for one in self.bewaard.values() if not one.is_other(own) and one is not own]

    @override
    async def list_with_kvk(self, kvk_nummer: str) -> Sequence[Aanvraag]:
        wanted = {*VERLOOP.lopend, AanvraagStatus.VERLEEND}
        found = [one.aanvraag for one in self.bewaard.values() if one.aanvraag.opgave.kvk_nummer == kvk_nummer]
        return sorted((one for one in found if one.status in wanted), key=lambda one: one.id)

    @override
    async def list_with_iban(self, aanvraag_id: uuid.UUID, sinds: dt.datetime) -> Sequence[Aanvraag]:
        own = self.bewaard[aanvraag_id]
        same = [one for one in self._others(own) if one.geheim.iban_hash == own.geheim.iban_hash]
        return sorted((one.aanvraag for one in same if one.aanvraag.ontvangen_op >= sinds), key=lambda one: one.id)

    @override
    async def count_with_text(self, aanvraag: Aanvraag) -> int:
        own = self.bewaard[aanvraag.id]
        if own.geheim.tekst_hash is None:
            return 0
        same = [one for one in self._others(own) if one.geheim.tekst_hash == own.geheim.tekst_hash]
        return len({one.geheim.aanvrager_hash for one in same})

    @override
    async def sum_earlier(self, plafond_id: int, plaats: dt.datetime) -> int:
        return sum(cent for other, _, cent in self._claims(plafond_id) if other < plaats)

    @override
    async def list_equal(self, plafond_id: int, plaats: dt.datetime) -> Mapping[uuid.UUID, int]:
        return {key: cent for other, key, cent in self._claims(plafond_id) if other == plaats and cent > 0}

    def _claims(self, plafond_id: int) -> Iterator[tuple[dt.datetime, uuid.UUID, int]]:
        for one in self.bewaard.values():
            plaats = one.aanvraag.plaats(one.regeling)
            if one.plafond_id == plafond_id and one.aanvraag.status in VERLOOP.lopend and plaats is not None:
                yield plaats, one.aanvraag.id, one.aanvraag.aanspraak_cent(one.regeling)

    def _others(self, own: Bewaard) -> Sequence[Bewaard]:
        return [one for one in self.bewaard.values() if one.is_other(own)]


class FakeAanvraagvragen(Aanvraagvragen):
    """Reads what the repository holds."""

    def __init__(self, aanvragen: FakeAanvragen) -> None:
        self._aanvragen = aanvragen

    @override
    async def list(self, welke: Aanvraagfilter, blad: Blad) -> Sequence[Aanvraagregel]:
        found = [_regel(one) for one in self._aanvragen.bewaard.values() if _fits(one.aanvraag, welke)]
        return page_of(
            found,
            blad,
            ontvangenOp=lambda one: (one.ontvangen_op, one.id),
            beslisdatum=lambda one: (one.beslisdatum, one.id),
        )


def _fits(aanvraag: Aanvraag, welke: Aanvraagfilter) -> bool:
    return (
        welke.aanvrager_sub in {None, aanvraag.aanvrager_sub}
        and welke.regeling_code in {None, aanvraag.regeling_code}
        and welke.gemeente in {None, aanvraag.opgave.gemeente}
        and welke.status in {None, aanvraag.status}
    )


def _regel(one: Bewaard) -> Aanvraagregel:
    aanvraag, opgave = one.aanvraag, one.aanvraag.opgave
    return Aanvraagregel(
        id=aanvraag.id,
        regeling_code=aanvraag.regeling_code,
        gemeente=opgave.gemeente,
        wijk=opgave.wijk,
        soort=opgave.soort,
        gevraagd_cent=opgave.gevraagd_cent,
        status=aanvraag.status,
        ontvangen_op=aanvraag.ontvangen_op,
        beslisdatum=aanvraag.beslisdatum(one.regeling),
    )
