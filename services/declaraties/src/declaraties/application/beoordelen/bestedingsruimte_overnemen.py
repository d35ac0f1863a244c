"""A ceiling that contracting fixed is obeyed from the next judged message on."""

from risb_kern.act import Handeling

from declaraties.application.beoordelen.ports import Begrenzingfeit
from declaraties.application.uow import Uow
from declaraties.domain.beoordelen.events import BestedingsruimteGebruikt


async def bestedingsruimte_overnemen(uow: Uow, _: Handeling, feit: Begrenzingfeit) -> None:
    """Keep the newest amount, and tell what was used of it before it was known here."""
    cent = await uow.begrenzingen.save(feit)
    if cent:
        uow.emit(
            BestedingsruimteGebruikt(
                ruimte_id=str(feit.ruimte_id),
                overeenkomst_id=str(feit.overeenkomst_id),
                agb_code=feit.agb_code,
                bron_id=str(feit.ruimte_id),
                toegekend_cent=cent,
                uitgezonderd_cent=0,
                geweigerd_cent=0,
            )
        )
