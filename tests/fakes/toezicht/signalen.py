import dataclasses
import datetime as dt
import uuid
from collections import Counter, defaultdict
from collections.abc import Collection, Mapping, Sequence

from risb_kern.lists import HELE_REGIO, Bereik, Blad
from toezicht.application.signalen.ports import Aanbieders, Anomalieen, Signalen
from toezicht.application.signalen.queries import Signaalfilter, Signaalvragen, Tellingen
from toezicht.domain.detectie.anomalie import ACTIEF
from toezicht.domain.signalen.aanbieder import Aanbieder, Declaratietotaal, Overeenkomst
from toezicht.domain.signalen.anomaliebericht import Anomaliebericht
from toezicht.domain.signalen.signaal import Signaal, Signaalbeoordeling, Signaaluitkomst
from typing_extensions import override

from tests.fakes.lists import page_of

_FILTERS = ("agb_code", "regel", "status", "ernst", "periode")


class FakeSignalen(Signalen):
    def __init__(self) -> None:
        self.by_id: dict[uuid.UUID, Signaal] = {}
        self.beoordelingen: list[Signaalbeoordeling] = []

    @override
    async def find(self, signaal_id: uuid.UUID, soorten: Collection[str]) -> Signaal | None:
        signaal = self.by_id.get(signaal_id)
        return signaal if signaal is not None and signaal.soort in soorten else None

    @override
    async def get(self, signaal_id: uuid.UUID, soorten: Collection[str]) -> Signaal | None:
        return await self.find(signaal_id, soorten)

    @override
    async def put(self, signaal: Signaal) -> None:
        first = self.by_id.get(signaal.id)
        if first is None:
            self.by_id[signaal.id] = signaal
        elif signaal.bijgewerkt_op >= first.bijgewerkt_op:
            self.by_id[signaal.id] = dataclasses.replace(
                signaal, trace_id=first.trace_id, uitkomst=first.uitkomst, zaak_id=first.zaak_id
            )

    @override
    async def save(self, signaal: Signaal) -> None:
        kept = self.by_id[signaal.id]
        self.by_id[signaal.id] = dataclasses.replace(kept, zaak_id=signaal.zaak_id, uitkomst=signaal.uitkomst)

    @override
    async def add_beoordeling(self, beoordeling: Signaalbeoordeling) -> None:
        self.beoordelingen.append(beoordeling)


class FakeSignaalvragen(Signaalvragen):
    def __init__(self, signalen: FakeSignalen) -> None:
        self._signalen = signalen

    @override
    async def list(self, keuze: Signaalfilter, blad: Blad) -> Sequence[Signaal]:
        found = [
            one
            for one in self._signalen.by_id.values()
            if one.soort in keuze.soorten
            and one.is_zichtbaar(keuze.bereik)
            and all(getattr(keuze, name) in {None, getattr(one, name)} for name in _FILTERS)
        ]
        return page_of(
            found,
            blad,
            gesignaleerdOp=lambda one: (one.gesignaleerd_op, one.id),
            bedragCent=lambda one: (one.bedrag_cent, one.id),
        )

    @override
    async def count_by_regel(self, soorten: Collection[str], bereik: Bereik = HELE_REGIO) -> Tellingen:
        counts: dict[str, Counter[Signaaluitkomst | None]] = defaultdict(Counter)
        for one in self._signalen.by_id.values():
            if one.soort in soorten and one.is_zichtbaar(bereik):
                counts[one.regel][one.uitkomst] += 1
        return counts

    @override
    async def count_open(self) -> int:
        return sum(
            1
            for one in self._signalen.by_id.values()
            if one.status == ACTIEF and one.zaak_id is None and one.uitkomst is None
        )


class FakeAnomalieen(Anomalieen):
    def __init__(self) -> None:
        self.berichten: list[Anomaliebericht] = []

    @override
    async def add(self, bericht: Anomaliebericht) -> int | None:
        if any(one.gebeurtenis_id == bericht.gebeurtenis_id for one in self.berichten):
            return None
        self.berichten.append(dataclasses.replace(bericht, positie=len(self.berichten) + 1))
        return len(self.berichten)

    @override
    async def list(
        self, na: int, *, soorten: Collection[str], limiet: int, bereik: Bereik = HELE_REGIO
    ) -> Sequence[Anomaliebericht]:
        found = [one for one in self.berichten if one.positie > na and one.soort in soorten]
        return [one for one in found if bereik.ziet(agb_code=one.agb_code)][:limiet]


class FakeAanbieders(Aanbieders):
    def __init__(self) -> None:
        self._aanbieders: dict[str, tuple[dt.datetime, Aanbieder]] = {}
        self._overeenkomsten: dict[str, Overeenkomst] = {}
        self._declaraties: dict[str, Declaratietotaal] = {}
        self._werkgebied: set[tuple[str, str]] = set()

    @override
    async def find(self, agb_code: str) -> Aanbieder | None:
        return self._aanbieders[agb_code][1] if agb_code in self._aanbieders else None

    @override
    async def list_with_same_kvk(self, agb_codes: Collection[str]) -> frozenset[str]:
        bekend = [one for _, one in self._aanbieders.values()]
        eigen = {one.kvk_nummer for one in bekend if one.agb_code in agb_codes}
        return frozenset(one.agb_code for one in bekend if one.kvk_nummer in eigen)

    @override
    async def put(self, aanbieder: Aanbieder, tijd: dt.datetime) -> None:
        known = self._aanbieders.get(aanbieder.agb_code)
        if known is None or tijd >= known[0]:
            self._aanbieders[aanbieder.agb_code] = tijd, aanbieder

    @override
    async def list_overeenkomsten(self, agb_code: str) -> Sequence[Overeenkomst]:
        found = [one for one in self._overeenkomsten.values() if one.agb_code == agb_code]
        return sorted(found, key=lambda one: (one.ingangsdatum, one.id))

    @override
    async def put_overeenkomst(self, overeenkomst: Overeenkomst) -> None:
        self._overeenkomsten[overeenkomst.id] = overeenkomst

    @override
    async def add_werkgebied(self, agb_code: str, gemeenten: Collection[str]) -> None:
        self._werkgebied |= {(gemeente, agb_code) for gemeente in gemeenten}

    @override
    async def list_in(self, gemeenten: Collection[str]) -> Collection[str]:
        return {agb_code for gemeente, agb_code in self._werkgebied if gemeente in gemeenten}

    @override
    async def put_declaratie(self, totaal: Declaratietotaal) -> None:
        self._declaraties[totaal.bestand_id] = totaal

    @override
    async def sum_toegekend(self, periode: int) -> Mapping[str, int]:
        sums: Counter[str] = Counter()
        for one in self._declaraties.values():
            if one.declaratieperiode == periode:
                sums[one.agb_code] += one.toegekend_cent
        return sums
