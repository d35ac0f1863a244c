from risb_kern.act import Handeling
from risb_kern.errors import not_found
from risb_zaak.ports import JSON

from contracting.application.uow import Uow
from contracting.domain.moederovereenkomsten.moederovereenkomst import Moederovereenkomst, controleer_moeder


async def moederovereenkomst_opstellen(
    uow: Uow, handeling: Handeling, moeder: Moederovereenkomst
) -> Moederovereenkomst:
    """Write down a parent agreement; it can be called off once another person adopted it."""
    if await uow.percelen.find(moeder.perceel_code) is None:
        raise not_found("Het perceel")
    for agb_code in sorted(moeder.aandelen):
        if await uow.aanbieders.find(agb_code) is None:
            raise not_found(f"Aanbieder {agb_code}")
    controleer_moeder(moeder)
    await uow.moederovereenkomsten.add(moeder)
    gegevens: dict[str, JSON] = {
        "moedersoort": moeder.moedersoort.value,
        "aanbieders": len(moeder.aandelen),
        "gemeenten": len(moeder.gemeenten),
        "jaarbudget_cent": moeder.jaarbudget_cent,
    }
    await uow.timeline.add(moeder.zaak, "moederovereenkomst_opstellen", handeling, gegevens)
    return moeder
