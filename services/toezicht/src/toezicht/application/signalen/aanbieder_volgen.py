from risb_kern.act import Handeling

from toezicht.application.uow import Uow
from toezicht.domain.signalen.aanbieder import Aanbieder


async def aanbieder_volgen(uow: Uow, handeling: Handeling, aanbieder: Aanbieder) -> None:
    """Keep what contracting says of an aanbieder, unless something newer is known."""
    await uow.aanbieders.put(aanbieder, handeling.op)
