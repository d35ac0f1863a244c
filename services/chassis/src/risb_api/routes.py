"""The routes of a service: who asks comes before what they bring; strict on what is asked, with a choice of fields."""

import asyncio
import json
from collections.abc import Callable, Coroutine
from typing import Any, TypeVar

from fastapi import APIRouter, Request, Response
from fastapi.exceptions import RequestValidationError
from fastapi.routing import APIRoute
from pydantic import TypeAdapter, ValidationError
from pydantic.alias_generators import to_camel
from risb_kern.act import arriving
from risb_kern.edge.seats import Seats
from risb_kern.reading.strict_json import read_json

from risb_api.edge import Edge, edge_of
from risb_api.entry.bodies import USUAL, body_of, check_json
from risb_api.entry.doors import passing
from risb_api.entry.parameters import check_parameters
from risb_api.identity import permission_of

F = TypeVar("F", bound=Callable[..., Any])


DOORS: dict[object, tuple[int, Seats]] = {}


def takes(largest: int, seats: Seats) -> Callable[[F], F]:
    """Marks the function of a route whose body may be larger than usual; a model in it is read outside the loop.

    Routes may share the seats on which large bodies are read.
    """

    def mark(endpoint: F) -> F:
        DOORS[endpoint] = (largest, seats)
        return endpoint

    return mark


class Route(APIRoute):
    """A route that knows who asks before it reads what they bring; its answer holds the fields that were asked for."""

    def get_route_handler(self) -> Callable[[Request], Coroutine[Any, Any, Response]]:
        """The handler of the framework, which reads the body first, behind the permission and the door."""
        handle, permission = super().get_route_handler(), permission_of(self)
        largest, seats = DOORS.get(self.endpoint, (USUAL, None))
        takes_json = "GET" not in (self.methods or ()) and "requestBody" not in (self.openapi_extra or {})
        annotation = self.body_field.field_info.annotation if takes_json and self.body_field else None
        model: TypeAdapter[object] | None = None if annotation is None else TypeAdapter(annotation)

        async def in_turn(request: Request, seats: Seats) -> Response:
            async with passing(request, seats, request.state.wie.sub) as receive:
                return await handle(await _understood(Request(request.scope, receive), model, apart=True))

        async def chosen(request: Request) -> Response:
            edge: Edge[Any] = edge_of(request, Edge)
            with arriving(edge.clock.nu()):
                if permission is not None:
                    await permission.admit(request)
                check_parameters(request)
                if takes_json:
                    check_json(request)
                body_of(request).limit = largest
                try:
                    answer = await (in_turn(request, seats) if seats else handle(await _understood(request, model)))
                except RequestValidationError as error:
                    raise getattr(request.state, "fault", error) from None
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


class _Understood(Request):
    """A request whose JSON was read already; the framework takes the model as it is, and a key is bound to the body."""

    def __init__(self, request: Request, body: bytes, value: object) -> None:
        super().__init__(request.scope, request.receive)
        self._body = body
        self._value = value

    async def json(self) -> object:
        return self._value


async def _understood(request: Request, model: TypeAdapter[object] | None, *, apart: bool = False) -> Request:
    if model is None or not (body := await request.body()):
        return request
    try:
        value = await asyncio.to_thread(_understand, body, model) if apart else _understand(body, model)
    except RequestValidationError as fault:
        # Told after what the rest of the request lacks: the framework fits this to no model.
        request.state.fault, value = fault, object()
    return _Understood(request, body, value)


def _understand(body: bytes, model: TypeAdapter[object]) -> object:
    try:
        return model.validate_python(read_json(body), by_alias=True, by_name=False)
    except ValidationError as error:
        raise RequestValidationError([{**one, "loc": ("body", *one["loc"])} for one in error.errors()]) from None
    except json.JSONDecodeError as error:
        fault = {"type": "json_invalid", "loc": ("body",), "msg": "", "input": {}, "ctx": {"error": error.msg}}
        raise RequestValidationError([fault]) from None


def _only(answer: Response, velden: frozenset[str]) -> Response:
    body = json.loads(bytes(answer.body))
    body["resultaten"] = [{name: value for name, value in one.items() if name in velden} for one in body["resultaten"]]
    return Response(json.dumps(body, ensure_ascii=False, separators=(",", ":")), media_type="application/json")
