"""Level 2 of the plain judge: the rules inside one 301, 305 or 307, over the text of its XML (rule table, dossier 3).

A date is text of ten characters, so that two of them compare as text.
"""

import itertools
import re
from collections import Counter
from collections.abc import Iterator

from tests.unit.declaraties.regie.orakel.tekst import Knoop

# number of the rule, berichtklasse and place in it
Breuk = tuple[str, str, int]
HULPMIDDELEN = {"11", "12", "13", "14"}
NOOIT = "9999-12-31"


def niveau2(wet: str, soort: str, bericht: Knoop) -> set[Breuk]:
    """The rules that the message breaks by itself."""
    client, dag = bericht.kinderen[1], bericht.waarde("Header", "BerichtIdentificatie", "Dagtekening") or ""
    fouten = {("CS002", "Client", 0)} if not elfproef(client.waarde("Bsn") or "") else set()
    fouten |= {(regel, "Client", 0) for regel in geboren(client.kind("Geboortedatum"), dag)}
    if soort == "301":
        return fouten | set(_client(client, dag)) | set(_toewijzingen(wet, client, dag))
    return fouten | set(_meldingen(client, dag, "Start" if soort == "305" else "Stop"))


def elfproef(bsn: str) -> bool:
    som = sum((9 - plaats) * int(cijfer) for plaats, cijfer in enumerate(bsn[:8])) - int(bsn[8])
    return som % 11 == 0 and bsn != "000000000"


def geboren(knoop: Knoop | None, dag: str) -> Iterator[str]:
    if knoop is None:
        return
    datum, gebruik = knoop.waarde("Datum") or "", knoop.waarde("DatumGebruik")
    if gebruik != "3" and (int(datum[:4]) + 120, datum[4:]) < (int(dag[:4]), dag[4:]):
        yield "TR002"
    if datum > dag:
        yield "TR134"
    onbekend = {"1": r"....-..-01", "2": r"....-01-01", "3": r"1900-01-01"}
    if gebruik is not None and not re.fullmatch(onbekend[gebruik], datum):
        yield "CS139"


def _client(client: Knoop, dag: str) -> Iterator[Breuk]:
    if client.waarde("Naam", "NaamGebruik") == "6":
        yield "CS318", "Client", 0
    if _naam_fout(client):
        yield "CS050", "Client", 0
    taal = client.kind("Communicatie", "Taal") is not None
    if client.kind("Communicatie") is not None and taal != (client.waarde("Communicatie", "Vorm") == "1"):
        yield "CD007", "Client", 0
    relaties = client.kind("Relaties").kinderen if client.kind("Relaties") else []  # type: ignore[union-attr]
    for plaats, relatie in enumerate(relaties):
        yield from ((regel, "Relatie", plaats) for regel in geboren(relatie.kind("Geboortedatum"), dag))
        if _naam_fout(relatie):
            yield "CS050", "Relatie", plaats
    yield from _herhaald([relatie.waarde("Nummer") for relatie in relaties], "Relatie", 0)
    eigen = client.kind("Contactgegevens").kinderen  # type: ignore[union-attr]
    soorten = [contact.waarde("Soort") for contact in eigen]
    yield from _herhaald(soorten, "Contact", len(relaties))
    if not {"01", "02", "03"} & set(soorten):
        yield "TR061", "Client", 0
    contacten = [knoop for knoop in client.loop() if knoop.naam == "Contact"]
    for plaats, contact in enumerate(contacten):
        yield from ((regel, "Contact", plaats) for regel in _contact(contact))


def _naam_fout(wie: Knoop) -> bool:
    gebruik, partner = wie.waarde("Naam", "NaamGebruik"), wie.kind("Naam", "Partnernaam")
    return gebruik not in (("1", "6") if partner is None else ("1", "2", "3", "4"))


def _herhaald(sleutels: list[str | None], klasse: str, vanaf: int) -> Iterator[Breuk]:
    gezien = set()
    for plaats, sleutel in enumerate(sleutels):
        if sleutel in gezien:
            yield "TR101", klasse, vanaf + plaats
        gezien.add(sleutel)


def _contact(contact: Knoop) -> Iterator[str]:
    huis, postcode = contact.kind("Adres", "Huis"), contact.waarde("Adres", "Postcode")
    land, soort = contact.waarde("Adres", "LandCode"), contact.waarde("Soort")
    begin, einde = contact.waarde("Periode", "Begindatum"), contact.waarde("Periode", "Einddatum")
    toetsen = {
        "TR006": contact.kind("Telefoon") is None and (huis is None or postcode is None),
        "CD025": land == "NL" and huis is None,
        "CD034": soort in {"01", "03"} and postcode is None,
        "CS089": land == "NL" and postcode is not None and re.fullmatch("[1-9][0-9]{3}[A-Z]{2}", postcode) is None,
        "CD005": (land is None) is not (postcode is None),
        "CD009": contact.kind("Periode") is not None and soort != "04",
        "CS003": begin is not None and einde is not None and einde < begin,
    }
    yield from (regel for regel, gebroken in toetsen.items() if gebroken)


def _toewijzingen(wet: str, client: Knoop, dag: str) -> Iterator[Breuk]:
    klasse = "ToegewezenProduct"
    producten = client.kind("ToegewezenProducten").kinderen  # type: ignore[union-attr]
    for plaats, product in enumerate(producten):
        yield from ((regel, klasse, plaats) for regel in _toegewezen(product, dag))
    yield from _herhaald([product.waarde("ToewijzingNummer") for product in producten], klasse, 0)
    for eerste, tweede in itertools.combinations(range(len(producten)), 2):
        if botst(wet, producten[eerste], producten[tweede]):
            yield "TR302", klasse, tweede


def _toegewezen(product: Knoop, dag: str) -> Iterator[str]:
    code, omvang, budget = product.kind("Product", "Code"), product.kind("Omvang"), product.kind("Budget")
    einde, frequentie = product.waarde("Einddatum"), product.waarde("Omvang", "Frequentie")
    ingang, reden = product.waarde("Ingangsdatum") or "", product.waarde("RedenWijziging")
    na_2020 = einde is None or einde > "2020-12-31"
    eenheid = product.waarde("Omvang", "Eenheid")
    toetsen = {
        "CD079": product.kind("Product") is None and budget is None,
        "CD041": code is not None and omvang is None,
        "CD077": omvang is not None and budget is not None,
        "CD080": omvang is not None and code is None and na_2020,
        "CD075": budget is not None and einde is None,
        "CD076": frequentie == "2" and einde is None,
        "CS003": einde is not None and einde < ingang,
        "CS338": eenheid in {"14", "16", "83", "84"} and frequentie == "1" and na_2020,
        "CS335": reden == "13" and einde != ingang,
        "CS336": reden == "01",
        "TR134": (product.waarde("Toewijzingsdatum") or "") > dag,
    }
    yield from (regel for regel, gebroken in toetsen.items() if gebroken)


def botst(wet: str, een: Knoop, ander: Knoop) -> bool:
    """Two products of one client that may not stand side by side (TR302, OP259)."""
    for product in (een, ander):
        weg = product.waarde("RedenWijziging") in {"01", "13"}
        if weg and product.waarde("Einddatum") == product.waarde("Ingangsdatum"):
            return False
    begin = max(een.waarde("Ingangsdatum") or "", ander.waarde("Ingangsdatum") or "")
    if begin > min(een.waarde("Einddatum") or NOOIT, ander.waarde("Einddatum") or NOOIT):
        return False
    links, rechts = een.kind("Product"), ander.kind("Product")
    if links is None or rechts is None:
        return True
    categorieen = {links.waarde("Categorie"), rechts.waarde("Categorie")}
    if len(categorieen) == 2 or (wet == "wmo" and categorieen <= HULPMIDDELEN):
        return False
    codes = {links.waarde("Code"), rechts.waarde("Code")}
    return len(codes) == 1 or None in codes


def sleutel(product: Knoop) -> tuple[str | None, ...]:
    """The logical key of a start or stop (IV008)."""
    namen = ("ToewijzingNummer", "Begindatum", "RedenBeeindiging", "Einddatum")
    velden = [product.waarde(naam) for naam in namen]
    return (*velden, product.waarde("Product", "Categorie"), product.waarde("Product", "Code"))


def _meldingen(client: Knoop, dag: str, soort: str) -> Iterator[Breuk]:
    klasse = f"{soort}Product"
    producten = client.kind(f"{klasse}en").kinderen  # type: ignore[union-attr]
    keer: Counter[tuple[str | None, ...]] = Counter()
    for plaats, product in enumerate(producten):
        keer[sleutel(product)] += 1
        begin, einde = product.waarde("Begindatum") or "", product.waarde("Einddatum")
        toetsen = {
            "TR101": keer[sleutel(product)] > 1,
            "TR134": (begin if einde is None else einde) > dag,
            "CS058": product.waarde("StatusAanlevering") in {"2", "9"},
            "TR018": einde is not None and begin > einde,
        }
        yield from ((regel, klasse, plaats) for regel, gebroken in toetsen.items() if gebroken)
