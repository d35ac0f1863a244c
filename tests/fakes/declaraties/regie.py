"""Starts, stops and retours in memory."""

import uuid
from collections import defaultdict
from collections.abc import Collection, Iterable, Sequence

from declaraties.application.regie.ports import Heenbestand, Leveringen, Leveringregel, Retouren
from declaraties.application.regie.queries import Leveringfilter, Leveringlezing, Leveringvragen
from declaraties.domain.post.bestand import Bestand, Bron
from declaraties.domain.regie.leveringstand import Melding, leveringstand
from declaraties.domain.standaard.profielen import Soort, Wet
from risb_kern.lists import Bereik, Blad
from typing_extensions import override

from tests.fakes.declaraties.post import FakeBestanden
from tests.fakes.declaraties.toewijzen import FakeToewijzingen

Leveringplaats = tuple[str, Wet, int | None, str, bytes]


class FakeLeveringen(Leveringen):
    def __init__(self) -> None:
        self.alle: list[Leveringregel] = []

    @override
    async def list_of_client(
        self, bestand: Bestand, client: bytes, toewijzingen: Collection[int | None]
    ) -> Sequence[tuple[int | None, Melding]]:
        kop = bestand.kop
        parties = (kop.gemeente, kop.wet, kop.agb_code, client)
        told = [
            one
            for (gemeente, wet, nummer, agb_code, who), regels in self.per_toewijzing().items()
            if (gemeente, wet, agb_code, who) == parties and nummer in toewijzingen
            for one in regels
        ]
        return [(one.toewijzing, one.melding) for one in told]

    @override
    async def add(self, regels: Iterable[Leveringregel]) -> None:
        self.alle += regels

    def per_toewijzing(self) -> dict[Leveringplaats, list[Leveringregel]]:
        """What was told about each toewijzing."""
        told: dict[Leveringplaats, list[Leveringregel]] = defaultdict(list)
        for one in self.alle:
            kop = one.bestand.kop
            told[kop.gemeente, kop.wet, one.toewijzing, kop.agb_code, one.client].append(one)
        return told


class FakeLeveringvragen(Leveringvragen):
    def __init__(self, leveringen: FakeLeveringen, toewijzingen: FakeToewijzingen) -> None:
        self._leveringen = leveringen
        self._toewijzingen = toewijzingen

    @override
    async def list(self, bereik: Bereik, filters: Leveringfilter, blad: Blad) -> Sequence[Leveringlezing]:
        def asked(one: Leveringlezing) -> bool:
            return (
                bereik.ziet(agb_code=one.agb_code, gemeenten=[one.gemeente])
                and filters.gemeente in {None, one.gemeente}
                and filters.wet in {None, one.wet}
                and filters.toewijzing_nummer in {None, one.toewijzing_nummer}
                and (blad.na is None or one.sleutel > blad.na[0])
            )

        alle = [self._lezing(plaats, regels) for plaats, regels in self._leveringen.per_toewijzing().items()]
        return sorted(filter(asked, alle), key=lambda one: one.sleutel)[: blad.take]

    def _lezing(self, plaats: Leveringplaats, regels: Sequence[Leveringregel]) -> Leveringlezing:
        gemeente, wet, nummer, agb_code, client = plaats
        stand = leveringstand(one.melding for one in regels)
        unknown = nummer is not None and not self._is_known(gemeente, wet, nummer, agb_code, client)
        return Leveringlezing(
            gemeente=gemeente,
            wet=wet.value,
            toewijzing_nummer=nummer,
            agb_code=agb_code,
            client=client,
            status=stand.status.value,
            begindatum=stand.begindatum,
            einddatum=stand.einddatum,
            reden_beeindiging=stand.reden,
            opmerkingen=("TR019", *stand.opmerkingen) if unknown else stand.opmerkingen,
            gemeld_op=max(one.bestand.ontvangen_op for one in regels),
        )

    def _is_known(self, gemeente: str, wet: Wet, nummer: int, agb_code: str, client: bytes) -> bool:
        found = self._toewijzingen.alle.get((gemeente, wet, nummer))
        return found is not None and (found[0].agb_code, found[0].client) == (agb_code, client)


class FakeRetouren(Retouren):
    def __init__(self, bestanden: FakeBestanden) -> None:
        self.alle: dict[int, tuple[int, str]] = {}
        self._bestanden = bestanden

    @override
    async def find_heenbestand(self, bestand: Bestand, identificatie: str) -> Heenbestand | None:
        def answered_by(one: Bestand) -> bool:
            here, there = one.kop, bestand.kop
            ours = here.soort is Soort.TOEWIJZING and self._bestanden.ontvangsten[one.nummer].bron is Bron.BUREAU
            same = (here.wet, here.gemeente, here.agb_code) == (there.wet, there.gemeente, there.agb_code)
            return ours and same and self._bestanden.aflopen[one.nummer].identificatie == identificatie

        sent = [
            one.nummer
            for one in self._bestanden.alle.values()
            if one.nummer in self._bestanden.aflopen and answered_by(one)
        ]
        return Heenbestand(nummer=sent[0], beantwoord=sent[0] in self.alle) if sent else None

    @override
    async def add(self, nummer: int, heen_nummer: int, retourcodes: Sequence[str]) -> None:
        self.alle[heen_nummer] = (nummer, "+".join(retourcodes))

    @override
    async def find(self, nummer: int) -> tuple[uuid.UUID, str] | None:
        found = self.alle.get(nummer)
        return None if found is None else (self._bestanden.alle[found[0]].id, found[1])
