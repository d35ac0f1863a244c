"""The independent judge of declaraties: what must be true of every run at rest, whatever fell over during it.

It shares no code with the services. One function per promise (I1 to I6, I9 and I10 of the reliability table); each
gives findings, and a run is right when there are none.
"""

from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Iterator, Sequence
from decimal import Decimal
from typing import Any

from lxml import etree

from .dossier import Bericht, Bestandrij, Dossier, Indiening, Lijnrij
from .feiten import Finding, Outcome

BEOORDEELD = frozenset({"verwerkt", "aangeboden"})
GOEDE_CODES = frozenset({"0200", "8001"})
PAIN = "{urn:iso:std:iso:20022:tech:xsd:pain.001.001.09}"
_LATER = frozenset({"ontvangen", "wordt-verwerkt", "apart-gezet"})
_BESTAND_EVENTS = frozenset({"DeclaratieOntvangen", "DeclaratieBeantwoord", "PrestatiesBeoordeeld"})


def oordeel(dossier: Dossier) -> list[Finding]:
    """Every finding of every promise."""
    return [finding for belofte in BELOFTEN for finding in belofte(dossier)]


def i1_elke_bevestigde_declaratie_bestaat_precies_eenmaal(d: Dossier) -> Iterator[Finding]:
    """What was acknowledged is there, once, with its bytes; nothing is there that nobody sent."""
    per_id = Counter(rij.id for rij in d.bestanden)
    rijen = {rij.id: rij for rij in d.bestanden}
    for een in d.indieningen:
        if een.id is None:
            continue
        if per_id[een.id] != 1:
            yield _vondst("I1", "verloren" if not per_id[een.id] else "dubbel", een.id)
        elif (rijen[een.id].agb, rijen[een.id].sha256) != (een.agb, een.sha256):
            yield _vondst("I1", "andere inhoud", een.id)
    yield from _niets_te_veel(d)


def _niets_te_veel(d: Dossier) -> Iterator[Finding]:
    bytes_van = Counter((rij.agb, rij.sha256.hex()) for rij in d.bestanden)
    nummer_van = Counter((rij.agb, rij.nummer) for rij in d.bestanden if rij.telt)
    dubbel = [een for teller in (bytes_van, nummer_van) for een, aantal in teller.items() if aantal > 1]
    yield from (_vondst("I1", "dubbel", " ".join(map(str, een))) for een in dubbel)
    aangeboden = {(een.agb, een.sha256) for een in d.indieningen if een.uitkomst is not Outcome.GEWEIGERD}
    for rij in d.bestanden:
        if (rij.agb, rij.sha256) not in aangeboden:
            yield _vondst("I1", "verzonnen", rij.id)
        if rij.opslag not in d.opgeslagen:
            yield _vondst("I1", "bytes verloren", rij.id)


def i2_ingediend_is_toegekend_plus_afgekeurd_tot_op_de_cent(d: Dossier) -> Iterator[Finding]:
    """The client's own figures, rows, events, the 325, payables and the ledger say the same money of a declaratie."""
    lijnen, opdrachten = _per_bestand(d.lijnen), _som((o.bestand, o.cent) for o in d.opdrachten if o.bestand)
    beantwoord = {str(b.data["bestand_id"]): b.data for b in _eerste(d.berichten, "DeclaratieBeantwoord")}
    for een, rij in _paren(d):
        if rij.status not in BEOORDEELD:
            continue
        ingediend, event = sum(lijn.cent for lijn in een.lijnen), beantwoord.get(rij.id, {})
        goed = sum(lijn.cent for lijn in lijnen[rij.id] if lijn.goed)
        fout = sum(lijn.cent for lijn in lijnen[rij.id] if not lijn.goed)
        bedragen = {
            "rij ingediend": (rij.ingediend, ingediend),
            "event ingediend": (event.get("ingediend_cent"), ingediend),
            "event toegekend": (event.get("toegekend_cent"), rij.toegekend),
            "lijnen toegekend": (goed, rij.toegekend),
            "betaalbaar": (opdrachten[rij.id], rij.toegekend),
        }
        if rij.telt:
            bedragen["lijnen samen"] = (goed + fout, ingediend)
        yield from (_vondst("I2", wat, rij.id) for wat, (is_, moet) in bedragen.items() if is_ != moet)
        if rij.telt:
            yield from _zelfde_lijnen(een, rij, lijnen[rij.id])
    geboekt, betaalbaar = Counter(b.kenmerk for b in d.boekingen), {o.id: o.cent for o in d.opdrachten}
    for boeking in d.boekingen:
        if geboekt[boeking.kenmerk] > 1 or betaalbaar.get(boeking.kenmerk) != boeking.cent:
            yield _vondst("I2", "grootboek", boeking.kenmerk)
    yield from (_vondst("I2", "niet geboekt", een) for een in betaalbaar if een not in geboekt and betaalbaar[een])
    daarnaast = _som((o.agb, o.cent) for o in d.opdrachten if not o.bestand)
    yield from (_vondst("I2", "nabetaling", agb) for agb, cent in d.nabetaald.items() if daarnaast[agb] != cent)


def _zelfde_lijnen(een: Indiening, rij: Bestandrij, gevonden: Sequence[Lijnrij]) -> Iterator[Finding]:
    """Every declared line once, as declared, with the outcome that the client could know beforehand."""
    van_client = Counter((x.referentie, x.vorige, x.toewijzing, x.volume, x.cent) for x in een.lijnen)
    van_ons = Counter((x.referentie, x.vorige, x.toewijzing, x.volume, x.cent) for x in gevonden)
    if van_client != van_ons:
        yield _vondst("I2", "andere lijnen", rij.id)
    codes: dict[str, str] = {lijn.referentie: lijn.code for lijn in een.lijnen if lijn.code is not None}
    for lijn in gevonden:
        if codes.get(lijn.referentie, lijn.codes) != lijn.codes or lijn.goed != (lijn.codes == ""):
            yield _vondst("I2", "andere uitkomst", f"{rij.id}/{lijn.regel}")


def i3_een_betaalbare_wordt_hoogstens_eenmaal_betaald(d: Dossier) -> Iterator[Finding]:
    """A payable is in one payment that counts, a file is released once, and files pay what payables say."""
    bekend = {o.id: o.cent for o in d.opdrachten}
    keren = Counter(one for b in d.betalingen if not b.teruggekomen for one in b.opdrachten)
    yield from (_vondst("I3", "dubbel betaald", one) for one, aantal in keren.items() if aantal > 1)
    for betaling in d.betalingen:
        if any(one not in bekend for one in betaling.opdrachten):
            yield _vondst("I3", "betaling zonder opdracht", betaling.id)
        elif sum(bekend[one] for one in betaling.opdrachten) != betaling.cent:
            yield _vondst("I3", "ander bedrag", betaling.id)
    yield from _betaalbestanden(d)


def _betaalbestanden(d: Dossier) -> Iterator[Finding]:
    in_bestanden: Counter[tuple[str, str, int]] = Counter()
    berichten: Counter[str] = Counter()
    for inhoud in d.betaalbestanden:
        bestand = _xml(inhoud)
        msg_id = bestand.findtext(f".//{PAIN}MsgId") or ""
        berichten[msg_id] += 1
        bedragen = [(str(x.findtext(f".//{PAIN}EndToEndId")), _cent_van(x)) for x in bestand.iter(f"{PAIN}CdtTrfTxInf")]
        in_bestanden.update((msg_id, kenmerk, cent) for kenmerk, cent in bedragen)
        for som in bestand.iter(f"{PAIN}CtrlSum"):
            if int(Decimal(som.text or "0") * 100) != sum(cent for _, cent in bedragen):
                yield _vondst("I3", "controlesom", msg_id)
        for aantal in bestand.iter(f"{PAIN}NbOfTxs"):
            if int(aantal.text or "0") != len(bedragen):
                yield _vondst("I3", "aantal betalingen", msg_id)
    register = Counter(d.register)
    for msg_id in berichten.keys() | register.keys():
        if (berichten[msg_id], register[msg_id]) != (1, 1):
            yield _vondst("I3", "MsgId niet precies eenmaal", msg_id)
    verwacht = Counter((b.msg_id, b.id, b.cent) for b in d.betalingen)
    yield from (_vondst("I3", "betaling buiten bestand", x[1]) for x in verwacht - in_bestanden)
    yield from (_vondst("I3", "bestand betaalt meer", x[1]) for x in in_bestanden - verwacht)


def i4_nooit_boven_een_plafond_en_een_prestatie_nooit_dubbel(d: Dossier) -> Iterator[Finding]:
    """Approved volume within what was granted; a reference is approved once, and a credit takes back one debet."""
    gemeente = {rij.id: rij.gemeente for rij in d.bestanden}
    agb = {rij.id: rij.agb for rij in d.bestanden}
    goede = [lijn for lijn in d.lijnen if lijn.goed]
    gebruikt = _som(((gemeente.get(x.bestand, "?"), x.toewijzing), -x.volume if x.credit else x.volume) for x in goede)
    for plek, plafond in d.plafonds.items():
        if gebruikt[plek] > plafond:
            yield _vondst("I4", "boven plafond", f"{plek[0]}/{plek[1]}")
    debet = Counter((agb.get(x.bestand), x.referentie) for x in goede if not x.credit)
    credit = Counter((agb.get(x.bestand), str(x.vorige)) for x in goede if x.credit)
    yield from (_vondst("I4", "referentie dubbel goedgekeurd", str(een)) for een, n in debet.items() if n > 1)
    for een, aantal in credit.items():
        if aantal > 1 or not debet[een]:
            yield _vondst("I4", "credit zonder debet", str(een))
    slots = _som(((agb.get(x.bestand), gemeente.get(x.bestand), x.slot), -1 if x.credit else 1) for x in goede)
    yield from (_vondst("I4", "slot dubbel", str(een)) for een, n in slots.items() if n > 1)


def i5_een_feit_is_een_gebeurtenis_en_werkt_eenmaal(d: Dossier) -> Iterator[Finding]:
    """Every committed event is on its topic and nothing else is; one event per fact; in order within a key."""
    vast, gezien = {v.id for v in d.vastgelegd}, {b.id: b for b in d.berichten}
    yield from (_vondst("I5", "niet op topic", x) for x in vast if x not in gezien)
    yield from (_vondst("I5", "verzonnen gebeurtenis", x) for x in gezien if x not in vast)
    yield from (_vondst("I5", "dubbel vastgelegd", x) for x, n in Counter(v.id for v in d.vastgelegd).items() if n > 1)
    for bericht in d.berichten:
        if bericht.data != gezien[bericht.id].data or bericht.sleutel != gezien[bericht.id].sleutel:
            yield _vondst("I5", "zelfde id, ander feit", bericht.id)
    feiten = Counter(_feit(b) for b in gezien.values() if _feit(b) is not None)
    yield from (_vondst("I5", "feit dubbel", str(een)) for een, n in feiten.items() if n > 1)
    yield from _volgorde(d)
    yield from (_vondst("I5", "nog onderweg", een) for een in d.onafgehandeld)
    yield from _delen(d)
    gemeld = {
        str(b.data["betaalopdracht_id"]): b.data["bedrag_cent"] for b in _eerste(d.berichten, "BetaalopdrachtGemaakt")
    }
    yield from (_vondst("I5", "niet gemeld", o.id) for o in d.opdrachten if gemeld.get(o.id) != o.cent)


def _feit(bericht: Bericht) -> tuple[Any, ...] | None:
    """What an event is about, when it can happen only once."""
    data = bericht.data
    match bericht.naam:
        case "DeclaratieOntvangen" | "DeclaratieBeantwoord":
            return bericht.naam, data["bestand_id"]
        case "PrestatiesBeoordeeld":
            return bericht.naam, data["bestand_id"], data["deel"]
        case "BetaalopdrachtGemaakt":
            return bericht.naam, data["betaalopdracht_id"]
        case _:
            return None


def _volgorde(d: Dossier) -> Iterator[Finding]:
    """Within a key, first coming on the topic is the order of commit; repeats may follow later."""
    rang = {v.id: nummer for nummer, v in enumerate(d.vastgelegd)}
    hoogste: dict[tuple[str, bytes], int] = defaultdict(lambda: -1)
    gezien: set[str] = set()
    for bericht in sorted(d.berichten, key=lambda b: (b.topic, b.partitie, b.plaats)):
        if bericht.id in gezien or bericht.id not in rang:
            continue
        gezien.add(bericht.id)
        sleutel = (bericht.topic, bericht.sleutel)
        if rang[bericht.id] < hoogste[sleutel]:
            yield _vondst("I5", "volgorde", bericht.id)
        hoogste[sleutel] = max(hoogste[sleutel], rang[bericht.id])


def _delen(d: Dossier) -> Iterator[Finding]:
    """All parts of a declaratie that counts are there, and together they say its lines."""
    delen: dict[str, dict[int, Bericht]] = defaultdict(dict)
    for bericht in _eerste(d.berichten, "PrestatiesBeoordeeld"):
        delen[str(bericht.data["bestand_id"])][int(str(bericht.data["deel"]))] = bericht
    lijnen = _per_bestand(d.lijnen)
    for bestand in delen.keys() | {x.id for x in d.bestanden if x.telt}:
        gevonden = [x for _, deel in sorted(delen[bestand].items()) for x in _uit_deel(deel.data)]
        moet = [(x.toewijzing, x.cent, x.codes) for x in sorted(lijnen[bestand], key=lambda x: x.regel)]
        if sorted(gevonden) != sorted(moet):
            yield _vondst("I5", "delen zijn niet de lijnen", bestand)


def _uit_deel(data: Any) -> Iterator[tuple[int, int, str]]:
    for toewijzing, cent, uitkomst in zip(data["toewijzing"], data["bedrag_cent"], data["uitkomst"], strict=True):
        yield toewijzing, cent, data["uitkomsten"][uitkomst]


def i6_elke_323_krijgt_een_325(d: Dossier) -> Iterator[Finding]:
    """Received is answered plus refused at level 1; the 325 that the client holds lists exactly what was refused."""
    ontvangen = Counter(str(b.data["bestand_id"]) for b in _eerste(d.berichten, "DeclaratieOntvangen"))
    beantwoord = Counter(str(b.data["bestand_id"]) for b in _eerste(d.berichten, "DeclaratieBeantwoord"))
    lijnen = _per_bestand(d.lijnen)
    for rij in d.bestanden:
        if rij.status in _LATER:
            yield _vondst("I6", f"blijft {rij.status}", rij.id)
        verwacht = 1 if rij.status in BEOORDEELD else 0
        if rij.antwoorden != verwacht:
            yield _vondst("I6", f"{rij.antwoorden} antwoorden", rij.id)
        if ontvangen[rij.id] != 1 or beantwoord[rij.id] != verwacht:
            yield _vondst("I6", "gebeurtenis ontbreekt", rij.id)
    for een, rij in _paren(d):
        if een.leesbaar != (rij.status in BEOORDEELD) and rij.status not in _LATER:
            yield _vondst("I6", "andere stand", rij.id)
        if een.antwoord is not None:
            yield from _klopt_325(een, rij, lijnen[rij.id])


def _klopt_325(een: Indiening, rij: Bestandrij, lijnen: Sequence[Lijnrij]) -> Iterator[Finding]:
    antwoord = _xml(een.antwoord or b"")
    ingediend, toegekend = (_totaal(antwoord, f"Totaal{soort}Bedrag") for soort in ("Ingediend", "Toegekend"))
    afgekeurd = Counter((_tekst(x, "ReferentieNummer"), _bedrag(x, "Bedrag")) for x in antwoord.iter("{*}Prestatie"))
    if ingediend is not None and (ingediend, toegekend) != (rij.ingediend, rij.toegekend):
        yield _vondst("I6", "325 noemt andere totalen", rij.id)
    if rij.telt and afgekeurd != Counter((x.referentie, x.cent) for x in lijnen if not x.goed):
        yield _vondst("I6", "325 noemt andere lijnen", rij.id)
    if een.nummer != (_tekst(antwoord, "DeclaratieNummer") or een.nummer):
        yield _vondst("I6", "325 van een ander", rij.id)


def i9_geen_burgerservicenummer_op_een_topic(d: Dossier) -> Iterator[Finding]:
    """No number of a person in key, value or headers of a record."""
    nummers = [bsn.encode() for bsn in d.personen]
    for bericht in d.berichten:
        if any(nummer in bericht.ruw for nummer in nummers):
            yield _vondst("I9", "bsn op topic", bericht.id)


def i10_alles_van_een_declaratie_heeft_een_aanbieder_en_een_gemeente(d: Dossier) -> Iterator[Finding]:
    """No row and no event says another party than the client did."""
    partijen = {rij.id: (een.agb, een.gemeente) for een, rij in _paren(d)}
    for rij in d.bestanden:
        if (rij.agb, rij.gemeente) != partijen.get(rij.id, (rij.agb, rij.gemeente)):
            yield _vondst("I10", "andere partij", rij.id)
    for opdracht in d.opdrachten:
        wie = (opdracht.agb, opdracht.gemeente)
        if opdracht.bestand and wie != partijen.get(opdracht.bestand, wie):
            yield _vondst("I10", "andere partij", opdracht.id)
    for bericht in d.berichten:
        if bericht.naam in _BESTAND_EVENTS:
            wie = (str(bericht.data["agb_code"]), str(bericht.data["gemeente"]))
            if wie != partijen.get(str(bericht.data["bestand_id"]), wie):
                yield _vondst("I10", "andere partij", bericht.id)


BELOFTEN: Sequence[Callable[[Dossier], Iterable[Finding]]] = (
    i1_elke_bevestigde_declaratie_bestaat_precies_eenmaal,
    i2_ingediend_is_toegekend_plus_afgekeurd_tot_op_de_cent,
    i3_een_betaalbare_wordt_hoogstens_eenmaal_betaald,
    i4_nooit_boven_een_plafond_en_een_prestatie_nooit_dubbel,
    i5_een_feit_is_een_gebeurtenis_en_werkt_eenmaal,
    i6_elke_323_krijgt_een_325,
    i9_geen_burgerservicenummer_op_een_topic,
    i10_alles_van_een_declaratie_heeft_een_aanbieder_en_een_gemeente,
)


def _vondst(belofte: str, soort: str, wat: str) -> Finding:
    return Finding(kind=soort, view=belofte, key=wat, name="")


def _paren(d: Dossier) -> Iterator[tuple[Indiening, Bestandrij]]:
    """A client's declaratie with its row; an unacknowledged one that is there after all is judged just the same."""
    rijen = {(rij.agb, rij.sha256): rij for rij in d.bestanden}
    for een in {(een.agb, een.sha256): een for een in d.indieningen}.values():
        if (rij := rijen.get((een.agb, een.sha256))) is not None:
            yield een, rij


def _per_bestand(lijnen: Iterable[Lijnrij]) -> dict[str, list[Lijnrij]]:
    gevonden: dict[str, list[Lijnrij]] = defaultdict(list)
    for lijn in lijnen:
        gevonden[lijn.bestand].append(lijn)
    return gevonden


def _som(paren: Iterable[tuple[Any, int]]) -> Counter[Any]:
    som: Counter[Any] = Counter()
    for wat, aantal in paren:
        som[wat] += aantal
    return som


def _eerste(berichten: Iterable[Bericht], naam: str) -> list[Bericht]:
    """Records of this name with redelivery taken out."""
    return list({b.id: b for b in berichten if b.naam == naam}.values())


def _xml(inhoud: bytes) -> Any:
    return etree.fromstring(inhoud, etree.XMLParser(resolve_entities=False, no_network=True))


def _tekst(element: Any, naam: str) -> str | None:
    gevonden = next(element.iter(f"{{*}}{naam}"), None)
    return None if gevonden is None else gevonden.text


def _bedrag(element: Any, naam: str) -> int | None:
    bedrag = _tekst(element, naam)
    return None if bedrag is None else int(bedrag) * (-1 if _tekst(element, "DebetCredit") == "C" else 1)


def _totaal(antwoord: Any, naam: str) -> int | None:
    element = next(antwoord.iter(f"{{*}}{naam}"), None)
    return None if element is None else _bedrag(element, "TotaalBedrag")


def _cent_van(betaling: Any) -> int:
    return int(Decimal(betaling.findtext(f".//{PAIN}InstdAmt") or "0") * 100)
