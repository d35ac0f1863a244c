"""An issuer of tokens for development: an OIDC discovery document, a key set, and tokens for any role.

It proves nothing about who somebody is. Production refuses to start with it.
"""

import json
import secrets
import threading
from collections.abc import Iterable, Mapping
from datetime import UTC, datetime, timedelta
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

from joserfc import jwt
from joserfc.jwk import ECKey

from devstack.errors import DevstackError

AUDIENCE = "risb"
LIFETIME = timedelta(hours=8)
ROLES = (
    "inkoper",
    "contractmanager",
    "accountmanager",
    "financien",
    "subsidieadviseur",
    "toezichthouder-kwaliteit",
    "toezichthouder-rechtmatigheid",
    "zorgadministratie",
    "aanbieder",
    "aanvrager",
    "operations",
    "publiek",
)


def load_key(directory: Path) -> ECKey:
    """The signing key (EC P-256) kept in the directory; made on first use, readable by its owner only."""
    path = directory / "uitgever.jwk.json"
    if path.exists():
        return ECKey.import_key(json.loads(path.read_text()))
    key = ECKey.generate_key("P-256", auto_kid=True)
    directory.mkdir(parents=True, exist_ok=True)
    path.touch(mode=0o600)
    path.write_text(json.dumps(key.as_dict(private=True)))
    return key


class Issuer:
    """The development issuer on a fixed port; `start` serves its documents, tokens can be made without."""

    def __init__(self, directory: Path, *, port: int) -> None:
        self.port = port
        self.url = f"http://127.0.0.1:{port}/ontwikkel-uitgever"
        self.jwks_url = f"{self.url}/jwks.json"
        self._key = load_key(directory)
        self._server: ThreadingHTTPServer | None = None

    def start(self) -> None:
        """Serve discovery document and key set from a thread of this process."""
        documents = {
            "/ontwikkel-uitgever/.well-known/openid-configuration": self._discovery(),
            "/ontwikkel-uitgever/jwks.json": {"keys": [self._key.as_dict(private=False)]},
        }
        self._server = ThreadingHTTPServer(("127.0.0.1", self.port), _handler(documents))
        threading.Thread(target=self._server.serve_forever, args=(0.1,), name="uitgever", daemon=True).start()

    def stop(self) -> None:
        """Stop serving."""
        if self._server is not None:
            self._server.shutdown()
            self._server.server_close()
            self._server = None

    def maak_token(
        self,
        rol: str | Iterable[str],
        *,
        agb: Iterable[str] = (),
        gemeenten: Iterable[str] = (),
        wie: str = "",
        now: datetime | None = None,
        claims: Mapping[str, Any] | None = None,
    ) -> str:
        """A signed access token (RFC 9068) for one or more roles, valid eight hours from `now`.

        `agb` binds an aanbieder to AGB codes, `gemeenten` somebody to municipality codes of four digits; `wie` makes
        it another person with the same role, `claims` overrides any claim. An unknown role raises DevstackError.
        """
        roles = [rol] if isinstance(rol, str) else list(rol)
        _check_roles(roles)
        moment = now or datetime.now(UTC)
        subject = "-".join(filter(None, ("ontwikkel", roles[0], wie)))
        payload: dict[str, Any] = {
            "iss": self.url,
            "aud": AUDIENCE,
            "sub": subject,
            "client_id": "ontwikkelomgeving",
            "iat": int(moment.timestamp()),
            "nbf": int(moment.timestamp()),
            "exp": int((moment + LIFETIME).timestamp()),
            "jti": secrets.token_urlsafe(16),
            "rollen": roles,
            "agb": list(agb),
            "gemeenten": list(gemeenten),
            **(claims or {}),
        }
        header = {"alg": "ES256", "typ": "at+jwt", "kid": self._key.kid}
        return jwt.encode(header, payload, self._key, algorithms=["ES256"])

    def _discovery(self) -> dict[str, Any]:
        return {
            "issuer": self.url,
            "jwks_uri": self.jwks_url,
            "authorization_endpoint": f"{self.url}/niet-beschikbaar",
            "response_types_supported": ["code"],
            "subject_types_supported": ["public"],
            "id_token_signing_alg_values_supported": ["ES256"],
        }


def _check_roles(roles: list[str]) -> None:
    unknown = [role for role in roles if role not in ROLES]
    if unknown or not roles:
        raise DevstackError(f"Onbekende rol: {', '.join(unknown) or '(geen)'}.", f"Kies uit: {', '.join(ROLES)}.")


def _handler(documents: Mapping[str, Any]) -> type[BaseHTTPRequestHandler]:
    bodies = {path: json.dumps(document).encode() for path, document in documents.items()}

    class Handler(BaseHTTPRequestHandler):
        # Without it every answer to a reused connection costs a new one.
        protocol_version = "HTTP/1.1"

        def do_GET(self) -> None:
            body = bodies.get(self.path)
            self.send_response(200 if body is not None else 404)
            self.send_header("Content-Type", "application/json")
            self.send_header("Content-Length", str(len(body or b"")))
            self.end_headers()
            self.wfile.write(body or b"")

        def log_message(self, format: str, *args: object) -> None:  # noqa: A002 - the name of the parent
            """Silent: the console belongs to the stack's own messages."""

    return Handler
