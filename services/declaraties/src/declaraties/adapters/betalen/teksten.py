"""What people write about payments, and what binds each text to its row."""

import datetime as dt
import uuid

from risb_kern.privacy import Sealed

BETAALRUN_REDEN = Sealed("betaalrun.reden")
BETAALREGEL_TOELICHTING = Sealed("betaalregel.toelichting")
CONTROLE_TOELICHTING = Sealed("betaalcontrole_besluit.toelichting")
KORTING_REDEN = Sealed("termijnkorting.reden")
TERMIJN_REDEN = Sealed("termijnbetaling.reden")
VERGOEDING_TOELICHTING = Sealed("vergoeding.toelichting")
STAP_MOTIVERING = Sealed("vergoedingstap.motivering")


def controle_key(opdracht_id: uuid.UUID, op: dt.datetime) -> str:
    """What tells decisions on a payable apart before the database numbers them."""
    return f"{opdracht_id}|{op.astimezone(dt.UTC):%Y-%m-%dT%H:%M:%S.%f}"


def stap_key(vergoeding_id: uuid.UUID, stap: str) -> str:
    """The key of a step of a request."""
    return f"{vergoeding_id}|{stap}"
