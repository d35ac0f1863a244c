"""The term for a 325: ten working days after receipt of the 323 (OP090x4)."""

import datetime as dt
from collections.abc import Container

ANTWOORDTERMIJN_WERKDAGEN = 10
_ZATERDAG = 6


def uiterste_antwoorddag(ontvangen: dt.date, feestdagen: Container[dt.date]) -> dt.date:
    """Last day on which the answer is in time; the tenth working day after that of receipt."""
    dag, over = ontvangen, ANTWOORDTERMIJN_WERKDAGEN
    while over:
        dag += dt.timedelta(days=1)
        over -= _is_werkdag(dag, feestdagen)
    return dag


def werkdagen_over(ontvangen: dt.date, vandaag: dt.date, feestdagen: Container[dt.date]) -> int:
    """Working days left to answer; negative when the term has passed. The day of receipt does not count."""
    dagen = (ontvangen + dt.timedelta(days=n) for n in range(1, (vandaag - ontvangen).days + 1))
    verstreken = sum(_is_werkdag(dag, feestdagen) for dag in dagen)
    return ANTWOORDTERMIJN_WERKDAGEN - verstreken


def _is_werkdag(dag: dt.date, feestdagen: Container[dt.date]) -> bool:
    return dag.isoweekday() < _ZATERDAG and dag not in feestdagen
