"""What a handler and a sender need of an event on the wire; `risb_kern.events` says what it is."""

from risb_kern.events.envelope import Envelope, EnvelopeError
from risb_kern.events.wire import dead_letter, headers_of, open_event, read_envelope, signed_headers, value_of

__all__ = ["Envelope", "EnvelopeError", "dead_letter", "headers_of", "open_event", "read_envelope"]
__all__ += ["signed_headers", "value_of"]
