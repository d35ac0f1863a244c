"""What a handler and a sender need of an event on the wire; `risb_kern.events` says what it is."""

from dataclasses import replace

from risb_kern.events.envelope import Envelope, EnvelopeError
from risb_kern.events.wire import dead_letter, headers_of, open_event, read_envelope, signed_headers, value_of
from risb_recht.codes import OnjuisteCodeError, canoniek
from risb_schemas import Decoded, UnreadableEventError

__all__ = ["Envelope", "EnvelopeError", "dead_letter", "headers_of", "open_event", "read_envelope"]
__all__ += ["signed_headers", "understood", "value_of"]


def understood(decoded: Decoded) -> Decoded:
    """The event with codes and texts in their one form; UnreadableEventError for what has none."""
    try:
        return replace(decoded, record=canoniek(decoded.record))
    except OnjuisteCodeError as error:
        raise UnreadableEventError("waarde-ongeldig", error.melding) from error
