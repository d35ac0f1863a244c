"""A second, plain judge of a 323: line by line over records, no columns, no shared helpers. Slow and easy to check.

Written from the texts of the rules (dossier sections 6 to 12 and 19) and the decisions; it knows nothing of the engine
under test but its input and its answer. What earlier messages did it reads from the book of their lines itself.
"""

import calendar
import datetime as dt
from collections import defaultdict
from collections.abc import Callable
from dataclasses import dataclass, field
from decimal import ROUND_HALF_UP, Decimal

from declaraties.domain.standaard.berichten.declaratie import Client323, Declaratiebericht, Prestatie
from declaraties.domain.standaard.profielen import Wet
from declaraties.domain.toewijzen.kolommen import Contracttarief, Taakgericht, Toewijzing

from tests.unit.declaraties.beoordelen.orakel.omvang import hele_toewijzing, per_regel
from tests.unit.declaraties.beoordelen.orakel.technisch import alle, cent, kaal, niveau2, slot

# a few codes of the national youth list, and what it says of them
JEUGDLIJST = {"40A03": "40", "41A12": "41", "43A07": "43", "44A09": "44", "45A04": "45", "45A48": "45", "54001": None}
EENHEDEN = ("01", "04", "14", "16", "82", "83", "84")


@dataclass(frozen=True, kw_only=True)
class Boekregel:
    """A line of an earlier message that counts, with the outcome."""

    gemeente: str
    client: bytes
    regel: Prestatie
    goed: bool

    @property
    def is_credit(self) -> bool:
        return self.regel.ingediend_bedrag.debet_credit == "C"


@dataclass(frozen=True, kw_only=True)
class Verzonden:
    """An earlier message that counts."""

    gemeente: str
    identificatie: str
    declaratienummer: str
    periode: dt.date


@dataclass(frozen=True, kw_only=True)
class Plafond:
    """The most that may be declared of these products on days from `van` to `tot`, in every gemeente together."""

    producten: tuple[str, ...]
    crisis: str
    van: dt.date
    tot: dt.date
    cent: int

    def geldt(self, regel: Prestatie) -> bool:
        return regel.product_code in self.producten and self.van <= regel.product_periode.begindatum <= self.tot


@dataclass(kw_only=True)
class Wereld:
    """Everything of one aanbieder under one wet, as plain rows; other aanbieders may be in the first three."""

    toewijzingen: list[Toewijzing]
    prijzen: list[Contracttarief]
    taakgericht: list[Taakgericht] = field(default_factory=list)
    gemeentecodes: dict[str, dt.date] = field(default_factory=dict)
    boek: list[Boekregel] = field(default_factory=list)
    verzonden: list[Verzonden] = field(default_factory=list)
    plafonds: list[Plafond] = field(default_factory=list)


@dataclass(frozen=True, kw_only=True)
class Uitspraak:
    """What the plain judge says. Rules of level 2 by number; lines in message order, their codes sorted."""

    niveau2: list[str]
    kop: list[str]
    declaratie: list[str]
    clienten: list[bool]
    regels: list[list[str]]
    toegekend_cent: int


def oordeel_over(
    bericht: Declaratiebericht, wereld: Wereld, vandaag: dt.date, sleutel: Callable[[str], bytes]
) -> Uitspraak:
    """The whole pipeline: level 2, Header, Declaratie, then per client and line."""
    technisch = sorted(niveau2(bericht))
    kop = [] if technisch else _kopcodes(bericht, wereld, vandaag)
    declaratie = [] if technisch or kop else _declaratiecodes(bericht, wereld)
    if technisch or kop or declaratie:
        return Uitspraak(
            niveau2=technisch,
            kop=kop,
            declaratie=declaratie,
            clienten=[False for _ in bericht.declaratie.clienten],
            regels=[[] for _ in alle(bericht)],
            toegekend_cent=0,
        )
    return _Rechter(bericht, wereld, sleutel).oordeel()


def _kopcodes(bericht: Declaratiebericht, wereld: Wereld, vandaag: dt.date) -> list[str]:
    codes, kop = [], bericht.header
    if kop.bericht_identificatie.identificatie in {een.identificatie for een in wereld.verzonden}:
        codes.append("9056")
    if kop.bericht_identificatie.dagtekening > vandaag:
        codes.append("8848")
    sinds = wereld.gemeentecodes.get(kop.ontvanger)
    if sinds is None or sinds > kop.bericht_identificatie.dagtekening:
        codes.append("S300")
    return codes


def _declaratiecodes(bericht: Declaratiebericht, wereld: Wereld) -> list[str]:
    codes, declaratie = [], bericht.declaratie
    if declaratie.declaratie_nummer in {een.declaratienummer for een in wereld.verzonden}:
        codes.append("9333")
    hier = [een.periode for een in wereld.verzonden if een.gemeente == bericht.header.ontvanger]
    if any(declaratie.declaratie_periode.begindatum < periode for periode in hier):
        codes.append("8214")
    return codes


class _Rechter:
    def __init__(self, bericht: Declaratiebericht, wereld: Wereld, sleutel: Callable[[str], bytes]) -> None:
        self.bericht, self.wereld = bericht, wereld
        self.plek = (bericht.wet, bericht.header.ontvanger, bericht.header.afzender)
        self.sleutels = {client.bsn: sleutel(client.bsn) for client in bericht.declaratie.clienten}
        hier = [t for t in wereld.toewijzingen if (t.wet, t.gemeente, t.aanbieder) == self.plek]
        self.toewijzingen = {t.nummer: t for t in hier}
        self.bekend = {t.clientsleutel for t in hier}
        self.prijzen = [p for p in wereld.prijzen if (p.wet, p.gemeente, p.aanbieder) == self.plek]
        self.boek = {kaal(een.regel.product_referentie.referentie_nummer): een for een in wereld.boek if een.goed}
        self.gebruikt = {kaal(een.regel.product_referentie.referentie_nummer) for een in wereld.boek}
        self.teruggenomen = {
            kaal(een.regel.product_referentie.vorig_referentie_nummer)
            for een in wereld.boek
            if een.goed and een.is_credit
        }
        # per toewijzing of this gemeente the approved lines, in the end also those of this message
        self.goedgekeurd: dict[int, list[Prestatie]] = defaultdict(list)
        for een in wereld.boek:
            if een.goed and een.gemeente == self.plek[1]:
                self.goedgekeurd[een.regel.toewijzing_nummer].append(een.regel)

        # per ceiling what approved lines took, in every gemeente
        self.gebruikt_van = dict.fromkeys(wereld.plafonds, 0)
        for een in wereld.boek:
            if een.goed:
                self._neem(een.regel)

    def _neem(self, regel: Prestatie) -> None:
        for plafond in self.gebruikt_van:
            if plafond.geldt(regel):
                self.gebruikt_van[plafond] += cent(regel)

    def oordeel(self) -> Uitspraak:
        regels = alle(self.bericht)
        gezien = set(self.gebruikt)
        dubbel = []
        for _, regel in regels:
            referentie = kaal(regel.product_referentie.referentie_nummer)
            dubbel.append(referentie in gezien)
            gezien.add(referentie)
        codes: list[list[str]] = [[] for _ in regels]
        for teken in "CD":  # all credits first
            for index, (client, regel) in enumerate(regels):
                if regel.ingediend_bedrag.debet_credit == teken:
                    codes[index] = sorted(set(self._codes(client, regel, dubbel=dubbel[index])))
                    if not codes[index]:
                        self._keur_goed(regel)
        return Uitspraak(
            niveau2=[],
            kop=[],
            declaratie=[],
            clienten=[not self._bekend(client) for client in self.bericht.declaratie.clienten],
            regels=codes,
            toegekend_cent=sum(cent(r) for (_, r), fout in zip(regels, codes, strict=True) if not fout),
        )

    def _keur_goed(self, regel: Prestatie) -> None:
        self.goedgekeurd[regel.toewijzing_nummer].append(regel)
        self._neem(regel)
        vorige = kaal(regel.product_referentie.vorig_referentie_nummer)
        if vorige is not None:
            self.teruggenomen.add(vorige)

    def _bekend(self, client: Client323) -> bool:
        return self.sleutels[client.bsn] in self.bekend

    def _codes(self, client: Client323, regel: Prestatie, *, dubbel: bool) -> list[str]:
        if not self._bekend(client):
            return ["0233"]
        is_credit = regel.ingediend_bedrag.debet_credit == "C"
        codes = ["8021"] if dubbel else []
        laatste = self.bericht.declaratie.declaratie_periode.einddatum
        if not is_credit and max(regel.product_periode.einddatum, regel.product_periode.begindatum) > laatste:
            codes.append("9319")
        eigen = self.toewijzingen.get(regel.toewijzing_nummer)
        if eigen is None or eigen.clientsleutel != self.sleutels[client.bsn]:
            return [*codes, "9338"]
        if is_credit:
            return codes + self._credit(client, regel)
        if not eigen.geldig:
            return [*codes, "9338"]
        codes += self._bezet(regel)
        if eigen.verwijderd:
            return [*codes, "9384"]
        codes += self._inhoud(regel, eigen) + self._periode(regel, eigen) + self._geld(regel, eigen)
        over = self._over(regel, eigen)
        anders_goed = not codes and "9321" not in over
        return codes + over + (["9369"] if anders_goed and self._boven_plafond(regel, eigen) else [])

    def _boven_plafond(self, regel: Prestatie, toewijzing: Toewijzing) -> bool:
        """Never with a product in the toewijzing, for crisis help, or for nothing at all."""
        jeugdcrisis = self.bericht.wet is Wet.JW and regel.product_categorie == "46"
        if toewijzing.code is not None or jeugdcrisis or cent(regel) == 0:
            return False
        return any(
            regel.product_code != plafond.crisis and gebruikt + cent(regel) > plafond.cent
            for plafond, gebruikt in self.gebruikt_van.items()
            if plafond.geldt(regel)
        )

    def _credit(self, client: Client323, regel: Prestatie) -> list[str]:
        vorige = kaal(regel.product_referentie.vorig_referentie_nummer)
        debet = self.boek.get(vorige)
        if debet is None or debet.is_credit:
            return ["8017"]
        was = debet.regel
        gelijk = (
            slot(regel) == slot(was)
            and (regel.geleverd_volume, regel.eenheid) == (was.geleverd_volume, was.eenheid)
            and (regel.product_tarief, regel.ingediend_bedrag.bedrag)
            == (was.product_tarief, was.ingediend_bedrag.bedrag)
            and (self.sleutels[client.bsn], self.plek[1]) == (debet.client, debet.gemeente)
        )
        codes = [] if gelijk else ["8017"]
        # credits of this very message do not count: two on one debet break TR315
        al = {
            kaal(een.regel.product_referentie.vorig_referentie_nummer)
            for een in self.wereld.boek
            if een.goed and een.is_credit
        }
        return codes + (["9390"] if vorige in al else [])

    def _bezet(self, regel: Prestatie) -> list[str]:
        for debet in self.wereld.boek:
            if debet.regel.toewijzing_nummer != regel.toewijzing_nummer or not debet.goed or debet.is_credit:
                continue
            terug = kaal(debet.regel.product_referentie.referentie_nummer) in self.teruggenomen
            if slot(debet.regel) == slot(regel) and debet.gemeente == self.plek[1] and not terug:
                return ["9389"]
        return []

    def _inhoud(self, regel: Prestatie, toewijzing: Toewijzing) -> list[str]:
        jeugd = self.bericht.wet is Wet.JW
        hoort_bij = JEUGDLIJST.get(regel.product_code) if jeugd else self._gecontracteerd(regel)
        toetsen = [
            ("9339", toewijzing.categorie is not None and toewijzing.categorie != regel.product_categorie),
            ("9340", toewijzing.code is not None and toewijzing.code != regel.product_code),
            ("S329", toewijzing.code is None and hoort_bij not in {None, regel.product_categorie}),
            ("9341", not self._eenheid_past(regel, toewijzing)),
        ]
        return [code for code, gebroken in toetsen if gebroken]

    def _periode(self, regel: Prestatie, toewijzing: Toewijzing) -> list[str]:
        begin, eind = regel.product_periode.begindatum, regel.product_periode.einddatum
        eerste = begin.replace(day=1)
        laatste = eind.replace(day=calendar.monthrange(eind.year, eind.month)[1])
        codes = ["9307"] if begin < toewijzing.ingangsdatum else []
        if toewijzing.einddatum is not None and eind > toewijzing.einddatum:
            codes.append("9308")
        if laatste < toewijzing.ingangsdatum or (toewijzing.einddatum is not None and eerste > toewijzing.einddatum):
            return codes  # a month wholly outside
        in_deze_maand = [
            dag for dag in (toewijzing.ingangsdatum, toewijzing.einddatum) if dag and eerste <= dag <= laatste
        ]
        moet_beginnen = toewijzing.ingangsdatum if toewijzing.ingangsdatum in in_deze_maand else eerste
        moet_eindigen = toewijzing.einddatum if toewijzing.einddatum in in_deze_maand else laatste
        codes += ["9387"] if begin != moet_beginnen else []
        return codes + (["9388"] if eind != moet_eindigen else [])

    def _geld(self, regel: Prestatie, toewijzing: Toewijzing) -> list[str]:
        if self._taakgericht(regel):
            return ["0611"]
        return self._prijs(regel) if self._eenheid_past(regel, toewijzing) else []

    def _over(self, regel: Prestatie, toewijzing: Toewijzing) -> list[str]:
        codes = []
        begin, eind = regel.product_periode.begindatum, regel.product_periode.einddatum
        hoogste = per_regel(toewijzing, begin, eind, self.bericht.wet)
        totaal = hele_toewijzing(toewijzing, self.bericht.declaratie.declaratie_periode.einddatum)
        eerder = self.goedgekeurd[toewijzing.nummer]
        if hoogste is not None and totaal is not None and self._eenheid_past(regel, toewijzing):
            uren = 60 if toewijzing.eenheid == "04" else 1
            som = sum(_omvang(een, toewijzing) * (1 if cent(een) >= 0 else -1) for een in eerder)
            codes += ["9321"] if _omvang(regel, toewijzing) > hoogste * uren else []
            codes += ["9322"] if som + _omvang(regel, toewijzing) > totaal * uren else []
        if toewijzing.budget is not None and sum(cent(een) for een in [*eerder, regel]) > toewijzing.budget:
            codes.append("9369")
        return codes

    def _eenheid_past(self, regel: Prestatie, toewijzing: Toewijzing) -> bool:
        if toewijzing.eenheid is not None:
            return regel.eenheid == toewijzing.eenheid or (toewijzing.eenheid, regel.eenheid) == ("04", "01")
        eenheden = {e for e in EENHEDEN if self._tarief(regel, e) is not None}
        if not eenheden:
            return True
        return regel.eenheid in eenheden or (regel.eenheid == "01" and "04" in eenheden)

    def _taakgericht(self, regel: Prestatie) -> bool:
        dag = regel.product_periode.begindatum
        return any(
            (t.wet, t.gemeente, t.aanbieder) == self.plek
            and t.productcode in {None, regel.product_code}
            and t.geldig_van <= dag
            and (t.geldig_tot is None or dag <= t.geldig_tot)
            for t in self.wereld.taakgericht
        )

    def _gecontracteerd(self, regel: Prestatie) -> str | None:
        """The category of the prices of the product on the first day, when they agree."""
        prijzen = [self._prijsrij(regel, eenheid) for eenheid in EENHEDEN]
        soorten = {p.categorie for p in prijzen if p is not None and p.categorie is not None}
        return soorten.pop() if len(soorten) == 1 else None

    def _tarief(self, regel: Prestatie, eenheid: str) -> int | None:
        prijs = self._prijsrij(regel, eenheid)
        return None if prijs is None else prijs.tarief

    def _prijsrij(self, regel: Prestatie, eenheid: str) -> Contracttarief | None:
        dag = regel.product_periode.begindatum
        rijen = [
            p
            for p in self.prijzen
            if p.productcode == regel.product_code and p.eenheid == eenheid and p.geldig_van <= dag
        ]
        if not rijen:
            return None
        nieuwste = max(rijen, key=lambda p: p.geldig_van)
        return nieuwste if nieuwste.geldig_tot is None or nieuwste.geldig_tot >= dag else None

    def _prijs(self, regel: Prestatie) -> list[str]:
        eigen, uur = self._tarief(regel, regel.eenheid), self._tarief(regel, "04")
        op_uur = regel.eenheid == "01" and eigen is None and uur is not None
        if eigen is None and not op_uur:
            bedrag_onbekend = regel.eenheid in {"01", "83"}
            return ["0611"] + ([] if bedrag_onbekend else self._bedrag(regel, self._maal(regel)))
        if regel.eenheid == "83":
            return []
        if op_uur and uur is not None:
            minuut = int((Decimal(uur) / 60).quantize(Decimal(1), ROUND_HALF_UP))
            bedrag = int((Decimal(uur) * regel.geleverd_volume / 60).quantize(Decimal(1), ROUND_HALF_UP))
            return (["0611"] if regel.product_tarief != minuut else []) + self._bedrag(regel, bedrag)
        return (["0611"] if regel.product_tarief != eigen else []) + self._bedrag(regel, self._maal(regel))

    @staticmethod
    def _maal(regel: Prestatie) -> int:
        return regel.geleverd_volume * (regel.product_tarief or 0)

    @staticmethod
    def _bedrag(regel: Prestatie, verwacht: int) -> list[str]:
        return ["9346"] if regel.ingediend_bedrag.bedrag != verwacht else []


def _omvang(regel: Prestatie, toewijzing: Toewijzing) -> int:
    """Volume in the eenheid of the toewijzing, hours as minutes; a line in another eenheid takes nothing of it."""
    if toewijzing.eenheid == "04":
        return {"04": 60, "01": 1}.get(regel.eenheid, 0) * regel.geleverd_volume
    return regel.geleverd_volume if regel.eenheid == toewijzing.eenheid else 0
