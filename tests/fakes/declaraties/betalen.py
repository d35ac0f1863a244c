"""Payables and payment in memory."""

import dataclasses
import datetime as dt
import uuid
from collections.abc import Mapping, Sequence

from declaraties.application.betalen.ports import (
    Betaalcontroles,
    Betaalopdrachten,
    Betaalregister,
    Betaalruns,
    Prestatiekortingen,
    Termijnen,
    Termijnstand,
    Vergoedingen,
)
from declaraties.domain.betalen.betaalcontrole import Controlebesluit, Controlereden, Kandidaat
from declaraties.domain.betalen.betaalopdracht import Betaalopdracht, LosseOpdracht
from declaraties.domain.betalen.betaalrun import (
    Betaalrun,
    Betaalstatus,
    Betaling,
    Openstaand,
    Overslagreden,
    Runstatus,
)
from declaraties.domain.betalen.betaaltermijn import Budgettermijn, Termijnkorting
from declaraties.domain.betalen.betaalvrijgave import Actueel, Vrijgave
from declaraties.domain.betalen.events import Betalingdeel
from declaraties.domain.betalen.prestatiekorting import Gekortbaar, Kortingstand, Prestatiekorting
from declaraties.domain.betalen.vergoeding import Vergoeding
from declaraties.domain.post.bestand import Bestand
from risb_recht.vierogen import Hand
from typing_extensions import override

from tests.fakes.declaraties.rekeningen import FakeRekeningen


class FakeBetaalopdrachten(Betaalopdrachten):
    def __init__(self) -> None:
        self.alle: list[LosseOpdracht] = []
        self.van_berichten: list[tuple[Bestand, Betaalopdracht]] = []

    @override
    async def add(self, opdracht: LosseOpdracht, *, nu: dt.datetime) -> bool:
        if any(_key(one) == _key(opdracht) for one in self.alle):
            return False
        self.alle.append(opdracht)
        return True

    @override
    async def add_of_berichten(
        self, opdrachten: Sequence[tuple[Bestand, Sequence[Betaalopdracht]]], *, nu: dt.datetime
    ) -> None:
        self.van_berichten += [(bestand, one) for bestand, alle in opdrachten for one in alle]


def _key(one: LosseOpdracht) -> tuple[str, uuid.UUID, str, int]:
    return one.soort, one.bron_id, one.programmalijn, one.jaar


class FakeBetaalcontroles(Betaalcontroles):
    """The first payable of an aanbieder, changes of accounts and refusals are not looked at here."""

    def __init__(self, opdrachten: FakeBetaalopdrachten) -> None:
        self.redenen: dict[uuid.UUID, tuple[Controlereden, ...]] = {}
        self.besluiten: dict[uuid.UUID, list[tuple[Controlebesluit, str | None, str]]] = {}
        self.vrijgegeven: set[uuid.UUID] = set()
        self.handen: dict[uuid.UUID, list[Hand]] = {}
        self._opdrachten = opdrachten

    @override
    async def list_onbepaald(self, gemeente: str | None) -> Sequence[Kandidaat]:
        return [
            Kandidaat(
                opdracht_id=one.id,
                soort=one.soort,
                bedrag_cent=one.bedrag_cent,
                samen_cent=one.bedrag_cent,
                eerste=False,
                rekening_gewijzigd_op=None,
                rekening_id=None,
                rekening_nieuw=False,
                weigeringen=0,
            )
            for one in self._opdrachten.alle
            if gemeente in {None, one.gemeente} and one.id not in self.redenen
        ]

    @override
    async def add_keuzes(
        self, keuzes: Sequence[tuple[Kandidaat, tuple[Controlereden, ...]]], *, nu: dt.datetime
    ) -> frozenset[uuid.UUID]:
        nieuw = {one.opdracht_id: redenen for one, redenen in keuzes if one.opdracht_id not in self.redenen}
        self.redenen |= nieuw
        return frozenset(opdracht_id for opdracht_id, redenen in nieuw.items() if redenen)

    @override
    async def is_gekozen(self, opdracht_id: uuid.UUID) -> bool:
        return bool(self.redenen.get(opdracht_id))

    @override
    async def is_vrijgegeven(self, opdracht_id: uuid.UUID) -> bool:
        return opdracht_id in self.vrijgegeven

    @override
    async def add_besluit(
        self, opdracht_id: uuid.UUID, besluit: Controlebesluit, toelichting: str | None, *, door: str, nu: dt.datetime
    ) -> None:
        self.besluiten.setdefault(opdracht_id, []).append((besluit, toelichting, door))

    @override
    async def list_handen(self, opdracht_id: uuid.UUID) -> Sequence[Hand]:
        return self.handen.get(opdracht_id, [])

    @override
    async def find_aanbieder(self, opdracht_id: uuid.UUID) -> str:
        return next(one.agb_code for one in self._opdrachten.alle if one.id == opdracht_id)

    def belet(self, opdracht_id: uuid.UUID) -> Overslagreden | None:
        if besluiten := self.besluiten.get(opdracht_id):
            return Overslagreden.VASTGEHOUDEN if besluiten[-1][0] is Controlebesluit.VASTHOUDEN else None
        return Overslagreden.IN_CONTROLE if self.redenen.get(opdracht_id) else None


class FakeBetaalruns(Betaalruns):
    def __init__(
        self, opdrachten: FakeBetaalopdrachten, controles: FakeBetaalcontroles, rekeningen: FakeRekeningen
    ) -> None:
        self.alle: dict[uuid.UUID, Betaalrun] = {}
        self.bestanden: dict[uuid.UUID, bytes] = {}
        self.opgeschort: set[str] = set()
        self._opdrachten, self._controles, self._rekeningen = opdrachten, controles, rekeningen

    @override
    async def lock(self, gemeente: str) -> None:
        return None

    def _taken(self) -> set[uuid.UUID]:
        return {
            opdracht
            for run in self.alle.values()
            if run.status is not Runstatus.INGETROKKEN
            for one in run.betalingen
            if one.status is not Betaalstatus.GEWEIGERD
            for opdracht in one.opdrachten
        }

    @override
    async def list_open(self, gemeente: str, agb_code: str | None, *, tot_en_met: dt.date) -> Sequence[Openstaand]:
        taken = self._taken()
        return [
            Openstaand(
                id=one.id,
                sleutel=f"{one.soort}:{one.bron_id}:{one.programmalijn}:{one.jaar}",
                agb_code=one.agb_code,
                bedrag_cent=one.bedrag_cent,
                beletsel=self._controles.belet(one.id),
            )
            for one in self._opdrachten.alle
            if one.gemeente == gemeente
            and agb_code in {None, one.agb_code}
            and one.vervaldatum <= tot_en_met
            and one.id not in taken
        ]

    @override
    async def list_opgeschort(self, gemeente: str, *, van: dt.date, tot: dt.date) -> frozenset[str]:
        return frozenset(self.opgeschort)

    @override
    async def add(self, run: Betaalrun) -> int:
        self.alle[run.id] = dataclasses.replace(run, nummer=len(self.alle) + 1)
        return self.alle[run.id].nummer

    @override
    async def get(self, run_id: uuid.UUID) -> Betaalrun | None:
        return self.alle.get(run_id)

    @override
    async def get_betaling(self, betaling_id: uuid.UUID) -> tuple[Betaalrun, Betaling] | None:
        return next(((run, one) for run in self.alle.values() for one in run.betalingen if one.id == betaling_id), None)

    @override
    async def read_actueel(self, run: Betaalrun, *, dag: dt.date) -> Actueel:
        cent = {one.id: one.bedrag_cent for one in self._opdrachten.alle}
        van_gemeente = (await self._rekeningen.list("gemeente", {run.gemeente})).get(run.gemeente)
        eigen = await self._rekeningen.list("aanbieder", {one.agb_code for one in run.betalingen})
        return Actueel(
            rekening_gemeente=None if van_gemeente is None else van_gemeente.id,
            rekeningen={agb: one.id for agb, one in eigen.items()},
            opgeschort=frozenset(self.opgeschort),
            belet=frozenset(
                one.id for one in run.betalingen if any(self._controles.belet(o) is not None for o in one.opdrachten)
            ),
            handen=self._rekeningen.handen({one.agb_code for one in run.betalingen})
            | frozenset(
                hand
                for one in run.betalingen
                for opdracht in one.opdrachten
                for hand in [
                    *self._controles.handen.get(opdracht, []),
                    *(
                        Hand(soort="betaalcontrole_beoordelen", door=door)
                        for _, _, door in self._controles.besluiten.get(opdracht, [])
                    ),
                ]
            ),
            sommen={one.id: sum(cent[o] for o in one.opdrachten) for one in run.betalingen},
        )

    @override
    async def list_delen(self, run_id: uuid.UUID) -> Mapping[uuid.UUID, Sequence[Betalingdeel]]:
        opdrachten = {one.id: one for one in self._opdrachten.alle}
        delen: dict[uuid.UUID, list[Betalingdeel]] = {}
        for betaling in self.alle[run_id].betalingen:
            sommen: dict[tuple[str, int], int] = {}
            for one in map(opdrachten.__getitem__, betaling.opdrachten):
                plek = (one.programmalijn, one.jaar)
                sommen[plek] = sommen.get(plek, 0) + one.bedrag_cent
            delen[betaling.id] = [
                Betalingdeel(programmalijn=lijn, jaar=jaar, bedrag_cent=cent)
                for (lijn, jaar), cent in sorted(sommen.items())
                if cent
            ]
        return delen

    @override
    async def list_vrijgegeven(self) -> frozenset[uuid.UUID]:
        return frozenset(one.id for one in self.alle.values() if one.status is Runstatus.VRIJGEGEVEN)

    @override
    async def release(self, vrijgave: Vrijgave, *, door: str, bestand: bytes, hersteld: bool) -> None:
        run = dataclasses.replace(self.alle[vrijgave.run_id], status=Runstatus.VRIJGEGEVEN)
        self.alle[run.id], self.bestanden[run.id] = run, bestand
        self._controles.vrijgegeven |= {opdracht for one in run.betalingen for opdracht in one.opdrachten}

    @override
    async def withdraw(self, run: Betaalrun, reden: str, *, door: str, nu: dt.datetime) -> None:
        self.alle[run.id] = dataclasses.replace(run, status=Runstatus.INGETROKKEN)

    @override
    async def save_betaling(
        self, betaling: Betaling, *, code: str | None, toelichting: str | None, door: str, nu: dt.datetime
    ) -> None:
        run, _ = await self.get_betaling(betaling.id) or (None, None)
        assert run is not None
        betalingen = tuple(betaling if one.id == betaling.id else one for one in run.betalingen)
        self.alle[run.id] = dataclasses.replace(run, betalingen=betalingen)

    @override
    async def find_bestand(self, run_id: uuid.UUID) -> bytes | None:
        return self.bestanden.get(run_id)


class FakeRegister(Betaalregister):
    def __init__(self) -> None:
        self.vrijgaven: dict[uuid.UUID, Vrijgave] = {}
        self.geweigerd: set[str] = set()

    @override
    def list_betaald(self) -> frozenset[str]:
        return frozenset(
            sleutel
            for one in self.vrijgaven.values()
            for betaling, sleutels in one.regels.items()
            if betaling not in self.geweigerd
            for sleutel in sleutels
        )

    @override
    def list_runs(self) -> frozenset[uuid.UUID]:
        return frozenset(self.vrijgaven)

    @override
    def find(self, run_id: uuid.UUID) -> Vrijgave | None:
        return self.vrijgaven.get(run_id)

    @override
    def release(self, vrijgave: Vrijgave) -> Vrijgave:
        return self.vrijgaven.setdefault(vrijgave.run_id, vrijgave)

    @override
    def mark_geweigerd(self, betaling_id: uuid.UUID) -> None:
        self.geweigerd.add(betaling_id.hex)


class FakeTermijnen(Termijnen):
    def __init__(self) -> None:
        self.termijnen: list[Budgettermijn] = []
        self.onder_korting: set[str] = set()
        self.kortingen: list[Termijnkorting] = []
        self.geboekt: dict[str, list[int]] = {}

    @override
    async def list_vervallend(self, gemeente: str, *, tot_en_met: dt.date) -> Sequence[Termijnstand]:
        return [
            Termijnstand(
                termijn=one,
                gemaakt=tuple(self.geboekt.get(one.kenmerk, ())),
                onder_korting=one.kenmerk in self.onder_korting,
            )
            for one in self.termijnen
            if one.gemeente == gemeente and one.vervaldatum <= tot_en_met
        ]

    @override
    async def list_kortingen(self, gemeente: str | None = None) -> Sequence[Termijnkorting]:
        return [one for one in self.kortingen if gemeente is None or one.gemeente in {None, gemeente}]

    @override
    async def add_korting(self, korting: Termijnkorting, *, door: str, nu: dt.datetime) -> None:
        self.kortingen.append(korting)

    @override
    async def find_aanbieder(self, overeenkomst_id: uuid.UUID) -> str | None:
        return next((one.agb_code for one in self.termijnen if one.overeenkomst_id == overeenkomst_id), None)

    @override
    async def get_korting(self, korting_id: uuid.UUID) -> Termijnkorting | None:
        return next((one for one in self.kortingen if one.id == korting_id), None)

    @override
    async def save_korting(self, korting: Termijnkorting, *, door: str, nu: dt.datetime) -> None:
        self.kortingen = [korting if one.id == korting.id else one for one in self.kortingen]

    @override
    async def book(self, termijn: Budgettermijn, volgnummer: int, opdracht: LosseOpdracht, reden: str) -> None:
        self.geboekt.setdefault(termijn.kenmerk, []).append(opdracht.bedrag_cent)


class FakePrestatiekortingen(Prestatiekortingen):
    """Measures and payables with their lines as a test puts them here."""

    def __init__(self) -> None:
        self.kortingen: dict[str, list[Prestatiekorting]] = {}
        self.opdrachten: list[tuple[LosseOpdracht, list[Gekortbaar]]] = []
        self.geboekt: dict[uuid.UUID, list[int]] = {}

    @override
    async def list_kortingen(self, gemeente: str) -> Mapping[str, Sequence[Prestatiekorting]]:
        gekort = {one.agb_code for one, _ in self.opdrachten if one.id in self.geboekt}
        return {agb: self.kortingen.get(agb, []) for agb in sorted({*gekort, *self.kortingen})}

    @override
    async def list_standen(self, gemeente: str, agb_code: str, *, tot_en_met: dt.date) -> Sequence[Kortingstand]:
        return [
            Kortingstand(opdrachten=(one,), regels=regels, gemaakt={str(one.id): tuple(self.geboekt.get(one.id, ()))})
            for one, regels in self.opdrachten
            if (one.gemeente, one.agb_code) == (gemeente, agb_code) and one.vervaldatum <= tot_en_met
        ]

    @override
    async def book(self, opdracht_id: uuid.UUID, volgnummer: int, correctie: LosseOpdracht) -> None:
        self.geboekt.setdefault(opdracht_id, []).append(correctie.bedrag_cent)


class FakeVergoedingen(Vergoedingen):
    def __init__(self) -> None:
        self.alle: dict[uuid.UUID, Vergoeding] = {}
        self.geboekt: list[tuple[uuid.UUID, int]] = []

    @override
    async def add(self, vergoeding: Vergoeding) -> None:
        self.alle[vergoeding.id] = vergoeding

    @override
    async def get(self, vergoeding_id: uuid.UUID) -> Vergoeding | None:
        return self.alle.get(vergoeding_id)

    @override
    async def save(self, vergoeding: Vergoeding) -> None:
        self.alle[vergoeding.id] = vergoeding

    @override
    async def book(
        self, vergoeding: Vergoeding, bedrag_cent: int, opdracht_id: uuid.UUID | None, *, nu: dt.datetime
    ) -> None:
        self.geboekt.append((vergoeding.id, bedrag_cent))
