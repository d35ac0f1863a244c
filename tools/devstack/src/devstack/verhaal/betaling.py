"""Chapter of the payments: accounts by two persons, review, a run per gemeente, a released file, a refusal."""

import datetime as dt
import re
from typing import Any

from devstack.verhaal.toneel import REGIO, THUIS, WIJKTEAM, ZORG, Toneel
from devstack.verhaal.verteller import euro

# Events of contracting-aanbieders that the story makes before it pays.
_REKENINGEN = 9
_OVER = dt.timedelta(days=60)


def rekeningen(toneel: Toneel) -> None:
    """One person proposes an account, another reads it again and confirms; nobody does both."""
    houders = [("gemeente", code) for code in REGIO] + [("aanbieder", THUIS), ("aanbieder", ZORG)]
    for plaats, (soort, houder) in enumerate(houders):
        eerste, ander = toneel.gebruiker("financien"), toneel.gebruiker("financien", wie="ander")
        iban = _iban(plaats)
        voorstel = {"houdersoort": soort, "houder": houder, "iban": iban, "tenaamstelling": f"Proef {soort}"}
        rekening = eerste.stuur("contracting", "/rekeningen", voorstel)
        pad, akkoord = f"/rekeningen/{rekening['id']}/_bevestigen", {"iban": iban, "naamcontrole": "match"}
        if not plaats:
            problem = eerste.stuur("contracting", pad, akkoord, status=403)
            toneel.verteller.stap(f"zelf bevestigen: {problem['detail']}")
        ander.stuur("contracting", pad, akkoord, status=200)
    toneel.verteller.stap(f"{len(houders)} rekeningen vastgesteld door twee personen")


def controle(toneel: Toneel) -> None:
    """What somebody must look at first is chosen by rule and by a random share; the 325 never waited for it."""
    beheerder = toneel.gebruiker("contractmanager")

    def gekozen() -> Any:
        beheerder.stuur("declaraties", "/betaalcontroles/_kiezen", {}, status=200)
        return beheerder.lees("declaraties", "/betaalcontroles", limiet=200)["resultaten"]

    wachtend = toneel.verteller.wacht("de betaalcontrole kiest", gekozen)
    redenen = sorted({reden for een in wachtend for reden in een["redenen"]})
    toneel.verteller.stap(f"{len(wachtend)} bedragen wachten op een blik: {', '.join(redenen)}")
    for een in wachtend:
        besluit = {"besluit": "vrijgeven", "toelichting": "Vergeleken met toewijzing en overeenkomst."}
        beheerder.stuur("declaraties", f"/betaalcontroles/{een['id']}/_beoordelen", besluit, status=200)
    open_nog = beheerder.lees("declaraties", "/betaalcontroles", limiet=200)["resultaten"]
    toneel.verteller.controleer("niets wacht nog op controle", len(open_nog), 0)


def runs(toneel: Toneel) -> None:
    """A run per gemeente, released by a third person; the file holds exactly what was approved."""
    toneel.verteller.wacht("declaraties kent de rekeningen", lambda: _kent(toneel))
    totaal = 0
    for code in REGIO:
        run = _bereid_voor(toneel, code)
        totaal += run["bedragCent"]
        if code == REGIO[0]:
            _toon_open(toneel, run)
            problem = _geef_vrij(toneel, run, wie="", status=403)
            toneel.verteller.stap(f"zelf vrijgeven: {problem['detail']}")
        _geef_vrij(toneel, run, wie="vrijgever")
        _controleer_bestand(toneel, run)
    toneel.verteller.controleer("betaald is wat betaalbaar was (in centen)", totaal, toneel.toegekend)


def weigering(toneel: Toneel) -> None:
    """A payment that the bank refuses comes back and goes out once more, in a new file; the rest is paid."""
    financien = toneel.gebruiker("financien")
    run = financien.lees("declaraties", "/betaalruns", gemeente=REGIO[-1])["resultaten"][0]
    betaling = financien.lees("declaraties", f"/betaalruns/{run['id']}/betalingen")["resultaten"][0]
    afloop = {"uitkomst": "geweigerd", "redencode": "AC04", "toelichting": "Rekening opgeheven."}
    pad = f"/betalingen/{betaling['id']}/_afhandelen"
    problem = financien.stuur("declaraties", pad, afloop, status=403)
    toneel.verteller.stap(f"zelf afhandelen: {problem['detail']}")
    toneel.gebruiker("financien", wie="banklezer").stuur("declaraties", pad, afloop, status=200)
    controle(toneel)
    opnieuw = _bereid_voor(toneel, REGIO[-1])
    toneel.verteller.controleer("wat de bank weigerde komt terug", opnieuw["bedragCent"], betaling["bedragCent"])
    _geef_vrij(toneel, opnieuw, wie="vrijgever")
    toneel.verteller.bevestig("onder een nieuw kenmerk", gevonden=opnieuw["berichtKenmerk"] != run["berichtKenmerk"])
    gezien = toneel.gebruiker("aanbieder", agb=[THUIS]).lees("declaraties", "/betalingen")["resultaten"]
    toneel.verteller.controleer("de aanbieder ziet zijn betalingen", len(gezien), len(REGIO) + 1)


def stand(toneel: Toneel) -> None:
    """The amounts per stage, side by side and never edited."""
    jaar = toneel.maanden[-1].begin.year
    regels = toneel.gebruiker("financien").lees("declaraties", "/bedragen", jaar=jaar, agbCode=THUIS)["resultaten"]
    stappen = ("ingediendCent", "toegekendCent", "verrekendCent", "betaaldCent")
    for regel in regels:
        bedragen = "  ".join(f"{stap.removesuffix('Cent')} {euro(regel[stap])}" for stap in stappen)
        toneel.verteller.stap(f"{regel['gemeente']} {regel['periode'][:7]}  {bedragen}")
    toegekend, betaald = (sum(regel[stap] for regel in regels) for stap in ("toegekendCent", "betaaldCent"))
    toneel.verteller.controleer("alles wat is toegekend, is betaald", betaald, toegekend)


def _kent(toneel: Toneel) -> bool:
    naam = "risb_berichten_verwerkt_total"
    return (
        toneel.meting("declaraties", "consumer", naam, topic="contracting-regio") >= len(REGIO) * 2
        and toneel.meting("declaraties", "consumer", naam, topic="contracting-aanbieders") >= _REKENINGEN
    )


def _bereid_voor(toneel: Toneel, gemeente: str) -> Any:
    dag = str(toneel.vandaag + _OVER)
    opdracht = {"gemeente": gemeente, "totEnMet": dag, "uitvoerdatum": dag}
    return toneel.gebruiker("financien").stuur("declaraties", "/betaalruns", opdracht)


def _geef_vrij(toneel: Toneel, run: Any, *, wie: str, status: int = 200) -> Any:
    akkoord = {"aantal": run["aantal"], "bedragCent": run["bedragCent"]}
    pad = f"/betaalruns/{run['id']}/_vrijgeven"
    return toneel.gebruiker("financien", wie=wie).stuur("declaraties", pad, akkoord, status=status)


def _toon_open(toneel: Toneel, run: Any) -> None:
    for een in run["overgeslagen"]:
        toneel.verteller.stap(f"blijft open: {een['agbCode']} {euro(een['bedragCent'])}. {een['uitleg']}")
    toneel.verteller.controleer("wie open blijft", {een["agbCode"] for een in run["overgeslagen"]}, {WIJKTEAM})
    redenen = {een["reden"] for een in run["overgeslagen"]}
    toneel.verteller.bevestig("zonder rekening geen betaling", gevonden="geen-rekening" in redenen)


def _controleer_bestand(toneel: Toneel, run: Any) -> None:
    xml = toneel.gebruiker("financien").lees("declaraties", f"/betaalruns/{run['id']}/bestand")
    gevonden = re.search(r"<NbOfTxs>(\d+)</NbOfTxs>\s*<CtrlSum>([\d.]+)</CtrlSum>", xml)
    som = gevonden and (int(gevonden[1]), int(gevonden[2].replace(".", "")))
    toneel.verteller.controleer(f"pain.001 van {run['gemeente']}", som, (run["aantal"], run["bedragCent"]))


def _iban(nummer: int) -> str:
    """A well-formed test account; nobody's."""
    rekening = f"{990_000_000 + nummer:010d}"
    cijfers = "".join(str(int(teken, 36)) for teken in f"BNGH{rekening}NL00")
    return f"NL{98 - int(cijfers) % 97:02d}BNGH{rekening}"
