"""Client of an existing Confluent-compatible schema registry; we run none of our own."""

import json
from collections.abc import Mapping
from typing import Any, TypeVar

import httpx

from risb_schemas.codec import IncompatibleSchemaError, RegistryUnavailableError

_SCHEMA_NOT_FOUND = 40403
T = TypeVar("T")


class ConfluentRegistry:
    """Implements `codec.Registry` over HTTP; ids and schemas never change, so they are kept for the process.

    The calls block: run them in a thread where an event loop must go on.
    """

    def __init__(self, url: str, transport: httpx.BaseTransport | None = None) -> None:
        self._client = httpx.Client(base_url=url.rstrip("/"), transport=transport, timeout=10)
        self._ids: dict[tuple[str, str], int] = {}
        self._schemas: dict[int, str] = {}

    def schema_id(self, subject: str, schema: Mapping[str, Any]) -> int:
        """Register or find; raises IncompatibleSchemaError, or RegistryUnavailableError."""
        text = json.dumps(schema, sort_keys=True)
        if (subject, text) not in self._ids:
            answer = self._ask("POST", f"/subjects/{subject}/versions", {"schema": text, "schemaType": "AVRO"})
            if answer.status_code == httpx.codes.CONFLICT:
                raise IncompatibleSchemaError(f"{subject}: {answer.text}")
            self._ids[subject, text] = _member(answer, "id", int)
        return self._ids[subject, text]

    def schema(self, schema_id: int) -> str:
        """Fetch a schema by id; LookupError when the registry does not have it, RegistryUnavailableError."""
        if schema_id not in self._schemas:
            answer = self._ask("GET", f"/schemas/ids/{schema_id}")
            # A wrong address gives 404 as well; only the registry's own code says something about the event.
            if answer.status_code == httpx.codes.NOT_FOUND and _member(answer, "error_code", int) == _SCHEMA_NOT_FOUND:
                raise LookupError(schema_id)
            self._schemas[schema_id] = _member(answer, "schema", str)
        return self._schemas[schema_id]

    def _ask(self, method: str, path: str, body: Mapping[str, Any] | None = None) -> httpx.Response:
        try:
            return self._client.request(method, path, json=body)
        except httpx.HTTPError as error:
            raise RegistryUnavailableError(f"{method} {path}: {type(error).__name__}: {error}") from error


def _member(answer: httpx.Response, name: str, kind: type[T]) -> T:
    """One member of the JSON answer; RegistryUnavailableError with the status when it is not there."""
    try:
        value = answer.json()[name]
    except (ValueError, LookupError, TypeError):
        value = None
    if not isinstance(value, kind):
        place = f"{answer.request.method} {answer.request.url.path}"
        raise RegistryUnavailableError(f"{place}: status {answer.status_code} without {name}")
    return value
