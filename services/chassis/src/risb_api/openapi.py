"""OpenAPI document by the NLGov REST API Design Rules 2.2."""

from collections.abc import Collection, Iterator
from typing import Any, cast

from fastapi import FastAPI
from fastapi.openapi.utils import get_openapi
from fastapi.routing import RouteContext, iter_route_contexts
from risb_kern.edge.messages import TITLES
from risb_kern.edge.openapi import CONTACT, PROBLEM, RETRY_AFTER, VERSION_HEADER, as_openapi_3_0, camel

from risb_api.identity import Openbaar, permission_of
from risb_api.routes import DOORS
from risb_api.writes import schrijf_eenmalig


def document(app: FastAPI) -> dict[str, Any]:
    """The OpenAPI document of the app; paths are relative to the server `/v1`."""
    spec = get_openapi(
        title=app.title,
        version=app.version,
        openapi_version="3.0.3",
        description=app.description,
        routes=app.routes,
        tags=app.openapi_tags,
        contact=CONTACT,
        servers=[{"url": "/v1", "description": "Hoofdversie 1"}],
    )
    spec["paths"] = {path.removeprefix("/v1"): item for path, item in spec["paths"].items()}
    schemas = spec.setdefault("components", {}).setdefault("schemas", {})
    schemas["Probleem"] = PROBLEM
    for unused in ("HTTPValidationError", "ValidationError"):
        schemas.pop(unused, None)
    spec["components"]["securitySchemes"] = {"bearer": {"type": "http", "scheme": "bearer", "bearerFormat": "JWT"}}
    for route in iter_route_contexts(app.routes):
        for method in {one.lower() for one in route.methods or ()} & spec["paths"].get(_path(route), {}).keys():
            _complete(spec["paths"][_path(route)][method], route, method)
    spec["components"]["schemas"] = {camel(name): schema for name, schema in schemas.items()}
    return cast("dict[str, Any]", as_openapi_3_0(spec))


def _path(route: RouteContext) -> str:
    return (route.path_format or "").removeprefix("/v1")


def _complete(operation: dict[str, Any], route: RouteContext, method: str) -> None:
    responses = operation["responses"]
    responses.pop("422", None)
    if not isinstance(permission_of(route), Openbaar):
        operation["security"] = [{"bearer": []}]
    parameters = {one["name"]: one for one in operation.get("parameters", [])}
    if schrijf_eenmalig in (one.call for one in route.dependant.dependencies):
        parameters["Idempotency-Key"]["required"] = True
    for status in _errors(operation, route, method, parameters.keys()):
        responses.setdefault(str(status), {"description": f"{TITLES[status]}."})
    for status, response in responses.items():
        if status.startswith(("2", "3")):
            response.setdefault("headers", {}).update(VERSION_HEADER)
            continue
        response["content"] = {"application/problem+json": {"schema": {"$ref": "#/components/schemas/Probleem"}}}
        if status in {"429", "503"}:
            response["headers"] = RETRY_AFTER


def _errors(operation: dict[str, Any], route: RouteContext, method: str, parameters: Collection[str]) -> Iterator[int]:
    """What can happen by the kind of operation; what only this one does, it declares itself."""
    yield from (400, 404, 405, 503)
    if "security" in operation:
        yield from (401, 403)
    if method != "get":
        yield from (408, 413, 415)
    if not {"Idempotency-Key", "If-Match"}.isdisjoint(parameters):
        yield 409
    if route.endpoint in DOORS:
        yield 429
