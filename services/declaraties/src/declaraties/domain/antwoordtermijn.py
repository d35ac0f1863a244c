"""The term for a 325: ten working days after receipt of the 323 (OP090x4)."""

import datetime as dt
from collections.abc import Container

ANTWOORDTERMIJN_WERKDAGEN = 10
_ZATERDAG = 6


def werkdagen_over(ontvangen: dt.date, vandaag: dt.date, feestdagen: Container[dt.date]) -> int:
    """Working days left to answer; negative when the term has passed. The day of receipt does not count."""
    dagen = (ontvangen + dt.timedelta(days=n) for n in range(1, (vandaag - ontvangen).days + 1))
    verstreken = sum(dag.isoweekday() < _ZATERDAG and dag not in feestdagen for dag in dagen)
    return ANTWOORDTERMIJN_WERKDAGEN - verstreken
