"""Writes of the API: one transaction each, and exactly once under an Idempotency-Key.

An answer that is kept to be repeated is encrypted, key and request are keyed hashes: all three may speak of people.
"""

import hashlib
import json
import re
from collections.abc import Awaitable, Callable
from typing import Annotated, Any, Generic, TypeVar

from chassis.db import session_of
from chassis.processing_log import looks_of, repeat_looks
from fastapi import Depends, Header, Request, Response
from pydantic import BaseModel
from risb_kern.errors import conflict, refused
from sqlalchemy import text

from risb_api.edge import Edge, U, edge_of
from risb_api.identity import Wie

M = TypeVar("M")
B = TypeVar("B", bound=BaseModel)
Work = Callable[[U], Awaitable[BaseModel]]


class Schrijf(Generic[U]):
    """Runs one use case and commits it; the only place where an API commits. `U` is the service's own unit of work."""

    def __init__(self, request: Request, key: str | None, body: bytes) -> None:
        self._request = request
        self._privacy = edge_of(request, Edge).privacy
        self._key = None if key is None else self._privacy.search_hash(f"sleutel|{key}").hex()
        said = (request.method.encode(), request.url.path.encode(), request.url.query.encode(), body)
        digest = hashlib.sha256(b"\0".join(said)).hexdigest()
        self._hash = self._privacy.search_hash(f"verzoek|{digest}")
        self._afterwards: list[Callable[[], object]] = []

    def after_commit(self, call: Callable[[], object]) -> None:
        """What `werk` wants done once it stands: not when the commit fails, nor for a repeated key."""
        self._afterwards.append(call)

    async def doe(self, wie: Wie | None, werk: Work[U], status: int = 201) -> Response:
        """Run `werk` in a unit of work and answer its model; a repeated key gives the first answer again."""
        uow: U
        async with edge_of(self._request, Edge).uow() as uow:
            stored = await self._claim(uow, wie)
            if stored is not None:
                return await self._repeat(uow, wie, *stored)
            body = (await werk(uow)).model_dump_json(by_alias=True).encode()
            if self._key:
                await self._store(uow, wie, status, body)
            await uow.commit()
        for call in self._afterwards:
            call()
        return _answer(status, body)

    async def _claim(self, uow: U, wie: Wie | None) -> tuple[int, bytes] | None:
        """Take the key for this transaction; a parallel request with the same key waits here for the first."""
        if not self._key:
            return None
        names = {"client": _client(wie), "sleutel": self._key}
        insert = (
            "INSERT INTO idempotentie (client, sleutel, verzoek, status, antwoord, tijd)"
            " VALUES (:client, :sleutel, :verzoek, 0, '', now()) ON CONFLICT DO NOTHING RETURNING 1"
        )
        if (await session_of(uow).execute(text(insert), {**names, "verzoek": self._hash})).first():
            return None
        select = "SELECT verzoek, status, antwoord FROM idempotentie WHERE client = :client AND sleutel = :sleutel"
        row = (await session_of(uow).execute(text(select), names)).one()
        if row.verzoek != self._hash:
            melding = "Deze Idempotency-Key hoort bij een ander verzoek. Gebruik voor elk verzoek een nieuwe sleutel."
            raise conflict("sleutel-hergebruikt", melding)
        return row.status, row.antwoord

    async def _repeat(self, uow: U, wie: Wie | None, status: int, sealed: bytes) -> Response:
        """The first answer; who sees people in it again leaves the same record again."""
        looks, _, body = self._privacy.decrypt_file(sealed, self._binding(wie)).partition(b"\n")
        await repeat_looks(uow, json.loads(looks))
        await uow.commit()
        return _answer(status, body)

    def _binding(self, wie: Wie | None) -> str:
        return f"antwoord|{self._key}|{_client(wie)}"

    async def _store(self, uow: U, wie: Wie | None, status: int, body: bytes) -> None:
        update = (
            "UPDATE idempotentie SET status = :status, antwoord = :antwoord"
            " WHERE client = :client AND sleutel = :sleutel"
        )
        looks = json.dumps(looks_of(uow)).encode()
        sealed = self._privacy.encrypt_file(looks + b"\n" + body, self._binding(wie))
        values = {"status": status, "antwoord": sealed, "client": _client(wie), "sleutel": self._key}
        await session_of(uow).execute(text(update), values)


def _client(wie: Wie | None) -> str:
    return wie.sub if wie else "openbaar"


def _answer(status: int, body: bytes) -> Response:
    return Response(body, status, media_type="application/json")


def said(answer: Response, model: type[B]) -> B:
    """What the answer says, now or at the first time that this key was used."""
    return model.model_validate_json(bytes(answer.body))


Key = Annotated[str | None, Header(alias="Idempotency-Key", min_length=1, max_length=255, pattern=r"^[ -~]+$")]


async def schrijf(request: Request, idempotency_key: Key = None) -> Schrijf[Any]:
    """Dependency of JSON writes; the key is optional."""
    return Schrijf(request, idempotency_key, await request.body())


async def schrijf_eenmalig(request: Request, idempotency_key: Key = None) -> Schrijf[Any]:
    """As `schrijf`, for what costs money when done twice: without a key it is refused."""
    if idempotency_key is None:
        raise refused("sleutel-ontbreekt", "Stuur een eigen Idempotency-Key mee, zodat herhalen veilig is.")
    return await schrijf(request, idempotency_key)


async def unrepeated(request: Request) -> Schrijf[Any]:
    """Dependency of a write without a key: an answer is kept to be repeated, and this one holds a secret."""
    return Schrijf(request, None, b"")


SchrijfDep = Annotated[Schrijf[Any], Depends(schrijf)]
SchrijfEenmaligDep = Annotated[Schrijf[Any], Depends(schrijf_eenmalig)]


async def committed(edge: Edge[U], work: Callable[[U], Awaitable[M]]) -> M:
    """What `work` made, after its commit: for a read that leaves a record of itself, and a write without a key."""
    async with edge.uow() as uow:
        made = await work(uow)
        await uow.commit()
    return made


def etag(versie: int) -> dict[str, str]:
    """The `ETag` header of a resource in this version."""
    return {"ETag": f'"{versie}"'}


async def seen_version(if_match: Annotated[str | None, Header(alias="If-Match")] = None) -> int | None:
    """The version that the caller saw, or None; 400 for what was never an ETag of ours."""
    if if_match is None:
        return None
    value = re.fullmatch(r'"?([0-9]{1,9})"?', if_match.strip())
    if value is None:
        raise refused("if-match-ongeldig", "Stuur in If-Match de ETag mee zoals u die kreeg.")
    return int(value[1])


def check_version(seen: int | None, actual: int) -> None:
    """409 when somebody else changed the resource in between; `actual` is 0 while it does not exist.

    400 when the caller saw nothing of a thing that does exist.
    """
    if seen is None and actual:
        raise refused("if-match-ontbreekt", "Stuur in If-Match de ETag mee die u het laatst zag.")
    if (seen or 0) != actual:
        raise conflict("intussen-gewijzigd", "Iemand anders heeft dit intussen gewijzigd; haal het opnieuw op.")


IfMatch = Annotated[int | None, Depends(seen_version)]
