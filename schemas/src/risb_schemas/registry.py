"""Client of an existing Confluent-compatible schema registry; we run none of our own."""

import json
from collections.abc import Mapping
from typing import Any

import httpx


class IncompatibleSchemaError(Exception):
    """The registry refused a schema as incompatible (HTTP 409); nothing may be sent with it."""


class ConfluentRegistry:
    """Implements `codec.Registry` over HTTP; ids and schemas never change, so they are kept for the process."""

    def __init__(self, url: str, transport: httpx.BaseTransport | None = None) -> None:
        self._client = httpx.Client(base_url=url.rstrip("/"), transport=transport, timeout=10)
        self._ids: dict[tuple[str, str], int] = {}
        self._schemas: dict[int, Mapping[str, Any]] = {}

    def schema_id(self, subject: str, schema: Mapping[str, Any]) -> int:
        """Register or find; raises IncompatibleSchemaError, or httpx.HTTPError when the registry is away."""
        text = json.dumps(schema, sort_keys=True)
        if (subject, text) not in self._ids:
            answer = self._client.post(f"/subjects/{subject}/versions", json={"schema": text, "schemaType": "AVRO"})
            if answer.status_code == httpx.codes.CONFLICT:
                raise IncompatibleSchemaError(f"{subject}: {answer.text}")
            self._ids[subject, text] = answer.raise_for_status().json()["id"]
        return self._ids[subject, text]

    def schema(self, schema_id: int) -> Mapping[str, Any]:
        """Fetch a schema by id; LookupError when the registry does not have it."""
        if schema_id not in self._schemas:
            answer = self._client.get(f"/schemas/ids/{schema_id}")
            if answer.status_code == httpx.codes.NOT_FOUND:
                raise LookupError(schema_id)
            self._schemas[schema_id] = json.loads(answer.raise_for_status().json()["schema"])
        return self._schemas[schema_id]
