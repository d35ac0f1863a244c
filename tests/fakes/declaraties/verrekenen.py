"""Settlement in memory."""

import datetime as dt
import uuid
from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import fields

from declaraties.application.toewijzen.verrekenvraag import Verrekenvraag
from declaraties.application.verrekenen.ports import (
    Verrekening,
    Verrekeningen,
    Verrekentaak,
    Verrekentaken,
    Woonplaatsen,
)
from declaraties.application.verrekenen.queries import (
    Verrekeningfilter,
    Verrekeninglezing,
    Verrekeningvragen,
    Verrekenregellezing,
    Verrekentaaklezing,
    Woonplaatslezing,
)
from declaraties.domain.post.bestand import Bestand
from declaraties.domain.toewijzen.gevolg import Contractafspraak
from declaraties.domain.toewijzen.kolommen import Contracttarief
from declaraties.domain.toewijzen.prijsgeschiedenis import prijzen_per_dag
from declaraties.domain.verrekenen.verrekening import Feiten, Goedgekeurd, Mutatie, Postsleutel, Verrekenstand
from declaraties.domain.verrekenen.woonplaats import Woonplaats, Woonplaatskeuze
from risb_kern.lists import Bereik, Blad
from typing_extensions import override

from tests.builders.handelingen import NU
from tests.fakes.declaraties.post import FakeBestanden
from tests.fakes.declaraties.toewijzen import FakeContractfeiten, FakeToewijzingen
from tests.fakes.lists import page_of


class FakeVerrekentaken(Verrekentaken):
    """Every aanbieder has declared something."""

    def __init__(self) -> None:
        self.vragen: list[Verrekenvraag] = []
        self.voortgang: dict[int, tuple[tuple[int, int], bool]] = {}
        self.bekeken: dict[int, int] = {}
        self.klaar_op: dict[int, dt.datetime | None] = {}

    @override
    async def add(self, vraag: Verrekenvraag) -> None:
        self.vragen.append(vraag)

    @override
    async def add_na_antwoord(self, bestanden: Sequence[Bestand]) -> None:
        self.vragen += [
            Verrekenvraag(
                agb_code=one.kop.agb_code, wet=one.kop.wet.value, aanleiding="antwoord", bestand_nummer=one.nummer
            )
            for one in bestanden
        ]

    @override
    async def list_open(self) -> Sequence[int]:
        first: dict[tuple[str, str], int] = {}
        for volgnummer, one in enumerate(self.vragen):
            if not self.voortgang.get(volgnummer, ((0, -1), False))[1]:
                first.setdefault((one.agb_code, one.wet), volgnummer)
        return sorted(first.values())

    @override
    async def take(self, volgnummer: int) -> Verrekentaak | None:
        tot, klaar = self.voortgang.get(volgnummer, ((0, -1), False))
        if klaar:
            return None
        return Verrekentaak(volgnummer=volgnummer, vraag=self.vragen[volgnummer], tot=tot, trace_id="0" * 32)

    @override
    async def save(self, taak: Verrekentaak, *, regels: Sequence[Goedgekeurd], klaar_op: dt.datetime | None) -> None:
        tot = (regels[-1].bestand_nummer, regels[-1].regel) if regels else taak.tot
        self.voortgang[taak.volgnummer] = (tot, klaar_op is not None)
        self.bekeken[taak.volgnummer] = self.bekeken.get(taak.volgnummer, 0) + len(regels)
        self.klaar_op[taak.volgnummer] = klaar_op


class FakeWoonplaatsen(Woonplaatsen):
    def __init__(self) -> None:
        self.alle: dict[uuid.UUID, Woonplaats] = {}
        self.vastgelegd_op: dict[uuid.UUID, dt.datetime] = {}

    @override
    async def add(self, woonplaats: Woonplaats, *, kenmerk: uuid.UUID, door: str, nu: dt.datetime) -> None:
        self.alle[kenmerk], self.vastgelegd_op[kenmerk] = woonplaats, nu

    def keuzes(self, wet: str, clienten: set[bytes]) -> dict[bytes, list[Woonplaatskeuze]]:
        """What was chosen for these clients, oldest first."""
        chosen: dict[bytes, list[Woonplaatskeuze]] = defaultdict(list)
        for nummer, one in enumerate(self.alle.values(), start=1):
            if one.wet == wet and one.client in clienten:
                chosen[one.client].append(Woonplaatskeuze(volgnummer=nummer, vanaf=one.vanaf, gemeente=one.gemeente))
        return chosen


class FakeVerrekeningen(Verrekeningen):
    """Settles the lines that a test gives it; `feiten` go before what the other stores know.

    Ends of toewijzingen, and the lines that an answer credits, are left out: they are tested on PostgreSQL.
    """

    def __init__(self, contractfeiten: FakeContractfeiten, woonplaatsen: FakeWoonplaatsen) -> None:
        self.goedgekeurd: list[Goedgekeurd] = []
        self.referenties: dict[tuple[int, int], str] = {}
        self.feiten = Feiten(prijzen={}, eindes={}, woonplaatsen={})
        self.alle: list[tuple[Verrekening, tuple[Mutatie, ...]]] = []
        self.berekend_op: list[dt.datetime] = []
        self._contractfeiten = contractfeiten
        self._woonplaatsen = woonplaatsen

    @override
    async def list_goedgekeurd(self, taak: Verrekentaak, *, hoogstens: int) -> Sequence[Goedgekeurd]:
        vraag = taak.vraag

        def asked(one: Goedgekeurd) -> bool:
            return (
                (one.bestand_nummer, one.regel) > taak.tot
                and vraag.productcode in {None, one.code}
                and vraag.gemeente in {None, one.gemeente}
                and vraag.toewijzing in {None, one.toewijzing}
                and vraag.client in {None, one.client}
                and vraag.bestand_nummer in {None, one.bestand_nummer}
                and (vraag.vanaf is None or one.begin >= vraag.vanaf)
            )

        later = filter(asked, self.goedgekeurd)
        return sorted(later, key=lambda one: (one.bestand_nummer, one.regel))[:hoogstens]

    @override
    async def read_feiten(
        self, taak: Verrekentaak, regels: Sequence[Goedgekeurd]
    ) -> tuple[Feiten, Sequence[Contractafspraak]]:
        agb_code, wet = taak.vraag.agb_code, taak.vraag.wet
        prijzen: dict[tuple[str, str], Sequence[Contracttarief]] = defaultdict(list)
        for prijs in prijzen_per_dag(self._contractfeiten.prijsversies(agb_code)):
            if prijs.wet == wet:
                prijzen[prijs.gemeente, prijs.productcode] = [*prijzen[prijs.gemeente, prijs.productcode], prijs]
        keuzes = self._woonplaatsen.keuzes(wet, {one.client for one in regels})
        feiten = Feiten(
            prijzen={**prijzen, **self.feiten.prijzen},
            eindes=self.feiten.eindes,
            woonplaatsen={**keuzes, **self.feiten.woonplaatsen},
        )
        return feiten, self._contractfeiten.afspraken(agb_code)

    @override
    async def list_bekend(
        self, regels: Sequence[Goedgekeurd]
    ) -> Mapping[tuple[int, int], Mapping[Postsleutel, tuple[int, Verrekenstand]]]:
        asked = {(one.bestand_nummer, one.regel) for one in regels}
        known: dict[tuple[int, int], dict[Postsleutel, tuple[int, Verrekenstand]]] = defaultdict(dict)
        for stap in sorted(self._stappen(), key=lambda one: one.versie):
            line = (stap.sleutel.bestand_nummer, stap.sleutel.regel)
            if line in asked:
                known[line][stap.sleutel] = (stap.versie, stap.daarna)
        return known

    @override
    async def add(self, verrekening: Verrekening, regels: Sequence[Mutatie], *, nu: dt.datetime) -> None:
        made = {(one.sleutel, one.versie) for one in self._stappen()}
        if any((one.sleutel, one.versie) in made for one in regels):
            raise ValueError("a step of a post is settled once")
        self.alle.append((verrekening, tuple(regels)))
        self.berekend_op.append(nu)

    def _stappen(self) -> list[Mutatie]:
        return [stap for _, stappen in self.alle for stap in stappen]


class FakeVerrekeningvragen(Verrekeningvragen):
    def __init__(
        self,
        bestanden: FakeBestanden,
        verrekeningen: FakeVerrekeningen,
        taken: FakeVerrekentaken,
        woonplaatsen: FakeWoonplaatsen,
        toewijzingen: FakeToewijzingen,
    ) -> None:
        self._bestanden = bestanden
        self._verrekeningen = verrekeningen
        self._taken = taken
        self._woonplaatsen = woonplaatsen
        self._toewijzingen = toewijzingen

    @override
    async def list(self, bereik: Bereik, filters: Verrekeningfilter, blad: Blad) -> Sequence[Verrekeninglezing]:
        def asked(one: Verrekeninglezing) -> bool:
            return (
                filters.gemeente in {None, one.gemeente, one.naar_gemeente}
                and filters.agb_code in {None, one.agb_code}
                and filters.aanleiding in {None, one.aanleiding}
                and (blad.na is None or one.volgnummer > blad.na[0])
            )

        return [one for one in self._visible(bereik) if asked(one)][: blad.take]

    @override
    async def find(self, bereik: Bereik, kenmerk: uuid.UUID) -> Verrekeninglezing | None:
        return next((one for one in self._visible(bereik) if one.id == kenmerk), None)

    @override
    async def list_regels(self, volgnummer: int, blad: Blad) -> Sequence[Verrekenregellezing]:
        _, stappen = self._verrekeningen.alle[volgnummer - 1]
        lines = {(one.bestand_nummer, one.regel): one for one in self._verrekeningen.goedgekeurd}
        asked = [self._regellezing(lines[one.sleutel.bestand_nummer, one.sleutel.regel], one) for one in stappen]
        return page_of(asked, blad, plaats=lambda one: (one.bestand_nummer, one.regel))

    def _regellezing(self, line: Goedgekeurd, stap: Mutatie) -> Verrekenregellezing:
        place = (line.bestand_nummer, line.regel)
        shared = {one.name for one in fields(Goedgekeurd)} & {one.name for one in fields(Verrekenregellezing)}
        return Verrekenregellezing(
            **{name: getattr(line, name) for name in shared},
            bericht_id=self._bestanden.alle[line.bestand_nummer].id,
            declaratienummer=self._bestanden.aflopen[line.bestand_nummer].declaratienummer or "",
            referentie=self._verrekeningen.referenties[place],
            post=stap.sleutel.post.value,
            bedrag_cent=stap.cent,
            stand_cent=stap.daarna.cent,
            reden=stap.daarna.reden.value,
        )

    @override
    async def list_taken(self, blad: Blad) -> Sequence[Verrekentaaklezing]:
        alle = [
            Verrekentaaklezing(
                volgnummer=volgnummer,
                agb_code=one.agb_code,
                wet=one.wet,
                aanleiding=one.aanleiding,
                aangevraagd_op=NU,
                bekeken=self._taken.bekeken.get(volgnummer, 0),
                klaar_op=self._taken.klaar_op.get(volgnummer),
            )
            for volgnummer, one in enumerate(self._taken.vragen)
            if blad.na is None or volgnummer < blad.na[0]
        ]
        return alle[::-1][: blad.take]

    @override
    async def list_woonplaatsen(self, bereik: Bereik, client: bytes) -> Sequence[Woonplaatslezing]:
        rijen = {kenmerk: one for kenmerk, one in self._woonplaatsen.alle.items() if one.client == client}
        genoemd = {one.gemeente for one in rijen.values()}
        return [
            Woonplaatslezing(
                id=kenmerk,
                wet=one.wet.value,
                gemeente=one.gemeente,
                vanaf=one.vanaf,
                vastgelegd_op=self._woonplaatsen.vastgelegd_op[kenmerk],
            )
            for kenmerk, one in rijen.items()
            if bereik.ziet(gemeenten=genoemd | self._of_toewijzingen(one))
        ]

    def _of_toewijzingen(self, one: Woonplaats) -> set[str]:
        alle = (stand for stand, _ in self._toewijzingen.alle.values())
        return {stand.gemeente for stand in alle if (stand.client, stand.wet) == (one.client, one.wet)}

    def _visible(self, bereik: Bereik) -> Sequence[Verrekeninglezing]:
        alle = [
            Verrekeninglezing(
                volgnummer=volgnummer,
                berekend_op=nu,
                **{name: getattr(one, name) for name in Verrekening.__slots__},
            )
            for volgnummer, ((one, _), nu) in enumerate(
                zip(self._verrekeningen.alle, self._verrekeningen.berekend_op, strict=True), start=1
            )
        ]
        return [one for one in alle if _sees(bereik, one)]


def _sees(bereik: Bereik, one: Verrekeninglezing) -> bool:
    """What gemeenten settle among themselves is not for the aanbieder."""
    if one.naar_gemeente is None:
        return bereik.ziet(agb_code=one.agb_code, gemeenten=[one.gemeente])
    return bereik.ziet(gemeenten=[one.gemeente, one.naar_gemeente])
