"""Plain Dutch beside every line of a settlement: why, and what it means for the aanbieder."""

from declaraties.domain.verrekenen.verrekening import Verrekenreden

UITLEG = {
    Verrekenreden.TARIEF_GEWIJZIGD: (
        "Het tarief op de eerste dag van deze prestatie is met terugwerkende kracht gewijzigd. Wij verrekenen het"
        " verschil tussen het nieuwe bedrag en wat al is betaald."
    ),
    Verrekenreden.TARIEF_HERSTELD: (
        "Het tarief is weer gelijk aan het tarief waarmee deze prestatie is toegekend. De eerdere verrekening wordt"
        " teruggedraaid."
    ),
    Verrekenreden.BUITEN_TOEWIJZING_NA_BESLUIT: (
        "De toewijzing eindigt door een later besluit eerder dan deze prestatie. De zorg is te goeder trouw geleverd en"
        " blijft betaald; u hoeft niets te doen."
    ),
    Verrekenreden.NA_KENNISGEVING: (
        "Deze prestatie begon nadat aan u is gemeld dat de toewijzing was beeindigd. Deze gemeente vordert het bedrag"
        " terug; neem contact op met de gemeente als u het hier niet mee eens bent."
    ),
    Verrekenreden.WEER_BINNEN_TOEWIJZING: (
        "De toewijzing loopt weer door tot en met deze prestatie. Een eerdere verrekening wordt teruggedraaid."
    ),
    Verrekenreden.ANDERE_GEMEENTE: (
        "Een andere gemeente is volgens het woonplaatsbeginsel verantwoordelijk voor dagen van deze prestatie. De"
        " gemeenten verrekenen dit onderling; voor de aanbieder verandert er niets."
    ),
    Verrekenreden.GEMEENTE_HERSTELD: (
        "De gemeente van de declaratie is toch zelf verantwoordelijk. De verrekening tussen de gemeenten wordt"
        " teruggedraaid."
    ),
    Verrekenreden.GECREDITEERD: (
        "Deze prestatie is gecrediteerd. Wat er na de toekenning op is verrekend, wordt teruggedraaid."
    ),
}
