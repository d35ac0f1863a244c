"""What a date of birth must hold in every message that carries one (TR002, TR134, CS139)."""

import datetime as dt

from declaraties.domain.standaard.berichten.persoon import Geboortedatum

_OUDSTE = 120
_DAG_ONBEKEND, _MAAND_ONBEKEND, _ONBEKEND = "1", "2", "3"
ONBEKENDE_DATUM = dt.date(1900, 1, 1)


def te_oud(geboren: Geboortedatum, dagtekening: dt.date) -> bool:
    """TR002: more than 120 years before the message was signed, to the day, unless the date is unknown.

    Compared by parts: 120 years before 29 February may be no day, and before year 121 there is no calendar.
    """
    grens = (dagtekening.year - _OUDSTE, dagtekening.month, dagtekening.day)
    datum = geboren.datum
    return geboren.datum_gebruik != _ONBEKEND and (datum.year, datum.month, datum.day) < grens


def in_de_toekomst(geboren: Geboortedatum, dagtekening: dt.date) -> bool:
    """TR134: born after the message was signed."""
    return geboren.datum > dagtekening


def gebruik_klopt_niet(geboren: Geboortedatum) -> bool:
    """CS139: what is said to be unknown must be filled with 01, and with 1900 when the year is unknown too (IV009)."""
    datum = geboren.datum
    if geboren.datum_gebruik == _ONBEKEND:
        return datum != ONBEKENDE_DATUM
    if geboren.datum_gebruik == _MAAND_ONBEKEND:
        return (datum.month, datum.day) != (1, 1)
    return geboren.datum_gebruik == _DAG_ONBEKEND and datum.day != 1
