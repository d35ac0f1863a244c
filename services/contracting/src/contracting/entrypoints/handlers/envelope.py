"""What every handler takes from the envelope of an event."""

from chassis.events.wire import Envelope
from risb_kern.act import SYSTEEM, Handeling
from risb_kern.clock import AMSTERDAM

from contracting.domain.sturing.grootboek import Herkomst


def handeling_van(envelope: Envelope) -> Handeling:
    """The act that the event brings about: at the event's own moment, so that a repeat does the same."""
    return Handeling(door=SYSTEEM, op=envelope.time, vandaag=envelope.time.astimezone(AMSTERDAM).date())


def herkomst_van(envelope: Envelope) -> Herkomst:
    """Where a state in the ledger comes from."""
    return Herkomst(tijd=envelope.time, id=envelope.id)
