"""Which messages are taken in, and what is said about every other one."""

from declaraties.domain.standaard.berichten.declaratie import Bericht323
from declaraties.domain.standaard.berichten.levering import Bericht305, Bericht307
from declaraties.domain.standaard.berichten.retour import Retour302
from declaraties.domain.standaard.berichten.toewijzing import Bericht301
from declaraties.domain.standaard.profielen import SUBVERSIE, VERSIE, Soort

Heenbericht = Bericht301 | Retour302 | Bericht305 | Bericht307 | Bericht323
AANGENOMEN = frozenset(
    {Soort.TOEWIJZING, Soort.RETOUR_TOEWIJZING, Soort.START, Soort.STOP, Soort.DECLARATIE},
)
RELEASE = f"{VERSIE}_{SUBVERSIE}"
_WEL = "Aangenomen worden 301 (toewijzing), 302 (retour), 305 (start), 307 (stop) en 323 (declaratie)."
ONBEKEND = (
    "onbekend-bericht",
    "Het eerste element is niet Bericht in een naamruimte van iWmo of iJw. Stuur een bericht van release 3.2.",
)
_NIET_AANGENOMEN = {
    "303": "Het 303-bericht (declaratie of factuur) is vervallen. Declareer met een 323 van release 3.2.",
    "304": "Het 304-bericht (retour op 303) is vervallen. Antwoorden op een 323 komen in een 325.",
    "306": "Een 306 is het antwoord van de gemeente op een 305; u ontvangt het en stuurt het niet.",
    "308": "Een 308 is het antwoord van de gemeente op een 307; u ontvangt het en stuurt het niet.",
    **dict.fromkeys(("315", "316"), "Een verzoek om toewijzing loopt niet via dit bureau. Stuur het aan de gemeente."),
    **dict.fromkeys(("317", "318"), "Een verzoek om wijziging loopt niet via dit bureau. Stuur het aan de gemeente."),
    **dict.fromkeys(
        ("319", "320"), "Een antwoord op een verzoek loopt niet via dit bureau. Gebruik de berichten van de gemeente."
    ),
    "325": "Een 325 is een antwoord van de gemeente. Stuur een 323 (declaratie) of 301 (toewijzing).",
}


def weigering_van(release: str, soort: str) -> tuple[str, str]:
    """Slug and Dutch text for a message of iWmo or iJw that is not taken in; `release` as in the namespace: `3_1`."""
    versie = release.replace("_", ".")
    if soort in {"303", "304"}:
        return "bericht-niet-aangenomen", _NIET_AANGENOMEN[soort]
    if release != RELEASE:
        oud = "Die release is vervallen. " if versie.startswith(("1.", "2.")) else ""
        melding = f"Dit is release {versie}. {oud}Alleen release 3.2 wordt aangenomen."
        return "verkeerde-release", melding
    return "bericht-niet-aangenomen", _NIET_AANGENOMEN.get(
        soort, f"Het {soort}-bericht wordt hier niet aangenomen. {_WEL}"
    )
