"""A mark of its own in every free text that goes to an API, and where in the database it can be read afterwards."""

import json
import re
import uuid
from collections.abc import Collection, Iterator
from dataclasses import dataclass, field
from typing import Any

import httpx
import psycopg
from typing_extensions import override

from tests.contract.api.document import Operation, Spec, body_of, document_of, operations
from tests.contract.api.test_bsn import free

from .kolommen import OPENBAAR, VERSLEUTELD, Kolom, gekozen

# Names of places, fields, rules and files of the caller's own: no words, and other text in them is refused.
_GEEN_WOORDEN = {"gevraagd", "kenmerk", "regels", "wijk", "wijken"}
_LETTERS = str.maketrans("0123456789abcdef", "bcdfghjklmnpqrst")
Pad = tuple[str | int, ...]


@dataclass(slots=True, kw_only=True)
class Merken(httpx.AsyncBaseTransport):
    """Between a client and the application of a service; `gezet` are the marks in what was accepted."""

    dienst: str
    binnen: httpx.AsyncBaseTransport
    gezet: dict[str, str] = field(default_factory=dict)

    @override
    async def handle_async_request(self, request: httpx.Request) -> httpx.Response:
        operation = self._operation(request)
        paden = [] if operation is None else vrij(document_of(self.dienst), operation)
        if operation is None or not paden:
            return await self.binnen.handle_async_request(request)
        body, nieuw = json.loads(await request.aread()), {}
        for pad in paden:
            for houder, naam in _plaatsen(body, pad):
                merk = "merk" + uuid.uuid4().hex[:16].translate(_LETTERS)
                houder[naam] = f"{houder[naam]} {merk}"
                nieuw[merk] = _naam(operation, pad)
        headers = {k: v for k, v in request.headers.items() if k != "content-length"}
        headers.setdefault("idempotency-key", uuid.uuid4().hex)
        marked = httpx.Request(request.method, request.url, headers=headers, content=json.dumps(body).encode())
        answer = await self.binnen.handle_async_request(marked)
        if answer.is_success:
            self.gezet |= nieuw
        return answer

    def _operation(self, request: httpx.Request) -> Operation | None:
        for one in operations(document_of(self.dienst)):
            route = re.sub(r"\\{[^/]+\\}", "[^/]+", re.escape(one.pad))
            if one.methode.upper() == request.method and re.fullmatch(f"(/v1)?{route}", request.url.path):
                return one
        return None


def merk(client: httpx.AsyncClient, dienst: str) -> Merken:
    """Let this client mark what it sends from now on."""
    client._transport = merken = Merken(dienst=dienst, binnen=client._transport)
    return merken


def vrij(spec: Spec, operation: Operation) -> list[Pad]:
    """Where words of people stand in the body."""
    schema = body_of(spec, operation)
    found = [pad for pad, _ in free(spec, schema)] if schema else []
    return [pad for pad in found if not _GEEN_WOORDEN & set(pad)]


def controleer(merken: Merken, url: str, *, reist: Collection[str] = (), elders: Collection[str] = ()) -> None:
    """Every word was accepted somewhere, every column that is encrypted was written, and nothing can be read in them.

    `reist` names what an event carries to another service; `elders` are paths and tables that this story does not walk.
    """
    spec = document_of(merken.dienst)
    alle = {_naam(one, pad) for one in operations(spec) for pad in vrij(spec, one)}
    niet = sorted(one for one in alle - set(merken.gezet.values()) if not any(deel in one for deel in elders))
    assert niet == [], f"not tried: {niet}"
    keuzes, mis = gekozen(merken.dienst), []
    with psycopg.connect(url) as db:
        for kolom, keuze in keuzes.items():
            inhoud = _inhoud(db, kolom)
            assert inhoud or keuze != VERSLEUTELD or kolom.tabel in elders, f"{kolom}: nothing is stored"
            for een, waar in merken.gezet.items():
                mag = keuze == OPENBAAR or (keuze == "gebeurtenis" and waar in reist)
                if een.encode() in inhoud and not mag:
                    mis.append((waar, kolom))
    assert mis == [], "\n".join(f"{waar}: {kolom}" for waar, kolom in mis)


def _inhoud(db: psycopg.Connection, kolom: Kolom) -> bytes:
    soort = db.execute(
        "SELECT udt_name FROM information_schema.columns WHERE table_name = %s AND column_name = %s", kolom[1:]
    ).fetchone()
    assert soort is not None
    als_bytes = kolom.naam if soort[0] == "bytea" else f"convert_to(CAST({kolom.naam} AS text), 'UTF8')"
    vraag = f"SELECT {als_bytes} FROM {kolom.tabel} WHERE {kolom.naam} IS NOT NULL"
    return b"\n".join(bytes(one) for (one,) in db.execute(vraag.encode()))


def _naam(operation: Operation, pad: Pad) -> str:
    return f"{operation.naam} {'.'.join(map(str, pad))}"


def _plaatsen(waarde: Any, pad: Pad) -> Iterator[tuple[Any, Any]]:
    """What holds a text of the path, and under which name; a number in the path stands for every place of a list."""
    stap, rest = pad[0], pad[1:]
    namen = range(len(waarde or ())) if isinstance(stap, int) else [stap] if stap in (waarde or {}) else []
    for naam in namen:
        if rest:
            yield from _plaatsen(waarde[naam], rest)
        elif isinstance(waarde[naam], str):
            yield waarde, naam
