"""The management server of every process: whether it lives, whether it can work, what it measured."""

import socketserver
import threading
from collections.abc import Iterable
from typing import Any
from wsgiref.simple_server import WSGIRequestHandler, WSGIServer, make_server
from wsgiref.types import StartResponse, WSGIEnvironment

from prometheus_client import make_wsgi_app
from typing_extensions import override

from chassis.observability import Checks

_PATIENCE_SECONDS = 5.0
_AT_ONCE = 64


class _Handler(WSGIRequestHandler):
    # Whoever opens a connection and says nothing is sent away.
    timeout = _PATIENCE_SECONDS

    @override
    def log_message(self, format: str, *args: object) -> None:
        """Scrapes and probes are not logged."""


class _Server(socketserver.ThreadingMixIn, WSGIServer):
    """A thread for each connection, so that none waits for another; above the number, the newest is sent away."""

    daemon_threads = True
    block_on_close = False
    request_queue_size = 128

    def __init__(self, *args: Any) -> None:
        super().__init__(*args)
        self._places = threading.Semaphore(_AT_ONCE)

    @override
    def process_request(self, request: Any, client_address: Any) -> None:
        if self._places.acquire(blocking=False):
            super().process_request(request, client_address)
        else:
            self.shutdown_request(request)

    @override
    def process_request_thread(self, request: Any, client_address: Any) -> None:
        try:
            super().process_request_thread(request, client_address)
        finally:
            self._places.release()

    @override
    def handle_error(self, request: Any, client_address: Any) -> None:
        """A caller that leaves halfway is no news."""


class ManagementServer:
    """`/metrics`, `/levend` (the process answers) and `/gereed` (every check of `checks` is true) in threads."""

    def __init__(self, host: str, port: int, checks: Checks) -> None:
        self._metrics = make_wsgi_app()
        self._checks = checks
        self._server = make_server(host, port, self._answer, server_class=_Server, handler_class=_Handler)
        self._thread = threading.Thread(target=self._server.serve_forever, daemon=True)

    @property
    def port(self) -> int:
        """Where it listens."""
        return self._server.server_port

    def start(self) -> None:
        """Begin to answer; returns at once."""
        self._thread.start()

    def stop(self) -> None:
        """Stop answering and free the port."""
        self._server.shutdown()
        self._thread.join()
        self._server.server_close()

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
