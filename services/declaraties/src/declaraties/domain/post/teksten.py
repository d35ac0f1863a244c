"""Plain Dutch beside the rules about a message as such, whatever it holds."""

from declaraties.domain.standaard.regel import Klasse
from declaraties.domain.standaard.retourcodes import Regelteksten, Uitleg

BERICHT_AL_ONTVANGEN = "TR056"
GEMEENTE_ONBEKEND = "TR378"
DAGTEKENING_IN_TOEKOMST = "TR135"

TEKSTEN: Regelteksten = {
    (GEMEENTE_ONBEKEND, Klasse.KOP.value): Uitleg(
        "De gemeente bestaat niet, of neemt voor deze wet geen dienst af bij het bureau.",
        "Vul de code in van de gemeente die de toewijzing heeft gestuurd; declareer anders bij die gemeente zelf.",
    ),
    (DAGTEKENING_IN_TOEKOMST, Klasse.KOP.value): Uitleg(
        "De dagtekening van het bericht ligt in de toekomst.", "Vul de dag in waarop het bericht is gemaakt."
    ),
    (BERICHT_AL_ONTVANGEN, Klasse.KOP.value): Uitleg(
        "De identificatie van het bericht is al eerder gebruikt.",
        "Geef het bericht een nieuwe identificatie, of stuur het niet nog een keer.",
    ),
}
