"""A dead letter: the record as it came, with headers that tell why and from where."""

import traceback

from risb_schemas import UnreadableEventError
from risb_schemas.letters import BATCH, PREFIX, text_of
from risb_schemas.readers import Record, UnreadableBatchError, last_of
from sqlalchemy.exc import DBAPIError

from risb_kern.events.envelope import EnvelopeError

UNUSABLE = (UnreadableEventError, EnvelopeError, UnreadableBatchError)
_MAX_HEADERS = 60
_MAX_HEADER = 1000


def reason_of(error: Exception) -> str:
    """One short stable word, for letter and metric."""
    if isinstance(error, UnreadableEventError):
        return error.reason
    if isinstance(error, EnvelopeError):
        return "geen-cloudevent"
    return BATCH if isinstance(error, UnreadableBatchError) else "onverwerkbaar"


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
        **{f"{PREFIX}{name[:_MAX_HEADER]}": value[:_MAX_HEADER] for name, value in kept[:_MAX_HEADERS]},
        "reden": reason_of(error),
        "toelichting": text_of(detail_of(error)[:500].encode("utf-8", "replace")),
        "topic": record.topic,
        "partitie": str(record.partition),
        "offset": str(record.offset),
        "laatste_offset": str(last_of(record)),
    }
