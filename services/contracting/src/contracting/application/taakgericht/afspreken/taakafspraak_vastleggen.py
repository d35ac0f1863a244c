import uuid

from risb_kern.act import Handeling
from risb_kern.errors import conflict
from risb_zaak.ports import JSON

from contracting.application.taakgericht.budget_vinden import budget_vinden
from contracting.application.uow import Uow
from contracting.domain.taakgericht.taakafspraak import Taakafspraak, Taakopdracht, controleer_opdracht


async def taakafspraak_vastleggen(
    uow: Uow, handeling: Handeling, overeenkomst_id: uuid.UUID, opdracht: Taakopdracht
) -> Taakafspraak:
    """Record what the agreement is about beside its money; once, for a taakgerichte overeenkomst only."""
    controleer_opdracht(opdracht)
    overeenkomst, _ = await budget_vinden(uow, overeenkomst_id)
    if await uow.taakafspraken.get(overeenkomst_id) is not None:
        raise conflict("taakafspraak-bestaat", "De taak van deze overeenkomst is al vastgelegd.")
    afspraak = Taakafspraak(
        id=overeenkomst.id,
        agb_code=overeenkomst.agb_code,
        opdracht=opdracht,
    )
    await uow.taakafspraken.add(afspraak)
    gegevens: dict[str, JSON] = {
        "indicatoren": len(opdracht.indicatoren),
        "mijlpalen": len(opdracht.mijlpalen),
        "bandbreedte": opdracht.bandbreedte is not None,
    }
    await uow.timeline.add(afspraak.zaak, "taakafspraak_vastleggen", handeling, gegevens)
    return afspraak
