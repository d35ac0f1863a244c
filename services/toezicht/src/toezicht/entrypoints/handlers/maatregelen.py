from collections.abc import Mapping
from typing import Any

from chassis.events.wire import Envelope

from toezicht.application.maatregelen import handelingen
from toezicht.application.uow import Uow


async def regiodeelname_vastgelegd(uow: Uow, data: Mapping[str, Any], _: Envelope) -> None:
    """A gemeente that takes part in the region."""
    await handelingen.regiodeelname_volgen(uow, data["gemeente"])
