"""Terms of a bestedingsruimte that are over."""

from risb_kern.act import Handeling
from risb_zaak.ports import Afspraak

from contracting.application.bestedingsruimte import handelingen
from contracting.application.uow import Uow


async def besluit_uitgebleven(uow: Uow, afspraak: Afspraak, handeling: Handeling) -> None:
    """The last day for the decision is over."""
    await handelingen.bestedingsruimte_vervallen(uow, handeling, afspraak.zaak_id)
