"""The management server of every process: whether it lives, whether it can work, what it measured."""

import contextlib
import socket
import socketserver
import threading
import time
from collections.abc import Iterable
from typing import Any
from wsgiref.simple_server import WSGIRequestHandler, WSGIServer, make_server
from wsgiref.types import StartResponse, WSGIEnvironment

from prometheus_client import make_wsgi_app
from typing_extensions import override

from chassis.observability import Checks

_PATIENCE_SECONDS = 5.0
_DEADLINE_SECONDS = 5.0
_AT_ONCE = 64


class _Handler(WSGIRequestHandler):
    # Whoever opens a connection and says nothing is sent away.
    timeout = _PATIENCE_SECONDS

    @override
    def log_message(self, format: str, *args: object) -> None:
        """Scrapes and probes are not logged."""


class _Server(socketserver.ThreadingMixIn, WSGIServer):
    """A thread for each connection, so that none waits for another, each for a limited time.

    Above the number the oldest is sent away: who asks now is answered, however many came before and linger.
    """

    daemon_threads = True
    block_on_close = False
    request_queue_size = 128

    def __init__(self, *args: Any) -> None:
        super().__init__(*args)
        self._since: dict[Any, float] = {}
        self._lock = threading.Lock()

    @override
    def process_request(self, request: Any, client_address: Any) -> None:
        with self._lock:
            while len(self._since) >= _AT_ONCE:
                self._cut(next(iter(self._since)))
            self._since[request] = time.monotonic()
        super().process_request(request, client_address)

    @override
    def process_request_thread(self, request: Any, client_address: Any) -> None:
        try:
            super().process_request_thread(request, client_address)
        finally:
            with self._lock:
                self._since.pop(request, None)

    @override
    def service_actions(self) -> None:
        """Several times a second: whoever is here too long is sent away, however steadily it drips."""
        with self._lock:
            for late in [one for one, begin in self._since.items() if time.monotonic() - begin > _DEADLINE_SECONDS]:
                self._cut(late)

    def _cut(self, request: Any) -> None:
        del self._since[request]
        with contextlib.suppress(OSError):
            request.shutdown(socket.SHUT_RDWR)

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
