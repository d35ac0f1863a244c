"""Proves of every write that is refused that nothing changed: no row of any table, no file.

It stands between the tests and the services (`wacht` of tests/integration/conftest.py), so that every refusal that any
test provokes, in whatever state, is walked. What is walked is kept per service in `.cache/weigeringen`;
tests/integration/weigeringen compares that with the refusals in the code.
"""

import contextlib
import json
import os
from collections import defaultdict
from collections.abc import Awaitable, Callable, Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import httpx
import pytest
from sqlalchemy import text
from sqlalchemy.exc import SQLAlchemyError
from sqlalchemy.ext.asyncio import AsyncSession

GELEZEN = Path(__file__).parents[2] / ".cache" / "weigeringen"
_LEES = {"GET", "HEAD", "OPTIONS"}
_EERSTE_FOUT, _EERSTE_STORING = 400, 500
_FOUTBERICHT = b"Fo01"
_TABELLEN = (
    "SELECT quote_ident(tablename) FROM pg_tables WHERE schemaname = 'public' AND tablename <> 'alembic_version'"
    " ORDER BY 1"
)
# Numbers rows without an order: any row that comes, goes or changes gives another sum.
_SOM = (
    "SELECT '{0}' AS tabel, count(*) || ':' || coalesce(sum(('x' || left(md5(t::text), 15))::bit(60)::bigint), 0)"
    " AS som FROM {0} t"
)
# A busy machine lets nobody in within the term of a service; the look is not what is tested.
_KEREN_GEDULD = 10
Stand = Mapping[str, str]


async def database(session: AsyncSession) -> Stand:
    """A sum per table over every row in it."""
    tabellen = (await session.execute(text(_TABELLEN))).scalars().all()
    vraag = " UNION ALL ".join(_SOM.format(tabel) for tabel in tabellen)
    return {rij.tabel: rij.som for rij in await session.execute(text(vraag))}


def bestanden(map_: Path | None) -> Stand:
    """Every file that has anything in it, with its size and moment of change; a lock is empty."""
    alle = map_.rglob("*") if map_ is not None and map_.exists() else ()
    gevonden = {}
    for one in alle:
        if one.is_file() and (stand := one.stat()).st_size:
            gevonden[str(one)] = f"{stand.st_size}:{stand.st_mtime_ns}"
    return gevonden


def verschil(voor: Stand, na: Stand) -> list[str]:
    """The names of what is not the same."""
    return sorted(naam for naam in voor.keys() | na.keys() if voor.get(naam) != na.get(naam))


@dataclass(slots=True)
class Wacht:
    """Looks before and after every write, with `ook_lezen` also every read.

    What others write at the same moment makes the look worthless.
    """

    map: Path | None
    ook_lezen: bool = False
    bezig: int = 0
    begonnen: int = 0
    overtredingen: list[str] = field(default_factory=list)
    gelopen: dict[str, set[str]] = field(default_factory=lambda: defaultdict(set))

    async def kijk(
        self, app: Any, request: httpx.Request, stuur: Callable[[], Awaitable[httpx.Response]]
    ) -> httpx.Response:
        """Send the request; note what changed although it was refused."""
        self.begonnen += 1
        self.bezig += 1
        alleen, nummer = self.bezig == 1, self.begonnen
        try:
            voor = await self._stand(app) if alleen else {}
            antwoord = await stuur()
            if alleen and nummer == self.begonnen and await weigert(antwoord):
                self._noteer(app, request, antwoord, verschil(voor, await self._stand(app)))
        finally:
            self.bezig -= 1
        return antwoord

    async def _stand(self, app: Any) -> Stand:
        for _ in range(_KEREN_GEDULD):
            with contextlib.suppress(SQLAlchemyError):
                return await self._kijk_in(app)
        return await self._kijk_in(app)

    async def _kijk_in(self, app: Any) -> Stand:
        async with app.state.edge.uow() as uow:
            return {**await database(uow.session), **bestanden(self.map)}

    def _noteer(self, app: Any, request: httpx.Request, antwoord: httpx.Response, anders: list[str]) -> None:
        slug = slug_of(antwoord)
        self.gelopen[app.title.lower()].add(slug)
        if anders:
            self.overtredingen.append(f"{request.method} {request.url.path} {antwoord.status_code} {slug}: {anders}")


async def weigert(antwoord: httpx.Response) -> bool:
    """True for an answer that says no; to an envelope of StUF that is a Fo01, with status 200."""
    if _EERSTE_FOUT <= antwoord.status_code < _EERSTE_STORING:
        await antwoord.aread()
        return True
    xml = antwoord.headers.get("content-type", "").startswith("application/xml")
    return xml and _FOUTBERICHT in await antwoord.aread()


def slug_of(antwoord: httpx.Response) -> str:
    """The stable name of a refusal."""
    try:
        return str(antwoord.json()["type"]).rsplit(":", 1)[-1]
    except (ValueError, KeyError, TypeError):
        return ""


def _has_database(app: Any) -> bool:
    edge = getattr(app.state, "edge", None)
    return edge is not None and type(edge.uow()).__name__ == "SqlUow"


@contextlib.contextmanager
def bewaakt(monkeypatch: pytest.MonkeyPatch, map_: Path | None) -> Iterator[Wacht]:
    """While it is open, every write to a service in this process is looked at."""
    wacht = Wacht(map_)
    gewoon = httpx.ASGITransport.handle_async_request

    async def handle(transport: httpx.ASGITransport, request: httpx.Request) -> httpx.Response:
        app = transport.app
        overgeslagen = request.method in _LEES and not wacht.ook_lezen
        if overgeslagen or not hasattr(app, "state") or not _has_database(app):
            return await gewoon(transport, request)
        return await wacht.kijk(app, request, lambda: gewoon(transport, request))

    monkeypatch.setattr(httpx.ASGITransport, "handle_async_request", handle)
    yield wacht
    _bewaar(wacht.gelopen)


def _bewaar(gelopen: Mapping[str, set[str]]) -> None:
    if any(gelopen.values()):
        GELEZEN.mkdir(parents=True, exist_ok=True)
        regel = json.dumps({dienst: sorted(slugs) for dienst, slugs in gelopen.items()})
        with (GELEZEN / f"{os.getpid()}.jsonl").open("a", encoding="utf-8") as bestand:
            bestand.write(regel + "\n")
