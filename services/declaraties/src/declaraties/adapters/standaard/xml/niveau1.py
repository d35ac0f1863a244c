"""Level 1: the faults of schema validation as plain Dutch with a line number, without repeating any value."""

import re
from collections import defaultdict
from functools import cache
from itertools import islice

from declaraties.adapters.standaard.xml.xsd import alle_groepen
from declaraties.domain.standaard.beschrijving import BERICHTEN
from declaraties.domain.standaard.fouten import Leesfout
from declaraties.domain.standaard.profielen import Soort
from declaraties.domain.standaard.typen import Waardetype

MEESTE_FOUTEN = 100
_ELEMENT = re.compile(r"Element '(?:\{[^}]*\})?([^']+)'")
_VERWACHT = re.compile(r"Expected is (?:one of )?\((.*?)\)\.")
_NAAM = re.compile(r"(?:\{[^}]*\})?([\w#]+)")


def leesfout(melding: str, regel: int, soort: Soort) -> Leesfout:
    """The fault that one message of the validator means."""
    gevonden = _ELEMENT.search(melding)
    # A name that the standard does not know was chosen by the sender and may be anything, also personal data.
    element = gevonden[1] if gevonden and gevonden[1] in _bekend(soort) else ""
    code, tekst = _oorzaak(melding, element or "Dit element", soort)
    return Leesfout(code=code, melding=tekst, regel=regel, element=element)


def _oorzaak(melding: str, element: str, soort: Soort) -> tuple[str, str]:
    verwacht = ", ".join(_NAAM.findall(match[1])) if (match := _VERWACHT.search(melding)) else ""
    if "This element is not expected" in melding:
        slot = f" Hier wordt verwacht: {verwacht}." if verwacht else " Hier wordt geen element meer verwacht."
        return "element-niet-verwacht", f"{element} staat hier niet op zijn plaats.{slot}"
    if "Missing child element" in melding:
        return "element-ontbreekt", f"In {element} ontbreekt een element. Verwacht: {verwacht}."
    if "The attribute" in melding:
        return "attribuut-niet-toegestaan", f"{element} mag geen attributen hebben."
    if uitleg := _uitleg(soort).get(element):
        return "waarde-ongeldig", f"{element} heeft geen geldige waarde. Vul hier in: {uitleg}."
    return "inhoud-niet-toegestaan", f"{element} mag alleen elementen bevatten, geen losse tekst."


@cache
def _bekend(soort: Soort) -> frozenset[str]:
    groepen = alle_groepen(BERICHTEN[soort]).values()
    return frozenset({"Bericht", *(element.naam for groep in groepen for element in groep.elementen)})


@cache
def _uitleg(soort: Soort) -> dict[str, str]:
    per_element: dict[str, dict[str, None]] = defaultdict(dict)
    for groep in alle_groepen(BERICHTEN[soort]).values():
        for element in groep.elementen:
            if isinstance(element.type, Waardetype):
                per_element[element.naam][element.type.uitleg] = None
    return {naam: " of ".join(islice(teksten, 3)) for naam, teksten in per_element.items()}
