"""Reads about payables and payment in memory; `volgnummer` is the order in which they were made."""

import datetime as dt
import uuid
from collections.abc import Iterator, Sequence
from dataclasses import asdict, fields, replace

from declaraties.application.betalen.queries import (
    Bedragenlezing,
    Besluitlezing,
    Betaalrunlezing,
    Betaalvragen,
    Betalinglezing,
    Controlelezing,
    Opdrachtfilter,
    Opdrachtlezing,
    Opdrachtvragen,
    Overgeslagenlezing,
    Vergoedingvragen,
)
from declaraties.domain.betalen.betaalopdracht import Opdrachtsoort
from declaraties.domain.betalen.betaalrun import Betaalrun, Betaalstatus, Betaling, Overslagreden, Runstatus, stand_van
from declaraties.domain.betalen.vergoeding import Vergoeding
from declaraties.domain.post.bestand import Berichtstatus, Bestand
from declaraties.domain.standaard.profielen import Soort
from risb_kern.lists import Bereik, Blad
from typing_extensions import override

from tests.builders.handelingen import NU
from tests.fakes.declaraties.betalen import FakeBetaalcontroles, FakeBetaalopdrachten, FakeBetaalruns, FakeVergoedingen
from tests.fakes.declaraties.post import FakeBestanden
from tests.fakes.lists import page_of


def payables(opdrachten: FakeBetaalopdrachten) -> Iterator[Opdrachtlezing]:
    """All of them: first those of messages, then those that came otherwise."""
    nummer = 0
    for bestand, van_bericht in opdrachten.van_berichten:
        nummer += 1
        yield Opdrachtlezing(
            **asdict(van_bericht),
            volgnummer=nummer,
            soort=Opdrachtsoort.PRESTATIES.value,
            bron_id=bestand.id,
            bestand_id=bestand.id,
            agb_code=bestand.kop.agb_code,
            gemeente=bestand.kop.gemeente,
            wet=bestand.kop.wet.value,
            gemaakt_op=NU,
        )
    for one in opdrachten.alle:
        nummer += 1
        told = {each.name: getattr(one, each.name) for each in fields(Opdrachtlezing) if hasattr(one, each.name)}
        yield Opdrachtlezing(**{**told, "soort": one.soort.value}, volgnummer=nummer, gemaakt_op=NU)


class FakeOpdrachtvragen(Opdrachtvragen):
    def __init__(self, opdrachten: FakeBetaalopdrachten) -> None:
        self._opdrachten = opdrachten

    @override
    async def list(self, bereik: Bereik, filters: Opdrachtfilter, blad: Blad) -> Sequence[Opdrachtlezing]:
        asked = [
            one
            for one in payables(self._opdrachten)
            if bereik.ziet(agb_code=one.agb_code, gemeenten=[one.gemeente])
            and filters.gemeente in {None, one.gemeente}
            and filters.agb_code in {None, one.agb_code}
            and filters.jaar in {None, one.jaar}
        ]
        return page_of(asked, blad, volgnummer=lambda one: (one.volgnummer,))


class FakeVergoedingvragen(Vergoedingvragen):
    def __init__(self, vergoedingen: FakeVergoedingen, bestanden: FakeBestanden) -> None:
        self._vergoedingen, self._bestanden = vergoedingen, bestanden

    @override
    async def list(self, bereik: Bereik, blad: Blad) -> Sequence[Vergoeding]:
        eigen = [one for one in self._vergoedingen.alle.values() if bereik.ziet(agb_code=one.agb_code)]
        return page_of(eigen, blad, id=lambda one: (one.id,))

    @override
    async def find(self, bereik: Bereik, vergoeding_id: uuid.UUID) -> Vergoeding | None:
        one = self._vergoedingen.alle.get(vergoeding_id)
        return one if one is not None and bereik.ziet(agb_code=one.agb_code) else None

    @override
    async def sum_gedeclareerd(self, vergoeding: Vergoeding) -> int:
        def counts(bestand: Bestand) -> bool:
            kop, afloop = bestand.kop, self._bestanden.aflopen[bestand.nummer]
            who = (kop.soort, kop.agb_code, kop.gemeente, kop.wet.value)
            return (
                afloop.telt
                and who == (Soort.DECLARATIE, vergoeding.agb_code, vergoeding.gemeente, vergoeding.wet)
                and afloop.periode is not None
                and vergoeding.van.replace(day=1) <= afloop.periode <= vergoeding.tot
            )

        answered = [one for one in self._bestanden.alle.values() if one.nummer in self._bestanden.aflopen]
        return sum(self._bestanden.aflopen[one.nummer].toegekend_cent or 0 for one in answered if counts(one))


class FakeBetaalvragen(Betaalvragen):
    """Reads over what the stores of runs, payables and reviews hold."""

    def __init__(
        self,
        runs: FakeBetaalruns,
        opdrachten: FakeBetaalopdrachten,
        controles: FakeBetaalcontroles,
        bestanden: FakeBestanden,
    ) -> None:
        self._runs, self._opdrachten, self._controles, self._bestanden = runs, opdrachten, controles, bestanden

    @override
    async def list_runs(self, blad: Blad, *, gemeente: str | None) -> Sequence[Betaalrunlezing]:
        alle = [_run(one) for one in self._runs.alle.values() if gemeente in {None, one.gemeente}]
        return page_of(alle, blad, nummer=lambda one: (one.nummer,))

    @override
    async def find_run(self, run_id: uuid.UUID) -> Betaalrunlezing | None:
        found = self._runs.alle.get(run_id)
        return None if found is None else _run(found)

    def _betalingen(self) -> list[tuple[Betaalrun, Betaling]]:
        return [(run, one) for run in self._runs.alle.values() for one in run.betalingen]

    def _betaling(self, run: Betaalrun, one: Betaling) -> Betalinglezing:
        earlier = [
            (other.nummer, each)
            for other, each in self._betalingen()
            if each.agb_code == one.agb_code and other.status is Runstatus.VRIJGEGEVEN and other.nummer < run.nummer
        ]
        out = [pair for pair in earlier if pair[1].status is not Betaalstatus.GEWEIGERD]
        refused = {o for _, each in earlier if each.status is Betaalstatus.GEWEIGERD for o in each.opdrachten}
        vorige = max(out, key=lambda pair: pair[0])[1] if out else None
        return _betaling(run, one, vorige, geweigerd=not refused.isdisjoint(one.opdrachten))

    @override
    async def list_betalingen(self, bereik: Bereik, blad: Blad) -> Sequence[Betalinglezing]:
        def visible(run: Betaalrun, one: Betaling) -> bool:
            return bereik.alles or (run.status is Runstatus.VRIJGEGEVEN and bereik.ziet(agb_code=one.agb_code))

        alle = [self._betaling(run, one) for run, one in self._betalingen() if visible(run, one)]
        return page_of(alle, blad, id=lambda one: (one.id,))

    @override
    async def list_betalingen_of_run(self, run_id: uuid.UUID) -> Sequence[Betalinglezing]:
        own = [self._betaling(run, one) for run, one in self._betalingen() if run.id == run_id]
        return sorted(own, key=lambda one: one.id)

    @override
    async def find_betaling(self, betaling_id: uuid.UUID) -> Betalinglezing | None:
        return next((self._betaling(run, one) for run, one in self._betalingen() if one.id == betaling_id), None)

    def _controlelezingen(self) -> list[Controlelezing]:
        shared = {one.name for one in fields(Opdrachtlezing)} & {one.name for one in fields(Controlelezing)}
        return [
            Controlelezing(
                **{name: getattr(one, name) for name in shared},
                redenen=self._controles.redenen[one.id],
                regelversie=1,
                bepaald_op=NU,
                beletsel=self._controles.belet(one.id),
                besluiten=tuple(
                    Besluitlezing(besluit=besluit, toelichting=toelichting, door=door, op=NU)
                    for besluit, toelichting, door in self._controles.besluiten.get(one.id, [])
                ),
            )
            for one in payables(self._opdrachten)
            if self._controles.redenen.get(one.id)
        ]

    @override
    async def list_controles(self, blad: Blad, *, gemeente: str | None, alleen_open: bool) -> Sequence[Controlelezing]:
        asked = [
            one
            for one in self._controlelezingen()
            if gemeente in {None, one.gemeente} and (one.beletsel is not None or not alleen_open)
        ]
        return page_of(asked, blad, volgnummer=lambda one: (one.volgnummer,))

    @override
    async def find_controle(self, opdracht_id: uuid.UUID) -> Controlelezing | None:
        return next((one for one in self._controlelezingen() if one.id == opdracht_id), None)

    def _released(self) -> set[uuid.UUID]:
        """Payables in a payment of a released run that the bank did not refuse."""
        return {
            opdracht
            for run, one in self._betalingen()
            if run.status is Runstatus.VRIJGEGEVEN and one.status is not Betaalstatus.GEWEIGERD
            for opdracht in one.opdrachten
        }

    @override
    async def total_open(self, *, dag: dt.date) -> tuple[int, dt.date | None]:
        released = self._released()
        still = [one for one in payables(self._opdrachten) if one.id not in released]

        def is_wanted(one: Opdrachtlezing) -> bool:
            held = self._controles.belet(one.id) is Overslagreden.VASTGEHOUDEN
            return one.bedrag_cent > 0 and not held and one.agb_code not in self._runs.opgeschort

        oldest = min((one.vervaldatum for one in still if is_wanted(one)), default=None)
        return sum(one.bedrag_cent for one in still), oldest

    def _bedragen(self, bestand: Bestand, periode: dt.date | None) -> Bedragenlezing:
        afloop = self._bestanden.aflopen[bestand.nummer]
        own = [one for one in payables(self._opdrachten) if one.bestand_id == bestand.id]
        released = self._released()
        ingediend = afloop.ingediend_cent or 0
        return Bedragenlezing(
            gemeente=bestand.kop.gemeente,
            wet=bestand.kop.wet.value,
            periode=periode,
            declaraties=1,
            ingediend_cent=ingediend,
            gecontroleerd_cent=ingediend if afloop.status is Berichtstatus.AANGEBODEN else 0,
            toegekend_cent=(afloop.toegekend_cent or 0) if afloop.telt else 0,
            verrekend_cent=sum(one.bedrag_cent for one in own if one.soort == Opdrachtsoort.VERREKENING),
            betaald_cent=sum(one.bedrag_cent for one in own if one.id in released),
        )

    def _declaraties(self, bereik: Bereik) -> Iterator[tuple[Bestand, dt.date | None]]:
        for one in self._bestanden.alle.values():
            eigen = bereik.ziet(agb_code=one.kop.agb_code, gemeenten=[one.kop.gemeente])
            if one.kop.soort is Soort.DECLARATIE and one.nummer in self._bestanden.aflopen and eigen:
                yield one, self._bestanden.aflopen[one.nummer].periode

    @override
    async def find_bedragen(self, bereik: Bereik, declaratie_id: uuid.UUID) -> Bedragenlezing | None:
        found = (self._bedragen(one, periode) for one, periode in self._declaraties(bereik) if one.id == declaratie_id)
        return next(found, None)

    @override
    async def list_bedragen(
        self, bereik: Bereik, *, gemeente: str | None, agb_code: str | None, jaar: int
    ) -> Sequence[Bedragenlezing]:
        groups: dict[tuple[str, str, dt.date], list[Bedragenlezing]] = {}
        for one, periode in self._declaraties(bereik):
            asked = gemeente in {None, one.kop.gemeente} and agb_code in {None, one.kop.agb_code}
            if periode is not None and periode.year == jaar and asked:
                key = (one.kop.gemeente, one.kop.wet.value, periode.replace(day=1))
                groups.setdefault(key, []).append(self._bedragen(one, key[2]))
        return [_total(groups[key]) for key in sorted(groups)]


def _total(alle: Sequence[Bedragenlezing]) -> Bedragenlezing:
    summed = [one.name for one in fields(Bedragenlezing) if one.name == "declaraties" or one.name.endswith("_cent")]
    return replace(alle[0], **{name: sum(getattr(one, name) for one in alle) for name in summed})


def _run(one: Betaalrun) -> Betaalrunlezing:
    return Betaalrunlezing(
        id=one.id,
        nummer=one.nummer,
        gemeente=one.gemeente,
        agb_code=one.agb_code,
        tot_en_met=one.tot_en_met,
        uitvoerdatum=one.uitvoerdatum,
        status=stand_van(one.status, [each.status for each in one.betalingen]),
        aantal=len(one.betalingen),
        bedrag_cent=one.bedrag_cent,
        overgeslagen=tuple(Overgeslagenlezing(**asdict(each)) for each in one.overgeslagen),
        voorbereid_door=one.voorbereid_door,
        voorbereid_op=one.voorbereid_op,
        afgehandeld_door=None,
        afgehandeld_op=None,
        reden=None,
        sha256=None,
        hersteld=False,
    )


def _betaling(run: Betaalrun, one: Betaling, vorige: Betaling | None, *, geweigerd: bool) -> Betalinglezing:
    return Betalinglezing(
        id=one.id,
        run_id=run.id,
        runnummer=run.nummer,
        agb_code=one.agb_code,
        gemeente=run.gemeente,
        bedrag_cent=one.bedrag_cent,
        uitvoerdatum=run.uitvoerdatum,
        rekening=one.rekening,
        rekening_gewijzigd=(True if one.rekening.versie > 1 else None)
        if vorige is None
        else vorige.rekening.id != one.rekening.id,
        eerder_geweigerd=geweigerd,
        status=one.status,
        redencode=None,
        toelichting=None,
        opdrachten=one.opdrachten,
    )
