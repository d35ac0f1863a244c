"""What a day, a moment and a list may be: the value in its one form, or what is wrong (ValueError)."""

import datetime as dt
from collections.abc import Callable

from risb_recht.codes import EERSTE_DAG, LAATSTE_DAG
from risb_recht.vormen.forms import FORMS


def tussen(eerste: dt.date, laatste: dt.date) -> Callable[[dt.date], dt.date]:
    """Checks that a day lies between these two, both counted."""

    def check(dag: dt.date) -> dt.date:
        if not eerste <= dag <= laatste:
            raise ValueError(f"De datum moet tussen {eerste} en {laatste} liggen.")
        return dag

    return check


def in_utc(moment: dt.datetime) -> dt.datetime:
    """The moment in UTC; it names a zone and lies within our years."""
    if moment.tzinfo is None:
        raise ValueError(FORMS["datetime"].melding)
    if not EERSTE_DAG.year <= moment.year <= LAATSTE_DAG.year:
        raise ValueError(f"Het moment moet tussen {EERSTE_DAG} en {LAATSTE_DAG} liggen.")
    return moment.astimezone(dt.UTC)


def elk_een_keer(lijst: list[str]) -> list[str]:
    """The values in order, none of them twice."""
    if len(set(lijst)) != len(lijst):
        raise ValueError("Noem elke waarde een keer.")
    return sorted(lijst)
