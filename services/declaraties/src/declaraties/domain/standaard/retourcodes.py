"""Every retourcode that a 325 of this service can hold, in plain Dutch: what it means and what to do (WJ001)."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from declaraties.domain.standaard.regel import Regel


@dataclass(frozen=True, slots=True)
class Uitleg:
    """Sentences for the aanbieder."""

    betekenis: str
    doe: str


_OPNIEUW = "Verbeter het en stuur de prestatie opnieuw in met een nieuw referentienummer."

RETOURCODES: Mapping[str, Uitleg] = {
    "0001": Uitleg(
        "Het hele bericht is technisch afgekeurd.",
        "Verbeter de genoemde regels en stuur het bericht opnieuw; het telt als niet verzonden.",
    ),
    "0200": Uitleg("Op dit onderdeel is geen opmerking.", "U hoeft niets te doen."),
    "0233": Uitleg("Dit onderdeel is niet beoordeeld, omdat de client is afgekeurd.", "Los eerst code 8187 op."),
    "0611": Uitleg(
        "Het tarief is niet het tarief uit de overeenkomst, of het product wordt niet per declaratie betaald.",
        "Vergelijk het product en het tarief met de overeenkomst op de eerste dag van de productperiode.",
    ),
    "8001": Uitleg("De declaratie is helemaal toegekend.", "U hoeft niets te doen; de betaling volgt."),
    "8017": Uitleg(
        "De creditregel hoort niet bij een toegekende prestatie of wijkt daarvan af.",
        "Neem alle gegevens van de toegekende prestatie over.",
    ),
    "8021": Uitleg("Het referentienummer is al eerder gebruikt.", "Geef de prestatie een nieuw referentienummer."),
    "8187": Uitleg(
        "De client is bij deze gemeente en aanbieder niet bekend.",
        "Controleer het burgerservicenummer en vraag zo nodig een toewijzing aan.",
    ),
    "8214": Uitleg(
        "De declaratieperiode ligt voor een periode die al gedeclareerd is.", "Declareer in de nieuwste periode."
    ),
    "8848": Uitleg("De dagtekening ligt in de toekomst.", "Vul de dag in waarop het bericht is gemaakt."),
    "9056": Uitleg("De identificatie van het bericht is al gebruikt.", "Geef het bericht een nieuwe identificatie."),
    "9307": Uitleg("De productperiode begint voor de toewijzing.", _OPNIEUW),
    "9308": Uitleg("De productperiode eindigt na de toewijzing.", _OPNIEUW),
    "9319": Uitleg("De productperiode valt na de declaratieperiode.", _OPNIEUW),
    "9321": Uitleg("Het volume is hoger dan de toewijzing in deze periode toelaat.", _OPNIEUW),
    "9322": Uitleg(
        "Met wat al is toegekend komt de prestatie boven de hele toewijzing uit.",
        "Declareer hoogstens wat over is, of vraag de gemeente om een wijziging.",
    ),
    "9333": Uitleg("Het declaratienummer is al gebruikt.", "Geef de declaratie een nieuw nummer."),
    "9338": Uitleg(
        "Er is voor deze client geen geldige toewijzing met dit nummer.",
        "Controleer het toewijzingsnummer of vraag de gemeente om een toewijzing.",
    ),
    "9339": Uitleg("De productcategorie is anders dan in de toewijzing.", _OPNIEUW),
    "9340": Uitleg("De productcode is anders dan in de toewijzing.", _OPNIEUW),
    "9341": Uitleg("De eenheid past niet bij de toewijzing of de overeenkomst.", _OPNIEUW),
    "9346": Uitleg("Het bedrag is niet volume maal tarief.", _OPNIEUW),
    "9369": Uitleg(
        "Met wat al is toegekend komt de prestatie boven het budget uit.",
        "Declareer hoogstens wat over is, of vraag de gemeente om een wijziging.",
    ),
    "9384": Uitleg("De toewijzing is verwijderd.", "Overleg met de gemeente."),
    "9387": Uitleg("De productperiode begint niet op de voorgeschreven dag.", _OPNIEUW),
    "9388": Uitleg("De productperiode eindigt niet op de voorgeschreven dag.", _OPNIEUW),
    "9389": Uitleg("Deze zorg is al toegekend.", "Crediteer eerst de toegekende prestatie."),
    "9390": Uitleg("De prestatie is al gecrediteerd.", "Haal de creditregel weg."),
    "S300": Uitleg(
        "De gemeentecode bestaat niet, of de gemeente neemt voor deze wet geen dienst af bij het bureau.",
        "Vul de code in van de gemeente van de toewijzing.",
    ),
    "S329": Uitleg("De productcode hoort niet bij de productcategorie.", _OPNIEUW),
}


GEEN_OPMERKING = "0200"


Regelteksten = Mapping[tuple[str, str], Uitleg]  # by number of the rule and klasse
ONBEKEND = Uitleg("Deze code heeft hier geen eigen uitleg.", "Neem contact op met het bureau.")


def uitleg_van_code(code: str) -> Uitleg:
    """The text for a retourcode."""
    return RETOURCODES.get(code, ONBEKEND)


def teksten_van(regels: Iterable[Regel[Any]]) -> Regelteksten:
    """What each rule says of itself."""
    return {(regel.nummer, regel.klasse.value): Uitleg(regel.wat, regel.doe) for regel in regels}
