"""Ceilings that contracting fixed."""

from collections.abc import Mapping
from typing import Any

from chassis.events.wire import Envelope
from risb_kern.act import act_at

from declaraties.application.beoordelen import handelingen
from declaraties.application.beoordelen.ports import Begrenzingfeit
from declaraties.application.uow import Uow
from declaraties.entrypoints.handlers.envelope import fields_of


async def bestedingsruimte_vastgesteld(uow: Uow, data: Mapping[str, Any], envelope: Envelope) -> None:
    """The most that may be declared under an agreement was fixed or raised."""
    feit = Begrenzingfeit(**fields_of(Begrenzingfeit, data))
    await handelingen.bestedingsruimte_overnemen(uow, act_at(envelope.time), feit)
