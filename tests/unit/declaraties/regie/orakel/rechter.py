"""The plain judge of 301, 305 and 307: from the text of a message and what came before to its retour and what stands.

It shares no code with the product: it reads XML as text and keeps what was said in lists, in order.
"""

from collections.abc import Iterator
from dataclasses import dataclass, field

from tests.unit.declaraties.regie.orakel.technisch import Breuk, botst, niveau2, sleutel
from tests.unit.declaraties.regie.orakel.tekst import BERICHTCODES, RETOUR_VAN, Knoop

CODES = {
    "TR056": "9056", "TR135": "8848", "TR378": "S300", "TR019": "9019", "TR063": "9063", "TR071": "9071",
    "TR074": "9074", "TR413": "9413", "TR414": "9414", "TR415": "9415", "TR332": "9332", "TR385": "9385",
    "IV013": "9332", "OP259": "9361",
}  # fmt: skip
KOP = ("TR056", "TR135", "TR378")
# gemeente, wet, aanbieder, bsn
Partijen = tuple[str, str, str, str]


@dataclass(kw_only=True)
class Boek:
    """Everything that was said and kept; `deelnames` gives the first day of a gemeente."""

    deelnames: dict[str, str]
    vandaag: str
    gezien: set[tuple[str, str, str, str]] = field(default_factory=set)
    # (gemeente, wet, number) -> what stands, and of whom
    toewijzingen: dict[tuple[str, str, str], tuple[Knoop, Partijen]] = field(default_factory=dict)
    betaald: set[tuple[str, str, str]] = field(default_factory=set)
    gemeld: list[tuple[Partijen, Knoop]] = field(default_factory=list)


@dataclass(frozen=True, kw_only=True)
class Uitspraak:
    """Broken rules, the retour that follows, and whether something in it is kept but changes nothing."""

    breuken: frozenset[Breuk]
    retour: tuple[object, ...]
    oud: bool = False


def oordeel_over(boek: Boek, wet: str, soort: str, bericht: Knoop) -> Uitspraak:
    """Judge one message, and write down what is kept of it."""
    breuken = niveau2(wet, soort, bericht)
    header = bericht.kinderen[0]
    afzender, ontvanger = header.waarde("Afzender") or "", header.waarde("Ontvanger") or ""
    bsn = bericht.waarde("Client", "Bsn") or ""
    eigen = (afzender, wet, soort, header.waarde("BerichtIdentificatie", "Identificatie") or "")
    wie = (afzender, wet, ontvanger, bsn) if soort == "301" else (ontvanger, wet, afzender, bsn)
    if not breuken:
        breuken = {(regel, "Header", 0) for regel in _kop(boek, soort, header, eigen)}
    producten = bericht.kinderen[1].kinderen[-1].kinderen
    toegewezen = soort == "301"
    if not breuken:
        breuken = set(_toewijzing(boek, wie, producten) if toegewezen else _melding(boek, wie, soort, producten))
    oud = False
    if not breuken:
        boek.gezien.add(eigen)
        oud = _bewaar(boek, wie, producten) if toegewezen else False
        boek.gemeld += [] if toegewezen else [(wie, product) for product in producten]
    return Uitspraak(breuken=frozenset(breuken), retour=_retour(wet, soort, bericht, breuken), oud=oud)


def _kop(boek: Boek, soort: str, header: Knoop, eigen: tuple[str, str, str, str]) -> Iterator[str]:
    dag = header.waarde("BerichtIdentificatie", "Dagtekening") or ""
    if eigen in boek.gezien:
        yield "TR056"
    if dag > boek.vandaag:
        yield "TR135"
    # of a 301 this is asked at the door
    if soort != "301" and dag < boek.deelnames.get(header.waarde("Ontvanger") or "", "A"):
        yield "TR378"


def _moment(product: Knoop) -> tuple[str, str]:
    return product.waarde("Toewijzingsdatum") or "", product.waarde("Toewijzingstijd") or ""


def _inhoud(product: Knoop) -> list[str | None]:
    """What of a toewijzing is kept."""
    paden = (
        ("Product", "Categorie"), ("Product", "Code"), ("Omvang", "Volume"), ("Omvang", "Eenheid"),
        ("Omvang", "Frequentie"), ("Budget",), ("Ingangsdatum",), ("Einddatum",),
    )  # fmt: skip
    weg = "ja" if product.waarde("RedenWijziging") == "13" else None
    return [*(product.waarde(*pad) for pad in paden), weg]


def _toewijzing(boek: Boek, wie: Partijen, producten: list[Knoop]) -> Iterator[Breuk]:
    nummers = {product.waarde("ToewijzingNummer") for product in producten}
    for plaats, product in enumerate(producten):
        plek = (wie[0], wie[1], product.waarde("ToewijzingNummer") or "")
        oud, van = boek.toewijzingen.get(plek, (None, wie))
        nieuwer = oud is None or _moment(product) > _moment(oud)
        regel = None
        if van != wie:
            regel = "TR332"
        elif oud is not None and _moment(product) == _moment(oud) and _inhoud(product) != _inhoud(oud):
            regel = "IV013"
        elif oud is not None and nieuwer and product.waarde("RedenWijziging") == "13" and plek in boek.betaald:
            regel = "TR385"
        if regel is not None:
            yield regel, "ToegewezenProduct", plaats
        elif nieuwer and any(
            botst(wie[1], product, ander) and not (oud is not None and botst(wie[1], oud, ander))
            for (_, _, nummer), (ander, wiens) in boek.toewijzingen.items()
            if wiens == wie and nummer not in nummers
        ):
            yield "OP259", "ToegewezenProduct", plaats


def _bewaar(boek: Boek, wie: Partijen, producten: list[Knoop]) -> bool:
    """Keep what is newer; True when something is older and says something else."""
    zwijgt = False
    for product in producten:
        plek = (wie[0], wie[1], product.waarde("ToewijzingNummer") or "")
        oud = boek.toewijzingen.get(plek)
        if oud is None or _moment(product) > _moment(oud[0]):
            boek.toewijzingen[plek] = (product, wie)
        elif _moment(product) != _moment(oud[0]):
            zwijgt = True
    return zwijgt


def staand(boek: Boek, wie: Partijen, nummer: str | None) -> list[Knoop]:
    """The starts and stops about a toewijzing of which the last word is not that they were taken back."""
    laatste = {
        sleutel(product): product
        for van, product in boek.gemeld
        if van == wie and product.waarde("ToewijzingNummer") == nummer
    }
    return [product for product in laatste.values() if product.waarde("StatusAanlevering") == "1"]


def _melding(boek: Boek, wie: Partijen, soort: str, producten: list[Knoop]) -> Iterator[Breuk]:
    klasse = "StartProduct" if soort == "305" else "StopProduct"
    erbij: list[tuple[Partijen, Knoop]] = []
    volgorde = sorted(enumerate(producten), key=lambda paar: paar[1].waarde("StatusAanlevering") == "1")
    for plaats, product in volgorde:
        nummer = product.waarde("ToewijzingNummer")
        bekend = boek.toewijzingen.get((wie[0], wie[1], nummer or ""))
        if bekend is not None and bekend[1] != wie:
            yield "TR019", klasse, plaats
        hier = Boek(deelnames={}, vandaag="", gemeld=[*boek.gemeld, *erbij])
        regels = list(_tegenspraak(staand(hier, wie, nummer), product))
        yield from ((regel, klasse, plaats) for regel in regels)
        if not regels:
            erbij.append((wie, product))


def _tegenspraak(anderen: list[Knoop], product: Knoop) -> Iterator[str]:
    zelfde = any(sleutel(ander) == sleutel(product) for ander in anderen)
    begin, einde, reden = (product.waarde(naam) for naam in ("Begindatum", "Einddatum", "RedenBeeindiging"))
    stops = [ander for ander in anderen if ander.kind("Einddatum") and ander.waarde("Begindatum") == begin]
    if product.waarde("StatusAanlevering") == "3":
        if not zelfde:
            yield "TR063"
        elif einde is None and any(_product(stop) == _product(product) for stop in stops):
            yield "TR071"
        return
    if zelfde:
        yield "TR074"
        return
    if einde is None:
        return
    pauzes = [stop.waarde("Einddatum") or "" for stop in stops if stop.waarde("RedenBeeindiging") == "20"]
    eindes = [stop.waarde("Einddatum") or "" for stop in stops if stop.waarde("RedenBeeindiging") != "20"]
    toetsen = {
        "TR413": reden == "20" and bool(pauzes),
        "TR414": reden != "20" and max(pauzes, default="") > einde,
        "TR415": bool(eindes) and (reden != "20" or min(eindes) < einde),
    }
    yield from (regel for regel, gebroken in toetsen.items() if gebroken)


def _product(knoop: Knoop) -> tuple[str | None, str | None]:
    return knoop.waarde("Product", "Categorie"), knoop.waarde("Product", "Code")


def levering(boek: Boek, wie: Partijen, nummer: str | None) -> tuple[str, str | None, list[str]]:
    """How delivery stands: status, begin and the rules that are remarked."""
    stukken = staand(boek, wie, nummer)
    starts = {(knoop.waarde("Begindatum") or "", _product(knoop)) for knoop in stukken if not knoop.kind("Einddatum")}
    stops = [knoop for knoop in stukken if knoop.kind("Einddatum")]
    gestopt = {knoop.waarde("Begindatum") or "" for knoop in stops}
    opmerkingen = set()
    toewijzing = boek.toewijzingen.get((wie[0], wie[1], nummer or ""))
    if nummer is not None and (toewijzing is None or toewijzing[1] != wie):
        opmerkingen.add("TR019")
    if any((stop.waarde("Begindatum") or "", _product(stop)) not in starts for stop in stops):
        opmerkingen.add("TR382")
    dagen = sorted({begin for begin, _ in starts})
    if any(dag not in gestopt for dag in dagen[:-1]):
        opmerkingen.add("TR326")
    if not stukken:
        return "niet-gestart", None, sorted(opmerkingen)
    begin = max([*dagen, *gestopt])
    redenen = {stop.waarde("RedenBeeindiging") for stop in stops if stop.waarde("Begindatum") == begin}
    status = "gestopt" if redenen - {"20"} else "onderbroken" if redenen else "gestart"
    return status, begin, sorted(opmerkingen)


def _retour(wet: str, soort: str, bericht: Knoop, breuken: set[Breuk]) -> tuple[object, ...]:
    """The retour: number and code, values of the header, its codes, and per class of the client its values and codes."""
    nummer = RETOUR_VAN[soort]
    kop = [BERICHTCODES[wet][nummer], *_waarden(bericht.kinderen[0])[1:]]
    if any(regel not in CODES for regel, _, _ in breuken):
        return nummer, kop, ["0001"], None
    geheel = [CODES[regel] for regel in KOP if (regel, "Header", 0) in breuken]
    if geheel or not breuken:
        return nummer, kop, geheel, None
    per_plek: dict[tuple[str, int], set[str]] = {}
    for regel, klasse, plaats in breuken:
        per_plek.setdefault((klasse, plaats), set()).add(CODES[regel])
    client = bericht.kinderen[1]
    klassen: dict[str, int] = {}
    codes = []
    for knoop in client.loop():
        if knoop.naam in {"Client", "Relatie", "Contact", "ToegewezenProduct", "StartProduct", "StopProduct"}:
            plaats = klassen.get(knoop.naam, 0)
            klassen[knoop.naam] = plaats + 1
            codes.append((knoop.naam, sorted(per_plek.get((knoop.naam, plaats), {"0200"}))))
    return nummer, kop, ["0200"], (_waarden(client), codes)


def _waarden(knoop: Knoop) -> list[str]:
    return [one.tekst for one in knoop.loop() if not one.kinderen]


def lees_retour(soort: str, retour: Knoop) -> tuple[object, ...]:
    """What a retour says, in the form of an Uitspraak; without what is its own (who it is and when)."""
    header = retour.kinderen[0]
    eigen = {"IdentificatieRetour", "DagtekeningRetour", "XsdVersieRetour", "RetourCodes"}
    kop = [waarde for kind in header.kinderen if kind.naam not in eigen for waarde in _waarden(kind)]
    codes = [code.tekst for groep in header.alle("RetourCodes") for code in groep.kinderen]
    client = retour.kind("Client")
    if client is None:
        return soort, kop, codes, None
    per_klasse = [(knoop.naam, _eigen_codes(knoop)) for knoop in client.loop() if knoop.kind("RetourCodes") is not None]
    return soort, kop, codes, (_waarden(_zonder_codes(client)), per_klasse)


def _eigen_codes(knoop: Knoop) -> list[str]:
    return sorted(code.tekst for groep in knoop.alle("RetourCodes") for code in groep.kinderen)


def _zonder_codes(knoop: Knoop) -> Knoop:
    over = [_zonder_codes(kind) for kind in knoop.kinderen if kind.naam != "RetourCodes"]
    return Knoop(knoop.naam, knoop.tekst, over)
