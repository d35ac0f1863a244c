"""What a handler and a sender need of an event on the wire; `risb_kern.events` says what it is."""

from dataclasses import replace
from functools import cache

from risb_kern.events.envelope import Envelope, EnvelopeError, envelope_of
from risb_kern.events.wire import dead_letter, headers_of, read_envelope, signed_headers, value_of
from risb_recht.codes import OnjuisteCodeError
from risb_recht.events.gegevens import Plan, canoniek_plan
from risb_schemas import (
    Decoded,
    Message,
    Registry,
    Trust,
    UnreadableEventError,
    check_content,
    decode,
    load_catalog,
)

__all__ = ["Envelope", "EnvelopeError", "dead_letter", "headers_of", "open_event", "read_envelope"]
__all__ += ["signed_headers", "value_of"]


def open_event(message: Message, trust: Trust, registry: Registry | None) -> tuple[Envelope, Decoded]:
    """What a reader may use of a message, codes and texts in their one form; blocks when a registry has to be asked.

    The only door: nothing of it is read before all of it fits. Raises EnvelopeError or UnreadableEventError
    (UntrustedEventError among them) for what goes to the dead letters, RegistryError for another try.
    """
    catalog = load_catalog()
    envelope = envelope_of(message.headers)
    trust.check(catalog, message)
    decoded = decode(catalog, message.value, registry)
    check_content(envelope.type, decoded)
    try:
        return envelope, replace(decoded, record=_plan_of(decoded.schema.key)(decoded.record))
    except OnjuisteCodeError as error:
        raise UnreadableEventError("waarde-ongeldig", error.melding) from error


@cache
def _plan_of(key: str) -> Plan:
    return canoniek_plan(load_catalog().newest[key].schema)
