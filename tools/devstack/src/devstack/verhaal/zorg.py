"""Chapter of declaraties: toewijzingen in, four months of 323 in, 325 out, payables, and what is refused."""

import datetime as dt
from typing import Any

from devstack.verhaal.berichten import Maand, Regel, Toegewezen, declaratie_323, proef_bsns, toewijzing_301
from devstack.verhaal.toneel import GEMEENTEN, PRODUCT, TARIEF, WIJKTEAM, ZORG, Toneel
from devstack.verhaal.verteller import euro

CLIENTEN = 40
UREN = 4
ZONDER_GRONDSLAG = 901
TIJDENS_STOP = 950
_BSNS = proef_bsns(CLIENTEN + 3)


def toewijzingen(toneel: Toneel) -> None:
    """A 301 per client; only with a known ground may be delivered and paid (D2)."""
    toneel.verteller.wacht("declaraties kent de regio en de prijzen", lambda: _kent_de_prijzen(toneel))
    gemeente = toneel.gebruiker("zorgadministratie", gemeenten=GEMEENTEN)
    for nummer in range(1, CLIENTEN + 1):
        _wijs_toe(toneel, ZORG, nummer, _BSNS[nummer - 1])
    _wijs_toe(toneel, ZORG, ZONDER_GRONDSLAG, _BSNS[CLIENTEN], grondslag=False)
    _wijs_toe(toneel, WIJKTEAM, 902, _BSNS[CLIENTEN + 1])

    def geldig() -> bool:
        found = gemeente.lees("declaraties", "/toewijzingen", geldig=True, limiet=200)["resultaten"]
        return len(found) == CLIENTEN + 1

    toneel.verteller.wacht("de toewijzingen zijn verwerkt", geldig)
    ongeldig = gemeente.lees("declaraties", "/toewijzingen", geldig=False)["resultaten"]
    toneel.verteller.stap(f"{CLIENTEN + 1} toewijzingen met beschikking zijn geldig")
    toneel.verteller.controleer(
        "zonder beschikking niet geldig", [one["toewijzingNummer"] for one in ongeldig], [ZONDER_GRONDSLAG]
    )


def declaraties(toneel: Toneel) -> None:
    """Three quiet months, then a month with many more clients, and three lines that cannot be paid."""
    for nummer, maand in enumerate(toneel.maanden[:-1], 1):
        regels = [_regel(maand, client) for client in range(1, 6)]
        uitkomst = _declareer(toneel, ZORG, f"D{nummer}", maand=maand, regels=regels)
        toneel.verteller.controleer(f"declaratie over {maand.begin:%m-%Y}", uitkomst["uitkomst"], "toegekend")
    maand = toneel.maanden[-1]
    goed = [_regel(maand, client) for client in range(1, CLIENTEN + 1)]
    fout = [
        _regel(maand, 903, bsn=_BSNS[0]),
        _regel(maand, ZONDER_GRONDSLAG, bsn=_BSNS[CLIENTEN]),
        _regel(maand, 5, bsn=_BSNS[4], productcode="02A06"),
    ]
    uitkomst = _declareer(toneel, ZORG, "D4", maand=maand, regels=[*goed, *fout], trace=toneel.trace)
    toneel.verteller.controleer("ingediend", uitkomst["ingediendCent"], (CLIENTEN + 3) * UREN * TARIEF)
    toneel.verteller.controleer("toegekend", uitkomst["toegekendCent"], CLIENTEN * UREN * TARIEF)
    for prestatie in uitkomst["afgekeurdePrestaties"]:
        for code in prestatie["retourcodes"]:
            toneel.verteller.stap(f"toewijzing {prestatie['toewijzingNummer']}: {code['code']} {code['wat']}")
    codes = sorted({one["code"] for regel in uitkomst["afgekeurdePrestaties"] for one in regel["retourcodes"]})
    toneel.verteller.controleer("retourcodes", codes, ["0611", "9338", "9340"])


def antwoord(toneel: Toneel) -> None:
    """The 325 can be fetched; approved lines became payables that are due within thirty days."""
    aanbieder = toneel.gebruiker("aanbieder", agb=[ZORG])
    bericht = aanbieder.lees("declaraties", "/declaraties")["resultaten"][0]
    xml = aanbieder.lees("declaraties", f"/berichten/{bericht['id']}/antwoord")
    toneel.verteller.bevestig("het antwoord is een 325", gevonden="485</" in xml and "TotaalToegekendBedrag" in xml)
    opdrachten = toneel.gebruiker("financien").lees("declaraties", "/betaalopdrachten")["resultaten"]
    toneel.toegekend = sum(one["bedragCent"] for one in opdrachten)
    toneel.verteller.controleer("betaalbaar gesteld", toneel.toegekend, (CLIENTEN + 15) * UREN * TARIEF)
    toneel.verteller.stap(f"dat is {euro(toneel.toegekend)} in {len(opdrachten)} betaalopdrachten")


def weigeringen(toneel: Toneel) -> None:
    """A taakgericht aanbieder cannot declare; the same message twice is one message; a bad message is refused."""
    maand = toneel.maanden[-1]
    uitkomst = _declareer(toneel, WIJKTEAM, "W1", maand=maand, regels=[_regel(maand, 902, bsn=_BSNS[CLIENTEN + 1])])
    toneel.verteller.controleer("taakgericht mag niet declareren", uitkomst["uitkomst"], "afgewezen")
    aanbieder = toneel.gebruiker("aanbieder", agb=[ZORG])
    zelfde = _bericht(ZORG, "D1", toneel.maanden[0], [_regel(toneel.maanden[0], n) for n in range(1, 6)])
    eerder = aanbieder.lees("declaraties", "/declaraties")["resultaten"][-1]["id"]
    toneel.verteller.controleer("dubbel gestuurd is een keer ontvangen", aanbieder.bericht(zelfde)["id"], eerder)
    met_doctype = zelfde.replace(b"<b:Bericht", b"<!DOCTYPE x><b:Bericht", 1)
    problem = aanbieder.bericht(met_doctype, status=400)
    toneel.verteller.stap(f"bericht met een DOCTYPE: {problem['detail']}")
    ander = toneel.gebruiker("aanbieder", agb=[WIJKTEAM])
    problem = ander.bericht(zelfde, status=403)
    toneel.verteller.stap(f"bericht van een ander: {problem['detail']}")


def stop_werkt(toneel: Toneel) -> None:
    """Under the client stop a new toewijzing is not valid; the ones that are there go on."""
    _wijs_toe(toneel, ZORG, TIJDENS_STOP, _BSNS[CLIENTEN + 2], ingang=toneel.vandaag)
    gemeente = toneel.gebruiker("zorgadministratie", gemeenten=GEMEENTEN)

    def nieuw() -> Any:
        found = gemeente.lees("declaraties", "/toewijzingen", geldig=False)["resultaten"]
        return [one for one in found if one["toewijzingNummer"] == TIJDENS_STOP]

    gevonden = toneel.verteller.wacht("de nieuwe toewijzing is verwerkt", nieuw)
    toneel.verteller.controleer("nieuwe toewijzing tijdens de stop", gevonden[0]["redenOngeldig"], "clientenstop")
    geldig = gemeente.lees("declaraties", "/toewijzingen", geldig=True, limiet=200)["resultaten"]
    toneel.verteller.controleer("lopende hulp gaat door", len(geldig), CLIENTEN + 1)


def _kent_de_prijzen(toneel: Toneel) -> bool:
    """The events of the first chapter (two overeenkomsten and a price, five on aanbieders) have arrived."""
    nodig = {"contracting-overeenkomsten": 3, "contracting-aanbieders": 5, "contracting-regio": 6}
    naam = "risb_berichten_verwerkt_total"
    return all(toneel.meting("declaraties", "consumer", naam, topic=topic) >= n for topic, n in nodig.items())


def _wijs_toe(
    toneel: Toneel, agb: str, nummer: int, bsn: str, *, grondslag: bool = True, ingang: dt.date | None = None
) -> None:
    begin = toneel.maanden[0].begin.replace(month=1, day=1)
    toegewezen = Toegewezen(
        bsn=bsn,
        nummer=nummer,
        categorie=PRODUCT["productcategorie"],
        productcode=PRODUCT["productcode"],
        eenheid=PRODUCT["eenheid"],
        volume=UREN,
        ingang=ingang or begin,
        einde=dt.date(toneel.vandaag.year + 1, 12, 31),
    )
    gemeente = toneel.gebruiker("zorgadministratie", gemeenten=GEMEENTEN)
    gemeente.bericht(toewijzing_301(GEMEENTEN[0], agb, toegewezen, dagtekening=ingang or begin))
    if grondslag:
        wat = {"gemeente": GEMEENTEN[0], "wet": "wmo", "toewijzingNummer": nummer, "soort": "beschikking"}
        gemeente.stuur("declaraties", "/grondslagen", {**wat, "datum": str(ingang or begin)})


def _regel(maand: Maand, toewijzing: int, *, bsn: str = "", productcode: str = PRODUCT["productcode"]) -> Regel:
    return Regel(
        bsn=bsn or _BSNS[toewijzing - 1],
        referentie=f"R{maand.begin:%Y%m}{toewijzing}{productcode[-1]}",
        toewijzing=toewijzing,
        categorie=PRODUCT["productcategorie"],
        productcode=productcode,
        eenheid=PRODUCT["eenheid"],
        volume=UREN,
        tarief=TARIEF,
    )


def _bericht(agb: str, nummer: str, maand: Maand, regels: list[Regel]) -> bytes:
    dagtekening = maand.einde + dt.timedelta(days=1)
    return declaratie_323(agb, GEMEENTEN[0], nummer, maand=maand, dagtekening=dagtekening, regels=regels)


def _declareer(toneel: Toneel, agb: str, nummer: str, *, maand: Maand, regels: list[Regel], trace: str = "") -> Any:
    aanbieder = toneel.gebruiker("aanbieder", agb=[agb], trace=trace)
    bericht = aanbieder.bericht(_bericht(agb, nummer, maand, regels))
    eind = {"verwerkt", "aangeboden", "afgekeurd", "apart-gezet"}

    def klaar() -> Any:
        found = aanbieder.lees("declaraties", f"/declaraties/{bericht['id']}")
        return found if found["status"] in eind else None

    return toneel.verteller.wacht(f"declaratie {nummer} is beoordeeld", klaar)
