"""Facts about contracts and measures."""

from collections.abc import Mapping
from typing import Any

from chassis.events.wire import Envelope
from risb_kern.act import act_at

from declaraties.application.toewijzen import handelingen
from declaraties.application.toewijzen.contractfeiten import Contractfeit
from declaraties.application.uow import Uow
from declaraties.entrypoints.handlers.envelope import Handler, fields_of


def follow(kind: type[Contractfeit]) -> Handler:
    """Handles the event whose fields the fact has, by name."""

    async def handle(uow: Uow, data: Mapping[str, Any], envelope: Envelope) -> None:
        await handelingen.contractfeit_volgen(uow, act_at(envelope.time), kind(**fields_of(kind, data)))

    return handle
