"""A decision to pay less of the terms of a taakgericht budget; it works from the next payment run on."""

from collections.abc import Mapping

from risb_kern.act import Handeling
from risb_zaak.ports import JSON

from declaraties.application.uow import Uow
from declaraties.domain.betalen.betaaltermijn import Termijnkorting


async def termijnkorting_besluiten(uow: Uow, handeling: Handeling, korting: Termijnkorting) -> Termijnkorting:
    """Store the decision."""
    await uow.termijnen.add_korting(korting, door=handeling.door, nu=handeling.op)
    await uow.timeline.add(f"termijnkorting:{korting.id}", "termijnkorting_besluiten", handeling, _gegevens(korting))
    return korting


def _gegevens(korting: Termijnkorting) -> Mapping[str, JSON]:
    return {
        "overeenkomst_id": str(korting.overeenkomst_id),
        "gemeente": korting.gemeente,
        "percentage": korting.percentage,
        "van": str(korting.van),
        "tot": str(korting.tot) if korting.tot else None,
    }
