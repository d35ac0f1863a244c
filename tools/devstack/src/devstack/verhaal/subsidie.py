"""Chapter of subsidies: one entrance, double funding, screening by people, a decision within the plafond."""

import datetime as dt
from typing import Any

from devstack.verhaal.toneel import GEMEENTEN, TAAKLIJN, Toneel
from devstack.verhaal.verteller import euro

REGELING = "PID-DEMO"
GEVRAAGD = 2_600_000
_IBAN = "NL91ABNA0417164300"


def regeling(toneel: Toneel) -> None:
    """#ProjectenInDeBuurt as data; the entrance helper finds it."""
    begin = toneel.vandaag - dt.timedelta(days=30)
    einde = toneel.vandaag + dt.timedelta(days=300)
    tijdvak = {"van": str(begin), "tot": str(einde)}
    plafond = {"gemeente": GEMEENTEN[0], "tijdvak": tijdvak, "bedragCent": 5_000_000}
    scheme = {
        "code": REGELING,
        "versie": 1,
        "titel": "Projecten in de buurt",
        "samenvatting": "Geld voor plannen van bewoners en organisaties in de wijk.",
        "verordening": "Algemene subsidieverordening",
        "gemeenten": [GEMEENTEN[0]],
        "wijken": ["Liendert"],
        "openstelling": tijdvak,
        "plafonds": [{**plafond, "bekendgemaaktOp": str(begin - dt.timedelta(days=10))}],
        "methode": "volgorde",
        "deelsVerlenen": False,
        "aanvragerSoorten": ["natuurlijk-persoon", "groep", "rechtspersoon"],
        "rechtspersoonVanafCent": 500_001,
        "zonderWinst": True,
        "directVastTotCent": 500_000,
        "programmalijn": TAAKLIJN,
        "screeningVanafCent": 2_500_000,
    }
    toneel.gebruiker("subsidieadviseur").stuur("subsidies", "/regelingen", scheme)
    vraag = {
        "gemeente": GEMEENTEN[0],
        "soort": "groep",
        "bedragCent": 45_000,
        "datum": str(toneel.vandaag + dt.timedelta(days=70)),
    }
    hulp = toneel.gebruiker("publiek").stuur("subsidies", "/aanvraaghulp", vraag, status=200)
    passend = [one["regelingCode"] for one in hulp["resultaten"] if one["past"]]
    toneel.verteller.bevestig("de aanvraaghulp wijst de weg", gevonden=REGELING in passend)


def aanvragen(toneel: Toneel) -> None:
    """A resident's group gets an answer at once; the zorgaanbieder's own application raises questions for people."""
    toneel.verteller.wacht("subsidies kent de overeenkomst", lambda: _klaar(toneel))
    bewoners = _dien_in(toneel, {"soort": "groep", "naam": "Buurtgroep Proef", "gevraagdCent": 45_000})
    verwacht = toneel.vandaag + dt.timedelta(weeks=8)
    toneel.verteller.stap(f"aanvraag van een buurtgroep: beslissen uiterlijk {bewoners['beslisdatum']}")
    toneel.verteller.bevestig(
        "de beslistermijn is minstens acht weken", gevonden=bewoners["beslisdatum"] >= str(verwacht)
    )
    _beslis(toneel, bewoners["id"], 45_000)
    zorg = {"soort": "rechtspersoon", "rechtsvorm": "stichting", "naam": "Zorggroep Proef", "kvkNummer": "99000001"}
    aanvraag = _dien_in(toneel, {**zorg, "gevraagdCent": GEVRAAGD, "opgerichtOp": str(toneel.vandaag.replace(day=1))})
    adviseur = toneel.gebruiker("subsidieadviseur")
    adviseur.stuur("subsidies", f"/aanvragen/{aanvraag['id']}/_screenen", {}, status=200)
    punten = adviseur.lees("subsidies", f"/aanvragen/{aanvraag['id']}/aandachtspunten")["resultaten"]
    for punt in punten:
        toneel.verteller.stap(f"aandachtspunt {punt['regel']}: {punt['feit']}")
    regels = {punt["regel"] for punt in punten}
    toneel.verteller.bevestig("dubbele financiering (M6) is gesignaleerd", gevonden="M6" in regels)
    oordeel = {"uitkomst": "verklaard", "reden": "De activiteit is voor andere bewoners dan de clienten."}
    for punt in punten:
        pad = f"/aanvragen/{aanvraag['id']}/aandachtspunten/{punt['id']}/_afhandelen"
        adviseur.stuur("subsidies", pad, oordeel, status=200)
    besluit = _beslis(toneel, aanvraag["id"], GEVRAAGD)
    toneel.verteller.stap(f"verleend: {euro(besluit['verleendCent'])}, bezwaar tot en met {besluit['bezwaarTot']}")
    stand = toneel.gebruiker("publiek").lees("subsidies", f"/regelingen/{REGELING}/plafonds")["resultaten"][0]
    toneel.verleend = GEVRAAGD + 45_000
    toneel.verteller.controleer("verleend binnen het plafond", stand["verleendCent"], toneel.verleend)
    _vul_aan(toneel)


def _vul_aan(toneel: Toneel) -> None:
    """A foundation forgot its number: the term stands still until it answers, and the file shows what was done."""
    wie = {"soort": "rechtspersoon", "rechtsvorm": "stichting", "naam": "Stichting Proef", "gevraagdCent": 45_000}
    wie |= {"titel": "Speelmiddag", "doel": "Kinderen van de basisschool leren samen schaken en dammen."}
    aanvraag = _dien_in(toneel, wie)
    pad = f"/aanvragen/{aanvraag['id']}/aanvullingen"
    adviseur = toneel.gebruiker("subsidieadviseur")
    gevraagd = adviseur.stuur("subsidies", pad, {"gevraagd": ["Uw KvK-nummer"]})
    later = gevraagd["beslisdatum"] > aanvraag["beslisdatum"]
    toneel.verteller.bevestig("om aanvulling gevraagd: de beslistermijn staat stil", gevonden=later)
    antwoord = {"toelichting": "Hierbij ons KvK-nummer.", "kvkNummer": "99000009"}
    toneel.gebruiker("aanvrager").stuur("subsidies", f"{pad}/_beantwoorden", antwoord, status=200)
    oordeel = {"toereikend": True, "motivering": "Het nummer hoort bij deze stichting."}
    compleet = adviseur.stuur("subsidies", f"{pad}/_beoordelen", oordeel, status=200)
    toneel.verteller.bevestig("een mens vindt het antwoord genoeg: compleet", gevonden=compleet["status"] == "compleet")
    regels = adviseur.lees("subsidies", "/tijdlijn", zaak=f"aanvraag:{aanvraag['id']}")["resultaten"]
    gedaan = [one["soort"] for one in regels]
    verwacht = ["aanvraag_indienen", "aanvulling_vragen", "aanvulling_beantwoorden", "aanvulling_beoordelen"]
    toneel.verteller.bevestig("de tijdlijn zegt wie wat deed", gevonden=gedaan == verwacht)


def _klaar(toneel: Toneel) -> bool:
    """The agreement of contracting has reached this service (its events are counted in the metrics)."""
    return (
        toneel.meting("subsidies", "consumer", "risb_berichten_verwerkt_total", topic="contracting-overeenkomsten") > 0
    )


def _dien_in(toneel: Toneel, wie: dict[str, Any]) -> Any:
    van = toneel.vandaag + dt.timedelta(days=70)
    toneel.subsidiejaar = van.year
    aanvraag = {
        "regelingCode": REGELING,
        "gemeente": GEMEENTEN[0],
        "wijk": "Liendert",
        "titel": "Wijkmaaltijd",
        "doel": "Buren ontmoeten elkaar elke maand aan tafel.",
        "activiteitVan": str(van),
        "activiteitTot": str(van + dt.timedelta(days=30)),
        "begroting": {"kostenCent": wie["gevraagdCent"] + 100_000, "eigenBijdrageCent": 100_000},
        "iban": _IBAN,
        **wie,
    }
    return toneel.gebruiker("aanvrager").stuur("subsidies", "/aanvragen", aanvraag)


def _beslis(toneel: Toneel, aanvraag_id: str, bedrag: int) -> Any:
    """By another adviser than who published the scheme and assessed the application."""
    besluit = {"soort": "verlenen", "bedragCent": bedrag, "motivering": "Het plan past bij de wijk."}
    ander = toneel.gebruiker("subsidieadviseur", wie="ander")
    return ander.stuur("subsidies", f"/aanvragen/{aanvraag_id}/besluiten", besluit)
