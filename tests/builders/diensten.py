"""The real application of any service on a real database, called in-process, with tokens of the development issuer."""

import datetime as dt
import importlib
import json
import tempfile
import uuid
from collections.abc import AsyncIterator, Iterable, Mapping
from contextlib import asynccontextmanager
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

import httpx
from chassis.events.wire import headers_of, read_envelope
from chassis.observability import configure_logging
from chassis.settings import ServiceSettings
from devstack.issuer import Issuer
from fastapi import FastAPI
from fastapi.routing import iter_route_contexts
from risb_api.identity import Rol, TokenVerifier, permission_of
from risb_kern.events.wire import OutboxRow
from risb_kern.trace import traceparent
from risb_schemas import data_folder, decode, encode, from_json, load_catalog

DIENSTEN = ("contracting", "declaraties", "subsidies", "toezicht")
ROLLEN = tuple(rol.value for rol in Rol)
EXAMPLES = data_folder() / "voorbeelden"
_NO_METHODS = {"HEAD", "OPTIONS"}


@dataclass(frozen=True, slots=True, kw_only=True, order=True)
class Route:
    """One operation of an API: path as the framework writes it, and the permission that its code declares."""

    methode: str
    pad: str
    rollen: frozenset[str] = field(compare=False)
    openbaar: bool = field(compare=False)


def settings_for(dienst: str, url: str, opslag: Path, issuer: Issuer | None = None) -> ServiceSettings:
    """Settings of a service on a database that exists; the broker does not."""
    values: Mapping[str, Any] = {
        "omgeving": "ontwikkeling",
        "database_url": url,
        "kafka_bootstrap": "127.0.0.1:1",
        "oidc_issuer": issuer.url if issuer else "http://127.0.0.1:1/ontwikkel-uitgever",
        "oidc_jwks_url": issuer.jwks_url if issuer else "http://127.0.0.1:1/ontwikkel-uitgever/jwks.json",
        "api_port": 1,
        "beheer_port": 1,
        "gegevenssleutel": "QUJDREVGR0hJSktMTU5PUFFSU1RVVldYWVphYmNkZWY=",
        "opslag_dir": opslag,
    }
    settings: ServiceSettings = importlib.import_module(f"{dienst}.settings").Settings(**values)
    return settings


def app_for(dienst: str, settings: ServiceSettings) -> FastAPI:
    """The application as the process builds it."""
    app: FastAPI = importlib.import_module(f"{dienst}.bootstrap").build_api(settings)
    return app


def app_without_database(dienst: str) -> FastAPI:
    """The application for what needs no storage: its routes and its document."""
    return app_for(dienst, settings_for(dienst, "postgresql://niet@127.0.0.1:1/hier", Path(tempfile.gettempdir())))


def routes_of(app: FastAPI) -> list[Route]:
    """Every operation under /v1, sorted; HEAD and OPTIONS are not operations of their own."""
    found = []
    for route in iter_route_contexts(app.routes):
        permission = permission_of(route)
        rollen = frozenset(permission.rollen) if permission else frozenset()
        for methode in sorted((route.methods or set()) - _NO_METHODS):
            openbaar = rollen == {Rol.PUBLIEK}
            found.append(Route(methode=methode, pad=str(route.path), rollen=rollen, openbaar=openbaar))
    return sorted(found)


@dataclass(frozen=True, slots=True, kw_only=True)
class Aanroeper:
    """A client of one running application that can be anybody."""

    dienst: str
    app: FastAPI
    client: httpx.AsyncClient
    issuer: Issuer
    settings: ServiceSettings

    def als(
        self,
        rol: str | Iterable[str],
        *,
        agb: Iterable[str] = (),
        gemeenten: Iterable[str] = (),
        sub: str | None = None,
    ) -> dict[str, str]:
        """Headers of somebody with this role, bound to these tenants."""
        claims = {"sub": sub} if sub else {}
        token = self.issuer.maak_token(rol, agb=agb, gemeenten=gemeenten, claims=claims)
        return {"Authorization": f"Bearer {token}"}

    async def ontvang(self, gebeurtenis: str, velden: Mapping[str, Any], voorbeeld: str = "volledig") -> None:
        """Let the service handle an event of another one: the published example with these fields changed."""
        schema = load_catalog().newest[gebeurtenis]
        example = EXAMPLES / schema.service / gebeurtenis / f"{voorbeeld}.json"
        record = from_json(schema.raw, {**json.loads(example.read_text()), **velden})
        row = OutboxRow(
            id=uuid.uuid4(),
            topic=load_catalog().topic_of[gebeurtenis].name,
            sleutel=b"proef",
            type=schema.type,
            inhoud=encode(schema, record),
            tijd=dt.datetime.now(dt.UTC),
            traceparent=traceparent("ab" * 16),
        )
        handlers, uow = importlib.import_module(f"{self.dienst}.bootstrap").build_handlers(self.settings)
        data = decode(load_catalog(), row.inhoud).record
        async with uow() as work:
            await handlers[gebeurtenis](
                work, data, read_envelope(headers_of(row, f"urn:nld:oin:0:systeem:{schema.service}"))
            )
            await work.commit()


@asynccontextmanager
async def aanroeper(dienst: str, url: str, folder: Path) -> AsyncIterator[Aanroeper]:
    """Run the application of a service on the database of `url`; `folder` holds key and uploads."""
    issuer = Issuer(folder, port=1)
    opslag = folder / "opslag"
    opslag.mkdir(exist_ok=True)
    settings = settings_for(dienst, url, opslag, issuer)
    app = app_for(dienst, settings)
    app.state.edge = replace(app.state.edge, verifier=verifier_of(issuer))
    # As the processes log; the default of the library prints every variable of a failing function, slowly.
    configure_logging()
    transport = httpx.ASGITransport(app, raise_app_exceptions=False)
    async with (
        app.router.lifespan_context(app),
        httpx.AsyncClient(transport=transport, base_url="http://dienst", timeout=30) as client,
    ):
        yield Aanroeper(dienst=dienst, app=app, client=client, issuer=issuer, settings=settings)


def verifier_of(issuer: Issuer) -> TokenVerifier:
    """A verifier that knows the keys of the issuer without a network."""
    jwks = {"keys": [issuer._key.as_dict(private=False)]}
    keys = httpx.AsyncClient(transport=httpx.MockTransport(lambda _: httpx.Response(200, json=jwks)))
    return TokenVerifier(issuer.url, "risb", issuer.jwks_url, keys)
