"""Plain Dutch beside the rules about a message as such, whatever it holds."""

from declaraties.domain.standaard.regel import Klasse
from declaraties.domain.standaard.retourcodes import Regelteksten, Uitleg

BERICHT_AL_ONTVANGEN = "TR056"
GEMEENTE_ONBEKEND = "TR378"
DAGTEKENING_IN_TOEKOMST = "TR135"
BUITEN_REGIO = "buiten-regio"  # why TR378 refuses a gemeente that exists
GEMEENTE_BUITEN_REGIO = Uitleg(
    "De gemeente bestaat, maar neemt voor deze wet geen dienst af bij het bureau.",
    "Stuur het bericht aan de gemeente zelf, of vul de gemeente in die de toewijzing heeft gestuurd.",
)

TEKSTEN: Regelteksten = {
    (GEMEENTE_ONBEKEND, Klasse.KOP.value): Uitleg(
        "De gemeentecode staat niet in de lijst van het CBS.",
        "Vul de code in van de gemeente die de toewijzing heeft gestuurd.",
    ),
    (DAGTEKENING_IN_TOEKOMST, Klasse.KOP.value): Uitleg(
        "De dagtekening van het bericht ligt in de toekomst.", "Vul de dag in waarop het bericht is gemaakt."
    ),
    (BERICHT_AL_ONTVANGEN, Klasse.KOP.value): Uitleg(
        "De identificatie van het bericht is al eerder gebruikt.",
        "Geef het bericht een nieuwe identificatie, of stuur het niet nog een keer.",
    ),
}
