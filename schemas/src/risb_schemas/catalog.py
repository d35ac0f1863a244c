"""The house of the contracts: which topics there are, which events live on them, in which versions."""

import json
import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

import yaml
from fastavro.schema import fingerprint, parse_schema, to_parsing_canonical_form

_FILE = re.compile(r"(?P<name>[A-Z][A-Za-z0-9]+)\.v(?P<major>\d+)\.(?P<revision>\d+)\.avsc")


@dataclass(frozen=True, slots=True, kw_only=True)
class EventSchema:
    """One revision of one version of an event; `schema` is parsed for fastavro, `raw` is the file."""

    name: str
    major: int
    revision: int
    service: str
    namespace: str
    raw: Mapping[str, Any]
    schema: Any
    fingerprint: bytes

    @property
    def key(self) -> str:
        """Name with version, as topic files and handler tables write it: `AanbiederToegelaten.v1`."""
        return f"{self.name}.v{self.major}"

    @property
    def type(self) -> str:
        """Value of the CloudEvents attribute `type` (NL GOV profile: reverse domain, version last)."""
        domain = self.namespace.rsplit(".", 1)[0]
        kebab = re.sub(r"(?<!^)(?=[A-Z])", "-", self.name).lower()
        return f"{domain}.{kebab}.v{self.major}"


@dataclass(frozen=True, slots=True, kw_only=True)
class Topic:
    """One logical topic; `key` is the field of every event on it that becomes the record key."""

    name: str
    description: str
    owner: str
    producers: tuple[str, ...]
    consumers: tuple[str, ...]
    key: str
    partitions: int
    config: Mapping[str, str]
    compatibility: str
    privacy: str
    events: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Catalog:
    """All topics and schemas; lookups raise KeyError for what does not exist."""

    topics: Mapping[str, Topic]
    revisions: tuple[EventSchema, ...]
    newest: Mapping[str, EventSchema]
    by_fingerprint: Mapping[bytes, EventSchema]
    by_type: Mapping[str, EventSchema]
    topic_of: Mapping[str, Topic]


def data_folder() -> Path:
    """The folder with `topics/` and `avro/`: inside an installed wheel, else the source tree."""
    packaged = Path(__file__).parent / "_data"
    return packaged if packaged.is_dir() else Path(__file__).parents[2]


def read_schema(path: Path) -> EventSchema:
    """Parse one `Naam.v<major>.<revision>.avsc`; the folder names the owning service."""
    match = _FILE.fullmatch(path.name)
    if match is None:
        raise ValueError(f"{path.name}: not a name like AanbiederToegelaten.v1.0.avsc")
    raw = json.loads(path.read_text(encoding="utf-8"))
    return EventSchema(
        name=match["name"],
        major=int(match["major"]),
        revision=int(match["revision"]),
        service=path.parent.name,
        namespace=raw["namespace"],
        raw=raw,
        schema=parse_schema(raw),
        fingerprint=bytes.fromhex(fingerprint(to_parsing_canonical_form(raw), "CRC-64-AVRO")),
    )


def read_topic(path: Path) -> Topic:
    """Parse one topic file; every field is required."""
    data = yaml.safe_load(path.read_text(encoding="utf-8"))
    return Topic(
        name=data["topic"],
        description=data["beschrijving"],
        owner=data["eigenaar"],
        producers=tuple(data["producenten"]),
        consumers=tuple(data["afnemers"]),
        key=data["sleutel"],
        partitions=data["partities"],
        config={name: str(value) for name, value in data["config"].items()},
        compatibility=data["compatibiliteit"],
        privacy=data["privacyklasse"],
        events=tuple(data["gebeurtenissen"]),
    )


@cache
def load_catalog(folder: Path | None = None) -> Catalog:
    """Read the whole house once; the result is immutable and shared."""
    root = folder or data_folder()
    topics = [read_topic(path) for path in sorted((root / "topics").glob("*.yaml"))]
    revisions = sorted(
        (read_schema(path) for path in (root / "avro").glob("*/*.avsc")),
        key=lambda schema: (schema.key, schema.revision),
    )
    newest = {schema.key: schema for schema in revisions}
    return Catalog(
        topics={topic.name: topic for topic in topics},
        revisions=tuple(revisions),
        newest=newest,
        by_fingerprint={schema.fingerprint: schema for schema in revisions},
        by_type={schema.type: schema for schema in newest.values()},
        topic_of={event: topic for topic in topics for event in topic.events},
    )
