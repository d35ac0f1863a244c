"""Events as their producer puts them on a topic: with headers and signature, or forged."""

import json
import uuid
from collections.abc import Sequence
from functools import cache
from typing import Any

from aiokafka import TopicPartition
from chassis.cli import DOCUMENT_SETTINGS
from chassis.settings import ServiceSettings
from risb_kern.events.wire import Headers, OutboxRow, signed_headers
from risb_schemas import SIGNATURE, Message, Seal, Trust, data_folder, encode, from_json, load_catalog
from risb_schemas.readers import Record, record_at

TIJD = "2026-05-06T10:00:00Z"


@cache
def _settings() -> ServiceSettings:
    return ServiceSettings(**DOCUMENT_SETTINGS)


def zegel(dienst: str) -> Seal:
    """The seal of a service outside production."""
    return _settings().seal(dienst)


def vertrouwen() -> Trust:
    """What every service outside production trusts."""
    return _settings().trust()


def koppen(row: OutboxRow) -> Headers:
    """The headers under which the producer of the topic sends the row."""
    return signed_headers(row, row.inhoud, _zegel_van(row.topic))


def ondertekend(topic: str, key: bytes | None, value: bytes | None, headers: Sequence[tuple[str, Any]]) -> Headers:
    """These headers with the signature of the producer of the topic, whatever they say."""
    kaal = [one for one in headers if one[0] != SIGNATURE]
    message = Message(topic=topic, key=key, headers=dict(kaal), value=value)
    return [*kaal, (SIGNATURE, _zegel_van(topic).sign(message))]


def _zegel_van(topic: str) -> Seal:
    return zegel(load_catalog().topics[topic].producers[0])


def record_van(
    topic: str, key: bytes | None, value: bytes | None, headers: Sequence[tuple[str, Any]], *, offset: int = 0
) -> Record:
    """A record as a client gives it."""
    return record_at(TopicPartition(topic, 0), offset, key=key, value=value, headers=headers)


def voorbeeld_van(naam: str) -> dict[str, Any]:
    """The first published example of an event."""
    schema = load_catalog().newest[naam]
    path = min((data_folder() / "voorbeelden" / schema.service / naam).glob("*.json"))
    return dict(from_json(schema.raw, json.loads(path.read_text(encoding="utf-8"))))


def gebeurtenis(naam: str, inhoud: dict[str, Any], *, event_id: uuid.UUID | None = None, offset: int = 0) -> Record:
    """An event of its own producer (`AanbiederToegelaten.v1`), signed."""
    catalog = load_catalog()
    schema, topic = catalog.newest[naam], catalog.topic_of[naam]
    value, key = encode(schema, inhoud), str(inhoud.get(topic.key)).encode("utf-8", "replace")
    attributes = {
        "ce_specversion": "1.0",
        "ce_id": str(event_id or uuid.uuid4()),
        "ce_source": _settings().source(schema.service),
        "ce_type": schema.type,
        "ce_time": TIJD,
    }
    headers = [(name, text.encode()) for name, text in attributes.items()]
    return record_van(topic.name, key, value, ondertekend(topic.name, key, value, headers), offset=offset)
