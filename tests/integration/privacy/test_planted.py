"""A leak planted in any form in any kind of store is found: the reading of the stores is proven with the real engines."""

import asyncio
import threading
import uuid
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import psycopg
import pytest
from aiokafka import AIOKafkaProducer
from devstack.kafka import Kafka
from devstack.kafka_admin import TopicSpec
from devstack.postgres import Postgres
from devstack.topics import make_topics
from risb_schemas import encode, from_json, load_catalog

from tests.builders.personen import some_bsns

from .scanner import FORMS, NOT_TEXT, Scanner
from .stores import Chunk, read_addresses, read_databases, read_files, read_topics

pytestmark = pytest.mark.integratie
CANARIES = dict(zip(FORMS, some_bsns(len(FORMS), seed=11), strict=True))
TEXT_FORMS = [form for form in FORMS if form not in NOT_TEXT]
SCANNER = Scanner(list(CANARIES.values()))


def leaks(chunks: Iterable[Chunk]) -> dict[str, str]:
    """Number -> the store it was found in."""
    return {leak.bsn: leak.store for store, data in chunks for leak in SCANNER.scan(store, data)}


def planted(forms: Iterable[str]) -> list[tuple[str, bytes]]:
    return [(form, FORMS[form](CANARIES[form])) for form in forms]


def expected(forms: Iterable[str]) -> set[str]:
    return {CANARIES[form] for form in forms}


@pytest.mark.parametrize("column", ["text", "bytea", "jsonb"])
def test_a_leak_in_a_database_column_is_found(
    database_url: Callable[[str], str], postgres: Postgres, column: str
) -> None:
    forms = list(FORMS) if column == "bytea" else TEXT_FORMS
    url = database_url("lek")
    with psycopg.connect(url) as connection:
        connection.execute(f"CREATE TABLE gelekt (id int, inhoud {column})")
        for number, (_, raw) in enumerate(planted(forms)):
            value = {"bytea": raw, "jsonb": f'{{"veld": "{raw.decode("latin-1")}"}}'}.get(column, raw.decode("latin-1"))
            connection.execute("INSERT INTO gelekt VALUES (%s, %s)", [number, value])
    found = leaks(read_databases(postgres.url(), [url.rsplit("/", 1)[1]]))
    assert found.keys() == expected(forms)
    assert all(store.endswith("public.gelekt") for store in found.values())


def test_a_number_stored_as_a_bigint_is_found(database_url: Callable[[str], str], postgres: Postgres) -> None:
    url, bsn = database_url("lek"), CANARIES["plain"]
    with psycopg.connect(url) as connection:
        connection.execute("CREATE TABLE gelekt AS SELECT %s::bigint AS nummer", [int(bsn)])
    assert bsn in leaks(read_databases(postgres.url(), [url.rsplit("/", 1)[1]]))


def _produce(bootstrap: str, topic: str, place: str, contents: list[bytes]) -> None:
    async def send() -> None:
        producer = AIOKafkaProducer(bootstrap_servers=bootstrap)
        await producer.start()
        for raw in contents:
            key, value = (raw if place == "key" else b"k"), (raw if place == "value" else b"v")
            headers = [("ce_subject", raw)] if place == "header" else []
            await producer.send_and_wait(topic, value, key=key, headers=headers)
        await producer.stop()

    asyncio.run(send())


@pytest.mark.parametrize("place", ["key", "value", "header"])
def test_a_leak_in_a_record_is_found(kafka: Kafka, place: str) -> None:
    topic = f"lek-{uuid.uuid4().hex}"
    make_topics(kafka.bootstrap, [TopicSpec(name=topic, partitions=2, config={})])
    _produce(kafka.bootstrap, topic, place, [raw for _, raw in planted(FORMS)])
    chunks = [chunk for chunk in read_topics(kafka.bootstrap) if chunk[0] == f"topic {topic}"]
    assert leaks(chunks).keys() == expected(FORMS)


def test_a_leak_inside_an_encoded_event_is_found(kafka: Kafka) -> None:
    schema = load_catalog().newest["AanbiederGeregistreerd.v1"]
    bsn = CANARIES["plain"]
    fields = {"agb_code": "42420001", "kvk_nummer": "12345678", "naam": f"Praktijk {bsn}", "datum": "2026-01-02"}
    event = encode(schema, from_json(schema.raw, {**fields, "capaciteit_uren_per_maand": int(CANARIES["hex"])}))
    topic = f"lek-{uuid.uuid4().hex}"
    make_topics(kafka.bootstrap, [TopicSpec(name=topic, partitions=1, config={})])
    _produce(kafka.bootstrap, topic, "value", [event])
    chunks = [chunk for chunk in read_topics(kafka.bootstrap) if chunk[0] == f"topic {topic}"]
    assert leaks(chunks).keys() == {bsn, CANARIES["hex"]}


def test_a_leak_in_a_log_or_an_upload_or_a_file_name_is_found(tmp_path: Path) -> None:
    for number, (_, raw) in enumerate(planted(FORMS)):
        (tmp_path / f"{number}.log").write_bytes(b'{"event":"x","detail":"' + raw + b'"}\n')
    assert leaks(read_files("log", tmp_path)).keys() == expected(FORMS)
    named = some_bsns(1, seed=99)[0]
    (tmp_path / f"{named}.xml").touch()
    assert {
        leak.bsn for store, data in read_files("upload", tmp_path) for leak in Scanner([named]).scan(store, data)
    } == {named}


@contextmanager
def _served(body: bytes) -> Iterator[str]:
    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            self.send_response(200)
            self.end_headers()
            self.wfile.write(body)

        def log_message(self, format: str, *args: object) -> None:  # noqa: A002 -- the name of the parent
            """Silent."""

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    threading.Thread(target=server.serve_forever, args=(0.1,), daemon=True).start()
    try:
        yield f"http://127.0.0.1:{server.server_port}/metrics"
    finally:
        server.shutdown()
        server.server_close()


def test_a_leak_in_metrics_is_found() -> None:
    lines = [b'risb_x_total{label="' + raw + b'"} 1.0' for _, raw in planted(TEXT_FORMS)]
    with _served(b"\n".join(lines)) as url:
        assert leaks(read_addresses("metrics", [url])).keys() == expected(TEXT_FORMS)
