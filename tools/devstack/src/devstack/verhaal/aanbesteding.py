"""Chapters of a tender: on the market, sealed bids, two assessors, award, standstill, signature, waiting list."""

import datetime as dt
from typing import Any

from devstack.verhaal.inkoop import perceel
from devstack.verhaal.toneel import LIJN, THUIS, WIJKTEAM, ZORG, Toneel
from devstack.verhaal.verteller import Gebruiker, euro

CODE = "GEWOON-THUIS"
PRODUCT = "02A05"
PERCEEL = {"perceelCode": CODE}
# Tariff in cents, and the points in hundredths for the plan and for the wijk: the worked bids of the reference.
BODEN = {ZORG: (6_000, 3_000, 2_600), WIJKTEAM: (6_200, 3_500, 2_600), THUIS: (5_800, 2_500, 2_400)}
NAMEN = {ZORG: "Zorggroep Proef", WIJKTEAM: "Wijkteams Proef", THUIS: "Thuiszorg Proef"}
KVK = {ZORG: "99000001", WIJKTEAM: "99000002", THUIS: "99000003"}


def _inkoper(toneel: Toneel, wie: str) -> Gebruiker:
    return toneel.gebruiker("inkoper", wie=wie)


def _zorg(toneel: Toneel, agb: str) -> Gebruiker:
    return toneel.gebruiker("aanbieder", agb=[agb], wie=f"zorg-{agb}")


def opstellen(toneel: Toneel) -> None:
    """A tender for one perceel with two places; the formula is tried before anybody sees it."""
    opsteller = _inkoper(toneel, "opsteller")
    for agb, naam in NAMEN.items():
        aanbieder = {"agbCode": agb, "kvkNummer": KVK[agb], "naam": naam, "capaciteitUrenPerMaand": 900}
        opsteller.stuur("contracting", "/aanbieders", aanbieder)
    gevraagd = {**perceel(CODE, "inspanningsgericht", LIJN), "procedure": "aanbesteding"}
    opsteller.stuur("contracting", "/percelen", gevraagd)
    alleen_prijs = _aanbesteding(toneel, prijspunten=100, criteria=[])
    geweigerd = opsteller.stuur("contracting", "/aanbestedingen", alleen_prijs, status=400)
    toneel.verteller.stap(f"gunnen op prijs alleen: {geweigerd['fouten'][0]['melding']}")
    gemaakt = opsteller.stuur("contracting", "/aanbestedingen", _aanbesteding(toneel))
    toneel.pad = f"/aanbestedingen/{gemaakt['id']}"
    zonder = _inkoper(toneel, "publicist").stuur("contracting", f"{toneel.pad}/_publiceren", {}, status=400)
    toneel.verteller.stap(f"zonder proef: {zonder['fouten'][0]['melding']}")
    proef = opsteller.stuur("contracting", f"{toneel.pad}/proefberekeningen", _proef())
    standen = [(one["naam"], one["totaal"]) for one in proef["standen"]]
    toneel.verteller.controleer("proefberekening", standen, [("C", 7_900), ("A", 7_850), ("B", 7_600)])


def publiceren(toneel: Toneel) -> None:
    """Not by who made it."""
    zelf = _inkoper(toneel, "opsteller").geweigerd("contracting", f"{toneel.pad}/_publiceren", {})
    toneel.verteller.controleer("publiceren door wie opstelde", zelf, "zelfde-persoon")
    op_markt = _inkoper(toneel, "publicist").stuur("contracting", f"{toneel.pad}/_publiceren", {}, status=200)
    toneel.verteller.controleer("de aanbesteding", op_markt["status"], "gepubliceerd")
    toneel.verteller.bevestig("raming boven de SAS-drempel", gevonden=op_markt["sasPlichtig"])


def vragen(toneel: Toneel) -> None:
    """A question and its answer, which names nobody."""
    zorg = _zorg(toneel, ZORG)
    vraag = zorg.stuur("contracting", f"{toneel.pad}/vragen", {"agbCode": ZORG, "vraag": "Zit reistijd in het tarief?"})
    antwoord = {"vraagId": vraag["id"], "antwoord": "Ja, reistijd zit in het tarief."}
    nota = _inkoper(toneel, "opsteller").stuur("contracting", f"{toneel.pad}/notas", {"antwoorden": [antwoord]})
    toneel.verteller.bevestig("de nota noemt geen vragensteller", gevonden=ZORG not in str(nota))


def inschrijven(toneel: Toneel) -> None:
    """Three bids; nobody reads them before the opening."""
    for agb, (tarief, _, _) in BODEN.items():
        _zorg(toneel, agb).stuur("contracting", f"{toneel.pad}/inschrijvingen", _bod(toneel, agb, tarief))
    dicht = _inschrijvingen(toneel)
    toneel.verteller.controleer("inschrijvingen", len(dicht), 3)
    toneel.verteller.bevestig("alles is verzegeld", gevonden=all(one["inhoud"] is None for one in dicht))
    te_vroeg = _inkoper(toneel, "opsteller").geweigerd("contracting", f"{toneel.pad}/_openen", {"aanwezig": "jurist"})
    toneel.verteller.controleer("openen voor de sluiting", te_vroeg, "nog-niet-gesloten")


def openen(toneel: Toneel) -> None:
    """After the closing, with a proces-verbaal."""
    toneel.naar(dt.datetime.fromisoformat(_lees(toneel)["sluiting"]).date() + dt.timedelta(days=1))
    te_laat = _zorg(toneel, ZORG).stuur("contracting", f"{toneel.pad}/inschrijvingen", _bod(toneel, ZORG, 5_900))
    toneel.verteller.controleer("een bod na de sluiting", te_laat["status"], "te-laat")
    geopend = _inkoper(toneel, "opsteller").stuur(
        "contracting", f"{toneel.pad}/_openen", {"aanwezig": "jurist"}, status=200
    )
    toneel.verteller.controleer("geopend, met proces-verbaal", len(geopend["processenVerbaal"]), 1)
    toneel.inschrijvingen = {one["agbCode"]: one["id"] for one in _inschrijvingen(toneel) if one["inhoud"]}
    toneel.verteller.controleer("inschrijvingen die tellen", sorted(toneel.inschrijvingen), sorted(BODEN))


def toetsen(toneel: Toneel) -> None:
    """The order of R4, and each tariff against the real price."""
    for agb, kenmerk in toneel.inschrijvingen.items():
        getoetst = _inkoper(toneel, "toetser").stuur(
            "contracting", f"/inschrijvingen/{kenmerk}/_toetsen", {}, status=200
        )
        toneel.verteller.controleer(f"{NAMEN[agb]}", getoetst["status"], "geldig")


def scoren(toneel: Toneel) -> None:
    """Two assessors, each with a reason, and what they agree on."""
    for agb, kenmerk in toneel.inschrijvingen.items():
        _, plan, wijk = BODEN[agb]
        scores = [_score("PLAN", plan), _score("WIJK", wijk)]
        for wie in ("beoordelaar-1", "beoordelaar-2"):
            for one in scores:
                _inkoper(toneel, wie).stuur("contracting", f"/inschrijvingen/{kenmerk}/scores", one)
        _inkoper(toneel, "voorzitter").stuur("contracting", f"/inschrijvingen/{kenmerk}/consensus", {"scores": scores})
    toneel.verteller.stap("twee beoordelaars gaven elk punten met een reden, en werden het eens")


def gunnen(toneel: Toneel) -> None:
    """The ranking, two places and a waiting list with why not."""
    zelf = _inkoper(toneel, "beoordelaar-1").geweigerd("contracting", f"{toneel.pad}/gunningen", PERCEEL)
    toneel.verteller.controleer("gunnen door een beoordelaar", zelf, "zelfde-persoon")
    gunning = _inkoper(toneel, "gunner").stuur("contracting", f"{toneel.pad}/gunningen", PERCEEL)
    toneel.verteller.controleer("rangorde", [one["agbCode"] for one in gunning["standen"]], [THUIS, ZORG, WIJKTEAM])
    wacht = {(one["agbCode"], one["achterstand"]) for one in gunning["plaatsen"] if one["status"] == "wachtlijst"}
    toneel.verteller.controleer("op de wachtlijst, punten achter de laatste", wacht, {(WIJKTEAM, 250)})
    toneel.verteller.stap(f"opschortende termijn tot en met {gunning['standstillTot']}")


def opschorten(toneel: Toneel) -> None:
    """No signature in the standstill."""
    tekenaar = toneel.gebruiker("contractmanager", wie="tekenaar")
    vroeg = tekenaar.geweigerd("contracting", "/overeenkomsten", _overeenkomst(toneel, ZORG))
    toneel.verteller.controleer("tekenen in de opschortende termijn", vroeg, "standstill")
    klacht = {"agbCode": WIJKTEAM, "klacht": "De motivering is kort."}
    gemeld = _zorg(toneel, WIJKTEAM).stuur("contracting", f"{toneel.pad}/klachten", klacht)
    toneel.verteller.stap(f"klacht ontvangen, antwoord uiterlijk {gemeld['uiterlijk']}")
    besluit = {"gegrond": False, "antwoord": "Elk criterium heeft een eigen motivering."}
    _inkoper(toneel, "klachtbehandelaar").stuur(
        "contracting", f"/klachten/{gemeld['id']}/_beslissen", besluit, status=200
    )
    toneel.naar(toneel.vandaag + dt.timedelta(days=35))


def tekenen(toneel: Toneel) -> None:
    """Only who won, for the price of the bid; the price goes to declaraties."""
    tekenaar = toneel.gebruiker("contractmanager", wie="tekenaar")
    wachtend = tekenaar.geweigerd("contracting", "/overeenkomsten", _overeenkomst(toneel, WIJKTEAM))
    toneel.verteller.controleer("tekenen met wie wacht", wachtend, "niet-gegund")
    anders = _overeenkomst(toneel, ZORG, tarief=6_001)
    toneel.verteller.controleer(
        "tekenen voor een andere prijs", tekenaar.geweigerd("contracting", "/overeenkomsten", anders), "prijs-wijkt-af"
    )
    for agb in (ZORG, THUIS):
        tekenaar.stuur("contracting", "/overeenkomsten", _overeenkomst(toneel, agb))
        toneel.verteller.stap(f"getekend met {NAMEN[agb]}: {euro(BODEN[agb][0])} per uur")


def doorgeven(toneel: Toneel) -> None:
    """Who won leaves; the next of the waiting list gets the place with fresh evidence."""
    plaats = {**PERCEEL, "gemeente": "0307", "productcode": PRODUCT, "agbCode": THUIS}
    vrij = _inkoper(toneel, "gunner").stuur("contracting", f"{toneel.pad}/_vrijgeven", plaats, status=200)
    uiterlijk = [one["uiterlijk"] for one in vrij["plaatsen"] if one["status"] == "aangeboden"]
    toneel.verteller.stap(f"aangeboden aan {NAMEN[WIJKTEAM]}, uiterlijk {uiterlijk[0]}")
    aanbod = {**plaats, "agbCode": WIJKTEAM, "bewijsstukken": _bewijs(toneel)}
    gegund = _zorg(toneel, WIJKTEAM).stuur("contracting", f"{toneel.pad}/_aanvaarden", aanbod, status=200)
    nu = {one["agbCode"] for one in gegund["plaatsen"] if one["status"] == "gegund" and one["gemeente"] == "0307"}
    toneel.verteller.controleer("plaatsen in 0307", nu, {ZORG, WIJKTEAM})


def _lees(toneel: Toneel) -> dict[str, Any]:
    gevonden: dict[str, Any] = _inkoper(toneel, "opsteller").lees("contracting", toneel.pad)
    return gevonden


def _inschrijvingen(toneel: Toneel) -> list[dict[str, Any]]:
    gevonden = _inkoper(toneel, "opsteller").lees("contracting", f"{toneel.pad}/inschrijvingen")
    return list(gevonden["resultaten"])


def _score(criterium: str, punten: int) -> dict[str, Any]:
    return {"criterium": criterium, "punten": punten, "motivering": "Het plan noemt wie wat doet en wanneer."}


def _bewijs(toneel: Toneel) -> list[dict[str, str]]:
    datum = str(toneel.vandaag - dt.timedelta(days=10))
    return [{"bewijssoort": soort, "datum": datum} for soort in ("kvk-uittreksel", "gedragsverklaring-aanbesteden")]


def _bod(toneel: Toneel, agb: str, tarief: int) -> dict[str, Any]:
    return {
        "agbCode": agb,
        **PERCEEL,
        "tarieven": [{"productcode": PRODUCT, "tariefCent": tarief}],
        "gemeenten": ["0307", "0342"],
        "bewijsstukken": _bewijs(toneel),
        "ondertekend": True,
        "akkoordZonderVoorbehoud": True,
        "plan": "Wij beginnen bij wat iemand zelf kan.",
    }


def _overeenkomst(toneel: Toneel, agb: str, *, tarief: int | None = None) -> dict[str, Any]:
    op_markt = _lees(toneel)
    van, tot = op_markt["looptijdVan"], op_markt["looptijdTot"]
    prijs = {"productcategorie": "02", "productcode": PRODUCT, "eenheid": "04", "geldigVan": van}
    return {
        "agbCode": agb,
        **PERCEEL,
        "gemeenten": ["0307", "0342"],
        "ingangsdatum": van,
        "einddatum": tot,
        "prijzen": [{**prijs, "tariefCent": tarief or BODEN[agb][0]}],
    }


def _aanbesteding(toneel: Toneel, **anders: Any) -> dict[str, Any]:
    jaar = toneel.vandaag.year + 1
    sluiting = dt.datetime.combine(toneel.vandaag + dt.timedelta(days=40), dt.time(9), dt.UTC)
    vraag = {
        **PERCEEL,
        "gemeenten": ["0307", "0342"],
        "ramingCent": 90_000_000,
        "producten": [{"productcode": PRODUCT, "kostprijs": _kostprijs(toneel)}],
        "prijspunten": 30,
        "criteria": [
            {"code": "PLAN", "omschrijving": "Plan van aanpak", "punten": 40},
            {"code": "WIJK", "omschrijving": "Samenwerking in de wijk", "punten": 30},
        ],
        "formule": {"soort": "abs", "onderCent": 5_800, "bovenCent": 6_600},
        "maximum": 2,
        **anders,
    }
    return {
        "kenmerk": "GT-1",
        "titel": "Gewoon Thuis",
        "procedure": "aanbesteding",
        "cpv": "85312000-9",
        "percelen": [vraag],
        "looptijdVan": f"{jaar}-07-01",
        "looptijdTot": f"{jaar + 4}-06-30",
        "sluiting": sluiting.isoformat(),
        "aankondiging": "TN-123456",
    }


def _kostprijs(toneel: Toneel) -> dict[str, Any]:
    return {
        "loonCent": 3_800_000,
        "werkgeverslastenDuizendste": 28_000,
        "contracturen": 1_872,
        "verlofuren": 223,
        "verzuimDuizendste": 6_500,
        "scholingsuren": 40,
        "overleguren": 85,
        "reisEnScholingCent": 120,
        "overheadDuizendste": 22_000,
        "verplichtingenCent": 85,
        "risicoDuizendste": 2_000,
        "bron": "CAO en jaarrekeningen",
        "peildatum": str(toneel.vandaag - dt.timedelta(days=60)),
        "overlegdOp": str(toneel.vandaag - dt.timedelta(days=30)),
    }


def _proef() -> dict[str, Any]:
    boden = zip("ABC", BODEN.values(), strict=True)
    return {
        **PERCEEL,
        "boden": [
            {
                "naam": naam,
                "tarieven": [{"productcode": PRODUCT, "tariefCent": tarief}],
                "punten": [{"criterium": "PLAN", "honderdsten": plan}, {"criterium": "WIJK", "honderdsten": wijk}],
            }
            for naam, (tarief, plan, wijk) in boden
        ],
    }
