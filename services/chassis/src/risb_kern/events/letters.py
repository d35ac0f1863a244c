"""A dead letter: the record as it came, with headers that tell why and from where, and the way back."""

import re
import traceback
from collections.abc import Mapping
from dataclasses import dataclass

from aiokafka import TopicPartition
from risb_schemas import UnreadableEventError, load_catalog
from risb_schemas.readers import Record, UnreadableBatch, UnreadableBatchError, last_of, record_at
from sqlalchemy.exc import DBAPIError

from risb_kern.events.envelope import EnvelopeError, text_of

UNUSABLE = (UnreadableEventError, EnvelopeError, UnreadableBatchError)
_BATCH = "onleesbare-bundel"
_NUMBER = re.compile("[0-9]{1,18}")
_PREFIX = "oorspronkelijk_"
_MAX_HEADERS = 60
_MAX_HEADER = 1000
# More than any topic with events takes; with the headers less than the relay sends, so that no letter stops it.
_MAX_BODY = 1_500_000


@dataclass(frozen=True, slots=True, kw_only=True)
class Range:
    """Offsets that still lie on their topic."""

    place: TopicPartition
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


def body_of_letter(record: Record) -> tuple[bytes | None, bytes | None]:
    """Key and value as they came; nothing of a batch that nobody could read, or of more than a letter can hold."""
    key, value = record.key, None if isinstance(record.value, UnreadableBatch) else record.value
    if len(key or b"") + len(value or b"") > _MAX_BODY:
        key, value = None, None
    # The client sends no record without key and value, and others do.
    return (b"" if key is None and value is None else key), value


def original(letter: Record) -> Record:
    """The record as it first came, rebuilt from the headers of the dead letter; place is that of the dead letter."""
    headers = [(name.removeprefix(_PREFIX), value) for name, value in letter.headers if name.startswith(_PREFIX)]
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
    if kop.get("reden") != _BATCH or not all(_NUMBER.fullmatch(one) for one in numbers):
        return None
    partition, first, last = map(int, numbers)
    return Range(place=TopicPartition(kop.get("topic", ""), partition), first=first, last=last)
