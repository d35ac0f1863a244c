"""An account that contracting took in use is used for payment too."""

from risb_kern.act import Handeling

from declaraties.application.betalen.ports import Rekeningfeit
from declaraties.application.uow import Uow


async def rekening_overnemen(uow: Uow, _: Handeling, rekening: Rekeningfeit) -> None:
    """Keep the newest account of the holder."""
    await uow.rekeningen.save(rekening)
