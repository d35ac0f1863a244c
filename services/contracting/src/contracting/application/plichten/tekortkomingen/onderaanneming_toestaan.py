import uuid

from risb_kern.act import Handeling
from risb_kern.errors import not_found
from risb_zaak.ports import JSON

from contracting.application.belang import belang_van, met_organisatie
from contracting.application.uow import Uow
from contracting.domain.plichten.onderaanneming import Onderaanneming
from contracting.domain.plichten.vierogen import TOESTEMMEN


async def onderaanneming_toestaan(uow: Uow, handeling: Handeling, onderaanneming_id: uuid.UUID) -> Onderaanneming:
    """Give the written consent, by another person than who recorded the request."""
    onderaanneming = await uow.onderaannemingen.get(onderaanneming_id)
    if onderaanneming is None:
        raise not_found("De onderaanneming")
    toegestaan = onderaanneming.sta_toe()
    TOESTEMMEN.toets(
        await met_organisatie(uow, handeling),
        await uow.timeline.list(toegestaan.zaak),
        van=await belang_van(uow, toegestaan.agb_code),
    )
    await uow.onderaannemingen.save(toegestaan)
    gegevens: dict[str, JSON] = {"status": toegestaan.status.value}
    await uow.timeline.add(toegestaan.zaak, "onderaanneming_toestaan", handeling, gegevens)
    return toegestaan
