"""What a dead letter is about: the record in it, or offsets on their topic; worth what its signature is worth."""

import re
from collections.abc import Mapping
from dataclasses import dataclass

from aiokafka.structs import TopicPartition

from risb_schemas.catalog import load_catalog
from risb_schemas.readers import Record, UnreadableBatch, record_at

BATCH = "onleesbare-bundel"
PREFIX = "oorspronkelijk_"
_NUMBER = re.compile("[0-9]{1,18}")
# More than any topic with events takes; with the headers less than the relay sends, so that no letter stops it.
_MAX_BODY = 1_500_000


@dataclass(frozen=True, slots=True, kw_only=True)
class Range:
    """Offsets that still lie on their topic."""

    place: TopicPartition
    first: int
    last: int


def text_of(value: bytes | None) -> str:
    """A header as text that PostgreSQL can store: other systems send null, binary and zero bytes."""
    return (value or b"").decode("utf-8", "replace").replace("\x00", "\ufffd")


def body_of_letter(record: Record) -> tuple[bytes | None, bytes | None]:
    """Key and value as they came; nothing of a batch that nobody could read, or of more than a letter can hold."""
    key, value = record.key, None if isinstance(record.value, UnreadableBatch) else record.value
    if len(key or b"") + len(value or b"") > _MAX_BODY:
        key, value = None, None
    # The client sends no record without key and value, and others do.
    return (b"" if key is None and value is None else key), value


def original(letter: Record) -> Record:
    """The record as it first came, rebuilt from the headers of the dead letter; place is that of the dead letter."""
    headers = [(name.removeprefix(PREFIX), value) for name, value in letter.headers if name.startswith(PREFIX)]
    topic = text_of(dict(letter.headers).get("topic"))
    # Whoever wrote the letter chose this word, and it names metrics and marks.
    place = TopicPartition(topic if topic in load_catalog().topics else letter.topic, letter.partition)
    return record_at(place, letter.offset, key=letter.key, value=letter.value, headers=headers)


def range_of(letter: Record) -> Range | None:
    """The offsets that a letter about a batch names; None for every other letter, and for one that makes no sense.

    They are worth as much as the signature of the letter.
    """
    kop: Mapping[str, str] = {name: text_of(value) for name, value in letter.headers}
    numbers = [kop.get(name, "") for name in ("partitie", "offset", "laatste_offset")]
    if kop.get("reden") != BATCH or not all(_NUMBER.fullmatch(one) for one in numbers):
        return None
    partition, first, last = map(int, numbers)
    return Range(place=TopicPartition(kop.get("topic", ""), partition), first=first, last=last)
