"""A dead letter: the record as it came, with headers that tell why and from where, and the way back."""

import traceback
from collections.abc import Mapping
from dataclasses import dataclass

from aiokafka import TopicPartition
from risb_schemas import UnreadableEventError
from risb_schemas.readers import Record, UnreadableBatch, UnreadableBatchError, last_of, record_at
from sqlalchemy.exc import DBAPIError

from risb_kern.events.envelope import EnvelopeError, text_of

UNUSABLE = (UnreadableEventError, EnvelopeError, UnreadableBatchError)
_BATCH = "onleesbare-bundel"
_PREFIX = "oorspronkelijk_"
_MAX_HEADERS = 60
_MAX_HEADER = 1000


@dataclass(frozen=True, slots=True, kw_only=True)
class Range:
    """Offsets that still lie on their topic."""

    topic: str
    partition: int
    first: int
    last: int


def reason_of(error: Exception) -> str:
    """One short stable word, for letter and metric."""
    if isinstance(error, UnreadableEventError):
        return error.reason
    if isinstance(error, EnvelopeError):
        return "geen-cloudevent"
    return _BATCH if isinstance(error, UnreadableBatchError) else "onverwerkbaar"


def detail_of(error: Exception) -> str:
    """What somebody needs to mend it; of an error of a handler where it was raised, since its text may be personal."""
    if isinstance(error, UNUSABLE):
        return str(error)
    state = getattr(getattr(error, "orig", error), "sqlstate", None)
    kind = type(error.orig if isinstance(error, DBAPIError) else error).__name__
    return " ".join(part for part in (kind, state, _place(error)) if part)


def _place(error: Exception) -> str:
    """The last line of the service itself, below the machinery and above the libraries."""
    frames = [(frame.f_globals.get("__name__", ""), line) for frame, line in traceback.walk_tb(error.__traceback__)]
    service = next((name.partition(".")[0] for name, _ in frames if not name.startswith(("chassis.", "faust."))), "")
    return next((f"in {name}, line {line}" for name, line in reversed(frames) if name.startswith(service)), "")


def headers_of_letter(record: Record, error: Exception) -> dict[str, str]:
    """The headers as they came, why and from where; not so many or so long that the letter would be too large."""
    kept = [(text_of(name.encode("utf-8", "replace")), text_of(value)) for name, value in record.headers]
    return {
        **{f"{_PREFIX}{name[:_MAX_HEADER]}": value[:_MAX_HEADER] for name, value in kept[:_MAX_HEADERS]},
        "reden": reason_of(error),
        "toelichting": text_of(detail_of(error)[:500].encode("utf-8", "replace")),
        "topic": record.topic,
        "partitie": str(record.partition),
        "offset": str(record.offset),
        "laatste_offset": str(last_of(record)),
    }


def value_of_letter(record: Record) -> bytes | None:
    """What came; of a batch that nobody could read there is nothing but its place."""
    return None if isinstance(record.value, UnreadableBatch) else record.value


def original(letter: Record) -> Record:
    """The record as it first came, rebuilt from the headers of the dead letter; place is that of the dead letter."""
    headers = [(name.removeprefix(_PREFIX), value) for name, value in letter.headers if name.startswith(_PREFIX)]
    topic = text_of(dict(letter.headers).get("topic")) or letter.topic
    place = TopicPartition(topic, letter.partition)
    return record_at(place, letter.offset, key=letter.key, value=letter.value, headers=headers)


def range_of(letter: Record) -> Range | None:
    """The offsets that a letter about a batch names; None for every other letter, and for one that makes no sense."""
    kop: Mapping[str, str] = {name: text_of(value) for name, value in letter.headers}
    numbers = [kop.get(name, "") for name in ("partitie", "offset", "laatste_offset")]
    if kop.get("reden") != _BATCH or not all(one.isascii() and one.isdecimal() for one in numbers):
        return None
    partition, first, last = (int(one[:18]) for one in numbers)
    return Range(topic=kop.get("topic", ""), partition=partition, first=first, last=last)
