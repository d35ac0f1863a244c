"""A request for continuity or extra cost."""

from collections.abc import Mapping

from risb_kern.act import Handeling
from risb_zaak.ports import JSON

from declaraties.application.uow import Uow
from declaraties.domain.betalen.vergoeding import Vergoeding


async def vergoeding_aanvragen(uow: Uow, handeling: Handeling, vergoeding: Vergoeding) -> Vergoeding:
    """Store the request."""
    await uow.vergoedingen.add(vergoeding)
    await uow.timeline.add(f"vergoeding:{vergoeding.id}", "vergoeding_aanvragen", handeling, _gegevens(vergoeding))
    return vergoeding


def _gegevens(vergoeding: Vergoeding) -> Mapping[str, JSON]:
    return {
        "soort": vergoeding.soort.value,
        "agb_code": vergoeding.agb_code,
        "gemeente": vergoeding.gemeente,
        "van": str(vergoeding.van),
        "tot": str(vergoeding.tot),
        "gevraagd_cent": vergoeding.gevraagd_cent,
    }
