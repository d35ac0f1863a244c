"""Figures as Dutch readers write them."""

MAANDEN = (
    "januari",
    "februari",
    "maart",
    "april",
    "mei",
    "juni",
    "juli",
    "augustus",
    "september",
    "oktober",
    "november",
    "december",
)


def getal(waarde: int) -> str:
    """1234567 becomes 1.234.567."""
    return f"{waarde:,}".replace(",", ".")


def tienden(waarde: int) -> str:
    """A number of tenths: 1234 becomes 123,4."""
    return f"{getal(waarde // 10)},{waarde % 10}"


def euro(cent: int) -> str:
    """Eurocents as EUR 1.234,56."""
    teken = "-" if cent < 0 else ""
    return f"EUR {teken}{getal(abs(cent) // 100)},{abs(cent) % 100:02d}"


def maandnaam(periode: int) -> str:
    """202604 becomes april 2026."""
    return f"{MAANDEN[periode % 100 - 1]} {periode // 100}"


def half_omhoog(teller: int, noemer: int) -> int:
    """Quotient rounded half up; `teller` not negative, `noemer` positive."""
    return (2 * teller + noemer) // (2 * noemer)
