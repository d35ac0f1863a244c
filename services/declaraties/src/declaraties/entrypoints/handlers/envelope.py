"""What every handler takes from an event and the envelope around it."""

import dataclasses
import uuid
from collections.abc import Awaitable, Callable, Mapping
from typing import Any

from chassis.events.wire import Envelope

from declaraties.application.uow import Uow

Handler = Callable[[Uow, Mapping[str, Any], Envelope], Awaitable[None]]


def fields_of(kind: type[Any], data: Mapping[str, Any]) -> dict[str, Any]:
    """The fields of the fact that the event has; ids are text there."""
    return {
        one.name: uuid.UUID(data[one.name]) if one.type is uuid.UUID else data[one.name]
        for one in dataclasses.fields(kind)
        if one.name in data
    }
