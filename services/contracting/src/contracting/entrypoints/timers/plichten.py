"""Reminders and last days of duties."""

from risb_kern.act import Handeling
from risb_zaak.ports import Afspraak

from contracting.application.plichten import handelingen
from contracting.application.uow import Uow


async def moment(uow: Uow, afspraak: Afspraak, handeling: Handeling) -> None:
    """A moment of a duty came."""
    await handelingen.plicht_bewaken(uow, handeling, afspraak.zaak_id)
