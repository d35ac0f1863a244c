import datetime as dt

from toezicht.application.uow import Uow
from toezicht.domain.abonnementen.bezorging import Bezorgbeleid, Bezorgpoging


async def poging_vastleggen(uow: Uow, poging: Bezorgpoging, beleid: Bezorgbeleid, nu: dt.datetime) -> None:
    """Keep an attempt to deliver, and decide what follows it."""
    status, volgende = beleid.vervolg(poging, nu)
    await uow.bezorgingen.finish(poging, status, volgende)
