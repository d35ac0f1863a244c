"""Every place where data of the product comes to rest or passes, read as bytes for the scanner."""

import asyncio
import json
import urllib.request
from collections.abc import Iterable, Iterator
from pathlib import Path

import psycopg
from aiokafka import AIOKafkaConsumer
from psycopg import sql
from risb_schemas import UnreadableEventError, decode, load_catalog, to_json

Chunk = tuple[str, bytes]
_CHUNK = 8_000_000
_OVERLAP = 4_096


def read_databases(admin_url: str, names: Iterable[str]) -> Iterator[Chunk]:
    """Every row of every table of the databases: all columns as text, and binary as PostgreSQL sends them."""
    for name in names:
        with psycopg.connect(f"{admin_url.rsplit('/', 1)[0]}/{name}") as connection:
            for schema, table in connection.execute(_TABLES).fetchall():
                place = sql.Identifier(schema, table)
                for format_name in ("text", "binary"):
                    query = sql.SQL("COPY (SELECT * FROM {}) TO STDOUT (FORMAT {})").format(place, sql.SQL(format_name))
                    with connection.cursor().copy(query) as copy:
                        yield f"database {name}: {schema}.{table}", b"".join(bytes(part) for part in copy)


_TABLES = """
    SELECT n.nspname, c.relname FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
    WHERE (c.relkind IN ('r', 'm') AND n.nspname NOT IN ('pg_catalog', 'information_schema')
           AND n.nspname NOT LIKE 'pg_toast%') OR (n.nspname = 'pg_catalog' AND c.relname = 'pg_largeobject')
    ORDER BY 1, 2
"""


def read_topics(bootstrap: str) -> list[Chunk]:
    """Every record of every topic: key, headers and value as they are, and the value decoded as JSON."""
    return asyncio.run(_read_topics(bootstrap))


async def _read_topics(bootstrap: str) -> list[Chunk]:
    reader = AIOKafkaConsumer(bootstrap_servers=bootstrap, auto_offset_reset="earliest", enable_auto_commit=False)
    await reader.start()
    try:
        topics = sorted(await reader.topics())
        reader.subscribe(topics)
        while not reader.assignment():  # noqa: ASYNC110 -- the client has no event for it
            await asyncio.sleep(0.05)
        ends = await reader.end_offsets(reader.assignment())
        parts: dict[str, list[bytes]] = {topic: [] for topic in topics}
        while any([await reader.position(partition) < end for partition, end in ends.items()]):
            for partition, records in (await reader.getmany(timeout_ms=200)).items():
                parts[partition.topic] += [part for record in records for part in _parts(record)]
    finally:
        await reader.stop()
    return [(f"topic {topic}", b"\n".join(found)) for topic, found in parts.items()]


def _parts(record: object) -> Iterator[bytes]:
    key, value, headers = record.key, record.value, record.headers  # type: ignore[attr-defined]
    yield key or b""
    yield value or b""
    for name, content in headers:
        yield name.encode() + b": " + content
    try:
        decoded = decode(load_catalog(), value)
    except UnreadableEventError:
        return
    yield json.dumps(to_json(decoded.record), ensure_ascii=False).encode()


def read_files(kind: str, folder: Path, pattern: str = "*") -> Iterator[Chunk]:
    """Every file below the folder (of this pattern), with its path; large ones in overlapping parts."""
    for path in sorted(one for one in folder.rglob(pattern) if one.is_file()):
        name = f"{kind} {path.relative_to(folder)}"
        yield name, str(path).encode()
        content = path.read_bytes()
        for start in range(0, max(1, len(content)), _CHUNK):
            yield name, content[start : start + _CHUNK + _OVERLAP]


def read_addresses(kind: str, urls: Iterable[str]) -> Iterator[Chunk]:
    """What each address answers, such as the metrics of a process."""
    for url in urls:
        with urllib.request.urlopen(url, timeout=10) as answer:  # noqa: S310 -- our own processes
            yield f"{kind} {url}", str(answer.headers).encode() + answer.read()
