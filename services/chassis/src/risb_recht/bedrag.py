"""Money in whole eurocents: rounding, dividing and writing it down."""

from collections.abc import Mapping
from typing import Protocol, Self, TypeVar


class Sleutel(Protocol):
    """Who gets a part: anything that stands in an order."""

    def __lt__(self, other: Self, /) -> bool: ...

    def __hash__(self) -> int: ...


K = TypeVar("K", bound=Sleutel)


def half_omhoog(teller: int, noemer: int) -> int:
    """The quotient rounded half up, below zero as its mirror: a credit undoes its debit. `noemer` is above zero."""
    grootte = (2 * abs(teller) + noemer) // (2 * noemer)
    return grootte if teller >= 0 else -grootte


def naar_rato(cent: int, deel: int, geheel: int) -> int:
    """The amount times deel/geheel, rounded half up to the cent."""
    return half_omhoog(cent * deel, geheel)


def verdeel(cent: int, gewichten: Mapping[K, int]) -> dict[K, int]:
    """Divide by weights: largest remainder, a tie to the lowest key; the parts always add up to the amount.

    Weights are whole numbers from zero with a sum above zero. Below zero it divides as its mirror.
    """
    teken, bedrag, totaal = (-1 if cent < 0 else 1), abs(cent), sum(gewichten.values())
    delen = {wie: bedrag * gewicht // totaal for wie, gewicht in gewichten.items()}
    op_rest = sorted(sorted(gewichten), key=lambda wie: -(bedrag * gewichten[wie] % totaal))
    for wie in op_rest[: bedrag - sum(delen.values())]:
        delen[wie] += 1
    return {wie: teken * deel for wie, deel in delen.items()}


def in_termijnen(cent: int, aantal: int) -> list[int]:
    """Terms rounded down to the cent, the remainder in the last."""
    termijn = cent // aantal
    return [termijn] * (aantal - 1) + [cent - termijn * (aantal - 1)]


def getal(waarde: int) -> str:
    """1234567 becomes 1.234.567."""
    return f"{waarde:,}".replace(",", ".")


def in_cijfers(cent: int) -> str:
    """123456 becomes 1.234,56."""
    return f"{'-' if cent < 0 else ''}{getal(abs(cent) // 100)},{abs(cent) % 100:02d}"


def euro(cent: int) -> str:
    """123456 becomes EUR 1.234,56; below zero EUR -1.234,56."""
    return f"EUR {in_cijfers(cent)}"
