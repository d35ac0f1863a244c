import datetime as dt

from toezicht.application.uow import Uow
from toezicht.domain.signalen.aanbieder import Aanbieder


async def aanbieder_volgen(uow: Uow, aanbieder: Aanbieder, tijd: dt.datetime) -> None:
    """Keep what contracting says of an aanbieder, unless something newer is known."""
    await uow.aanbieders.put(aanbieder, tijd)
