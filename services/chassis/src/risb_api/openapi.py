"""OpenAPI document by the NLGov REST API Design Rules 2.2."""

from typing import Any, cast

from fastapi import FastAPI
from fastapi.openapi.utils import get_openapi
from fastapi.routing import RouteContext, iter_route_contexts
from risb_kern.edge.openapi import CONTACT, ERRORS, PROBLEM, VERSION_HEADER, as_openapi_3_0, camel

from risb_api.identity import Openbaar, permission_of


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
            _complete(spec["paths"][_path(route)][method], public=isinstance(permission_of(route), Openbaar))
    spec["components"]["schemas"] = {camel(name): schema for name, schema in schemas.items()}
    return cast("dict[str, Any]", as_openapi_3_0(spec))


def _path(route: RouteContext) -> str:
    return (route.path_format or "").removeprefix("/v1")


def _complete(operation: dict[str, Any], *, public: bool) -> None:
    responses = operation["responses"]
    responses.pop("422", None)
    if not public:
        operation["security"] = [{"bearer": []}]
    for status, text in ERRORS.items():
        if not (public and status in {"401", "403"}):
            responses.setdefault(status, {"description": text})
    for status, response in responses.items():
        if status.startswith(("2", "3")):
            response.setdefault("headers", {}).update(VERSION_HEADER)
        else:
            response["content"] = {"application/problem+json": {"schema": {"$ref": "#/components/schemas/Probleem"}}}
