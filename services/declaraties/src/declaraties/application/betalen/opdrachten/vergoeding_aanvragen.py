"""A request for continuity or extra cost."""

from risb_kern.act import Handeling

from declaraties.application.uow import Uow
from declaraties.domain.betalen.vergoeding import Vergoeding


async def vergoeding_aanvragen(uow: Uow, _: Handeling, vergoeding: Vergoeding) -> Vergoeding:
    """Store the request."""
    await uow.vergoedingen.add(vergoeding)
    return vergoeding
