"""The routes of a service: who asks comes before what they bring; strict on what is asked, with a choice of fields."""

import asyncio
import json
from collections.abc import Callable, Coroutine, Iterator
from contextlib import contextmanager, nullcontext
from dataclasses import dataclass
from typing import Any, TypeVar

from fastapi import APIRouter, HTTPException, Request, Response
from fastapi.exceptions import RequestValidationError
from fastapi.routing import APIRoute
from pydantic import TypeAdapter, ValidationError
from pydantic.alias_generators import to_camel
from risb_kern.act import arriving
from risb_kern.reading.strict_json import read_json

from risb_api.edge import Edge, edge_of
from risb_api.entry.bodies import USUAL, body_of, is_json
from risb_api.entry.parameters import check_parameters
from risb_api.identity import permission_of

F = TypeVar("F", bound=Callable[..., Any])


@dataclass(slots=True, kw_only=True)
class Door:
    """What a route lets in that is larger than usual: how large, and from how many at the same time."""

    largest: int
    at_once: int
    busy: int = 0

    @contextmanager
    def passing(self, request: Request) -> Iterator[None]:
        """503 for a large body while as many are inside as there is room for; a usual one always passes."""
        body = body_of(request)
        body.limit = self.largest
        if body.announced is not None and body.announced <= USUAL:
            yield
            return
        if self.busy >= self.at_once:
            melding = "Er komen nu te veel grote berichten tegelijk binnen. Probeer het over enkele seconden opnieuw."
            raise HTTPException(503, melding, headers={"Retry-After": "5"})
        self.busy += 1
        try:
            yield
        finally:
            self.busy -= 1


_DOORS: dict[Callable[..., Any], Door] = {}


def takes(largest: int, *, at_once: int) -> Callable[[F], F]:
    """Marks the function of a route whose body may be larger than usual; a model in it is read outside the loop."""

    def mark(endpoint: F) -> F:
        _DOORS[endpoint] = Door(largest=largest, at_once=at_once)
        return endpoint

    return mark


class Route(APIRoute):
    """A route that knows who asks before it reads what they bring; its answer holds the fields that were asked for."""

    def get_route_handler(self) -> Callable[[Request], Coroutine[Any, Any, Response]]:
        """The handler of the framework, which reads the body first, behind the permission and the door."""
        handle, permission, door = super().get_route_handler(), permission_of(self), _DOORS.get(self.endpoint)
        annotation = self.body_field.field_info.annotation if door and self.body_field else None
        model: TypeAdapter[object] | None = None if annotation is None else TypeAdapter(annotation)

        async def chosen(request: Request) -> Response:
            edge: Edge[Any] = edge_of(request, Edge)
            with arriving(edge.clock.nu()):
                if permission is not None:
                    await permission.admit(request)
                check_parameters(request)
                with door.passing(request) if door else nullcontext():
                    answer = await handle(
                        _Strict(request.scope, request.receive) if model is None else await _understood(request, model)
                    )
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


class _Strict(Request):
    """A request whose JSON can be read one way only."""

    async def json(self) -> object:
        """The body; JSONDecodeError with a text for people."""
        return read_json(await self.body())


class _Understood(Request):
    """A request whose JSON was read already; the framework takes the model as it is."""

    def __init__(self, request: Request, value: object) -> None:
        super().__init__(request.scope, request.receive)
        self._body = b"{}"
        self._value = value

    async def json(self) -> object:
        return self._value


async def _understood(request: Request, model: TypeAdapter[object]) -> Request:
    body = await request.body()
    if not body or not is_json(request):
        return request
    return _Understood(request, await asyncio.to_thread(_understand, body, model))


def _understand(body: bytes, model: TypeAdapter[object]) -> object:
    try:
        return model.validate_python(read_json(body))
    except ValidationError as error:
        raise RequestValidationError([{**one, "loc": ("body", *one["loc"])} for one in error.errors()]) from None
    except json.JSONDecodeError as error:
        fault = {"type": "json_invalid", "loc": ("body",), "msg": "", "input": {}, "ctx": {"error": error.msg}}
        raise RequestValidationError([fault]) from None


def _only(answer: Response, velden: frozenset[str]) -> Response:
    body = json.loads(bytes(answer.body))
    body["resultaten"] = [{name: value for name, value in one.items() if name in velden} for one in body["resultaten"]]
    return Response(json.dumps(body, ensure_ascii=False, separators=(",", ":")), media_type="application/json")
