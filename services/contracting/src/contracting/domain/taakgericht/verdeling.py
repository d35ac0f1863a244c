"""Exact division of money in whole eurocents."""

import datetime as dt
from collections.abc import Mapping


def verdeel(bedrag_cent: int, gewichten: Mapping[str, int]) -> dict[str, int]:
    """Divide by weights: largest remainder, tie to the lowest code; the parts always add up to the amount.

    Weights are whole numbers with a sum above zero (dossier contracting section 7).
    """
    totaal = sum(gewichten.values())
    delen = {code: bedrag_cent * gewicht // totaal for code, gewicht in gewichten.items()}
    rest = bedrag_cent - sum(delen.values())
    volgorde = sorted(gewichten, key=lambda code: (-(bedrag_cent * gewichten[code] % totaal), code))
    for code in volgorde[:rest]:
        delen[code] += 1
    return delen


def in_termijnen(bedrag_cent: int, aantal: int) -> list[int]:
    """Terms rounded down to the cent, the remainder in the last (dossier contracting section 3)."""
    termijn = bedrag_cent // aantal
    return [termijn] * (aantal - 1) + [bedrag_cent - termijn * (aantal - 1)]


def naar_rato(bedrag_cent: int, deel: int, geheel: int) -> int:
    """The amount times deel/geheel, rounded half-up to the cent; for amounts from zero."""
    return (2 * bedrag_cent * deel + geheel) // (2 * geheel)


def dagen_per_jaar(van: dt.date, tot: dt.date) -> dict[int, int]:
    """Days of the period in each calendar year, both ends included."""
    return {
        jaar: (min(tot, dt.date(jaar, 12, 31)) - max(van, dt.date(jaar, 1, 1))).days + 1
        for jaar in range(van.year, tot.year + 1)
    }
