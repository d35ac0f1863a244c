"""Settlement in memory."""

import datetime as dt
import uuid
from collections.abc import Mapping, Sequence

from declaraties.application.toewijzen.verrekenvraag import Verrekenvraag
from declaraties.application.verrekenen.ports import (
    Verrekening,
    Verrekeningen,
    Verrekentaak,
    Verrekentaken,
    Woonplaatsen,
)
from declaraties.domain.toewijzen.gevolg import Contractafspraak
from declaraties.domain.verrekenen.verrekening import Feiten, Goedgekeurd, Mutatie, Postsleutel, Verrekenstand
from declaraties.domain.verrekenen.woonplaats import Woonplaats
from typing_extensions import override


class FakeVerrekentaken(Verrekentaken):
    """Every aanbieder has declared something."""

    def __init__(self) -> None:
        self.vragen: list[Verrekenvraag] = []
        self.voortgang: dict[int, tuple[tuple[int, int], bool]] = {}

    @override
    async def add(self, vraag: Verrekenvraag) -> None:
        self.vragen.append(vraag)

    @override
    async def add_na_antwoord(self, agb_code: str, wet: str, nummer: int) -> None:
        self.vragen.append(Verrekenvraag(agb_code=agb_code, wet=wet, aanleiding="antwoord", bestand_nummer=nummer))

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


class FakeVerrekeningen(Verrekeningen):
    """Settles the lines and facts that a test gives it."""

    def __init__(self) -> None:
        self.goedgekeurd: list[Goedgekeurd] = []
        self.feiten = Feiten(prijzen={}, eindes={}, woonplaatsen={})
        self.afspraken: tuple[Contractafspraak, ...] = ()
        self.alle: list[tuple[Verrekening, tuple[Mutatie, ...]]] = []

    @override
    async def list_goedgekeurd(self, taak: Verrekentaak, *, hoogstens: int) -> Sequence[Goedgekeurd]:
        later = [one for one in self.goedgekeurd if (one.bestand_nummer, one.regel) > taak.tot]
        return sorted(later, key=lambda one: (one.bestand_nummer, one.regel))[:hoogstens]

    @override
    async def read_feiten(
        self, taak: Verrekentaak, regels: Sequence[Goedgekeurd]
    ) -> tuple[Feiten, Sequence[Contractafspraak]]:
        return self.feiten, self.afspraken

    @override
    async def list_bekend(
        self, regels: Sequence[Goedgekeurd]
    ) -> Mapping[tuple[int, int], Mapping[Postsleutel, tuple[int, Verrekenstand]]]:
        known: dict[tuple[int, int], dict[Postsleutel, tuple[int, Verrekenstand]]] = {}
        for _, stappen in self.alle:
            for stap in stappen:
                line = (stap.sleutel.bestand_nummer, stap.sleutel.regel)
                known.setdefault(line, {})[stap.sleutel] = (stap.versie, stap.daarna)
        return known

    @override
    async def add(self, verrekening: Verrekening, regels: Sequence[Mutatie], *, nu: dt.datetime) -> None:
        self.alle.append((verrekening, tuple(regels)))


class FakeWoonplaatsen(Woonplaatsen):
    def __init__(self) -> None:
        self.alle: dict[uuid.UUID, Woonplaats] = {}

    @override
    async def add(self, woonplaats: Woonplaats, *, kenmerk: uuid.UUID, door: str, nu: dt.datetime) -> None:
        self.alle[kenmerk] = woonplaats
