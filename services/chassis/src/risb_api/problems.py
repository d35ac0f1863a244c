"""Every error as application/problem+json (RFC 9457) in plain Dutch, all faults at once, never 422."""

from collections.abc import Mapping, Sequence
from http import HTTPStatus
from typing import Any

import structlog
from fastapi import FastAPI, Request
from fastapi.exceptions import RequestValidationError
from fastapi.responses import JSONResponse, Response
from fastapi.routing import iter_route_contexts
from risb_kern.edge.messages import MELDINGEN, STATUS, TEKSTEN, TITLES
from risb_kern.edge.who import UnauthorizedError
from risb_kern.errors import DomainError, Fout
from risb_kern.texts import getoond
from risb_kern.trace import current_trace_id
from sqlalchemy.exc import InterfaceError, OperationalError
from sqlalchemy.exc import TimeoutError as NoConnectionError
from starlette.exceptions import HTTPException

log = structlog.get_logger()


def problem(
    status: int, slug: str, detail: str, *, fouten: Sequence[Fout] = (), headers: Mapping[str, str] | None = None
) -> JSONResponse:
    """One problem document; `correlatieId` finds the log lines and events of this request."""
    body: dict[str, Any] = {
        "type": f"urn:risb:probleem:{slug}",
        "title": TITLES.get(status, HTTPStatus(status).phrase),
        "status": status,
        "detail": detail,
        "correlatieId": current_trace_id(),
    }
    if fouten:
        body["fouten"] = [{"veld": getoond(one.veld, 200), "code": one.code, "melding": one.melding} for one in fouten]
    return JSONResponse(body, status, dict(headers or {}), media_type="application/problem+json")


def install(app: FastAPI) -> None:
    """Register the translation of every kind of error; the one place where kinds become HTTP."""
    app.add_exception_handler(DomainError, _domain)
    app.add_exception_handler(UnauthorizedError, _unauthorized)
    app.add_exception_handler(RequestValidationError, _validation)
    app.add_exception_handler(HTTPException, _http)
    for away in (OperationalError, InterfaceError, NoConnectionError):
        app.add_exception_handler(away, _away)


async def _domain(_: Request, error: Exception) -> JSONResponse:
    assert isinstance(error, DomainError)  # noqa: S101 -- registered for this class only
    status = STATUS[error.kind]
    headers = {"Retry-After": "5"} if status in {429, 503} else None
    return problem(status, error.slug, error.melding, fouten=error.fouten, headers=headers)


async def _unauthorized(_: Request, __: Exception) -> JSONResponse:
    headers = {"WWW-Authenticate": "Bearer"}
    detail = "Stuur een geldig toegangsbewijs mee (Authorization: Bearer)."
    return problem(401, "niet-aangemeld", detail, headers=headers)


async def _validation(_: Request, error: Exception) -> JSONResponse:
    assert isinstance(error, RequestValidationError)  # noqa: S101 -- registered for this class only
    fouten = [_fout(one) for one in error.errors()]
    aantal = "Eén gegeven klopt" if len(fouten) == 1 else f"{len(fouten)} gegevens kloppen"
    return problem(400, "ongeldige-gegevens", f"{aantal} niet. Verbeter dit en stuur het opnieuw.", fouten=fouten)


def _fout(error: Mapping[str, Any]) -> Fout:
    kind = str(error["type"])
    place = [str(part) for part in error["loc"]]
    if kind == "json_invalid":
        place = ["body"]
    veld = ".".join(place[1:] if place[0] == "body" and len(place) > 1 else place)
    context = {name: str(value) for name, value in (error.get("ctx") or {}).items()}
    context["expected"] = context.get("expected", "").replace(" or ", " of ")
    other = "Dit is geen geldige datum of tijd." if "date" in kind or "time" in kind else "Deze waarde is ongeldig."
    if kind == "value_error":
        # A library says it in English under a reason of its own.
        other = "Dit is geen geldig e-mailadres." if "reason" in context else context.get("error", other)
        # An identifier has one code, whichever way it came in.
        kind = getattr((error.get("ctx") or {}).get("error"), "code", kind)
    return Fout(veld, kind.replace("_", "-"), MELDINGEN.get(kind, other).format_map(_Missing(context)))


class _Missing(dict[str, str]):
    def __missing__(self, key: str) -> str:
        return key


async def _http(request: Request, error: Exception) -> Response:
    assert isinstance(error, HTTPException)  # noqa: S101 -- registered for this class only
    if error.status_code == HTTPStatus.METHOD_NOT_ALLOWED:
        return _other_method(request)
    detail = TEKSTEN.get(error.status_code, str(error.detail))
    slug = TITLES.get(error.status_code, "fout").lower().replace(" ", "-")
    return problem(error.status_code, slug, detail, headers=error.headers)


def _other_method(request: Request) -> Response:
    """OPTIONS gives what is possible on the path; any other method is 405 with the same list (RFC 9110, 15.5.6)."""
    allow = {"OPTIONS"}
    for route in iter_route_contexts(request.app.routes):
        if route.path_regex.match(request.url.path):
            allow |= route.methods or set()
    headers = {"Allow": ", ".join(sorted(allow | ({"HEAD"} if "GET" in allow else set())))}
    if request.method == "OPTIONS":
        return Response(status_code=204, headers=headers)
    detail = "Deze methode is hier niet toegestaan; zie de kop Allow."
    return problem(405, "deze-methode-kan-hier-niet", detail, headers=headers)


async def _away(_: Request, error: Exception) -> JSONResponse:
    log.warning("database_away", error=type(error).__name__)
    # The answer to a commit may have been cut off.
    detail = (
        "Wij kunnen nu niet bij onze gegevens. Controleer over enkele seconden of het is opgeslagen,"
        " of herhaal het met dezelfde Idempotency-Key."
    )
    return problem(503, "niet-beschikbaar", detail, headers={"Retry-After": "2"})


def unexpected() -> JSONResponse:
    """The 500 of the edge: nothing about the inside, only the id to look it up."""
    return problem(500, "onverwachte-fout", "Er ging iets mis bij ons. Noem bij contact het correlatieId.")
