import uuid

from risb_kern.act import Handeling
from risb_kern.errors import not_found
from risb_zaak.ports import JSON

from contracting.application.uow import Uow
from contracting.domain.levensloop.verlengen import uiterste_ontvangst


async def verlenging_vervallen(uow: Uow, handeling: Handeling, overeenkomst_id: uuid.UUID) -> None:
    """The last day for a notice is over: it stands in the timeline that the agreement ends as it was agreed."""
    overeenkomst = await uow.overeenkomsten.get(overeenkomst_id)
    if overeenkomst is None:
        raise not_found("De overeenkomst")
    laatste = uiterste_ontvangst(overeenkomst)
    if laatste is None or handeling.vandaag <= laatste:
        return
    gegevens: dict[str, JSON] = {"einddatum": str(overeenkomst.einddatum), "uiterlijk": str(laatste)}
    await uow.timeline.add(overeenkomst.zaak, "verlenging_vervallen", handeling, gegevens)
