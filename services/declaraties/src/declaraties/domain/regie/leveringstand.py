"""How delivery on a toewijzing stands, from all start and stop messages about it in the order in which they came.

A deletion undoes the first delivery that it names and that came before it (IV008). Between things that are not the same
the order means nothing (OP080). Never a condition for payment (OP364): nothing here refuses a 323. What contradicts
itself is told as a remark with the number of the rule, because the message that would solve it may still be under way.
"""

import datetime as dt
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from enum import StrEnum

from declaraties.domain.standaard.berichten.levering import EERSTE_AANLEVERING, TIJDELIJK, VERWIJDEREN


class Leveringstatus(StrEnum):
    """Where delivery is; ONDERBROKEN is stopped for now (reason 20)."""

    NIET_GESTART = "niet-gestart"
    GESTART = "gestart"
    ONDERBROKEN = "onderbroken"
    GESTOPT = "gestopt"


@dataclass(frozen=True, slots=True, kw_only=True)
class Melding:
    """One StartProduct or, with `einddatum` and `reden`, StopProduct as it was received."""

    categorie: str | None
    code: str | None
    begindatum: dt.date
    einddatum: dt.date | None = None
    reden: str | None = None
    status_aanlevering: str

    @property
    def sleutel(self) -> "Sleutel":
        """The logical key (IV008); first and deletion of the same thing share it."""
        return (self.categorie, self.code, self.begindatum, self.einddatum, self.reden)


Sleutel = tuple[str | None, str | None, dt.date, dt.date | None, str | None]


@dataclass(frozen=True, slots=True, kw_only=True)
class Leveringstand:
    """`begindatum` of the newest start that stands, `einddatum` and `reden` of its stop; `opmerkingen` are rules."""

    status: Leveringstatus
    begindatum: dt.date | None = None
    einddatum: dt.date | None = None
    reden: str | None = None
    opmerkingen: tuple[str, ...] = ()


def geldend(meldingen: Iterable[Melding]) -> list[Melding]:
    """What of these, in the order in which they came, was not taken back: of each thing the first that told it."""
    staand: dict[Sleutel, Melding] = {}
    for melding in meldingen:
        if melding.status_aanlevering == VERWIJDEREN:
            staand.pop(melding.sleutel, None)
        else:
            staand.setdefault(melding.sleutel, melding)
    return list(staand.values())


def leveringstand(meldingen: Iterable[Melding]) -> Leveringstand:
    """How delivery stands after these, in the order in which they came."""
    alle = list(meldingen)
    geldig = [melding.sleutel for melding in geldend(alle)]
    starts = sorted({begin for _, _, begin, einde, _ in geldig if einde is None})
    stops = [_Stop(begin, einde, str(reden)) for _, _, begin, einde, reden in geldig if einde is not None]
    opmerkingen = tuple(sorted({*_tellingen(alle, geldig), *_tegenspraak(geldig), *_volgorde(starts, stops)}))
    if not starts and not stops:
        return Leveringstand(status=Leveringstatus.NIET_GESTART, opmerkingen=opmerkingen)
    begin = max([*starts, *(stop.begin for stop in stops)])
    laatste = max((stop for stop in stops if stop.begin == begin), key=_Stop.rang, default=None)
    return Leveringstand(
        status=_status(laatste),
        begindatum=begin,
        einddatum=laatste.einde if laatste else None,
        reden=laatste.reden if laatste else None,
        opmerkingen=opmerkingen,
    )


@dataclass(frozen=True, slots=True)
class _Stop:
    begin: dt.date
    einde: dt.date
    reden: str

    @property
    def tijdelijk(self) -> bool:
        return self.reden == TIJDELIJK

    def rang(self) -> tuple[bool, dt.date, str]:
        """A definite stop ends what a pause began; of several the last."""
        return (not self.tijdelijk, self.einde, self.reden)


def _status(stop: _Stop | None) -> Leveringstatus:
    if stop is None:
        return Leveringstatus.GESTART
    return Leveringstatus.ONDERBROKEN if stop.tijdelijk else Leveringstatus.GESTOPT


def _tellingen(alle: Sequence[Melding], geldig: Sequence[Sleutel]) -> Iterable[str]:
    """TR074 and TR063: of one thing more first deliveries, or more deletions, than the state shows.

    Messages that come in are refused on these rules; the remark is for what was kept before that. It stays until as
    many deletions as first deliveries have come, or one less when the thing stands.
    """
    for sleutel in {melding.sleutel for melding in alle}:
        gemeld = sum(
            1 if melding.status_aanlevering == EERSTE_AANLEVERING else -1
            for melding in alle
            if melding.sleutel == sleutel
        )
        if gemeld != (sleutel in geldig):
            yield "TR074" if gemeld > (sleutel in geldig) else "TR063"


def _tegenspraak(geldig: Sequence[Sleutel]) -> Iterable[str]:
    """TR382: a stop without the start that it ends."""
    starts = {sleutel[:3] for sleutel in geldig if sleutel[3] is None}
    if any(sleutel[3] is not None and sleutel[:3] not in starts for sleutel in geldig):
        yield "TR382"


def _volgorde(starts: Sequence[dt.date], stops: Sequence[_Stop]) -> Iterable[str]:
    """TR326, TR413, TR414, TR415: starts and stops that cannot all be true."""
    per_begin: dict[dt.date, list[_Stop]] = {}
    for stop in stops:
        per_begin.setdefault(stop.begin, []).append(stop)
    if any(eerder not in per_begin for eerder in starts[:-1]):
        yield "TR326"
    for groep in per_begin.values():
        tijdelijk = [stop for stop in groep if stop.tijdelijk]
        definitief = [stop for stop in groep if not stop.tijdelijk]
        if len(tijdelijk) > 1:
            yield "TR413"
        if len(definitief) > 1:
            yield "TR415"
        if tijdelijk and definitief and max(s.einde for s in definitief) < max(s.einde for s in tijdelijk):
            yield "TR414"


UITLEG = {
    "TR019": (
        "Er is (nog) geen toewijzing met dit nummer voor deze client bij deze aanbieder.",
        "Controleer het nummer; is het goed, vraag de gemeente dan of de toewijzing is verstuurd.",
    ),
    "TR063": (
        "Er is een melding verwijderd die toen niet was ontvangen.",
        "Controleer of de stand klopt; verwijder de melding nog een keer als zij er niet moet staan.",
    ),
    "TR074": (
        "Dezelfde melding is meer dan een keer gedaan.",
        "Controleer of de stand klopt; meld nog een keer wat ten onrechte ontbreekt, of verwijder wat te veel is.",
    ),
    "TR326": (
        "Er is een nieuwe start gemeld terwijl de eerdere niet is gestopt.",
        "Meld de stop van de eerdere levering, of verwijder een van de starts.",
    ),
    "TR382": (
        "Er is een stop gemeld zonder de start die erbij hoort.",
        "Meld de start, met hetzelfde product en dezelfde begindatum.",
    ),
    "TR413": ("Er is twee keer een tijdelijke stop gemeld.", "Meld na een tijdelijke stop een start of een einde."),
    "TR414": (
        "De levering eindigt voor de tijdelijke stop.",
        "Verbeter de einddatum: verwijder de stop en stuur een nieuwe.",
    ),
    "TR415": ("Er is twee keer een definitief einde gemeld.", "Verwijder de stop die niet klopt."),
}
