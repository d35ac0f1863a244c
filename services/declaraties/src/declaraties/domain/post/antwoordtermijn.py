"""The terms for an answer: ten working days for a 325 (OP090x4), three for a retour (OP090)."""

import datetime as dt
from collections.abc import Container

ANTWOORDTERMIJN_WERKDAGEN = 10
RETOURTERMIJN_WERKDAGEN = 3
_ZATERDAG = 6


def uiterste_antwoorddag(
    ontvangen: dt.date, feestdagen: Container[dt.date], termijn: int = ANTWOORDTERMIJN_WERKDAGEN
) -> dt.date:
    """Last day on which the answer is in time: so many working days after that of receipt."""
    dag, over = ontvangen, termijn
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
