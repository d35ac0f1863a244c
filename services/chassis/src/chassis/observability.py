"""Structured logs, metrics of the chassis, and the management server of every process."""

import socket
import threading
from collections.abc import Callable, Iterable, Mapping
from wsgiref.simple_server import WSGIRequestHandler, WSGIServer, make_server
from wsgiref.types import StartResponse, WSGIEnvironment

import structlog
from prometheus_client import Counter, Gauge, Histogram, Info, make_wsgi_app

VERZOEKEN = Counter("risb_http_verzoeken", "Answered requests", ["dienst", "methode", "route", "status"])
DUUR = Histogram("risb_http_duur_seconds", "Time to answer a request", ["dienst", "route"])
VERZONDEN = Counter("risb_gebeurtenissen_verzonden", "Events acknowledged by the broker", ["dienst", "topic"])
OUTBOX_OUDSTE = Gauge("risb_outbox_oudste_seconds", "Age of the oldest unsent event", ["dienst"])
OUTBOX_RIJEN = Gauge("risb_outbox_rijen", "Unsent events", ["dienst"])
VERWERKT = Counter("risb_berichten_verwerkt", "Consumed events by outcome", ["dienst", "topic", "uitkomst"])
DODE_LETTERS = Counter("risb_dode_letters", "Events put aside as unreadable", ["dienst", "topic", "reden"])
ACHTERSTAND = Gauge("risb_consumer_achterstand", "Events not yet consumed", ["dienst", "topic", "partitie"])
GEPAUZEERD = Gauge("risb_consumer_gepauzeerd", "Partitions waiting after an error", ["dienst", "topic"])
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


class _Silent(WSGIRequestHandler):
    def log_message(self, format: str, *args: object) -> None:  # noqa: A002 -- signature of the standard library
        """Scrapes and probes are not logged."""


class ManagementServer:
    """`/metrics`, `/levend` (the process answers) and `/gereed` (every check of `checks` is true) in a thread."""

    def __init__(self, host: str, port: int, checks: Checks) -> None:
        self._metrics = make_wsgi_app()
        self._checks = checks
        self._server: WSGIServer = make_server(host, port, self._answer, handler_class=_Silent)
        self._stopping = False
        self._thread = threading.Thread(target=self._serve, daemon=True)

    def start(self) -> None:
        """Begin to answer; returns at once."""
        self._thread.start()

    def stop(self) -> None:
        """Stop answering and free the port."""
        self._stopping = True
        # Something to answer, so that it sees that it has to stop: it looks at nothing else.
        socket.create_connection(self._server.socket.getsockname()[:2], timeout=5).close()
        self._thread.join()
        self._server.server_close()

    def _serve(self) -> None:
        while not self._stopping:
            self._server.handle_request()

    def _answer(self, environ: WSGIEnvironment, start_response: StartResponse) -> Iterable[bytes]:
        match environ.get("PATH_INFO"):
            case "/metrics":
                answer: Iterable[bytes] = self._metrics(environ, start_response)
                return answer
            case "/levend":
                return _text(start_response, "200 OK", "levend\n")
            case "/gereed":
                return self._readiness(start_response)
            case _:
                return _text(start_response, "404 Not Found", "onbekend pad: /metrics, /levend of /gereed\n")

    def _readiness(self, start_response: StartResponse) -> Iterable[bytes]:
        checks = self._checks()
        status = "200 OK" if all(checks.values()) else "503 Service Unavailable"
        return _text(start_response, status, "".join(f"{name}: {ok}\n" for name, ok in checks.items()))


def _text(start_response: StartResponse, status: str, body: str) -> Iterable[bytes]:
    start_response(status, [("Content-Type", "text/plain; charset=utf-8")])
    return [body.encode()]
