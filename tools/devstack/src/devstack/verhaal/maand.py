"""Chapter of a full month for the region: six gemeenten, refusals, credits and corrections, one aanbieder."""

import datetime as dt
from collections.abc import Iterable
from dataclasses import replace
from typing import Any

from devstack.verhaal.berichten import Maand, Regel, Toegewezen, declaratie_323, proef_bsns, toewijzing_301
from devstack.verhaal.inkoop import laat_toe, perceel
from devstack.verhaal.toneel import LIJN, REGIO, THUIS, Toneel
from devstack.verhaal.verteller import euro

CLIENTEN = 12
# Events of contracting-overeenkomsten that the story makes before the month begins.
_OVEREENKOMSTEN = 5
UREN = 8
TARIEF = 4_125
HULP = {"productcategorie": "01", "productcode": "01A03", "eenheid": "04"}
EERSTE_NUMMER = 5_000
# Of every gemeente the first lines are declared wrong: too many hours, a tariff that was not agreed, a wrong sum.
TE_VEEL, ANDER_TARIEF, MIN_UUR = 1, 2, 3
HERSTEL = 4
AFGEKEURD = {TE_VEEL: "9321", ANDER_TARIEF: "0611"}


def inkopen(toneel: Toneel) -> None:
    """One agreement for help at home in the whole region."""
    inkoper = toneel.gebruiker("inkoper")
    inkoper.stuur("contracting", "/percelen", perceel("WMO-HULP", "inspanningsgericht", LIJN, gemeenten=REGIO))
    wie = {"agbCode": THUIS, "kvkNummer": "99000003", "naam": "Thuishulp Proef", "capaciteitUrenPerMaand": 2_000}
    inkoper.stuur("contracting", "/aanbieders", wie)
    laat_toe(toneel, THUIS, "WMO-HULP", dagen_oud=30)
    begin = toneel.maanden[0].begin.replace(month=1, day=1)
    overeenkomst = {
        "agbCode": THUIS,
        "perceelCode": "WMO-HULP",
        "gemeenten": list(REGIO),
        "ingangsdatum": str(begin),
        "einddatum": str(dt.date(toneel.vandaag.year + 3, 12, 31)),
        "prijzen": [{**HULP, "tariefCent": TARIEF, "geldigVan": str(begin)}],
    }
    toneel.gebruiker("contractmanager").stuur("contracting", "/overeenkomsten", overeenkomst)
    toneel.verteller.stap(f"hulp bij het huishouden voor {euro(TARIEF)} per uur in {len(REGIO)} gemeenten")


def toewijzen(toneel: Toneel) -> None:
    """The toewijzingen of a gemeente in one zip, as they come from its own system."""
    gemeente = toneel.gebruiker("zorgadministratie", gemeenten=REGIO)
    toneel.verteller.wacht("declaraties kent de overeenkomst", lambda: _kent(toneel))
    for plaats, code in enumerate(REGIO):
        berichten = {f"{nummer}.xml": _toewijzing(toneel, code, nummer, bsn) for nummer, bsn in _clienten(plaats)}
        uitslag = gemeente.zip(berichten)
        toneel.verteller.bevestig(f"zip van {code}: {CLIENTEN} toewijzingen", gevonden=uitslag == CLIENTEN)
        for nummer, _ in _clienten(plaats):
            grond = {"gemeente": code, "wet": "wmo", "toewijzingNummer": nummer, "soort": "beschikking"}
            gemeente.stuur("declaraties", "/grondslagen", {**grond, "datum": str(_ingang(toneel))})

    def geldig() -> bool:
        vraag = {"geldig": True, "agbCode": THUIS, "limiet": 200}
        return len(gemeente.lees("declaraties", "/toewijzingen", **vraag)["resultaten"]) == CLIENTEN * len(REGIO)

    toneel.verteller.wacht("alle toewijzingen zijn geldig", geldig)


def declareren(toneel: Toneel) -> None:
    """A 323 per gemeente; of each two lines are refused, the rest is awarded."""
    maand = toneel.maanden[-1]
    for plaats, code in enumerate(REGIO):
        uitkomst = _declareer(toneel, code, f"M{code}", _eerste(maand, plaats))
        fout = {regel["toewijzingNummer"]: _codes(regel) for regel in uitkomst["afgekeurdePrestaties"]}
        verwacht = {_nummer(plaats, client): [retour] for client, retour in AFGEKEURD.items()}
        toneel.verteller.controleer(f"{code}: afgekeurde regels", fout, verwacht)
    toneel.verteller.stap("de aanbieder leest per regel wat er mis is en wat te doen:")
    for regel in uitkomst["afgekeurdePrestaties"]:
        for een in regel["retourcodes"]:
            toneel.verteller.stap(f"     {een['code']} {een['wat']} {een['doe']}")


def herstellen(toneel: Toneel) -> None:
    """What was refused comes again, and an approved line with too few hours is taken back and replaced."""
    maand = toneel.maanden[-1]
    for plaats, code in enumerate(REGIO):
        uitkomst = _declareer(toneel, code, f"H{code}", _herstel(maand, plaats))
        toneel.verteller.controleer(f"{code}: herstel", uitkomst["uitkomst"], "toegekend")
    verwacht = len(REGIO) * CLIENTEN * UREN * TARIEF
    opdrachten = toneel.gebruiker("financien").lees("declaraties", "/betaalopdrachten", agbCode=THUIS, limiet=200)
    betaalbaar = sum(een["bedragCent"] for een in opdrachten["resultaten"])
    toneel.verteller.controleer("betaalbaar voor de hele regio (in centen)", betaalbaar, verwacht)
    toneel.toegekend += betaalbaar


def _kent(toneel: Toneel) -> bool:
    naam = "risb_berichten_verwerkt_total"
    return toneel.meting("declaraties", "consumer", naam, topic="contracting-overeenkomsten") >= _OVEREENKOMSTEN


def _codes(regel: dict[str, Any]) -> list[str]:
    return [een["code"] for een in regel["retourcodes"]]


def _nummer(plaats: int, client: int) -> int:
    return EERSTE_NUMMER + plaats * 100 + client


def _clienten(plaats: int) -> list[tuple[int, str]]:
    bsns = proef_bsns(200 + CLIENTEN * len(REGIO))[200 + plaats * CLIENTEN :][:CLIENTEN]
    return [(_nummer(plaats, client), bsn) for client, bsn in enumerate(bsns, 1)]


def _ingang(toneel: Toneel) -> dt.date:
    return toneel.maanden[0].begin.replace(month=1, day=1)


def _toewijzing(toneel: Toneel, gemeente: str, nummer: int, bsn: str) -> bytes:
    toegewezen = Toegewezen(
        bsn=bsn,
        nummer=nummer,
        categorie=HULP["productcategorie"],
        productcode=HULP["productcode"],
        eenheid=HULP["eenheid"],
        volume=UREN,
        ingang=_ingang(toneel),
        einde=dt.date(toneel.vandaag.year + 1, 12, 31),
    )
    return toewijzing_301(gemeente, THUIS, toegewezen, dagtekening=_ingang(toneel))


def _goed(maand: Maand, plaats: int, *, poging: str) -> list[Regel]:
    return [
        Regel(
            bsn=bsn,
            referentie=f"{poging}{maand.begin:%Y%m}{nummer}",
            toewijzing=nummer,
            categorie=HULP["productcategorie"],
            productcode=HULP["productcode"],
            eenheid=HULP["eenheid"],
            volume=UREN,
            tarief=TARIEF,
        )
        for nummer, bsn in _clienten(plaats)
    ]


def _eerste(maand: Maand, plaats: int) -> list[Regel]:
    regels = _goed(maand, plaats, poging="A")
    regels[TE_VEEL - 1] = replace(regels[TE_VEEL - 1], volume=UREN + 1)
    regels[ANDER_TARIEF - 1] = replace(regels[ANDER_TARIEF - 1], tarief=TARIEF + 25)
    regels[MIN_UUR - 1] = replace(regels[MIN_UUR - 1], volume=UREN - 1)
    return regels


def _herstel(maand: Maand, plaats: int) -> list[Regel]:
    eerder, opnieuw = _eerste(maand, plaats), _goed(maand, plaats, poging="B")
    terug = replace(eerder[MIN_UUR - 1], referentie=f"C{eerder[MIN_UUR - 1].referentie}")
    credit = replace(terug, vorige=eerder[MIN_UUR - 1].referentie)
    return [credit, *(opnieuw[client - 1] for client in (TE_VEEL, ANDER_TARIEF, MIN_UUR))]


def _declareer(toneel: Toneel, gemeente: str, nummer: str, regels: Iterable[Regel]) -> Any:
    maand = toneel.maanden[-1]
    dagtekening = maand.einde + dt.timedelta(days=1)
    xml = declaratie_323(THUIS, gemeente, nummer, maand=maand, dagtekening=dagtekening, regels=list(regels))
    aanbieder = toneel.gebruiker("aanbieder", agb=[THUIS])
    bericht = aanbieder.bericht(xml)

    def klaar() -> Any:
        gevonden = aanbieder.lees("declaraties", f"/declaraties/{bericht['id']}")
        return gevonden if gevonden["status"] not in {"ontvangen", "wordt-verwerkt"} else None

    return toneel.verteller.wacht(f"declaratie {nummer} is beoordeeld", klaar)
