"""Structured logs, and the metrics of the chassis: labels come from closed lists, never from what somebody sends."""

from collections.abc import Callable, Mapping

import structlog
from prometheus_client import Counter, Gauge, Histogram, Info

VERZOEKEN = Counter("risb_http_verzoeken", "Answered requests", ["dienst", "methode", "route", "status"])
DUUR = Histogram("risb_http_duur_seconds", "Time to answer a request", ["dienst", "route"])
VERZONDEN = Counter("risb_gebeurtenissen_verzonden", "Events acknowledged by the broker", ["dienst", "topic"])
OUTBOX_OUDSTE = Gauge("risb_outbox_oudste_seconds", "Age of the oldest unsent event", ["dienst"])
OUTBOX_RIJEN = Gauge("risb_outbox_rijen", "Unsent events", ["dienst"])
VERWERKT = Counter("risb_berichten_verwerkt", "Consumed events by outcome", ["dienst", "topic", "uitkomst"])
DODE_LETTERS = Counter("risb_dode_letters", "Events put aside as unreadable", ["dienst", "topic", "reden"])
ACHTERSTAND = Gauge("risb_consumer_achterstand", "Events not yet consumed", ["dienst", "topic", "partitie"])
GEPAUZEERD = Gauge("risb_consumer_gepauzeerd", "Partitions waiting after an error", ["dienst", "topic"])
TERUGGEZET = Counter("risb_consumer_teruggezet", "Partitions read again from before the group", ["dienst", "topic"])
PROCES = Info("risb_proces", "What runs here", ["dienst", "proces"])

Checks = Callable[[], Mapping[str, bool]]


def configure_logging() -> None:
    """JSON lines on stdout: event key, moment in UTC, level and the bound correlation id."""
    structlog.configure(
        processors=[
            structlog.contextvars.merge_contextvars,
            structlog.processors.add_log_level,
            structlog.processors.TimeStamper(fmt="iso", utc=True),
            structlog.processors.format_exc_info,
            structlog.processors.JSONRenderer(ensure_ascii=False),
        ],
        logger_factory=structlog.PrintLoggerFactory(),
    )
