"""JSON that can be read one way only; whatever else it is, is one kind of error with a text in plain Dutch."""

import json
import math
from collections.abc import Sequence

from risb_kern.texts import getoond


def read_json(data: bytes) -> object:
    """The value; JSONDecodeError for bad syntax, a name that stands twice, and numbers that are none."""
    try:
        text = data.decode("utf-8-sig")
        return json.loads(text, object_pairs_hook=_once, parse_constant=_no_number, parse_float=_finite)
    except json.JSONDecodeError as error:
        melding = f"Dit is geen geldige JSON (regel {error.lineno}, teken {error.colno})."
        raise json.JSONDecodeError(melding, "", 0) from error
    except UnicodeDecodeError as error:
        raise json.JSONDecodeError("De tekst is geen UTF-8. Stuur de JSON in UTF-8.", "", 0) from error
    except RecursionError as error:
        raise json.JSONDecodeError("De gegevens zijn te diep genest.", "", 0) from error
    except _TwiceError as error:
        raise json.JSONDecodeError(str(error), "", 0) from error
    except ValueError as error:
        melding = "Een getal is te groot, of is geen getal. Stuur een gewoon getal met hoogstens 15 cijfers."
        raise json.JSONDecodeError(melding, "", 0) from error


class _TwiceError(ValueError):
    """A name that stands twice."""


def _once(pairs: Sequence[tuple[str, object]]) -> dict[str, object]:
    found = dict(pairs)
    if len(found) != len(pairs):
        names = [name for name, _ in pairs]
        twice = next(name for name in names if names.count(name) > 1)
        raise _TwiceError(f"Het veld '{getoond(twice)}' staat er twee keer. Laat er een staan.")
    return found


def _no_number(name: str) -> float:
    raise ValueError(name)


def _finite(text: str) -> float:
    value = float(text)
    if not math.isfinite(value):
        raise ValueError(text)
    return value
