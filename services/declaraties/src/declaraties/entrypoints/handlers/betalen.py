"""Accounts that contracting took in use, and whom it forbids to pay."""

from collections.abc import Mapping
from typing import Any

from chassis.events.wire import Envelope
from risb_kern.act import act_at

from declaraties.application.betalen import handelingen
from declaraties.application.betalen.ports import Blokkadefeit, Rekeningfeit
from declaraties.application.uow import Uow
from declaraties.entrypoints.handlers.envelope import Handler, fields_of


def account_of(houdersoort: str, field: str) -> Handler:
    """Handles the account of the holder that the field of the event names."""

    async def handle(uow: Uow, data: Mapping[str, Any], envelope: Envelope) -> None:
        holder = {"houdersoort": houdersoort, "houder": data[field]}
        rekening = Rekeningfeit(**holder, **fields_of(Rekeningfeit, data))
        await handelingen.rekening_overnemen(uow, act_at(envelope.time), rekening)

    return handle


async def betaalblokkade_vastgesteld(uow: Uow, data: Mapping[str, Any], envelope: Envelope) -> None:
    """Contracting screened an organisation."""
    feit = Blokkadefeit(**fields_of(Blokkadefeit, data))
    await handelingen.betaalblokkade_overnemen(uow, act_at(envelope.time), feit)
