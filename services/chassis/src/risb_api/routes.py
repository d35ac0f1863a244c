"""The routes of a service: named as their function, strict on what they are asked, and with a choice of fields."""

import json
from collections.abc import Callable, Coroutine, Iterable
from typing import Any

from fastapi import APIRouter, Request, Response
from fastapi.dependencies.models import Dependant
from fastapi.routing import APIRoute
from pydantic.alias_generators import to_camel
from risb_kern.errors import DomainError, Fout, Kind


class Route(APIRoute):
    """A route whose answer holds the fields that were asked for (`?velden=`, see `risb_api.lists`)."""

    def get_route_handler(self) -> Callable[[Request], Coroutine[Any, Any, Response]]:
        """The handler of the framework with the choice after it."""
        handle = super().get_route_handler()

        async def chosen(request: Request) -> Response:
            answer = await handle(request)
            velden: frozenset[str] | None = getattr(request.state, "velden", None)
            return answer if velden is None else _only(answer, velden)

        return chosen


class Router(APIRouter):
    """Routes of one resource under one tag; the operationId is the name of the function in camelCase."""

    def __init__(self, tag: str, prefix: str = "") -> None:
        super().__init__(
            prefix=prefix,
            tags=[tag],
            route_class=Route,
            generate_unique_id_function=lambda route: to_camel(route.name),
        )


def check_parameters(request: Request) -> None:
    """400 that names what is known when the query holds a parameter that the route does not have."""
    known = sorted(_names(getattr(request.scope.get("route"), "dependant", None)))
    unknown = sorted(set(request.query_params) - set(known))
    if not unknown:
        return
    fouten = [Fout(one, "onbekend", f"De parameter '{one}' kennen wij hier niet.") for one in unknown]
    melding = f"Deze parameters kunnen hier: {', '.join(known)}." if known else "Hier horen geen parameters bij."
    raise DomainError(Kind.INVALID, "parameter-onbekend", melding, *fouten)


def _names(dependant: Dependant | None) -> Iterable[str]:
    if dependant is None:
        return
    yield from (one.alias for one in dependant.query_params)
    for one in dependant.dependencies:
        yield from _names(one)


def _only(answer: Response, velden: frozenset[str]) -> Response:
    body = json.loads(bytes(answer.body))
    body["resultaten"] = [{name: value for name, value in one.items() if name in velden} for one in body["resultaten"]]
    return Response(json.dumps(body, ensure_ascii=False, separators=(",", ":")), media_type="application/json")
