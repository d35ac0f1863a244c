"""What every handler takes from an event and the envelope around it."""

import dataclasses
import uuid
from collections.abc import Awaitable, Callable, Mapping
from typing import Any

from chassis.events.wire import Envelope
from risb_kern.act import SYSTEEM, Handeling
from risb_kern.clock import AMSTERDAM

from declaraties.application.uow import Uow

Handler = Callable[[Uow, Mapping[str, Any], Envelope], Awaitable[None]]


def handeling_van(envelope: Envelope) -> Handeling:
    """The act that the event brings about: at the event's own moment, so that a repeat does the same."""
    return Handeling(door=SYSTEEM, op=envelope.time, vandaag=envelope.time.astimezone(AMSTERDAM).date())


def fields_of(kind: type[Any], data: Mapping[str, Any]) -> dict[str, Any]:
    """The fields of the fact that the event has; ids are text there."""
    return {
        one.name: uuid.UUID(data[one.name]) if one.type is uuid.UUID else data[one.name]
        for one in dataclasses.fields(kind)
        if one.name in data
    }
