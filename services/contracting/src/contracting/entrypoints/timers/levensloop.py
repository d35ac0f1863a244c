"""Options of agreements whose last day is over."""

from risb_kern.act import Handeling
from risb_zaak.ports import Afspraak

from contracting.application.levensloop import handelingen
from contracting.application.uow import Uow


async def verlenging_vervalt(uow: Uow, afspraak: Afspraak, handeling: Handeling) -> None:
    """The last day on which a notice could be received is over."""
    await handelingen.verlenging_vervallen(uow, handeling, afspraak.zaak_id)
