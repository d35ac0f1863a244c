"""Chapters of contracting: region, admission, p*q and taakgericht agreements, measures and the budget monitor."""

import datetime as dt
from collections.abc import Sequence
from typing import Any

from devstack.verhaal.toneel import GEMEENTEN, LIJN, PRODUCT, REGIO, TAAKLIJN, TARIEF, WIJKTEAM, ZORG, Toneel
from devstack.verhaal.verteller import euro

TAAKBUDGET = 100_000_000
BUDGET = 50_000_000


def regio(toneel: Toneel) -> None:
    """Participation over time is data, already there after the first start."""
    inkoper = toneel.gebruiker("inkoper")

    def deelnemers(dag: str, dienst: str) -> list[str]:
        found = inkoper.lees("contracting", "/regio-deelnames", datum=dag, dienst=dienst)
        return sorted(one["gemeente"] for one in found["resultaten"])

    toneel.verteller.controleer("gemeenten voor de Wmo", len(deelnemers(str(toneel.vandaag), "wmo")), 6)
    toneel.verteller.bevestig(
        "Eemnes (0317) doet mee voor jeugd", gevonden="0317" in deelnemers(str(toneel.vandaag), "jw")
    )
    toneel.verteller.bevestig(
        "Veenendaal (0345) voor OMNV eind 2021", gevonden="0345" in deelnemers("2021-12-31", "omnv")
    )
    toneel.verteller.bevestig(
        "Veenendaal (0345) voor OMNV in 2022", gevonden="0345" in deelnemers("2022-01-01", "omnv"), verwacht=False
    )


def budgetten(toneel: Toneel) -> None:
    """A budget per gemeente for the programme line, in every year that the story touches."""
    financien = toneel.gebruiker("financien")
    for jaar in toneel.jaren:
        for gemeente in REGIO:
            financien.vervang("contracting", f"/budgetten/{gemeente}/{LIJN}/{jaar}", {"bedragCent": BUDGET})
    toneel.verteller.stap(f"budget voor lijn {LIJN}: {euro(BUDGET)} per gemeente")


def toelating(toneel: Toneel) -> None:
    """The first application has old evidence and is refused with reasons; the second one is admitted."""
    inkoper = toneel.gebruiker("inkoper")
    inkoper.stuur("contracting", "/percelen", perceel("WMO-BEGELEIDING", "inspanningsgericht", LIJN))
    inkoper.stuur("contracting", "/percelen", perceel("WIJKTEAMS", "taakgericht", TAAKLIJN))
    for agb, kvk, naam, uren in (
        (ZORG, "99000001", "Zorggroep Proef", 120),
        (WIJKTEAM, "99000002", "Wijkteams Proef", 900),
    ):
        aanbieder = {"agbCode": agb, "kvkNummer": kvk, "naam": naam, "capaciteitUrenPerMaand": uren}
        inkoper.stuur("contracting", "/aanbieders", aanbieder)
    eerste = laat_toe(toneel, ZORG, "WMO-BEGELEIDING", dagen_oud=400)
    toneel.verteller.controleer("aanmelding met een oud KvK-uittreksel", eerste["status"], "afgewezen")
    for reden in eerste["beoordeling"]["redenen"]:
        toneel.verteller.stap(f"reden: {reden['toelichting']}")
    tweede = laat_toe(toneel, ZORG, "WMO-BEGELEIDING", dagen_oud=30)
    toneel.verteller.controleer("aanmelding met vers bewijs", tweede["status"], "toegelaten")
    wijkteam = laat_toe(toneel, WIJKTEAM, "WIJKTEAMS", dagen_oud=30)
    toneel.verteller.controleer("aanmelding van de wijkteams", wijkteam["status"], "toegelaten")


def overeenkomsten(toneel: Toneel) -> None:
    """A p*q agreement with a dated price for two gemeenten, and a yearly budget in terms; not by who admitted."""
    manager = toneel.gebruiker("contractmanager")
    begin, einde = toneel.maanden[0].begin.replace(month=1, day=1), dt.date(toneel.vandaag.year + 3, 12, 31)
    basis = {"gemeenten": list(GEMEENTEN), "ingangsdatum": str(begin), "einddatum": str(einde)}
    prijs = {**PRODUCT, "tariefCent": TARIEF, "geldigVan": str(begin)}
    pq = {"agbCode": ZORG, "perceelCode": "WMO-BEGELEIDING", **basis, "prijzen": [prijs]}
    manager.stuur("contracting", "/overeenkomsten", pq)
    toneel.verteller.stap(f"p*q-overeenkomst: {euro(TARIEF)} per uur in {' en '.join(GEMEENTEN)}")
    sleutel = [{"gemeente": GEMEENTEN[0], "gewicht": 1}]
    taak = {"jaarbudgetCent": TAAKBUDGET, "verdeelsleutel": sleutel, "termijnenPerJaar": 12}
    wijkteams = {
        **basis,
        "gemeenten": [GEMEENTEN[0]],
        "agbCode": WIJKTEAM,
        "perceelCode": "WIJKTEAMS",
        "taakbudget": taak,
    }
    overeenkomst = manager.stuur("contracting", "/overeenkomsten", wijkteams)
    termijnen = manager.lees("contracting", f"/overeenkomsten/{overeenkomst['id']}/termijnen")["resultaten"]
    for one in termijnen:
        toneel.termijnen[one["jaar"]] = toneel.termijnen.get(one["jaar"], 0) + one["bedragCent"]
    jaar = [one["bedragCent"] for one in termijnen if one["jaar"] == begin.year]
    toneel.verteller.controleer("termijnen van € 1.000.000,00 per jaar", jaar, [8_333_333] * 11 + [8_333_337])


def maatregel_zichtbaar(toneel: Toneel) -> None:
    """The measure of toezicht is shown with the aanbieder."""
    inkoper = toneel.gebruiker("inkoper")

    def kijk() -> Any:
        return inkoper.lees("contracting", f"/aanbieders/{ZORG}")["maatregelen"]

    maatregelen = toneel.verteller.wacht("contracting toont de maatregel", kijk)
    toneel.verteller.controleer("contracting toont", maatregelen[0]["soort"], "clientenstop")


def monitor(toneel: Toneel) -> None:
    """Budget, obligations and payments per gemeente and programme line, from events alone."""
    financien = toneel.gebruiker("financien")

    def stand() -> dict[str, int]:
        totaal = {"betaalbaar": 0, "betaald": 0, "verplicht": 0}
        for jaar in toneel.jaren:
            for regel in financien.lees("contracting", "/budgetmonitor", jaar=jaar)["regels"]:
                if regel["programmalijn"] == LIJN:
                    for naam in totaal:
                        totaal[naam] += regel[f"{naam}Cent"]
        return totaal

    verwacht = toneel.toegekend
    toneel.verteller.wacht("de budgetmonitor is bij", lambda: stand()["betaald"] == verwacht)
    gevonden = stand()
    toneel.verteller.controleer(f"betaalbaar op lijn {LIJN} (in centen)", gevonden["betaalbaar"], verwacht)
    toneel.verteller.controleer(f"betaald op lijn {LIJN} (in centen)", gevonden["betaald"], verwacht)
    toneel.verteller.bevestig("er zijn verplichtingen geboekt", gevonden=gevonden["verplicht"] > 0)
    for jaar in sorted({*toneel.jaren, toneel.subsidiejaar}):
        _toon(toneel, financien.lees("contracting", "/budgetmonitor", jaar=jaar))
    regels = financien.lees("contracting", "/budgetmonitor", jaar=toneel.subsidiejaar)["regels"]
    verplicht = sum(one["verplichtCent"] for one in regels if one["programmalijn"] == TAAKLIJN)
    moet = toneel.verleend + toneel.termijnen.get(toneel.subsidiejaar, 0)
    toneel.verteller.controleer(f"subsidies en termijnen op lijn {TAAKLIJN} zijn verplicht", verplicht, moet)
    betaald = sum(one["betaaldCent"] for one in regels if one["programmalijn"] == TAAKLIJN)
    toneel.verteller.controleer("een verleende subsidie is nog niet betaald", betaald, 0)


def _toon(toneel: Toneel, monitor: dict[str, Any]) -> None:
    som = {"budgetCent": 0, "verplichtCent": 0, "betaalbaarCent": 0, "betaaldCent": 0}
    for regel in monitor["regels"]:
        for naam in som:
            som[naam] += regel[naam]
        toneel.verteller.stap(
            f"{monitor['jaar']} {regel['gemeente']} {regel['programmalijn']:<8} budget {euro(regel['budgetCent']):>16}"
            f"  verplicht {euro(regel['verplichtCent']):>16}  betaalbaar {euro(regel['betaalbaarCent']):>14}"
            f"  betaald {euro(regel['betaaldCent']):>14}"
        )
    totaal = {naam: monitor["totaal"][naam] for naam in som}
    toneel.verteller.controleer(f"de monitor van {monitor['jaar']} telt op", totaal, som)


def perceel(code: str, variant: str, lijn: str, *, gemeenten: Sequence[str] = GEMEENTEN) -> dict[str, Any]:
    """A perceel of the Wmo that asks for two pieces of evidence."""
    criteria = [
        {"code": "KVK", "omschrijving": "Ingeschreven bij de KvK", "bewijssoort": "kvk-uittreksel"},
        {"code": "GVA", "omschrijving": "Integer handelen", "bewijssoort": "gedragsverklaring-aanbesteden"},
    ]
    return {
        "code": code,
        "wet": "wmo",
        "variant": variant,
        "procedure": "toelating",
        "programmalijn": lijn,
        "gemeenten": list(gemeenten),
        "basiscriteria": criteria,
    }


def laat_toe(toneel: Toneel, agb: str, perceelcode: str, *, dagen_oud: int) -> Any:
    """Apply with evidence of that age; gives the judged aanmelding."""
    datum = str(toneel.vandaag - dt.timedelta(days=dagen_oud))
    stukken = [{"bewijssoort": soort, "datum": datum} for soort in ("kvk-uittreksel", "gedragsverklaring-aanbesteden")]
    aanmelding = {
        "agbCode": agb,
        "perceelCode": perceelcode,
        "bewijsstukken": stukken,
        "ondertekend": True,
        "akkoordZonderVoorbehoud": True,
    }
    made = toneel.gebruiker("aanbieder", agb=[agb]).stuur("contracting", "/aanmeldingen", aanmelding)
    return toneel.gebruiker("inkoper").stuur("contracting", f"/aanmeldingen/{made['id']}/_beoordelen", {}, status=200)
