"""The rules of level 2 for a 305 and 307; every one of them gives 0001."""

from collections.abc import Callable

from declaraties.domain.regie import regels as niveau2_regie
from declaraties.domain.standaard.berichten.declaratie import Masker
from declaraties.domain.standaard.berichten.levering import Bericht305, Regiebericht
from declaraties.domain.standaard.regel import TECHNISCH, Klasse, Regel, Treffer, treffer

Toets = Callable[[Regiebericht], Masker]
Tekst = tuple[str, str]

_GEBOORTE = "Controleer de geboortedatum en stuur het bericht opnieuw."
_CLIENT: tuple[tuple[str, Toets, Tekst], ...] = (
    (
        "CS002",
        niveau2_regie.cs002,
        ("Het burgerservicenummer klopt niet (11-proef).", "Controleer het nummer en stuur het bericht opnieuw."),
    ),
    ("TR002", niveau2_regie.tr002, ("De geboortedatum ligt meer dan 120 jaar terug.", _GEBOORTE)),
    ("TR134", niveau2_regie.tr134_geboren, ("De geboortedatum ligt na de dagtekening van het bericht.", _GEBOORTE)),
    ("CS139", niveau2_regie.cs139, ("De geboortedatum past niet bij het datumgebruik.", _GEBOORTE)),
)
_START: tuple[tuple[str, Toets, Tekst], ...] = (
    (
        "TR101",
        niveau2_regie.tr101,
        ("Dezelfde melding staat twee keer in het bericht.", "Stuur elke melding een keer."),
    ),
    (
        "TR134",
        niveau2_regie.tr134,
        ("De begindatum of einddatum ligt na de dagtekening.", "Meld een start of stop pas als die er is geweest."),
    ),
    (
        "CS058",
        niveau2_regie.cs058,
        ("De status aanlevering is geen 1 of 3.", "Verwijder de eerdere melding (3) en stuur een nieuwe (1)."),
    ),
)
_STOP: tuple[tuple[str, Toets, Tekst], ...] = (
    ("TR018", niveau2_regie.tr018, ("De einddatum ligt voor de begindatum.", "Verbeter de datums.")),
)


def _regels(klasse: Klasse, rijen: tuple[tuple[str, Toets, Tekst], ...]) -> tuple[Regel[Regiebericht], ...]:
    return tuple(
        Regel(
            nummer=nummer,
            code=TECHNISCH,
            niveau=2,
            klasse=klasse,
            toets=toets,
            wat=wat,
            doe=doe,
            bron=nummer,
        )
        for nummer, toets, (wat, doe) in rijen
    )


REGELS_305 = _regels(Klasse.CLIENT, _CLIENT) + _regels(Klasse.START_PRODUCT, _START)
REGELS_307 = _regels(Klasse.CLIENT, _CLIENT) + _regels(Klasse.STOP_PRODUCT, _START + _STOP)


def beoordeel_regie(bericht: Regiebericht) -> tuple[Treffer, ...]:
    """Every rule of level 2 that the message breaks, in table order; empty when it may be taken in."""
    regels = REGELS_305 if isinstance(bericht, Bericht305) else REGELS_307
    gevonden = (treffer(regel, regel.toets(bericht)) for regel in regels)
    return tuple(hit for hit in gevonden if hit is not None)
