"""Both judges on the same 301s, 305s and 307s, over histories that build up. `make orakel` runs this too.

What is compared: the retour, value for value and code for code; the rules that were found and where; what stands of
each toewijzing; how delivery stands with its remarks. ORAKEL_BERICHTEN (10,000 and more) and ORAKEL_ZAAD say how much.
"""

import asyncio
import copy
import dataclasses
import datetime as dt
import os
import sys
import time
from collections import Counter
from dataclasses import dataclass, field

import pytest
from declaraties.adapters.standaard.xml.lezen import read_bericht
from declaraties.adapters.standaard.xml.schrijven import write_retour
from declaraties.application.post.bestanden_verwerken import Verwerkt
from declaraties.application.regie import handelingen as regie
from declaraties.application.regie.queries import Leveringfilter
from declaraties.domain.post.bestand import Berichtkop, Bestand, Bron
from declaraties.domain.standaard.berichten.heen import Heenbericht
from declaraties.domain.standaard.berichten.levering import Bericht305, Bericht307
from declaraties.domain.standaard.berichten.retour import Retour302
from declaraties.domain.standaard.berichten.toewijzing import Bericht301
from declaraties.domain.standaard.profielen import Soort, Wet
from declaraties.domain.toewijzen.toewijzing import Toewijzingstand
from risb_kern.lists import Bereik, Blad
from typing_extensions import override

from tests.builders.handelingen import handeling, ontvangst
from tests.fakes.declaraties.beoordelen import FakePrestaties
from tests.fakes.declaraties.post import Deelname
from tests.fakes.declaraties.toewijzen import pseudonym
from tests.fakes.declaraties.uow import FakeUow
from tests.unit.declaraties.officieel import officieel_schema, valide
from tests.unit.declaraties.regie.orakel.berichten import GEMEENTEN, VANDAAG, Berichtmaker, retour_302
from tests.unit.declaraties.regie.orakel.rechter import (
    CODES,
    Boek,
    Uitspraak,
    lees_retour,
    levering,
    oordeel_over,
)
from tests.unit.declaraties.regie.orakel.tekst import RETOUR_VAN, Knoop, lees, schrijf

REGELS = sorted(
    {
        *CODES, "CS002", "TR002", "TR134", "CS139", "TR101", "CS058", "TR018", "CS318", "CS050", "CD007", "TR061",
        "TR006", "CD025", "CD034", "CS089", "CD005", "CD009", "CS003", "CD079", "CD041", "CD077", "CD080", "CD075",
        "CD076", "CS338", "CS335", "CS336", "TR302",
    }
)  # fmt: skip
OPMERKINGEN = ("TR019", "TR326", "TR382")
BERICHTEN_PER_VERHAAL = 60


class _Betaald(FakePrestaties):
    """Approved lines stand on the toewijzingen that the judge was told of."""

    def __init__(self, boek: Boek) -> None:
        super().__init__()
        self._boek = boek

    @override
    async def has_open_debet(self, stand: Toewijzingstand) -> bool:
        return (stand.gemeente, stand.wet.value, str(stand.nummer)) in self._boek.betaald


@dataclass(kw_only=True)
class Telling:
    """What was compared, and what came out."""

    berichten: int = 0
    soorten: Counter[str] = field(default_factory=Counter)
    regels: Counter[str] = field(default_factory=Counter)
    retourcodes: Counter[str] = field(default_factory=Counter)
    opmerkingen: Counter[str] = field(default_factory=Counter)
    onder_schema: int = 0
    verschillen: list[str] = field(default_factory=list)

    def gemist(self, nodig: int) -> list[str]:
        """Rules and remarks that came up too seldom."""
        return [regel for regel in REGELS if self.regels[regel] < nodig] + [
            f"{regel} als opmerking" for regel in OPMERKINGEN if self.opmerkingen[regel] < nodig
        ]


def proef(berichten: int, zaad: str, *, schema: bool = False) -> Telling:
    """Stories until so many messages are compared, or until the first disagreement; with `schema` retours are held under the official one."""
    telling = Telling()
    verhaal = 0
    while telling.berichten < berichten and not telling.verschillen:
        asyncio.run(Verhaal(f"{zaad}/{verhaal}", telling, schema=schema).speel())
        verhaal += 1
    return telling


class Verhaal:
    """One aanbieder and its gemeenten over some weeks of messages."""

    def __init__(self, zaad: str, telling: Telling, *, schema: bool) -> None:
        self._zaad, self._telling, self._schema = zaad, telling, schema
        self._maker = Berichtmaker(zaad)
        self._boek = Boek(deelnames=dict.fromkeys(GEMEENTEN, "2020-01-01"), vandaag=VANDAAG)
        self._uow = FakeUow()
        self._uow.prestaties = _Betaald(self._boek)
        self._uow.deelnames.alle += [
            Deelname(gemeente=gemeente, dienst=self._maker.wet, van=dt.date(2020, 1, 1)) for gemeente in GEMEENTEN
        ]

    async def speel(self) -> None:
        """Message after message until the judges disagree; of some toewijzingen care is paid in between."""
        for nummer in range(BERICHTEN_PER_VERHAAL):
            if self._telling.verschillen:
                return
            soort, bericht = self._maker.bericht()
            await self._vergelijk(f"{self._zaad} nr {nummer}", soort, schrijf(self._maker.wet, soort, bericht))
            if self._boek.toewijzingen and self._maker.r.random() < 0.15:
                self._boek.betaald.add(self._maker.r.choice(sorted(self._boek.toewijzingen)))

    async def _vergelijk(self, naam: str, soort: str, data: bytes) -> None:
        wet, _, bericht = lees(data)
        plat = oordeel_over(self._boek, wet, soort, bericht)
        bestand, verwerkt, antwoord = await self._verwerk(soort, data)
        self._tel(soort, plat, antwoord)
        gevonden = {(one.regel, one.klasse, plaats) for one in verwerkt.afloop.bevindingen for plaats in one.posities}
        _, nummer, retour = lees(antwoord)
        self._gelijk(naam, gevonden, plat.breuken, "regels")
        self._gelijk(naam, lees_retour(nummer, retour), plat.retour, "retour")
        self._gelijk(naam, verwerkt.afloop.reden is not None, plat.oud, "niet overgenomen")
        self._gelijk(naam, self._stand_van_toewijzingen(), self._plat_van_toewijzingen(), "toewijzingen")
        await self._vergelijk_levering(naam, bestand)
        if soort == "301" and not plat.breuken and self._maker.r.random() < 0.3:
            await self._beantwoord(naam, bestand, bericht)

    async def _beantwoord(self, naam: str, bestand: Bestand, bericht: Knoop) -> None:
        """The aanbieder answers this 301, as if it were ours, twice; and one that nobody sent."""
        codes = self._maker.r.choice([[], ["0001"], ["9056"], ["8848", "9056"]])
        ons = dataclasses.replace(self._uow.bestanden.ontvangsten[bestand.nummer], bron=Bron.BUREAU)
        self._uow.bestanden.ontvangsten[bestand.nummer] = ons
        onbekend = copy.deepcopy(bericht)
        for knoop in onbekend.loop():
            knoop.tekst = "NIET VAN ONS" if knoop.naam == "Identificatie" else knoop.tekst
        for heen, fouten in ((bericht, []), (bericht, ["al-beantwoord"]), (onbekend, ["heenbericht-onbekend"])):
            data = retour_302(heen, self._maker.wet, codes)
            gelezen, eigen = await self._neem_aan("302", data)
            assert isinstance(gelezen, Retour302)
            verwerkt = await regie.retour_opnemen(self._uow, handeling(), eigen, gelezen, pseudonym=pseudonym)
            self._gelijk(naam, [one.code for one in verwerkt.afloop.leesfouten], fouten, "302")
            self._telling.soorten[f"{self._maker.wet}302"] += 1
        self._gelijk(naam, self._uow.retouren.alle[bestand.nummer][1], "+".join(codes), "302")

    async def _neem_aan(self, soort: str, data: bytes) -> tuple[Heenbericht, Bestand]:
        gelezen = read_bericht(data)
        header = gelezen.header
        kop = Berichtkop(wet=gelezen.wet, soort=Soort(soort), afzender=header.afzender, ontvanger=header.ontvanger)
        eigen = f"{len(self._uow.bestanden.alle)}".encode() + data
        bestand, _ = await self._uow.bestanden.add(ontvangst(Soort(soort), inhoud=eigen, kop=kop))
        return gelezen, bestand

    async def _verwerk(self, soort: str, data: bytes) -> tuple[Bestand, Verwerkt, bytes]:
        gelezen, bestand = await self._neem_aan(soort, data)
        assert isinstance(gelezen, Bericht301 | Bericht305 | Bericht307)
        verwerkt = await regie.bericht_beantwoorden(
            self._uow, handeling(), bestand, gelezen, write=write_retour, pseudonym=pseudonym
        )
        return bestand, verwerkt, await self._uow.antwoorden.find(bestand.nummer) or b""

    def _tel(self, soort: str, plat: Uitspraak, antwoord: bytes) -> None:
        telling, retour = self._telling, RETOUR_VAN[soort]
        telling.berichten += 1
        telling.soorten[f"{self._maker.wet}{soort}"] += 1
        telling.regels.update({regel for regel, _, _ in plat.breuken})
        codes, client = plat.retour[2], plat.retour[3]
        assert isinstance(codes, list)
        telling.retourcodes.update(codes)
        if isinstance(client, tuple):
            telling.retourcodes.update(code for _, eigen in client[1] for code in eigen)
        if self._schema:
            telling.onder_schema += 1
            self._gelijk(antwoord.decode(), valide(officieel_schema(self._maker.wet, retour), antwoord), True, "schema")

    def _gelijk(self, naam: str, een: object, ander: object, wat: str) -> None:
        if een != ander:
            self._telling.verschillen.append(f"{naam}, {wat}: {een} / {ander}")

    def _stand_van_toewijzingen(self) -> dict[tuple[str, str, str], tuple[object, ...]]:
        return {
            (gemeente, wet.value, str(nummer)): (
                stand.agb_code, stand.client, stand.categorie, stand.code, _tekst(stand.volume), stand.eenheid,
                stand.frequentie, _tekst(stand.budget_cent), _tekst(stand.ingangsdatum), _tekst(stand.einddatum),
                stand.verwijderd,
            )
            for (gemeente, wet, nummer), (stand, _) in self._uow.toewijzingen.alle.items()
        }  # fmt: skip

    def _plat_van_toewijzingen(self) -> dict[tuple[str, str, str], tuple[object, ...]]:
        return {
            plek: (
                wie[2], pseudonym(wie[3]), p.waarde("Product", "Categorie"), p.waarde("Product", "Code"),
                p.waarde("Omvang", "Volume"), p.waarde("Omvang", "Eenheid"), p.waarde("Omvang", "Frequentie"),
                p.waarde("Budget"), p.waarde("Ingangsdatum"), p.waarde("Einddatum"),
                p.waarde("RedenWijziging") == "13",
            )
            for plek, (p, wie) in self._boek.toewijzingen.items()
        }  # fmt: skip

    async def _vergelijk_levering(self, naam: str, bestand: Bestand) -> None:
        if bestand.kop.soort is Soort.TOEWIJZING:
            return
        gelezen = await self._uow.leveringvragen.list(Bereik(alles=True), Leveringfilter(), Blad(limiet=1000))
        ons = {
            (one.gemeente, one.agb_code, one.client, _tekst(one.toewijzing_nummer)): (
                one.status,
                _tekst(one.begindatum),
                sorted(one.opmerkingen),
            )
            for one in gelezen
        }
        verteld = {(wie, product.waarde("ToewijzingNummer")) for wie, product in self._boek.gemeld}
        plat = {
            (wie[0], wie[2], pseudonym(wie[3]), nummer): levering(self._boek, wie, nummer) for wie, nummer in verteld
        }
        self._telling.opmerkingen.update(regel for _, _, regels in plat.values() for regel in regels)
        self._gelijk(naam, ons, plat, "levering")


def _tekst(waarde: object) -> str | None:
    return None if waarde is None else str(waarde)


def verslag(telling: Telling, nodig: int) -> list[str]:
    """Lines that tell how the comparison ended; what came up too seldom is named last."""
    gemist = telling.gemist(nodig)
    return [
        f"{telling.berichten} berichten: "
        + ", ".join(f"{soort} {keer}" for soort, keer in sorted(telling.soorten.items())),
        f"elk met zijn retour (302, 306, 308), {telling.onder_schema} daarvan onder het officiele schema",
        f"verschillen: {len(telling.verschillen)}",
        *telling.verschillen[:5],
        "  regels: " + ", ".join(f"{regel} {telling.regels[regel]}" for regel in REGELS),
        "  retourcodes: " + ", ".join(f"{code} {keer}" for code, keer in sorted(telling.retourcodes.items())),
        "  opmerkingen: " + ", ".join(f"{regel} {keer}" for regel, keer in sorted(telling.opmerkingen.items())),
        *([f"minder dan {nodig} keer geraakt: {', '.join(gemist)}"] if gemist else []),
    ]


def main() -> int:
    """Print the comparison; 1 when the judges disagree anywhere or a rule was hit too seldom."""
    aantal, zaad = int(os.environ.get("ORAKEL_BERICHTEN", "12000")), os.environ.get("ORAKEL_ZAAD", "2025")
    nodig = max(1, min(10, aantal // 1_200))
    try:
        officieel_schema(Wet.JW, "302")
        schema = True
    except pytest.skip.Exception:
        schema = False
    begin = time.monotonic()
    telling = proef(aantal, zaad, schema=schema)
    kop = f"berichten om het geld heen: zaad {zaad}, {time.monotonic() - begin:.0f} s"
    sys.stdout.write("\n".join([kop, *verslag(telling, nodig)]) + "\n")
    return 1 if telling.verschillen or telling.gemist(nodig) else 0


if __name__ == "__main__":
    sys.exit(main())
