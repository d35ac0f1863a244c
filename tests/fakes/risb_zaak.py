"""Timeline and agenda in memory, as good as the real ones: the contract suite runs over both."""

import datetime as dt
import json
from builtins import list as List  # noqa: N812 -- the port has a method of that name
from collections.abc import Collection, Mapping

from risb_kern.act import Handeling
from risb_kern.canonical import canonical
from risb_kern.clock import Clock
from risb_kern.uow import Inzagelog
from risb_zaak.ports import JSON, Afspraak, Agenda, Plek, Tijdlijnregel, Timeline, met_namens, moment_of
from risb_zaak.timeline.chain import check_zaak
from typing_extensions import override


class FakeTimeline(Timeline):
    """Without a clock, an act is known when it has effect."""

    def __init__(self, clock: Clock | None = None) -> None:
        self._clock = clock
        self.regels: List[Tijdlijnregel] = []

    @override
    async def add(self, zaak: str, soort: str, handeling: Handeling, gegevens: Mapping[str, JSON]) -> None:
        regel = Tijdlijnregel(
            zaak=check_zaak(zaak),
            nr=len(await self.list(zaak)) + 1,
            soort=soort,
            door=handeling.door,
            op=handeling.op,
            vastgelegd_op=self._clock.nu() if self._clock else handeling.op,
            gegevens=json.loads(canonical(met_namens(gegevens, handeling))),
        )
        self.regels.append(regel)

    @override
    async def list(self, zaak: str, tot: dt.datetime | None = None) -> List[Tijdlijnregel]:
        found = [one for one in self.regels if one.zaak == zaak]
        return [one for one in found if tot is None or one.vastgelegd_op <= tot]


class FakeAgenda(Agenda):
    """The appointments by case and kind."""

    def __init__(self) -> None:
        self.afspraken: dict[tuple[str, str], Afspraak] = {}

    @override
    async def set(
        self, zaak: str, soort: str, op: dt.date | dt.datetime, gegevens: Mapping[str, JSON] | None = None
    ) -> None:
        content = json.loads(canonical(gegevens or {}))
        afspraak = Afspraak(zaak=check_zaak(zaak), soort=soort, op=moment_of(op), gegevens=content)
        self.afspraken[zaak, soort] = afspraak

    @override
    async def cancel(self, zaak: str, soort: str) -> None:
        self.afspraken.pop((zaak, soort), None)

    @override
    async def list(
        self, zaak: str | None = None, tot: dt.datetime | None = None, na: Plek | None = None, limiet: int = 100
    ) -> List[Afspraak]:
        found = [
            one
            for one in sorted(self.afspraken.values(), key=lambda one: one.plek)
            if zaak in {None, one.zaak} and (tot is None or one.op <= tot) and (na is None or one.plek > na)
        ]
        return found[:limiet]


class FakeInzagelog(Inzagelog):
    """Who looked at whom, in order."""

    def __init__(self) -> None:
        self.regels: list[tuple[str, str, bytes]] = []

    @override
    async def add(self, activiteit: str, naam: str, *, betrokkenen: Collection[bytes], gebruiker: str) -> None:
        self.regels += [(gebruiker, activiteit, one) for one in betrokkenen]
