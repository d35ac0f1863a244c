"""What a 323 is judged with, and what is kept of it, in memory."""

import dataclasses
import datetime as dt
import uuid
from collections.abc import Collection, Iterator, Mapping, Sequence

from declaraties.application.beoordelen.ports import (
    Begrenzingen,
    Begrenzingfeit,
    Gegevens,
    Prestaties,
    Referenties,
)
from declaraties.application.beoordelen.queries import Prestatiefilter, Prestatielezing, Prestatievragen
from declaraties.domain.beoordelen.prestatiedelen import Beoordeling
from declaraties.domain.beoordelen.referentie import (
    Begrenzing,
    EerdereDebet,
    EerdereDebetten,
    Referentiegegevens,
    Verbruik,
    Verbruiken,
    als_sleutel,
)
from declaraties.domain.beoordelen.regels.begrenzing import Ruimtegebruik
from declaraties.domain.post.afloop import Afloop
from declaraties.domain.standaard.berichten.declaratie import Bericht323
from declaraties.domain.standaard.berichten.waarden import CREDIT, datum_van, referentie_sleutel
from declaraties.domain.standaard.profielen import DIENSTEN, Soort
from declaraties.domain.toewijzen.kolommen import Contracttarieven, Toewijzing
from declaraties.domain.toewijzen.kolommen import Toewijzingen as Toewijzingkolommen
from declaraties.domain.toewijzen.prijsgeschiedenis import prijzen_per_dag
from declaraties.domain.toewijzen.toewijzing import Toewijzingstand
from risb_kern.lists import Blad
from typing_extensions import override

from tests.fakes.declaraties.post import FakeBestanden, FakeDeelnames
from tests.fakes.declaraties.toewijzen import FakeContractfeiten, FakeToewijzingen


def lezing(beoordeling: Beoordeling, positie: int) -> Prestatielezing:
    """A line as it reads, with the number of its client, and without what its toewijzing says."""
    kolommen = beoordeling.bericht.prestaties
    regel, client = kolommen.regel(positie), int(kolommen.client[positie])
    vorige = regel.product_referentie.vorig_referentie_nummer
    return Prestatielezing(
        regel=positie,
        client=beoordeling.clienten[client],
        bsn=beoordeling.bericht.bsns[client],
        referentie=referentie_sleutel(regel.product_referentie.referentie_nummer),
        vorige=None if vorige is None else referentie_sleutel(vorige),
        toewijzing=regel.toewijzing_nummer,
        categorie=regel.product_categorie,
        code=regel.product_code,
        begin=regel.product_periode.begindatum,
        eind=regel.product_periode.einddatum,
        volume=regel.geleverd_volume,
        eenheid=regel.eenheid,
        tarief=regel.product_tarief,
        bedrag=regel.ingediend_bedrag.bedrag,
        credit=regel.ingediend_bedrag.debet_credit == CREDIT,
        goedgekeurd=bool(beoordeling.oordeel.toegekend[positie]),
        retourcodes=beoordeling.uitkomsten[int(beoordeling.uitkomst[positie])],
        reden_ongeldig=None,
    )


class FakePrestaties(Prestaties):
    def __init__(self) -> None:
        self.alle: dict[int, Beoordeling] = {}

    def lines(self, nummer: int) -> list[Prestatielezing]:
        one = self.alle.get(nummer)
        return [] if one is None else [lezing(one, positie) for positie in range(len(one.bericht.prestaties))]

    def of_aanbieder(self, agb_code: str, wet: str) -> Iterator[tuple[str, Prestatielezing]]:
        """Every line of its messages, with the gemeente."""
        for nummer, one in self.alle.items():
            if (one.bericht.aanbieder, one.bericht.wet) == (agb_code, wet):
                yield from ((one.bericht.gemeente, line) for line in self.lines(nummer))

    @override
    async def add(self, beoordelingen: Mapping[int, Beoordeling]) -> None:
        self.alle |= beoordelingen

    @override
    async def has_open_debet(self, stand: Toewijzingstand) -> bool:
        approved = [
            -1 if line.credit else 1
            for gemeente, line in self.of_aanbieder(stand.agb_code, stand.wet)
            if (gemeente, line.toewijzing) == (stand.gemeente, stand.nummer) and line.goedgekeurd
        ]
        return sum(approved) > 0


class FakeBegrenzingen(Begrenzingen):
    """What was awarded before a ceiling is looked up in the lines, as the real one does."""

    def __init__(self, feiten: FakeContractfeiten, prestaties: FakePrestaties) -> None:
        self._feiten, self._prestaties = feiten, prestaties
        self.alle: dict[uuid.UUID, Begrenzingfeit] = {}
        self.gebruik: dict[tuple[uuid.UUID, int], int] = {}

    @override
    async def lock(self, lijnen: Collection[tuple[str, str]]) -> None:
        """Nobody else is there."""

    @override
    async def list_begrensd(self, agb_codes: Collection[str]) -> Collection[tuple[str, str]]:
        return {(one.agb_code, one.wet) for one in self.alle.values() if one.agb_code in agb_codes}

    @override
    async def save(self, feit: Begrenzingfeit) -> int:
        bekend = self.alle.get(feit.ruimte_id)
        if bekend is None or bekend.versie <= feit.versie:
            self.alle[feit.ruimte_id] = feit
        nieuw = {
            (feit.ruimte_id, nummer): cent
            for nummer in self._prestaties.alle
            if (feit.ruimte_id, nummer) not in self.gebruik and (cent := self._used(feit, nummer)) is not None
        }
        self.gebruik |= nieuw
        return sum(nieuw.values())

    def _used(self, feit: Begrenzingfeit, nummer: int) -> int | None:
        bericht = self._prestaties.alle[nummer].bericht
        if (bericht.aanbieder, bericht.wet) != (feit.agb_code, feit.wet):
            return None
        codes = self._feiten.producten(feit.overeenkomst_id, bericht.gemeente)
        onder = [
            -one.bedrag if one.credit else one.bedrag
            for one in self._prestaties.lines(nummer)
            if one.goedgekeurd
            and one.code in codes
            and feit.van <= one.begin <= self._tot(feit)
            and not self._taken(feit, bericht.gemeente, nummer, one)
        ]
        return sum(onder) if onder else None

    def _tot(self, feit: Begrenzingfeit) -> dt.date:
        return min(feit.tot, self._feiten.einde(feit.overeenkomst_id) or feit.tot)

    def _taken(self, feit: Begrenzingfeit, gemeente: str, nummer: int, regel: Prestatielezing) -> bool:
        return any(
            (ander.agb_code, ander.wet) == (feit.agb_code, feit.wet)
            and ander.ruimte_id != feit.ruimte_id
            and (ander.ruimte_id, nummer) in self.gebruik
            and regel.code in self._feiten.producten(ander.overeenkomst_id, gemeente)
            and ander.van <= regel.begin <= self._tot(ander)
            for ander in self.alle.values()
        )

    @override
    async def add_gebruik(self, gebruik: Mapping[int, Sequence[Ruimtegebruik]]) -> None:
        self.gebruik |= {(one.ruimte_id, n): one.toegekend_cent for n, delen in gebruik.items() for one in delen}

    def of_message(self, bericht: Bericht323) -> tuple[Begrenzing, ...]:
        """The ceilings of its aanbieder and wet."""
        eigen = [one for one in self.alle.values() if (one.agb_code, one.wet) == (bericht.aanbieder, bericht.wet)]
        return tuple(
            Begrenzing(
                ruimte_id=one.ruimte_id,
                overeenkomst_id=one.overeenkomst_id,
                producten=self._feiten.producten(one.overeenkomst_id, bericht.gemeente),
                crisisproducten=frozenset(one.crisisproducten),
                van=one.van,
                tot=self._tot(one),
                bedrag_cent=one.bedrag_cent,
                gebruikt_cent=sum(cent for (van, _), cent in self.gebruik.items() if van == one.ruimte_id),
            )
            for one in sorted(eigen, key=lambda one: (one.van, one.ruimte_id))
        )


class FakeReferenties(Referenties):
    """What the other stores hold, unless a test says outright what is known; taakgerichte agreements are left out."""

    def __init__(
        self,
        bestanden: FakeBestanden,
        deelnames: FakeDeelnames,
        feiten: FakeContractfeiten,
        toewijzingen: FakeToewijzingen,
        prestaties: FakePrestaties,
        begrenzingen: FakeBegrenzingen,
    ) -> None:
        self._begrenzingen = begrenzingen
        self.gegevens: Gegevens | None = None
        self._bestanden, self._deelnames, self._feiten = bestanden, deelnames, feiten
        self._toewijzingen, self._prestaties = toewijzingen, prestaties

    @override
    async def read(self, berichten: Sequence[Bericht323]) -> Sequence[Gegevens]:
        return [self._read(one) for one in berichten]

    def _read(self, bericht: Bericht323) -> Gegevens:
        if self.gegevens is not None:
            return self.gegevens
        eerder = list(self._prestaties.of_aanbieder(bericht.aanbieder, bericht.wet))
        aflopen = list(self._counted(bericht))
        referentie = Referentiegegevens(
            toewijzingen=Toewijzingkolommen.van(self._assigned(bericht)),
            prijzen=Contracttarieven.van_rijen(prijzen_per_dag(self._feiten.prijsversies(bericht.aanbieder))),
            gemeentecodes=self._region(bericht),
            identificaties=frozenset(one.identificatie for _, one in aflopen if one.identificatie),
            declaratienummers=frozenset(one.declaratienummer for _, one in aflopen if one.declaratienummer),
            referentienummers=frozenset(line.referentie for _, line in eerder),
            eerdere=EerdereDebetten.van(_debets(eerder)),
            verbruik=Verbruiken.van(_use(eerder, bericht.gemeente)),
            begrenzingen=self._begrenzingen.of_message(bericht),
            laatste_periode=max(
                (one.periode for waar, one in aflopen if waar == bericht.gemeente and one.periode), default=None
            ),
        )
        afspraken = self._feiten.afspraken(bericht.aanbieder)
        return Gegevens(referentie=referentie, overeenkomsten=afspraken, redenen=self._reasons(bericht))

    def _counted(self, bericht: Bericht323) -> Iterator[tuple[str, Afloop]]:
        """Of each 323 of the aanbieder that counts its gemeente and its end."""
        for nummer, afloop in self._bestanden.aflopen.items():
            kop = self._bestanden.alle[nummer].kop
            if afloop.telt and (kop.afzender, kop.wet, kop.soort) == (
                bericht.aanbieder,
                bericht.wet,
                Soort.DECLARATIE,
            ):
                yield kop.gemeente, afloop

    def _assigned(self, bericht: Bericht323) -> list[Toewijzing]:
        return [
            Toewijzing(
                wet=one.wet,
                gemeente=one.gemeente,
                aanbieder=one.agb_code,
                nummer=one.nummer,
                clientsleutel=als_sleutel(one.client),
                categorie=one.categorie,
                code=one.code,
                eenheid=one.eenheid,
                volume=one.volume,
                frequentie=one.frequentie,
                budget=one.budget_cent,
                ingangsdatum=one.ingangsdatum,
                einddatum=one.einddatum,
                verwijderd=one.verwijderd,
                geldig=gevolg.geldig or one.verwijderd,
            )
            for one, gevolg in self._toewijzingen.alle.values()
            if _of_message(one, bericht)
        ]

    def _reasons(self, bericht: Bericht323) -> dict[int, str]:
        return {
            one.nummer: gevolg.reden_ongeldig
            for one, gevolg in self._toewijzingen.alle.values()
            if _of_message(one, bericht) and not gevolg.geldig and gevolg.reden_ongeldig is not None
        }

    def _region(self, bericht: Bericht323) -> dict[str, dt.date]:
        oudste = min(datum_van(int(bericht.prestaties.begin.min())), bericht.declaratie_periode.begindatum)
        eerste: dict[str, dt.date] = {}
        for one in self._deelnames.alle:
            if one.dienst in DIENSTEN[bericht.wet] and (one.tot or dt.date.max) >= oudste:
                eerste[one.gemeente] = min(one.van, eerste.get(one.gemeente, one.van))
        return eerste


def _of_message(stand: Toewijzingstand, bericht: Bericht323) -> bool:
    return (stand.agb_code, stand.wet, stand.gemeente) == (bericht.aanbieder, bericht.wet, bericht.gemeente)


def _debets(eerder: Sequence[tuple[str, Prestatielezing]]) -> list[EerdereDebet]:
    terug = {line.vorige for _, line in eerder if line.credit and line.goedgekeurd}
    return [
        EerdereDebet(
            gemeente=gemeente,
            clientsleutel=als_sleutel(line.client),
            referentie=line.referentie,
            toewijzing=line.toewijzing,
            categorie=line.categorie,
            code=line.code,
            begin=line.begin,
            eind=line.eind,
            volume=line.volume,
            eenheid=line.eenheid,
            tarief=line.tarief,
            bedrag=line.bedrag,
            gecrediteerd=line.referentie in terug,
        )
        for gemeente, line in eerder
        if line.goedgekeurd and not line.credit
    ]


def _use(eerder: Sequence[tuple[str, Prestatielezing]], gemeente: str) -> list[Verbruik]:
    return [
        Verbruik(
            toewijzing=line.toewijzing,
            eenheid=line.eenheid,
            volume=-line.volume if line.credit else line.volume,
            cent=-line.bedrag if line.credit else line.bedrag,
        )
        for waar, line in eerder
        if waar == gemeente and line.goedgekeurd
    ]


class FakePrestatievragen(Prestatievragen):
    def __init__(self, prestaties: FakePrestaties, toewijzingen: FakeToewijzingen) -> None:
        self._prestaties, self._toewijzingen = prestaties, toewijzingen

    @override
    async def list(self, nummer: int, filters: Prestatiefilter, blad: Blad) -> Sequence[Prestatielezing]:
        after = -1 if blad.na is None else blad.na[0]
        found = [
            dataclasses.replace(
                line, bsn=line.bsn if filters.met_bsn else None, reden_ongeldig=self._reason(nummer, line)
            )
            for line in self._prestaties.lines(nummer)
            if line.regel > after and filters.goedgekeurd in {None, line.goedgekeurd}
        ]
        return found[: blad.take]

    def _reason(self, nummer: int, line: Prestatielezing) -> str | None:
        bericht = self._prestaties.alle[nummer].bericht
        known = self._toewijzingen.alle.get((bericht.gemeente, bericht.wet, line.toewijzing))
        if known is None or (known[0].agb_code, known[0].client) != (bericht.aanbieder, line.client):
            return None
        return known[1].reden_ongeldig

    @override
    async def list_afgekeurde_clienten(self, nummer: int) -> Sequence[bytes]:
        return sorted({line.client for line in self._prestaties.lines(nummer) if not line.goedgekeurd})
