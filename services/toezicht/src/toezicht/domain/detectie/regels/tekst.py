"""Figures as Dutch readers write them."""

from risb_recht.bedrag import getal
from risb_recht.kalender import MAANDEN


def tienden(waarde: int) -> str:
    """A number of tenths: 1234 becomes 123,4."""
    return f"{getal(waarde // 10)},{waarde % 10}"


def maandnaam(periode: int) -> str:
    """202604 becomes april 2026."""
    return f"{MAANDEN[periode % 100 - 1]} {periode // 100}"
