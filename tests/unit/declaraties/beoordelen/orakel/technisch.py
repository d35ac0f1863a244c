"""Level 2 of the plain judge: the rules inside one 323, over records (dossier sections 7, 11 and 11a)."""

import calendar
import datetime as dt
from collections import Counter

from declaraties.domain.standaard.berichten.declaratie import Client323, Declaratiebericht, Prestatie


def kaal(referentie: str | None) -> str | None:
    """A reference without outer blanks."""
    return None if referentie is None else referentie.strip(" \t\r\n")


def alle(bericht: Declaratiebericht) -> list[tuple[Client323, Prestatie]]:
    """All lines with their client, in message order."""
    return [(client, regel) for client in bericht.declaratie.clienten for regel in client.prestaties]


def cent(regel: Prestatie) -> int:
    """Signed amount."""
    bedrag = regel.ingediend_bedrag
    return bedrag.bedrag if bedrag.debet_credit == "D" else -bedrag.bedrag


def slot(regel: Prestatie) -> tuple[object, ...]:
    """What at most one open debet may hold (dossier section 8)."""
    periode = regel.product_periode
    return (
        regel.toewijzing_nummer,
        regel.product_categorie,
        regel.product_code,
        periode.begindatum,
        periode.einddatum,
    )


def niveau2(bericht: Declaratiebericht) -> set[str]:
    """Numbers of the broken rules."""
    fouten = _bericht(bericht) | _dubbel(bericht)
    for client, regel in alle(bericht):
        fouten |= _regel(bericht, regel) | (set() if _elfproef(client.bsn) else {"CS002"})
    return fouten


def _elfproef(bsn: str) -> bool:
    a, b, c, d, e, f, g, h, i = (int(cijfer) for cijfer in bsn)
    som = 9 * a + 8 * b + 7 * c + 6 * d + 5 * e + 4 * f + 3 * g + 2 * h - i
    return som % 11 == 0 and bsn != "000000000"


def _vijf_jaar_later(dag: dt.date) -> dt.date:
    try:
        return dag.replace(year=dag.year + 5)
    except ValueError:  # 29 February
        return dag.replace(year=dag.year + 5, day=28)


def _bericht(bericht: Declaratiebericht) -> set[str]:
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
    som = sum(cent(regel) for _, regel in alle(bericht))
    if totaal.totaal_bedrag * (1 if totaal.debet_credit == "D" else -1) != som:
        fouten.add("TR358")
    return fouten


def _regel(bericht: Declaratiebericht, regel: Prestatie) -> set[str]:
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


def _dubbel(bericht: Declaratiebericht) -> set[str]:
    fouten = set()
    if max(Counter(client.bsn for client in bericht.declaratie.clienten).values()) > 1:
        fouten.add("TR101")
    for client in bericht.declaratie.clienten:
        verwijzingen = [regel.product_referentie for regel in client.prestaties]
        sleutels = Counter((kaal(v.referentie_nummer), kaal(v.vorig_referentie_nummer)) for v in verwijzingen)
        slots = Counter(slot(regel) for regel in client.prestaties if regel.ingediend_bedrag.debet_credit == "D")
        fouten |= {"TR101"} if max(sleutels.values(), default=0) > 1 else set()
        fouten |= {"TR416"} if slots and max(slots.values()) > 1 else set()
    vorige = [kaal(r.product_referentie.vorig_referentie_nummer) for _, r in alle(bericht)]
    echte = [nummer for nummer in vorige if nummer is not None]
    if len(set(echte)) < len(echte):
        fouten.add("TR315")
    if set(echte) & {kaal(r.product_referentie.referentie_nummer) for _, r in alle(bericht)}:
        fouten.add("TR316")
    return fouten
