"""The terms for an answer: ten working days for a 325 (OP090x4), three for a retour (OP090)."""

import datetime as dt

from risb_recht.kalender import werkdagen_tussen

ANTWOORDTERMIJN_WERKDAGEN = 10
RETOURTERMIJN_WERKDAGEN = 3


def werkdagen_over(ontvangen: dt.date, vandaag: dt.date) -> int:
    """Working days left to answer; negative when the term has passed. The day of receipt does not count."""
    return ANTWOORDTERMIJN_WERKDAGEN - werkdagen_tussen(ontvangen, vandaag)
