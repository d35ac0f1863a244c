"""Messages in memory; a queue of one worker."""

import dataclasses
import datetime as dt
import itertools
import uuid
from collections.abc import Mapping, Sequence

from declaraties.application.post.ports import Antwoorden, Bestanden, Deelnames, Enveloppen, Ontvangst
from declaraties.application.post.queries import (
    Berichtfilter,
    Berichtlezing,
    Berichtvragen,
    Bevindinglezing,
    Leesfoutlezing,
)
from declaraties.domain.post.afloop import Afloop
from declaraties.domain.post.bestand import Berichtstatus, Bestand, Bron
from declaraties.domain.standaard.berichten.antwoord import Antwoord325
from declaraties.domain.standaard.berichten.retour import Retour
from declaraties.domain.standaard.profielen import DIENSTEN, Soort, Wet
from risb_kern.lists import Bereik, Blad
from typing_extensions import override

from tests.fakes.lists import page_of


class FakeBestanden(Bestanden):
    def __init__(self) -> None:
        self.alle: dict[int, Bestand] = {}
        self.aflopen: dict[int, Afloop] = {}
        self.klaar_op: dict[int, dt.datetime] = {}
        self.pogingen: dict[int, int] = {}
        self.foutsoorten: dict[int, str] = {}
        self.betrokkenen: dict[int, list[bytes]] = {}
        self.ontvangsten: dict[int, Ontvangst] = {}
        self._bytes: dict[tuple[str, bytes], int] = {}
        self._kenmerken = 0

    @override
    async def add(self, ontvangst: Ontvangst) -> tuple[Bestand, bool]:
        key = (ontvangst.kop.afzender, ontvangst.sha256)
        if key in self._bytes:
            return self.alle[self._bytes[key]], False
        nummer = len(self.alle) + 1
        self._bytes[key], self.ontvangsten[nummer] = nummer, ontvangst
        self.alle[nummer] = Bestand(
            nummer=nummer,
            id=uuid.uuid4(),
            kop=ontvangst.kop,
            opslag=ontvangst.opslag,
            trace_id=ontvangst.trace_id,
            ontvangen_op=ontvangst.ontvangen_op,
        )
        return self.alle[nummer], True

    def _waiting(self) -> list[Bestand]:
        return [one for nummer, one in sorted(self.alle.items()) if nummer not in self.aflopen]

    def count_before(self, bestand: Bestand) -> int:
        """How many of the same aanbieder and wet go first; none when it waits no longer."""
        waiting = self._waiting()
        mine = (bestand.kop.agb_code, bestand.kop.wet)
        ahead = [one for one in waiting if one.nummer < bestand.nummer and (one.kop.agb_code, one.kop.wet) == mine]
        return len(ahead) if bestand in waiting else 0

    @override
    async def take(self, hoogstens: int) -> Sequence[Bestand]:
        lines: dict[tuple[str, Wet], list[Bestand]] = {}
        for one in self._waiting():
            lines.setdefault((one.kop.agb_code, one.kop.wet), []).append(one)
        first = next(iter(lines.values()), [])[:1]
        if first and first[0].nummer in self.pogingen:
            return first
        together = [
            list(itertools.takewhile(lambda one: one.nummer not in self.pogingen, line)) for line in lines.values()
        ]
        turns = itertools.zip_longest(*together)
        return [one for turn in turns for one in turn if one is not None][:hoogstens]

    @override
    async def finish(self, nummer: int, afloop: Afloop, *, nu: dt.datetime) -> None:
        self.aflopen[nummer], self.klaar_op[nummer] = afloop, nu

    @override
    async def finish_all(self, aflopen: Mapping[int, Afloop], *, nu: dt.datetime) -> None:
        for nummer, afloop in aflopen.items():
            await self.finish(nummer, afloop, nu=nu)

    @override
    async def retry(self, nummer: int) -> bool:
        if nummer not in self.aflopen or self.aflopen[nummer].status is not Berichtstatus.APART_GEZET:
            return False
        self.pogingen.pop(nummer, None)
        del self.aflopen[nummer], self.klaar_op[nummer]
        return True

    @override
    async def start_tries(self, nummers: Sequence[int], *, nu: dt.datetime) -> Mapping[int, int]:
        for nummer in nummers:
            self.pogingen[nummer] = self.pogingen.get(nummer, 0) + 1
        return {nummer: self.pogingen[nummer] for nummer in nummers}

    @override
    async def withdraw_tries(self, nummers: Sequence[int]) -> None:
        for nummer in nummers:
            self.pogingen[nummer] = max(0, self.pogingen.get(nummer, 0) - 1)

    @override
    async def note_fault(self, nummer: int, fout: str) -> None:
        self.foutsoorten[nummer] = fout

    @override
    async def read_queue(self) -> tuple[int, Sequence[dt.datetime]]:
        waiting = self._waiting()
        return len(waiting), [one.ontvangen_op for one in waiting if one.kop.soort is Soort.DECLARATIE]

    @override
    async def was_received(self, bestand: Bestand, identificatie: str) -> bool:
        def same(one: Bestand) -> bool:
            here, there = one.kop, bestand.kop
            return (here.afzender, here.wet, here.soort) == (there.afzender, there.wet, there.soort)

        return any(
            afloop.telt
            and afloop.identificatie == identificatie
            and nummer != bestand.nummer
            and same(self.alle[nummer])
            for nummer, afloop in self.aflopen.items()
        )

    @override
    async def next_kenmerk(self) -> str:
        self._kenmerken += 1
        return f"RISB{self._kenmerken:08d}"

    @override
    async def list_needed(self, opslag: Sequence[str], *, since: dt.datetime) -> frozenset[str]:
        def needed(nummer: int) -> bool:
            afloop = self.aflopen.get(nummer)
            apart = afloop is not None and afloop.status is Berichtstatus.APART_GEZET
            return afloop is None or apart or self.klaar_op[nummer] >= since

        return frozenset(one.opslag for one in self.alle.values() if one.opslag in opslag and needed(one.nummer))

    @override
    async def find_opslag(self, nummer: int) -> str:
        return self.alle[nummer].opslag

    @override
    async def add_betrokkene(self, nummer: int, client: bytes) -> None:
        known = self.betrokkenen.setdefault(nummer, [])
        if not known:
            known.append(client)

    @override
    async def list_betrokkenen(self, nummer: int) -> Sequence[bytes]:
        return self.betrokkenen.get(nummer, [])


class FakeAntwoorden(Antwoorden):
    def __init__(self) -> None:
        self.antwoorden: dict[int, Antwoord325] = {}
        self.retouren: dict[int, Retour] = {}
        self._inhoud: dict[int, bytes] = {}

    @override
    async def add_325(self, antwoorden: Mapping[int, Antwoord325], *, nu: dt.datetime) -> None:
        self.antwoorden |= antwoorden
        self._inhoud |= dict.fromkeys(antwoorden, b"<Bericht/>")

    @override
    async def add_retour(self, nummer: int, retour: Retour, inhoud: bytes, *, nu: dt.datetime) -> None:
        self.retouren[nummer] = retour
        self._inhoud[nummer] = inhoud

    @override
    async def find(self, nummer: int) -> bytes | None:
        return self._inhoud.get(nummer)


class FakeBerichtvragen(Berichtvragen):
    """Messages as they stand."""

    def __init__(self, bestanden: FakeBestanden, antwoorden: FakeAntwoorden) -> None:
        self._bestanden, self._antwoorden = bestanden, antwoorden

    @override
    async def list(self, bereik: Bereik, filters: Berichtfilter, blad: Blad) -> Sequence[Berichtlezing]:
        gelijk = {name: value for name, value in dataclasses.asdict(filters).items() if name != "uit"}

        def asked(one: Berichtlezing) -> bool:
            from_us = one.bron == Bron.BUREAU.value
            same = all(value is None or getattr(one, name) == value for name, value in gelijk.items())
            return same and filters.uit in {None, from_us}

        visible = [await self._lezing(one) for one in self._bestanden.alle.values() if _sees(bereik, one)]
        return page_of(filter(asked, visible), blad, nummer=lambda one: (one.nummer,))

    @override
    async def find(self, bereik: Bereik, kenmerk: uuid.UUID) -> Berichtlezing | None:
        one = next((one for one in self._bestanden.alle.values() if one.id == kenmerk), None)
        return await self._lezing(one) if one is not None and _sees(bereik, one) else None

    async def _lezing(self, one: Bestand) -> Berichtlezing:
        afloop = self._bestanden.aflopen.get(one.nummer, Afloop(status=self._status(one)))
        shared = {each.name for each in dataclasses.fields(Afloop)} & {
            each.name for each in dataclasses.fields(Berichtlezing)
        }
        ontvangst = self._bestanden.ontvangsten[one.nummer]
        return Berichtlezing(
            **{name: getattr(afloop, name) for name in shared},
            nummer=one.nummer,
            id=one.id,
            soort=one.kop.soort.value,
            wet=one.kop.wet.value,
            agb_code=one.kop.agb_code,
            gemeente=one.kop.gemeente,
            bron=ontvangst.bron.value,
            grootte=ontvangst.grootte,
            sha256=ontvangst.sha256,
            ontvangen_op=one.ontvangen_op,
            verwerkt_op=self._bestanden.klaar_op.get(one.nummer),
            voor_u=self._bestanden.count_before(one),
            trace_id=one.trace_id,
            heeft_antwoord=await self._antwoorden.find(one.nummer) is not None,
        )

    def _status(self, one: Bestand) -> Berichtstatus:
        begun = self._bestanden.pogingen.get(one.nummer, 0) > 0
        return Berichtstatus.WORDT_VERWERKT if begun else Berichtstatus.ONTVANGEN

    @override
    async def list_fouten(self, nummer: int) -> tuple[Sequence[Leesfoutlezing], Sequence[Bevindinglezing]]:
        afloop = self._bestanden.aflopen.get(nummer, Afloop(status=Berichtstatus.ONTVANGEN))
        return (
            [Leesfoutlezing(**dataclasses.asdict(one)) for one in afloop.leesfouten],
            [Bevindinglezing(**dataclasses.asdict(one)) for one in afloop.bevindingen],
        )


def _sees(bereik: Bereik, one: Bestand) -> bool:
    return bereik.ziet(agb_code=one.kop.agb_code, gemeenten=[one.kop.gemeente])


class FakeEnveloppen(Enveloppen):
    def __init__(self) -> None:
        self.alle: dict[tuple[str, uuid.UUID], int] = {}

    @override
    async def add(self, zender: str, referentienummer: uuid.UUID, nummer: int, *, nu: dt.datetime) -> tuple[int, bool]:
        is_new = (zender, referentienummer) not in self.alle
        return self.alle.setdefault((zender, referentienummer), nummer), is_new

    @override
    async def find(self, nummer: int) -> uuid.UUID | None:
        return next((ref for (_, ref), found in self.alle.items() if found == nummer), None)


@dataclasses.dataclass(frozen=True, slots=True, kw_only=True)
class Deelname:
    gemeente: str
    dienst: str
    van: dt.date
    tot: dt.date | None = None


class FakeDeelnames(Deelnames):
    def __init__(self) -> None:
        self.alle: list[Deelname] = []

    @override
    async def has(self, wet: Wet, gemeente: str, *, dag: dt.date) -> bool:
        return any(
            one.gemeente == gemeente and one.dienst in DIENSTEN[wet] and one.van <= dag <= (one.tot or dt.date.max)
            for one in self.alle
        )
