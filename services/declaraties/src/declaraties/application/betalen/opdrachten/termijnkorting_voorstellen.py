"""A proposal to pay less of the terms of a taakgericht budget; nothing changes until another person decides."""

from collections.abc import Mapping

from risb_kern.act import Handeling
from risb_zaak.ports import JSON

from declaraties.application.uow import Uow
from declaraties.domain.betalen.betaaltermijn import Termijnkorting


async def termijnkorting_voorstellen(uow: Uow, handeling: Handeling, korting: Termijnkorting) -> Termijnkorting:
    """Store the proposal."""
    await uow.termijnen.add_korting(korting, door=handeling.door, nu=handeling.op)
    await uow.timeline.add(korting.zaak, "termijnkorting_voorstellen", handeling, _gegevens(korting))
    return korting


def _gegevens(korting: Termijnkorting) -> Mapping[str, JSON]:
    return {
        "overeenkomst_id": str(korting.overeenkomst_id),
        "gemeente": korting.gemeente,
        "percentage": korting.percentage,
        "van": str(korting.van),
        "tot": str(korting.tot) if korting.tot else None,
    }
