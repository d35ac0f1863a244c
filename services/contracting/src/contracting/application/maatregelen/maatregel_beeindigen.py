from risb_kern.act import Handeling

from contracting.application.uow import Uow
from contracting.domain.maatregelen.maatregel import Maatregeleinde


async def maatregel_beeindigen(uow: Uow, handeling: Handeling, einde: Maatregeleinde) -> None:
    """Show that toezicht ended a measure, also when the measure itself has still to arrive."""
    await uow.maatregelen.save_einde(einde, handeling.op)
