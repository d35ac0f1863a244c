"""The house of the contracts: nothing orphaned, everything documented, every version reads every other."""

import ast
import io
import itertools
import json
from pathlib import Path
from typing import Any

import avro.io
import avro.schema
import httpx
import pytest
from risb_schemas import (
    Catalog,
    EventSchema,
    UnreadableEventError,
    data_folder,
    decode,
    encode,
    from_json,
    load_catalog,
    to_confluent,
    to_json,
)
from risb_schemas.registry import ConfluentRegistry

CATALOG: Catalog = load_catalog()
FOLDER = data_folder()
ROOT = Path(__file__).parents[3]
SERVICES = {"contracting", "declaraties", "subsidies", "toezicht"}
EXAMPLES = sorted((FOLDER / "voorbeelden").glob("*/*/*.json"))


def example_schema(path: Path) -> EventSchema:
    return CATALOG.newest[path.parent.name]


@pytest.mark.parametrize("topic", CATALOG.topics.values(), ids=lambda topic: topic.name)
def test_topic_file_is_complete_and_closed(topic: Any) -> None:
    assert (FOLDER / "topics" / f"{topic.name}.yaml").exists()
    assert topic.owner in SERVICES
    assert topic.name.startswith(f"{topic.owner}-")
    assert {*topic.producers, *topic.consumers} <= SERVICES
    assert topic.description
    assert topic.partitions > 0
    assert {"cleanup.policy", "retention.ms", "max.message.bytes"} <= topic.config.keys()
    assert topic.name.endswith("-dlq") or topic.compatibility == "FULL_TRANSITIVE"
    assert topic.name.endswith("-dlq") or topic.events


@pytest.mark.parametrize("topic", CATALOG.topics.values(), ids=lambda topic: topic.name)
def test_what_is_told_has_a_term_and_stays_at_least_as_long_as_the_books(topic: Any) -> None:
    days = int(topic.config["retention.ms"]) / 86_400_000
    assert days == 400 if topic.name.endswith("-dlq") else days >= 8 * 366


def test_every_schema_lives_on_exactly_one_topic_and_every_named_event_exists() -> None:
    named = [event for topic in CATALOG.topics.values() for event in topic.events]
    assert sorted(named) == sorted(CATALOG.newest)


@pytest.mark.parametrize("schema", CATALOG.revisions, ids=lambda schema: f"{schema.key}.{schema.revision}")
def test_schema_says_what_it_is(schema: EventSchema) -> None:
    assert schema.raw["name"] == schema.name
    assert schema.namespace.endswith(f".v{schema.major}")
    assert schema.type.isascii()
    assert json.dumps(schema.raw["fields"], ensure_ascii=True)
    assert schema.raw["doc"]
    assert all(field["doc"] for field in schema.raw["fields"])
    key = CATALOG.topic_of[schema.key].key
    assert key in {field["name"] for field in schema.raw["fields"]}
    assert not {"bsn", "iban", "naam_client", "geboortedatum"} & {field["name"] for field in schema.raw["fields"]}


def test_revisions_count_from_zero_without_gaps() -> None:
    for _, group in itertools.groupby(CATALOG.revisions, key=lambda schema: schema.key):
        revisions = [schema.revision for schema in group]
        assert revisions == list(range(len(revisions)))


def test_every_event_has_a_published_example_and_no_example_is_orphaned() -> None:
    assert {path.parent.name for path in EXAMPLES} == set(CATALOG.newest)
    assert {path.parent.parent.name for path in EXAMPLES} <= SERVICES


@pytest.mark.parametrize("path", EXAMPLES, ids=lambda path: f"{path.parent.name}-{path.stem}")
def test_example_survives_our_codec_and_the_reference_implementation(path: Path) -> None:
    schema = example_schema(path)
    document = json.loads(path.read_text(encoding="utf-8"))
    data = encode(schema, from_json(schema.raw, document))
    assert to_json(decode(CATALOG, data).record) == document
    reference = avro.schema.parse(json.dumps(schema.raw))
    body = io.BytesIO(data[10:])
    assert avro.io.DatumReader(reference).read(avro.io.BinaryDecoder(body)) == decode(CATALOG, data).record
    assert body.read() == b""


@pytest.mark.parametrize("event", sorted(CATALOG.newest))
def test_every_revision_reads_every_other(event: str) -> None:
    revisions = [schema for schema in CATALOG.revisions if schema.key == event]
    document = json.loads(next(path for path in EXAMPLES if path.parent.name == event).read_text(encoding="utf-8"))
    for writer, reader in itertools.product(revisions, repeat=2):
        record = {field["name"]: document.get(field["name"]) for field in writer.raw["fields"]}
        written, read = avro.schema.parse(json.dumps(writer.raw)), avro.schema.parse(json.dumps(reader.raw))
        data = encode(writer, from_json(writer.raw, record))[10:]
        found = avro.io.DatumReader(written, read).read(avro.io.BinaryDecoder(io.BytesIO(data)))
        assert isinstance(found, dict)
        assert set(found) == {field["name"] for field in reader.raw["fields"]}


def an_incompatible(raw: dict[str, Any]) -> dict[str, Any]:
    return {**raw, "fields": [*raw["fields"], {"name": "nieuw_en_verplicht", "type": "string", "doc": "x"}]}


def test_the_matrix_refuses_a_new_required_field() -> None:
    schema = CATALOG.newest["AanbiederGeregistreerd.v1"]
    broken = avro.schema.parse(json.dumps(an_incompatible(dict(schema.raw))))
    document = json.loads(next(path for path in EXAMPLES if path.parent.name == schema.key).read_text(encoding="utf-8"))
    data = encode(schema, from_json(schema.raw, document))[10:]
    reader = avro.io.DatumReader(avro.schema.parse(json.dumps(schema.raw)), broken)
    with pytest.raises(avro.errors.SchemaResolutionException):
        reader.read(avro.io.BinaryDecoder(io.BytesIO(data)))


def a_registry() -> ConfluentRegistry:
    """A registry over HTTP that gives ids in order of arrival, as Confluent's protocol says."""
    schemas: list[str] = []

    def answer(request: httpx.Request) -> httpx.Response:
        if request.method == "POST":
            text = json.loads(request.content)["schema"]
            if text not in schemas:
                schemas.append(text)
            return httpx.Response(200, json={"id": schemas.index(text) + 1})
        number = int(request.url.path.rsplit("/", 1)[1])
        found = 0 < number <= len(schemas)
        return (
            httpx.Response(200, json={"schema": schemas[number - 1]})
            if found
            else httpx.Response(404, json={"error_code": 40403})
        )

    return ConfluentRegistry("http://register.example.nl", httpx.MockTransport(answer))


@pytest.mark.parametrize("path", EXAMPLES, ids=lambda path: f"{path.parent.name}-{path.stem}")
def test_example_survives_the_wire_format_with_a_registry(path: Path) -> None:
    schema, registry = example_schema(path), a_registry()
    data = encode(schema, from_json(schema.raw, json.loads(path.read_text(encoding="utf-8"))))
    wire = to_confluent(data, schema, CATALOG.topic_of[schema.key].name, registry)
    assert wire[:5] == b"\x00\x00\x00\x00\x01"
    assert decode(CATALOG, wire, registry) == decode(CATALOG, data)


def test_a_newer_revision_from_the_registry_is_read_with_what_we_know() -> None:
    schema, registry = CATALOG.newest["AanbiederGeregistreerd.v1"], a_registry()
    raw = dict(schema.raw)
    extra = {"name": "nieuw", "type": ["null", "string"], "default": None, "doc": "Later toegevoegd."}
    newer = {**raw, "fields": [*raw["fields"], extra]}
    document = json.loads(next(path for path in EXAMPLES if path.parent.name == schema.key).read_text(encoding="utf-8"))
    body = encode(schema, from_json(raw, document))[10:] + b"\x02\x02x"
    number = registry.schema_id("onderwerp", newer)
    found = decode(CATALOG, b"\x00" + number.to_bytes(4, "big") + body, registry)
    assert "nieuw" not in found.record
    assert found.record["agb_code"] == document["agb_code"]


@pytest.mark.parametrize(
    ("data", "reason"),
    [
        (None, "leeg"),
        (b"", "leeg"),
        (b"{}", "onbekende-codering"),
        (b"\xc3\x01" + bytes(8), "onbekend-schema"),
        (b"\x00\x00\x00\x00\x07x", "onbekend-schema"),
    ],
)
def test_what_cannot_be_read_says_why(data: bytes | None, reason: str) -> None:
    with pytest.raises(UnreadableEventError) as error:
        decode(CATALOG, data, a_registry())
    assert error.value.reason == reason


def event_classes() -> list[tuple[str, str, tuple[str, ...]]]:
    """Every dataclass of a domain's events: service, class name, fields; read as text, so that no import can hide one."""
    found = []
    for service in sorted(SERVICES):
        for path in sorted((ROOT / "services" / service / "src" / service / "domain").rglob("events.py")):
            for node in ast.parse(path.read_text(encoding="utf-8")).body:
                if isinstance(node, ast.ClassDef) and any(
                    isinstance(b, ast.Name) and b.id == "Event" for b in node.bases
                ):
                    fields = tuple(
                        part.target.id
                        for part in node.body
                        if isinstance(part, ast.AnnAssign) and isinstance(part.target, ast.Name)
                        if "ClassVar" not in ast.unparse(part.annotation)
                    )
                    found.append((service, node.name, fields))
    return found


@pytest.mark.parametrize(("service", "name", "fields"), event_classes())
def test_event_class_equals_its_schema(service: str, name: str, fields: tuple[str, ...]) -> None:
    schema = CATALOG.newest[f"{name}.v1"]
    assert schema.service == service
    assert set(fields) == {field["name"] for field in schema.raw["fields"]}


def test_every_schema_has_its_event_class() -> None:
    assert {name for _, name, _ in event_classes()} == {schema.name for schema in CATALOG.newest.values()}
