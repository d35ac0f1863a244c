"""The ranking of valid bids: total, then quality, then the heaviest criterion, then the lot. Exact, in hundredths."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from fractions import Fraction

from contracting.domain.aanbesteding.perceelvraag import Perceelvraag


@dataclass(frozen=True, slots=True, kw_only=True)
class Bod:
    """What counts of a valid bid: its tariffs per product in cents, and its points per criterion in hundredths."""

    agb_code: str
    tarieven: Mapping[str, int]
    punten: Mapping[str, int]


@dataclass(frozen=True, slots=True, kw_only=True)
class Rangplaats:
    """The place of a bid, with everything that led to it."""

    rang: int
    agb_code: str
    prijs: int
    kwaliteit: int
    totaal: int
    punten: Mapping[str, int]
    tarieven: Mapping[str, int]


def rangschik(vraag: Perceelvraag, boden: Sequence[Bod], loting: Sequence[str] = ()) -> tuple[Rangplaats, ...]:
    """The bids from best to worst; `loting` holds the aanbieders in the order in which they were drawn."""
    standen = sorted(_standen(vraag, boden), key=lambda one: (*_sleutel(vraag, one), _getrokken(loting, one)))
    return tuple(replace(one, rang=rang) for rang, one in enumerate(standen, start=1))


def gelijk_geeindigd(vraag: Perceelvraag, standen: Iterable[Rangplaats]) -> tuple[str, ...]:
    """The aanbieders that only a lot can tell apart, by AGB-code."""
    groepen: dict[tuple[int, int, int], list[str]] = {}
    for one in standen:
        groepen.setdefault(_sleutel(vraag, one), []).append(one.agb_code)
    return tuple(sorted(agb for groep in groepen.values() if len(groep) > 1 for agb in groep))


def vergelijkprijs(vraag: Perceelvraag, tarieven: Mapping[str, int]) -> Fraction:
    """The one price that is compared: the tariffs weighed by product."""
    gewogen = sum(one.gewicht * tarieven[one.productcode] for one in vraag.producten)
    return Fraction(gewogen, sum(one.gewicht for one in vraag.producten))


def _standen(vraag: Perceelvraag, boden: Sequence[Bod]) -> list[Rangplaats]:
    prijzen = {one.agb_code: vergelijkprijs(vraag, one.tarieven) for one in boden}
    alle = list(prijzen.values())
    standen = []
    for one in boden:
        prijs = vraag.formule.prijsscore(prijzen[one.agb_code], alle, vraag.prijspunten)
        kwaliteit = vraag.formule.kwaliteitsscore(sum(one.punten.values()))
        standen.append(
            Rangplaats(
                rang=0,
                agb_code=one.agb_code,
                prijs=prijs,
                kwaliteit=kwaliteit,
                totaal=prijs + kwaliteit,
                punten=one.punten,
                tarieven=one.tarieven,
            )
        )
    return standen


def _sleutel(vraag: Perceelvraag, stand: Rangplaats) -> tuple[int, int, int]:
    """Best first; of criteria that weigh the same the first one counts as the heaviest."""
    zwaarste = max(vraag.criteria, key=lambda one: one.punten)
    return -stand.totaal, -stand.kwaliteit, -stand.punten[zwaarste.code]


def _getrokken(loting: Sequence[str], stand: Rangplaats) -> int:
    return loting.index(stand.agb_code) if stand.agb_code in loting else len(loting)
