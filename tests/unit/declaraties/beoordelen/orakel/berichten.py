"""Random 323 messages on a world: right lines, credits, corrections, resubmissions and every kind of fault."""

import dataclasses
import datetime as dt
from collections.abc import Iterator
from typing import Any

from declaraties.domain.standaard.berichten.declaratie import Bericht323, Prestatie
from declaraties.domain.standaard.berichten.waarden import (
    BedragMetDC,
    BerichtIdentificatie,
    GeslotenPeriode,
    Referentie,
)
from declaraties.domain.toewijzen.kolommen import Contracttarief, Toewijzing

from tests.unit.declaraties.beoordelen.orakel.omvang import hele_toewijzing, per_regel
from tests.unit.declaraties.beoordelen.orakel.orakel import EENHEDEN, Boekregel, Wereld
from tests.unit.declaraties.beoordelen.orakel.technisch import kaal, slot
from tests.unit.declaraties.beoordelen.orakel.wereld import (
    GEMEENTEN,
    PERSONEN,
    PRODUCTEN,
    Toeval,
    Wereldmaker,
    laatste_dag,
    maand_na,
)
from tests.unit.declaraties.bouwers import AANBIEDER, clientsleutel, declaratie

VAN_SLEUTEL = {clientsleutel(bsn): bsn for bsn in PERSONEN}
HOOGSTE = 99_999_999
GEWONE_REGELS = 170
Lijn = tuple[str, Prestatie]


class Berichtmaker:
    """Writes the messages of one scenario, each on the world as the answers before it left it."""

    def __init__(self, toeval: Toeval, maker: Wereldmaker, wereld: Wereld) -> None:
        self.toeval, self.wet, self.start, self.wereld = toeval, maker.wet, maker.start, wereld
        self.teller = 0
        self._tarieven: dict[tuple[str, str, str], list[Contracttarief]] = {}
        for prijs in wereld.prijzen:
            self._tarieven.setdefault((prijs.gemeente, prijs.productcode, prijs.eenheid), []).append(prijs)

    def bericht(self, maand: dt.date, gemeente: str, regels: int = GEWONE_REGELS) -> Bericht323:
        """One message over a month, with the right form and, here and there, wrong content."""
        getekend = laatste_dag(maand) + dt.timedelta(days=self.toeval.een((0, 6, 40)))
        lijnen = [*self._credits(regels), *(self._regel(maand, gemeente) for _ in range(regels))]
        lijnen += self._herkansingen(gemeente)
        self.toeval.r.shuffle(lijnen)
        self.teller += 1
        return declaratie(
            *self._per_client(lijnen, getekend).items(),
            wet=self.wet,
            ontvanger=gemeente,
            bericht_identificatie=BerichtIdentificatie(identificatie=f"B{self.teller}", dagtekening=getekend),
            declaratie_nummer=f"D{self.teller}",
            declaratie_periode=GeslotenPeriode(begindatum=maand, einddatum=laatste_dag(maand)),
            declaratie_dagtekening=getekend,
        )

    def klein(self, maand: dt.date, gemeente: str) -> Bericht323:
        """A few right lines."""
        while True:
            bericht = self.bericht(maand, gemeente, self.toeval.r.randint(1, 3))
            if len(bericht.bsns):
                return bericht

    def _per_client(self, lijnen: list[Lijn], getekend: dt.date) -> dict[str, list[Prestatie]]:
        """By client, without what would break level 2."""
        clienten: dict[str, list[Prestatie]] = {}
        slots, nummers, vorigen = set(), set(), set()
        eigen = {kaal(regel.product_referentie.referentie_nummer) for _, regel in lijnen}
        for bsn, regel in lijnen:
            verwijzing, teken = regel.product_referentie, regel.ingediend_bedrag.debet_credit
            vorige = kaal(verwijzing.vorig_referentie_nummer)
            sleutel, nummer = (bsn, slot(regel)), (bsn, kaal(verwijzing.referentie_nummer))
            fout = (
                regel.product_periode.einddatum > getekend
                or nummer in nummers
                or (teken == "D" and sleutel in slots)
                or (vorige is not None and (vorige in vorigen or vorige in eigen))
            )
            if not fout:
                nummers.add(nummer)
                vorigen |= {vorige} if vorige is not None else set()
                slots |= {sleutel} if teken == "D" else set()
                clienten.setdefault(bsn, []).append(regel)
        return clienten or {PERSONEN[0]: [self._regel(self.start, GEMEENTEN[0])[1]]}

    # --- one line

    def _nieuwe_referentie(self) -> str:
        self.teller += 1
        return f"R{self.teller}"

    def _referentie(self) -> str:
        """New, as it ought to be; sometimes used before, sometimes with blanks that do not count."""
        t = self.toeval
        if t.kans(0.02):
            return f"R{max(1, self.teller - t.r.randrange(400))}"
        return t.een(("", "", "", "", " ")) + self._nieuwe_referentie() + t.een(("", "", "", "\n"))

    def _regel(self, maand: dt.date, gemeente: str) -> Lijn:
        t = self.toeval
        toewijzing = self._open_toewijzing(gemeente)
        wie, nummer = VAN_SLEUTEL[toewijzing.clientsleutel], toewijzing.nummer
        if t.kans(0.02):
            nummer = t.een((777_777, 100 + t.r.randrange(130)))
        if t.kans(0.02):
            wie = PERSONEN[-1 - t.r.randrange(10)]
        categorie, code = self._product(toewijzing)
        eenheid = self._eenheid(toewijzing)
        periode = self._periode(toewijzing, t.een((maand, maand, maand, maand_na(maand, -1), maand_na(maand, -2))))
        if t.kans(0.02):
            periode = self._periode(toewijzing, maand_na(maand, 1))
        regel = Prestatie(
            product_referentie=Referentie(referentie_nummer=self._referentie()),
            toewijzing_nummer=nummer,
            product_categorie=categorie,
            product_code=code,
            product_periode=periode,
            geleverd_volume=self._volume(toewijzing, periode, eenheid),
            eenheid=eenheid,
            ingediend_bedrag=BedragMetDC(bedrag=0, debet_credit="D"),
        )
        return wie, self._met_bedrag(regel, gemeente)

    def _open_toewijzing(self, gemeente: str) -> Toewijzing:
        while True:
            toewijzing = self.toeval.een(self.wereld.toewijzingen)
            eigen = (toewijzing.aanbieder, toewijzing.wet) == (AANBIEDER, self.wet)
            if eigen and (toewijzing.gemeente == gemeente or self.toeval.kans(0.02)):
                return toewijzing

    def _product(self, toewijzing: Toewijzing) -> tuple[str, str]:
        t = self.toeval
        lijst = PRODUCTEN[self.wet]
        past = [p for p in lijst if toewijzing.code in {None, p[1]} and toewijzing.categorie in {None, p[0]}]
        categorie, code = t.een(past or lijst)
        categorie = t.een(lijst)[0] if t.kans(0.03) else categorie
        return categorie, t.een(lijst)[1] if t.kans(0.03) else code

    def _eenheid(self, toewijzing: Toewijzing) -> str:
        t = self.toeval
        if t.kans(0.03):
            return t.een(EENHEDEN)
        if toewijzing.eenheid == "04" and t.kans(0.4):
            return "01"
        return toewijzing.eenheid or t.een(EENHEDEN)

    def _periode(self, toewijzing: Toewijzing, maand: dt.date) -> GeslotenPeriode:
        """The month as far as the toewijzing covers it; sometimes a day off."""
        t = self.toeval
        begin, eind = maand, laatste_dag(maand)
        if begin <= toewijzing.ingangsdatum <= eind:
            begin = toewijzing.ingangsdatum
        if toewijzing.einddatum and maand <= toewijzing.einddatum <= eind:
            eind = toewijzing.einddatum
        if t.kans(0.03):
            begin = t.dag_in(maand)
        if t.kans(0.03):
            eind = t.dag_in(maand)
        return GeslotenPeriode(begindatum=min(begin, eind), einddatum=max(begin, eind))

    def _volume(self, toewijzing: Toewijzing, periode: GeslotenPeriode, eenheid: str) -> int:
        """Around what the toewijzing allows, now and then just above it."""
        t = self.toeval
        grens = per_regel(toewijzing, periode.begindatum, periode.einddatum, self.wet)
        if grens is None:
            return t.een((0, 1, 2, 59, 61)) if eenheid != "83" else t.een((0, 99, 100, 5_000))
        if t.kans(0.05):
            grens = hele_toewijzing(toewijzing, periode.einddatum) or 0
        grens *= 60 if (toewijzing.eenheid, eenheid) == ("04", "01") else 1
        return max(0, t.een((grens // 2, grens - 1, grens, grens, grens + t.kans(0.3))))

    def _met_bedrag(self, regel: Prestatie, gemeente: str) -> Prestatie:
        t = self.toeval
        tarief = self._tarief(gemeente, regel, regel.eenheid)
        uur = self._tarief(gemeente, regel, "04") if regel.eenheid == "01" and tarief is None else None
        tarief = tarief if tarief is not None else t.een((5000, 83))
        bedrag = regel.geleverd_volume * tarief
        if uur is not None:
            tarief, bedrag = (uur + 30) // 60, (uur * regel.geleverd_volume + 30) // 60
        if regel.eenheid == "83":
            cent = min(regel.geleverd_volume, HOOGSTE)
            return _vervang(regel, geleverd_volume=cent, ingediend_bedrag=BedragMetDC(bedrag=cent, debet_credit="D"))
        tarief += t.kans(0.02)
        bedrag += t.kans(0.02)
        goed = BedragMetDC(bedrag=min(bedrag, HOOGSTE), debet_credit="D")
        return _vervang(regel, product_tarief=tarief, ingediend_bedrag=goed)

    def _tarief(self, gemeente: str, regel: Prestatie, eenheid: str) -> int | None:
        """The newest price that has started and not ended."""
        dag = regel.product_periode.begindatum
        alle = self._tarieven.get((gemeente, regel.product_code, eenheid), [])
        begonnen = [prijs for prijs in alle if prijs.geldig_van <= dag]
        nieuwste = max(begonnen, key=lambda prijs: prijs.geldig_van, default=None)
        return nieuwste.tarief if nieuwste and (nieuwste.geldig_tot or dag) >= dag else None

    # --- lines that follow from earlier ones

    def _credits(self, regels: int) -> Iterator[Lijn]:
        """Debets taken back, nearly all in the right way, half of them with a corrected debet beside it."""
        t = self.toeval
        debetten = [een for een in self.wereld.boek if not een.is_credit and (een.goed or t.kans(0.05))]
        for debet in t.r.sample(debetten, min(len(debetten), regels // 10)):
            bsn = VAN_SLEUTEL[debet.client] if not t.kans(0.04) else t.een(PERSONEN)
            if debet.regel.ingediend_bedrag.bedrag:
                yield bsn, self._terug(debet)
            if t.kans(0.5):
                nieuw = Referentie(referentie_nummer=self._nieuwe_referentie())
                yield VAN_SLEUTEL[debet.client], self._met_bedrag(self._kleiner(debet.regel, nieuw), debet.gemeente)

    def _kleiner(self, regel: Prestatie, nieuw: Referentie) -> Prestatie:
        volume = max(0, regel.geleverd_volume - self.toeval.r.randrange(3))
        return _vervang(regel, product_referentie=nieuw, geleverd_volume=volume, product_tarief=None)

    def _terug(self, debet: Boekregel) -> Prestatie:
        t, regel = self.toeval, debet.regel
        vorige = f"X{self.teller}" if t.kans(0.03) else kaal(regel.product_referentie.referentie_nummer)
        anders: dict[str, Any] = t.een(
            (
                {"geleverd_volume": regel.geleverd_volume + 1},
                {"product_code": "ZZ"},
                {"toewijzing_nummer": self._andere_toewijzing(debet)},
                {"product_tarief": (regel.product_tarief or 0) + 1}
                if regel.eenheid != "83"
                else {"product_code": "ZZ"},
            )
        )
        if regel.eenheid == "83":
            anders.pop("geleverd_volume", None)
        nummer = Referentie(referentie_nummer=self._referentie(), vorig_referentie_nummer=f"{vorige}{t.een(('', ' '))}")
        terug = BedragMetDC(bedrag=regel.ingediend_bedrag.bedrag, debet_credit="C")
        return _vervang(regel, product_referentie=nummer, ingediend_bedrag=terug, **(anders if t.kans(0.06) else {}))

    def _andere_toewijzing(self, debet: Boekregel) -> int:
        """Another number, if there is one then of the same client."""
        eigen = [
            t.nummer
            for t in self.wereld.toewijzingen
            if (t.clientsleutel, t.gemeente) == (debet.client, debet.gemeente)
        ]
        andere = [nummer for nummer in eigen if nummer != debet.regel.toewijzing_nummer]
        return self.toeval.een(andere or [debet.regel.toewijzing_nummer + 1])

    def _herkansingen(self, gemeente: str) -> Iterator[Lijn]:
        """Rejected lines again under a new number; and lines that were approved already, without credit."""
        t = self.toeval
        hier = [een for een in self.wereld.boek if een.gemeente == gemeente and not een.is_credit]
        for een in t.r.sample(hier, min(len(hier), 12)):
            nummer = een.regel.product_referentie.referentie_nummer if t.kans(0.1) else self._nieuwe_referentie()
            yield VAN_SLEUTEL[een.client], _vervang(een.regel, product_referentie=Referentie(referentie_nummer=nummer))


def _vervang(regel: Prestatie, **anders: Any) -> Prestatie:
    return dataclasses.replace(regel, **anders)
