"""Bodies as a network brings them: piece by piece, only as far as somebody asks for them."""

import asyncio
import json
import re
from collections.abc import Mapping, MutableMapping
from dataclasses import dataclass, field
from typing import Any

from fastapi import FastAPI

PLAATSEN = {
    "agbCode": "00000000",
    "dienst": "wmo",
    "jaar": "2026",
    "gemeente": "0307",
    "programmalijn": "9.9.9",
    "code": "ONBEKEND",
}
NIETS = "00000000-0000-4000-8000-000000000000"
_STUK = 65_536


def gevuld(pad: str) -> str:
    """The path with something well-formed, of nothing that exists, in each of its places."""
    return re.sub(r"\{(\w+)[^}]*\}", lambda found: PLAATSEN.get(found[1], NIETS), pad)


@dataclass(slots=True, kw_only=True)
class Aanbod:
    """A request whose body is not made before it is read; `gelezen` is how much of it was."""

    methode: str
    pad: str
    koppen: Mapping[str, str]
    grootte: int
    gemeld: bool = True
    begin: bytes = b'{"a":"'
    gelezen: int = field(default=0, init=False)
    status: int = field(default=0, init=False)
    antwoord: bytes = field(default=b"", init=False)
    antwoordkoppen: dict[str, str] = field(default_factory=dict, init=False)

    async def doe(self, app: FastAPI) -> "Aanbod":
        """Offer it to the application and wait for the answer."""
        lengte = {"content-length": str(self.grootte)} if self.gemeld else {"transfer-encoding": "chunked"}
        koppen = {**self.koppen, **lengte}
        pad, _, vraag = self.pad.partition("?")
        scope = {
            "type": "http",
            "asgi": {"version": "3.0"},
            "http_version": "1.1",
            "method": self.methode,
            "scheme": "http",
            "path": pad,
            "raw_path": pad.encode(),
            "query_string": vraag.encode(),
            "root_path": "",
            "headers": [(name.lower().encode(), value.encode()) for name, value in koppen.items()],
            "client": ("127.0.0.1", 1),
            "server": ("dienst", 80),
        }
        async with asyncio.timeout(30):
            await app(scope, self._receive, self._send)
        return self

    @property
    def probleem(self) -> dict[str, Any]:
        """The answer, read as JSON."""
        found: dict[str, Any] = json.loads(self.antwoord)
        return found

    async def _receive(self) -> dict[str, Any]:
        await asyncio.sleep(0)
        if self.gelezen >= self.grootte:
            return {"type": "http.disconnect"}
        size = min(_STUK, self.grootte - self.gelezen)
        stuk = (self.begin if self.gelezen == 0 else b"").ljust(size, b" ")
        self.gelezen += size
        return {"type": "http.request", "body": stuk, "more_body": self.gelezen < self.grootte}

    async def _send(self, message: MutableMapping[str, Any]) -> None:
        if message["type"] == "http.response.start":
            self.status = message["status"]
            self.antwoordkoppen = {name.decode().lower(): value.decode() for name, value in message["headers"]}
        else:
            self.antwoord += message.get("body", b"")
