"""A subscriber of its own: a small web server that checks the signature of what is delivered."""

import hashlib
import hmac
import json
import threading
import time
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

_GELDIG_SECONDEN = 300


class Ontvanger:
    """A subscriber's own web server; keeps what arrives with a good signature."""

    def __init__(self) -> None:
        self.goed: list[dict[str, Any]] = []
        self.fout = 0
        self.geheim = ""
        self._server = ThreadingHTTPServer(("127.0.0.1", 0), self._handler())
        threading.Thread(target=self._server.serve_forever, args=(0.1,), daemon=True).start()

    @property
    def url(self) -> str:
        """Where the webhook must be delivered."""
        return f"http://127.0.0.1:{self._server.server_address[1]}/anomalieen"

    def stop(self) -> None:
        """Close the server."""
        self._server.shutdown()
        self._server.server_close()

    def ontvang(self, body: bytes, handtekening: str) -> None:
        """Check the signature as the documentation tells, and keep the anomaly."""
        delen = dict(deel.partition("=")[::2] for deel in handtekening.split(","))
        verwacht = hmac.digest(self.geheim.encode(), f"{delen['t']}.".encode() + body, hashlib.sha256).hex()
        if hmac.compare_digest(verwacht, delen["v1"]) and abs(time.time() - int(delen["t"])) < _GELDIG_SECONDEN:
            self.goed.append(json.loads(body))
        else:
            self.fout += 1

    def _handler(self) -> type[BaseHTTPRequestHandler]:
        ontvanger = self

        class Handler(BaseHTTPRequestHandler):
            def do_POST(self) -> None:
                body = self.rfile.read(int(self.headers["Content-Length"]))
                ontvanger.ontvang(body, self.headers["Risb-Handtekening"])
                self.send_response(204)
                self.end_headers()

            def log_message(self, format: str, *args: object) -> None:  # noqa: A002 -- name of the standard library
                """Quiet."""

        return Handler
