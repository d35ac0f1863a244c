"""Contracts of the events: topics, schemas, codec."""

from risb_schemas.catalog import Catalog, EventSchema, Topic, data_folder, load_catalog
from risb_schemas.codec import (
    Decoded,
    IncompatibleSchemaError,
    Registry,
    RegistryError,
    RegistryUnavailableError,
    UnreadableEventError,
    decode,
    encode,
    from_json,
    to_confluent,
    to_json,
    writer_of,
)

__all__ = [
    "Catalog",
    "Decoded",
    "EventSchema",
    "IncompatibleSchemaError",
    "Registry",
    "RegistryError",
    "RegistryUnavailableError",
    "Topic",
    "UnreadableEventError",
    "data_folder",
    "decode",
    "encode",
    "from_json",
    "load_catalog",
    "to_confluent",
    "to_json",
    "writer_of",
]
