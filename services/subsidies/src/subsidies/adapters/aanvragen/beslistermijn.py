"""What the desk watches: the nearest decision date."""

import math

import psycopg
from prometheus_client import Gauge
from risb_kern.clock import Clock

from subsidies.domain.aanvragen.aanvraag import VERLOOP

BESLISTERMIJN = Gauge("risb_beslistermijn_dagen_min", "Days until the nearest decision date of an open application")
_NEAREST = "SELECT min(beslisdatum) FROM aanvraag WHERE status = ANY(%s)"
_OPEN = [status.value for status in VERLOOP.lopend]
_PATIENCE_SECONDS = 2


def watch_beslistermijn(database_url: str, clock: Clock) -> None:
    """Let the gauge ask the database at every scrape; no open application, or no database, is NaN."""

    def days() -> float:
        try:
            with psycopg.connect(database_url, connect_timeout=_PATIENCE_SECONDS) as connection:
                row = connection.execute(_NEAREST, (_OPEN,)).fetchone()
        except psycopg.Error:
            return math.nan
        return math.nan if row is None or row[0] is None else float((row[0] - clock.vandaag()).days)

    BESLISTERMIJN.set_function(days)
