"""A second, plain judge of a 323: line by line over records, no columns, no shared helpers. Slow and easy to check.

Written from the texts of the rules (dossier sections 7, 9, 10, 11 and 19) and the decisions; it knows nothing of the
engine under test but its input and its answer.
"""

import calendar
import datetime as dt
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass, field
from decimal import ROUND_HALF_UP, Decimal

from declaraties.domain.berichten.declaratie import Client323, Declaratiebericht, Prestatie
from declaraties.domain.referentie import EerdereDebet, Prijs, Taakgericht, Toewijzing


@dataclass(frozen=True, kw_only=True)
class Wereld:
    """The reference data as plain rows."""

    toewijzingen: list[Toewijzing]
    prijzen: list[Prijs]
    taakgericht: list[Taakgericht] = field(default_factory=list)
    gemeentecodes: dict[str, dt.date] = field(default_factory=dict)
    identificaties: set[str] = field(default_factory=set)
    declaratienummers: set[str] = field(default_factory=set)
    referentienummers: set[str] = field(default_factory=set)
    eerdere: list[EerdereDebet] = field(default_factory=list)
    laatste_periode: dt.date | None = None


@dataclass(frozen=True, kw_only=True)
class Uitspraak:
    """What the plain judge says. Rules of level 2 by number; lines in message order."""

    niveau2: set[str]
    kop: list[str]
    declaratie: list[str]
    clienten: list[bool]
    regels: list[list[str]]
    toegekend_cent: int


def _kaal(referentie: str | None) -> str | None:
    return None if referentie is None else referentie.strip(" \t\r\n")


def _alle(bericht: Declaratiebericht) -> list[tuple[Client323, Prestatie]]:
    return [(client, regel) for client in bericht.declaratie.clienten for regel in client.prestaties]


def _cent(regel: Prestatie) -> int:
    bedrag = regel.ingediend_bedrag
    return bedrag.bedrag if bedrag.debet_credit == "D" else -bedrag.bedrag


def _elfproef(bsn: str) -> bool:
    a, b, c, d, e, f, g, h, i = (int(cijfer) for cijfer in bsn)
    som = 9 * a + 8 * b + 7 * c + 6 * d + 5 * e + 4 * f + 3 * g + 2 * h - i
    return som % 11 == 0 and bsn != "000000000"


def _vijf_jaar_later(dag: dt.date) -> dt.date:
    try:
        return dag.replace(year=dag.year + 5)
    except ValueError:  # 29 February
        return dag.replace(year=dag.year + 5, day=28)


def _niveau2_bericht(bericht: Declaratiebericht) -> set[str]:
    declaratie, getekend = bericht.declaratie, bericht.header.bericht_identificatie.dagtekening
    begin, eind = declaratie.declaratie_periode.begindatum, declaratie.declaratie_periode.einddatum
    totaal, fouten = declaratie.totaal_ingediend_bedrag, set()
    if not (declaratie.declaratie_nummer.isascii() and declaratie.declaratie_nummer.isalnum()):
        fouten.add("CS319")
    laatste = dt.date(begin.year, begin.month, calendar.monthrange(begin.year, begin.month)[1])
    if begin.day != 1 or eind != laatste:
        fouten.add("CS340")
    if begin.year < 2021:
        fouten.add("CS100")
    if begin > getekend:
        fouten.add("TR134")
    if eind < begin or eind > getekend:
        fouten.add("TR137")
    if totaal.totaal_bedrag == 0 and totaal.debet_credit != "D":
        fouten.add("CS325")
    som = sum(_cent(regel) for _, regel in _alle(bericht))
    if totaal.totaal_bedrag * (1 if totaal.debet_credit == "D" else -1) != som:
        fouten.add("TR358")
    return fouten


def _niveau2_regel(bericht: Declaratiebericht, regel: Prestatie) -> set[str]:
    getekend = bericht.header.bericht_identificatie.dagtekening
    begin, eind = regel.product_periode.begindatum, regel.product_periode.einddatum
    is_credit = regel.ingediend_bedrag.debet_credit == "C"
    toetsen = {
        "CS100": begin < dt.date(2021, 1, 1),
        "CS337": (begin.year, begin.month) != (eind.year, eind.month),
        "TR134": begin > getekend,
        "TR137": eind < begin or eind > getekend,
        "TR335": bericht.declaratie.declaratie_dagtekening > _vijf_jaar_later(eind),
        "CD060": (regel.product_referentie.vorig_referentie_nummer is not None) != is_credit,
        "CD087": (regel.product_tarief is not None) == (regel.eenheid == "83"),
        "CS339": regel.eenheid == "83" and regel.ingediend_bedrag.bedrag != regel.geleverd_volume,
        "CS325": regel.ingediend_bedrag.bedrag == 0 and is_credit,
    }
    return {nummer for nummer, gebroken in toetsen.items() if gebroken}


def _niveau2_dubbel(bericht: Declaratiebericht) -> set[str]:
    fouten = set()
    if max(Counter(client.bsn for client in bericht.declaratie.clienten).values()) > 1:
        fouten.add("TR101")
    for client in bericht.declaratie.clienten:
        verwijzingen = [regel.product_referentie for regel in client.prestaties]
        sleutels = Counter((_kaal(v.referentie_nummer), _kaal(v.vorig_referentie_nummer)) for v in verwijzingen)
        slots = Counter(_slot(regel) for regel in client.prestaties if regel.ingediend_bedrag.debet_credit == "D")
        fouten |= {"TR101"} if max(sleutels.values()) > 1 else set()
        fouten |= {"TR416"} if slots and max(slots.values()) > 1 else set()
    vorige = [_kaal(r.product_referentie.vorig_referentie_nummer) for _, r in _alle(bericht)]
    echte = [nummer for nummer in vorige if nummer is not None]
    if len(set(echte)) < len(echte):
        fouten.add("TR315")
    if set(echte) & {_kaal(r.product_referentie.referentie_nummer) for _, r in _alle(bericht)}:
        fouten.add("TR316")
    return fouten


def _slot(regel: Prestatie) -> tuple[object, ...]:
    periode = regel.product_periode
    return (
        regel.toewijzing_nummer,
        regel.product_categorie,
        regel.product_code,
        periode.begindatum,
        periode.einddatum,
    )


def oordeel_over(
    bericht: Declaratiebericht, wereld: Wereld, vandaag: dt.date, sleutel: Callable[[str], bytes]
) -> Uitspraak:
    """The whole pipeline: level 2, Header, Declaratie, then per client and line."""
    niveau2 = _niveau2_bericht(bericht) | _niveau2_dubbel(bericht)
    for client, regel in _alle(bericht):
        niveau2 |= _niveau2_regel(bericht, regel) | (set() if _elfproef(client.bsn) else {"CS002"})
    kop = [] if niveau2 else _kopcodes(bericht, wereld, vandaag)
    declaratie = [] if niveau2 or kop else _declaratiecodes(bericht, wereld)
    if niveau2 or kop or declaratie:
        niets: list[list[str]] = [[] for _ in _alle(bericht)]
        return Uitspraak(
            niveau2=niveau2,
            kop=kop,
            declaratie=declaratie,
            clienten=[False for _ in bericht.declaratie.clienten],
            regels=niets,
            toegekend_cent=0,
        )
    return _Rechter(bericht, wereld, sleutel).oordeel()


def _kopcodes(bericht: Declaratiebericht, wereld: Wereld, vandaag: dt.date) -> list[str]:
    codes, kop = [], bericht.header
    if kop.bericht_identificatie.identificatie in wereld.identificaties:
        codes.append("9056")
    if kop.bericht_identificatie.dagtekening > vandaag:
        codes.append("8848")
    sinds = wereld.gemeentecodes.get(kop.ontvanger)
    if sinds is None or sinds > kop.bericht_identificatie.dagtekening:
        codes.append("S300")
    return codes


def _declaratiecodes(bericht: Declaratiebericht, wereld: Wereld) -> list[str]:
    codes, declaratie = [], bericht.declaratie
    if declaratie.declaratie_nummer in wereld.declaratienummers:
        codes.append("9333")
    if wereld.laatste_periode is not None and declaratie.declaratie_periode.begindatum < wereld.laatste_periode:
        codes.append("8214")
    return codes


class _Rechter:
    def __init__(self, bericht: Declaratiebericht, wereld: Wereld, sleutel: Callable[[str], bytes]) -> None:
        self.bericht, self.wereld, self.sleutel = bericht, wereld, sleutel
        self.plek = (bericht.wet, bericht.header.ontvanger, bericht.header.afzender)
        self.toewijzingen = [t for t in wereld.toewijzingen if (t.wet, t.gemeente, t.aanbieder) == self.plek]
        self.prijzen = [p for p in wereld.prijzen if (p.wet, p.gemeente, p.aanbieder) == self.plek]
        self.vrij: set[str] = set()

    def oordeel(self) -> Uitspraak:
        regels = _alle(self.bericht)
        gezien: set[str | None] = set()
        dubbel = []
        for _, regel in regels:
            referentie = _kaal(regel.product_referentie.referentie_nummer)
            dubbel.append(referentie in gezien or referentie in self.wereld.referentienummers)
            gezien.add(referentie)
        codes: list[list[str]] = [[] for _ in regels]
        for teken in "CD":  # all credits first
            for index, (client, regel) in enumerate(regels):
                if regel.ingediend_bedrag.debet_credit == teken:
                    codes[index] = self._codes(client, regel, dubbel=dubbel[index])
                    vorige = _kaal(regel.product_referentie.vorig_referentie_nummer)
                    if teken == "C" and not codes[index] and vorige is not None:
                        self.vrij.add(vorige)
        return Uitspraak(
            niveau2=set(),
            kop=[],
            declaratie=[],
            clienten=[not self._bekend(client) for client in self.bericht.declaratie.clienten],
            regels=codes,
            toegekend_cent=sum(_cent(r) for (_, r), fout in zip(regels, codes, strict=True) if not fout),
        )

    def _bekend(self, client: Client323) -> bool:
        return any(t.clientsleutel == self.sleutel(client.bsn) for t in self.toewijzingen)

    def _codes(self, client: Client323, regel: Prestatie, *, dubbel: bool) -> list[str]:
        if not self._bekend(client):
            return ["0233"]
        is_credit = regel.ingediend_bedrag.debet_credit == "C"
        codes = ["8021"] if dubbel else []
        if not is_credit and (
            regel.product_periode.einddatum > self.bericht.declaratie.declaratie_periode.einddatum
            or regel.product_periode.begindatum > self.bericht.declaratie.declaratie_periode.einddatum
        ):
            codes.append("9319")
        eigen = [
            t
            for t in self.toewijzingen
            if t.nummer == regel.toewijzing_nummer and t.clientsleutel == self.sleutel(client.bsn)
        ]
        if not eigen or (not is_credit and not eigen[0].geldig):
            return [*codes, "9338"]
        if is_credit:
            return codes + self._credit(client, regel)
        return codes + self._debet(regel, eigen[0]) + self._bezet(regel)

    def _credit(self, client: Client323, regel: Prestatie) -> list[str]:
        vorige = _kaal(regel.product_referentie.vorig_referentie_nummer)
        passend = [d for d in self.wereld.eerdere if d.referentie == vorige]
        if not passend:
            return ["8017"]
        debet, codes = passend[0], []
        gelijk = (
            _slot(regel) == (debet.toewijzing, debet.categorie, debet.code, debet.begin, debet.eind)
            and (regel.geleverd_volume, regel.eenheid) == (debet.volume, debet.eenheid)
            and (regel.product_tarief, regel.ingediend_bedrag.bedrag) == (debet.tarief, debet.bedrag)
            and (self.sleutel(client.bsn), self.plek[1]) == (debet.clientsleutel, debet.gemeente)
        )
        if not gelijk:
            codes.append("8017")
        if debet.gecrediteerd:
            codes.append("9390")
        return codes

    def _bezet(self, regel: Prestatie) -> list[str]:
        for debet in self.wereld.eerdere:
            slot = (debet.toewijzing, debet.categorie, debet.code, debet.begin, debet.eind)
            open_staand = not debet.gecrediteerd and debet.referentie not in self.vrij
            if slot == _slot(regel) and debet.gemeente == self.plek[1] and open_staand:
                return ["9389"]
        return []

    def _debet(self, regel: Prestatie, toewijzing: Toewijzing) -> list[str]:
        if toewijzing.verwijderd:
            return ["9384"]
        eenheid_past = self._eenheid_past(regel, toewijzing)
        toetsen = [
            ("9339", toewijzing.categorie is not None and toewijzing.categorie != regel.product_categorie),
            ("9340", toewijzing.code is not None and toewijzing.code != regel.product_code),
            ("9341", not eenheid_past),
            ("9307", regel.product_periode.begindatum < toewijzing.ingangsdatum),
            ("9308", toewijzing.einddatum is not None and regel.product_periode.einddatum > toewijzing.einddatum),
        ]
        codes = [code for code, gebroken in toetsen if gebroken]
        if self._taakgericht(regel):
            return [*codes, "0611"]
        return codes + (self._prijs(regel) if eenheid_past else [])

    def _eenheid_past(self, regel: Prestatie, toewijzing: Toewijzing) -> bool:
        if toewijzing.eenheid is not None:
            return regel.eenheid == toewijzing.eenheid or (toewijzing.eenheid, regel.eenheid) == ("04", "01")
        eenheden = {e for e in ("01", "04", "14", "16", "82", "83", "84") if self._tarief(regel, e) is not None}
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

    def _tarief(self, regel: Prestatie, eenheid: str) -> int | None:
        dag = regel.product_periode.begindatum
        rijen = [
            p
            for p in self.prijzen
            if p.productcode == regel.product_code and p.eenheid == eenheid and p.geldig_van <= dag
        ]
        if not rijen:
            return None
        nieuwste = max(rijen, key=lambda p: p.geldig_van)
        return nieuwste.tarief if nieuwste.geldig_tot is None or nieuwste.geldig_tot >= dag else None

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
