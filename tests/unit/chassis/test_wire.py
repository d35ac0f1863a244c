"""Bytes and headers as other systems and older releases send them."""

import datetime as dt
import json
import uuid
from pathlib import Path
from typing import Any

import httpx
import pytest
from chassis.events.wire import EnvelopeError, read_envelope, value_of
from risb_kern.events.trouble import backoff_seconds
from risb_kern.events.wire import OutboxRow
from risb_schemas import (
    RegistryUnavailableError,
    UnreadableEventError,
    decode,
    encode,
    load_catalog,
    to_confluent,
    writer_of,
)
from risb_schemas.registry import ConfluentRegistry

SCHEMA = load_catalog().newest["AanbiederGeregistreerd.v1"]
RECORD = {
    "agb_code": "42420001",
    "kvk_nummer": "12345678",
    "naam": "Proef",
    "capaciteit_uren_per_maand": 1,
    "datum": dt.date(2026, 1, 2),
}
HEADERS = {
    "ce_specversion": b"1.0",
    "ce_id": str(uuid.UUID(int=7)).encode(),
    "ce_source": b"urn:nld:oin:00000099000000000000:systeem:proef",
    "ce_type": SCHEMA.type.encode(),
    "ce_time": b"2026-01-02T03:04:05Z",
}


class Schrift:
    """A registry that notes what is registered and answers every id with one text."""

    def __init__(self, text: str = "") -> None:
        self.registered: list[Any] = []
        self._text = text

    def schema_id(self, subject: str, schema: Any) -> int:
        self.registered.append((subject, schema))
        return len(self.registered)

    def schema(self, schema_id: int) -> str:
        assert schema_id
        return self._text


def a_row(inhoud: bytes) -> OutboxRow:
    return OutboxRow(
        id=uuid.UUID(int=1),
        topic="contracting-aanbieders",
        sleutel=b"k",
        type=SCHEMA.type,
        inhoud=inhoud,
        tijd=dt.datetime(2026, 1, 2, tzinfo=dt.UTC),
        traceparent="",
    )


def test_a_row_of_an_older_release_is_registered_with_the_revision_it_was_written_with(tmp_path: Path) -> None:
    extra = {"name": "nieuw", "type": ["null", "string"], "default": None, "doc": "Later toegevoegd."}
    newer = {**SCHEMA.raw, "fields": [*SCHEMA.raw["fields"], extra]}
    folder = tmp_path / "avro" / SCHEMA.service
    folder.mkdir(parents=True)
    for revision, raw in enumerate((SCHEMA.raw, newer)):
        (folder / f"{SCHEMA.name}.v1.{revision}.avsc").write_text(json.dumps(raw))
    catalog, registry = load_catalog(tmp_path), Schrift()
    data = encode(SCHEMA, RECORD)
    to_confluent(data, writer_of(catalog, data), "onderwerp", registry)
    assert catalog.newest[SCHEMA.key].revision == 1
    assert registry.registered == [(f"onderwerp-{SCHEMA.namespace}.{SCHEMA.name}", SCHEMA.raw)]


def test_the_relay_names_no_schema_for_a_row_of_a_newer_release() -> None:
    registry = Schrift()
    with pytest.raises(UnreadableEventError, match="onbekend-schema"):
        value_of(a_row(b"\xc3\x01" + b"\x07" * 8 + b"x"), registry)
    assert registry.registered == []


@pytest.mark.parametrize(
    "text",
    [
        '"string"',
        '{"type": "object", "properties": {}}',
        "syntax = proto3;",
        '{"type": "record", "name": "Z", "fields": []}',
        '{"type": "record", "name": "AanbiederGeregistreerd", "namespace": "nl.anders.v1", "fields": []}',
    ],
)
def test_a_schema_of_another_house_makes_the_event_unreadable_and_nothing_else(text: str) -> None:
    with pytest.raises(UnreadableEventError) as error:
        decode(load_catalog(), b"\x00\x00\x00\x00\x09x", Schrift(text))
    assert error.value.reason == "onbekend-schema"


@pytest.mark.parametrize(
    "answer",
    [
        httpx.Response(404, text="default backend - 404"),
        httpx.Response(404, json={"error_code": 0, "message": "no such path"}),
        httpx.Response(200, text="<html>"),
        httpx.Response(200, json=[]),
        httpx.Response(503, json={"error_code": 50301}),
        httpx.Response(401),
    ],
)
def test_a_registry_that_fails_says_nothing_about_the_event(answer: httpx.Response) -> None:
    registry = ConfluentRegistry("http://register.example.nl", httpx.MockTransport(lambda _: answer))
    with pytest.raises(RegistryUnavailableError):
        decode(load_catalog(), b"\x00\x00\x00\x00\x09x", registry)
    with pytest.raises(RegistryUnavailableError):
        registry.schema_id("onderwerp", {"type": "string"})


def test_a_registry_that_is_away_is_no_other_error() -> None:
    def away(_: httpx.Request) -> httpx.Response:
        raise httpx.ConnectError("refused")

    with pytest.raises(RegistryUnavailableError, match="GET /schemas/ids/9"):
        ConfluentRegistry("http://register.example.nl", httpx.MockTransport(away)).schema(9)


@pytest.mark.parametrize(
    ("name", "value", "told"),
    [
        ("ce_id", None, "ce_id"),
        ("ce_time", None, "ce_time"),
        ("ce_source", None, "ce_source"),
        ("ce_source", b"x" * 501, "ce_source"),
        ("ce_type", b"", "ce_type"),
        ("ce_specversion", None, "ce_specversion"),
    ],
)
def test_a_header_that_cannot_be_is_named(name: str, value: bytes | None, told: str) -> None:
    with pytest.raises(EnvelopeError, match=told):
        read_envelope([*{**HEADERS, name: value}.items()])


def test_null_and_binary_headers_of_others_do_not_disturb() -> None:
    envelope = read_envelope([*HEADERS.items(), ("andere", None), ("binair", b"\x00\xff"), ("ce_extra", b"")])
    assert envelope.id == uuid.UUID(int=7)
    assert "\x00" not in read_envelope([*{**HEADERS, "ce_source": b"a\x00b"}.items()]).source


def test_the_pause_grows_to_half_a_minute_and_stays_there() -> None:
    assert [backoff_seconds(n) for n in (1, 2, 8, 9, 5000)] == [0.2, 0.4, 25.6, 30.0, 30.0]
