"""The shape of every API: camelCase models, version and security headers, one trace per request."""

import time
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from functools import cache
from typing import Any, Generic, TypeVar

import structlog
from chassis.observability import DUUR, VERZOEKEN
from fastapi import APIRouter, FastAPI, Request, Response
from fastapi.responses import JSONResponse
from fastapi.routing import iter_route_contexts
from pydantic import BaseModel, ConfigDict, GetCoreSchemaHandler
from pydantic.alias_generators import to_camel
from pydantic_core import CoreSchema
from risb_kern.edge.openapi import page
from risb_kern.trace import current_trace_id, parse_traceparent, traceparent, tracing
from risb_recht.vormen.exact import exact
from starlette.datastructures import MutableHeaders
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from risb_api import openapi, problems
from risb_api.edge import Edge
from risb_api.entry.bodies import Body
from risb_api.identity import Iedereen, permission_of
from risb_api.routes import Route

T = TypeVar("T")
# What a metric may name; anybody can invent another.
METHODS = {"DELETE", "GET", "HEAD", "OPTIONS", "PATCH", "POST", "PUT"}
log = structlog.get_logger()
SECURITY_HEADERS = {
    "Cache-Control": "no-store",
    "Content-Security-Policy": "default-src 'self'; frame-ancestors 'none'",
    "Strict-Transport-Security": "max-age=31536000; includeSubDomains",
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
    "Referrer-Policy": "no-referrer",
}


class ApiModel(BaseModel):
    """Base of every request and response body: camelCase outside, unknown fields refused, types exact, immutable."""

    model_config = ConfigDict(
        alias_generator=to_camel, populate_by_name=True, extra="forbid", frozen=True, from_attributes=True
    )

    @classmethod
    def __get_pydantic_core_schema__(cls, source: type[BaseModel], handler: GetCoreSchemaHandler) -> CoreSchema:
        """The schema of the framework, made exact in one place for every model."""
        schema: CoreSchema = exact(handler(source))
        return schema


class Pagina(ApiModel, Generic[T]):
    """One page of a list; `volgende` is the cursor for the next one, absent on the last."""

    resultaten: list[T]
    volgende: str | None = None


class ServiceApi:
    """The web application of a service; `routers` carry their own permissions, one per route."""

    def __init__(self, dienst: str, *, titel: str, omschrijving: str, versie: str = "1.0.0") -> None:
        self.dienst = dienst
        self.app = FastAPI(
            title=titel,
            version=versie,
            description=omschrijving,
            openapi_url=None,
            docs_url=None,
            redoc_url=None,
            redirect_slashes=False,
            lifespan=self._lifespan,
        )
        self._closers: list[Callable[[], Awaitable[None]]] = []
        problems.install(self.app)
        # Made once: it takes half a second, and everybody may ask for it.
        self.app.openapi = cache(lambda: openapi.document(self.app))  # type: ignore[method-assign]
        self.app.add_middleware(EdgeMiddleware, dienst=dienst, versie=versie)

    def serve(self, *routers: APIRouter, edge: Edge[Any]) -> FastAPI:
        """Mount the routers under /v1; raises RuntimeError when a route declares no permission."""
        for router in (*routers, _document_router()):
            self.app.include_router(router, prefix="/v1")
        for route in iter_route_contexts(self.app.routes):
            if permission_of(route) is None:
                raise RuntimeError(f"{route.path}: no permission declared")
        self.app.state.edge = edge
        return self.app

    def on_close(self, closer: Callable[[], Awaitable[None]]) -> None:
        """Run the closer when the application stops."""
        self._closers.append(closer)

    @asynccontextmanager
    async def _lifespan(self, _: FastAPI) -> AsyncIterator[None]:
        yield
        for closer in self._closers:
            await closer()


class EdgeMiddleware:
    """Outermost: one trace per request, headers on every response, metrics, and no exception that escapes."""

    def __init__(self, app: ASGIApp, dienst: str, versie: str) -> None:
        self._app = app
        self._dienst = dienst
        self._headers = {**SECURITY_HEADERS, "API-Version": versie}

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Handle one ASGI connection."""
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        incoming = dict(scope["headers"]).get(b"traceparent", b"").decode("latin-1")
        with tracing(parse_traceparent(incoming)):
            await self._answer(scope, receive, send)

    async def _answer(self, scope: Scope, receive: Receive, send: Send) -> None:
        begin, status, head = time.perf_counter(), 0, scope["method"] == "HEAD"
        method = scope["method"] if scope["method"] in METHODS else "overig"
        receive = Body(scope, receive).receive
        if head:
            # HEAD is GET without the body; everything else about it, the permission too, is the same.
            scope = {**scope, "method": "GET"}

        async def send_with_headers(message: Message) -> None:
            nonlocal status
            if head and message["type"] == "http.response.body":
                return
            if message["type"] == "http.response.start":
                status = message["status"]
                headers = MutableHeaders(scope=message)
                headers["traceparent"] = traceparent(current_trace_id())
                for name, value in self._headers.items():
                    headers.setdefault(name, value)
            await send(message)
            if head:
                # At once, since the body of a stream never ends.
                await send({"type": "http.response.body", "body": b""})

        try:
            await self._app(scope, receive, send_with_headers)
        except Exception as error:
            log.exception("unexpected_error", error=type(error).__name__)
            if not status:
                await problems.unexpected()(scope, receive, send_with_headers)
        route = getattr(scope.get("route"), "path", "onbekend")
        VERZOEKEN.labels(self._dienst, method, route, str(status)).inc()
        DUUR.labels(self._dienst, route).observe(time.perf_counter() - begin)


def _document_router() -> APIRouter:
    router = APIRouter(include_in_schema=False, route_class=Route)

    @router.get("/openapi.json")
    async def openapi_json(request: Request, _: Iedereen) -> JSONResponse:
        return JSONResponse(request.app.openapi(), headers={"Access-Control-Allow-Origin": "*"})

    @router.get("/docs")
    async def docs(request: Request, _: Iedereen) -> Response:
        return Response(page(request.app.openapi()), media_type="text/html")

    return router
