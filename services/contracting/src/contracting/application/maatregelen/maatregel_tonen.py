from risb_kern.act import Handeling

from contracting.application.uow import Uow
from contracting.domain.maatregelen.maatregel import Maatregel


async def maatregel_tonen(uow: Uow, handeling: Handeling, maatregel: Maatregel) -> None:
    """Show a measure that toezicht imposed."""
    await uow.maatregelen.save(maatregel, handeling.op)
