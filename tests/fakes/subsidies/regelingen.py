import dataclasses
from builtins import list as List  # noqa: N812 -- the port has a method of that name
from collections.abc import Sequence

from risb_kern.act import Handeling
from risb_kern.lists import Blad
from subsidies.application.regelingen.ports import Plafonds, Regelingen
from subsidies.application.regelingen.queries import Plafondregel, Regelingfilter, Regelingvragen
from subsidies.domain.regelingen.plafond import Plafondstand
from subsidies.domain.regelingen.regeling import Intrekking, Plafond, Regeling
from typing_extensions import override

from tests.fakes.lists import page_of


class FakeRegelingen(Regelingen):
    """The versions by code and number."""

    def __init__(self) -> None:
        self.versies: dict[tuple[str, int], Regeling] = {}

    @override
    async def add(self, regeling: Regeling, handeling: Handeling) -> None:
        key = (regeling.code, regeling.versie)
        if key in self.versies:
            raise ValueError(f"{key} is taken")
        self.versies[key] = regeling

    @override
    async def find(self, code: str, versie: int) -> Regeling | None:
        return self.versies.get((code, versie))

    @override
    async def find_newest(self, code: str) -> Regeling | None:
        return self.newest().get(code)

    @override
    async def read(self, code: str, versie: int) -> Regeling:
        return self.versies[code, versie]

    @override
    async def save_intrekking(self, code: str, intrekking: Intrekking) -> None:
        for key, regeling in self.versies.items():
            if key[0] == code:
                self.versies[key] = dataclasses.replace(regeling, ingetrokken=intrekking)

    def newest(self) -> dict[str, Regeling]:
        return {code: regeling for (code, _), regeling in sorted(self.versies.items())}


class FakePlafonds(Plafonds):
    """The ledgers by scheme and plafond; `vast` once one is locked.

    Nobody else is there to wait for, unless `intussen_cent` is what another grant takes just before the lock.
    """

    def __init__(self) -> None:
        self.vast = False
        self.intussen_cent = 0
        self.rows: List[tuple[str, Plafond, Plafondstand]] = []

    @override
    async def find(self, code: str, plafond: Plafond) -> Plafondstand | None:
        found = (stand for scheme, one, stand in self.rows if (scheme, one.sleutel) == (code, plafond.sleutel))
        return next(found, None)

    @override
    async def get(self, code: str, plafond: Plafond) -> Plafondstand | None:
        self.vast = True
        found = await self.find(code, plafond)
        if found is not None and self.intussen_cent:
            found, self.intussen_cent = found.na_verlening(self.intussen_cent), 0
            await self.save(found)
        return found

    @override
    async def add(self, code: str, plafond: Plafond) -> None:
        stand = Plafondstand(id=len(self.rows) + 1, bedrag_cent=plafond.bedrag_cent, verleend_cent=0)
        self.rows.append((code, plafond, stand))

    @override
    async def save(self, stand: Plafondstand) -> None:
        code, plafond, _ = self.rows[stand.id - 1]
        self.rows[stand.id - 1] = (code, dataclasses.replace(plafond, bedrag_cent=stand.bedrag_cent), stand)


class FakeRegelingvragen(Regelingvragen):
    """Reads what the two others hold."""

    def __init__(self, regelingen: FakeRegelingen, plafonds: FakePlafonds) -> None:
        self._regelingen = regelingen
        self._plafonds = plafonds

    @override
    async def list(self, welke: Regelingfilter, blad: Blad) -> Sequence[Regeling]:
        found = [
            one
            for one in await self.list_all()
            if welke.gemeente in {None, *one.gemeenten} and (welke.open_op is None or one.is_open_op(welke.open_op))
        ]
        return page_of(found, blad, code=lambda one: (one.code,))

    @override
    async def list_all(self) -> Sequence[Regeling]:
        return sorted(self._regelingen.newest().values(), key=lambda one: one.code)

    @override
    async def list_plafonds(self, code: str) -> Sequence[Plafondregel]:
        found = [
            Plafondregel(
                gemeente=plafond.gemeente,
                wijk=plafond.wijk,
                tijdvak=plafond.tijdvak,
                bedrag_cent=stand.bedrag_cent,
                verleend_cent=stand.verleend_cent,
            )
            for scheme, plafond, stand in self._plafonds.rows
            if scheme == code
        ]
        return sorted(found, key=lambda one: (one.gemeente, one.wijk or "", one.tijdvak.van))
