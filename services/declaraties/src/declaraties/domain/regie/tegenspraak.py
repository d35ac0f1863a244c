"""Which starts and stops are refused because of what was told before: level 3 of a 305 and 307 (dossier section 3.1).

A first delivery that is missing may still be under way (OP080): a stop without its start (TR382) or a start while the
stop of the former one is not here (TR326) is kept, with a remark. Refused is only what contradicts something that is
here, and a deletion of what is not here, since nothing can be undone that was never taken in.
"""

import datetime as dt
from collections.abc import Collection, Iterator, Sequence

from declaraties.domain.regie.leveringstand import Melding, geldend
from declaraties.domain.standaard.berichten.levering import TIJDELIJK, VERWIJDEREN

# rule -> retourcode (rule table of the 305 and 307)
CODES = {"TR063": "9063", "TR071": "9071", "TR074": "9074", "TR413": "9413", "TR414": "9414", "TR415": "9415"}


def tegenspraken(bekend: Sequence[Melding], nieuw: Sequence[Melding]) -> list[tuple[str, ...]]:
    """Per melding of a message the rules that it breaks; `bekend` is what was told before, in order.

    Both are about one toewijzing of one client. The deletions of a message come before its first deliveries.
    """
    staand = geldend(bekend)
    gebroken: list[tuple[str, ...]] = [()] * len(nieuw)
    for plaats in sorted(range(len(nieuw)), key=lambda plaats: nieuw[plaats].status_aanlevering != VERWIJDEREN):
        gebroken[plaats] = tuple(_gebroken(staand, nieuw[plaats]))
        if not gebroken[plaats]:
            staand = geldend([*staand, nieuw[plaats]])
    return gebroken


def _gebroken(staand: Collection[Melding], melding: Melding) -> Iterator[str]:
    bekend = any(one.sleutel == melding.sleutel for one in staand)
    if melding.status_aanlevering == VERWIJDEREN:
        if not bekend:
            yield "TR063"
        elif melding.einddatum is None and any(_is_stop_van(one, melding) for one in staand):
            yield "TR071"
    elif bekend:
        yield "TR074"
    elif melding.einddatum is not None:
        stops = [one for one in staand if one.einddatum is not None and one.begindatum == melding.begindatum]
        yield from _andere_stops(stops, melding)


def _is_stop_van(one: Melding, start: Melding) -> bool:
    return one.einddatum is not None and one.sleutel[:3] == start.sleutel[:3]


def _andere_stops(stops: Sequence[Melding], melding: Melding) -> Iterator[str]:
    """Beside a stop of the same begin: a pause may be followed by one end, not before it, and by nothing else.

    A pause that comes in after its end may have been overtaken by it (OP377), unless it ends later.
    """
    einde = _einde(melding)
    pauzes = [_einde(one) for one in stops if one.reden == TIJDELIJK]
    eindes = [_einde(one) for one in stops if one.reden != TIJDELIJK]
    if melding.reden == TIJDELIJK:
        if pauzes:
            yield "TR413"
        if any(ander < einde for ander in eindes):
            yield "TR415"
    else:
        if any(ander > einde for ander in pauzes):
            yield "TR414"
        if eindes:
            yield "TR415"


def _einde(melding: Melding) -> dt.date:
    return melding.einddatum or dt.date.max
