"""From XSD-valid text to a value and back: white space, signs, leading zeros as the XSD reads them (dossier 19.2)."""

import datetime as dt
import re

from declaraties.domain.standaard.berichten.waarden import WIT
from declaraties.domain.standaard.typen import Basis, Waardetype

Waarde = str | int | dt.date

_TIJD = re.compile(r"(\d\d):(\d\d):(\d\d)(?:\.(\d+))?")
_MICRO = 1_000_000


class DatumBuitenBereikError(ValueError):
    """A date that the XSD allows but no calendar here can hold: outside the years 0001-9999.

    `regel` is its line in the file where that is known.
    """

    def __init__(self, regel: int | None = None) -> None:
        super().__init__("date outside the years 0001-9999")
        self.regel = regel


def read_number(tekst: str) -> int:
    """Value of a valid xs:integer: white space, a plus sign and leading zeros do not count."""
    try:
        return int(tekst)
    except ValueError:
        # Python refuses numerals over 4,300 digits; the XSD allows any number of leading zeros
        return int(tekst.strip(WIT).lstrip("+-").lstrip("0") or "0")


def read_date(tekst: str) -> dt.date:
    """Value of an xs:date without time zone; DatumBuitenBereikError outside the years 0001-9999."""
    try:
        return dt.date.fromisoformat(tekst.strip(WIT))
    except ValueError as fout:
        raise DatumBuitenBereikError from fout


def lees_tijd(tekst: str) -> int:
    """Microseconds since midnight of an xs:time; 24:00:00 is midnight, finer fractions are cut off."""
    delen = _TIJD.fullmatch(tekst.strip(WIT))
    if delen is None:
        raise ValueError("not an xs:time")
    uur, minuut, seconde = (int(deel) for deel in delen.groups()[:3])
    fractie = int((delen[4] or "").ljust(6, "0")[:6])
    return (((uur % 24) * 60 + minuut) * 60 + seconde) * _MICRO + fractie


def read_value(soort: Waardetype, tekst: str) -> Waarde:
    """Value of valid text under its simple type; texts keep their white space, as xs:string does."""
    if soort.basis is Basis.GETAL:
        return read_number(tekst)
    if soort.basis is Basis.DATUM:
        return read_date(tekst)
    return lees_tijd(tekst) if soort.basis is Basis.TIJD else tekst


def write_value(soort: Waardetype, waarde: Waarde) -> str:
    """Canonical text of a value; inverse of `read_value`."""
    if soort.basis is Basis.TIJD and isinstance(waarde, int):
        return schrijf_tijd(waarde)
    return str(waarde)


def schrijf_tijd(micro: int) -> str:
    """hh:mm:ss, with a fraction only when there is one."""
    seconden, fractie = divmod(micro, _MICRO)
    tijd = f"{seconden // 3600:02d}:{seconden // 60 % 60:02d}:{seconden % 60:02d}"
    return f"{tijd}.{fractie:06d}" if fractie else tijd
