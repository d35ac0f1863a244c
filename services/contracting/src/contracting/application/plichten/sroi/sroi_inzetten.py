import uuid

from risb_kern.act import Handeling
from risb_kern.errors import not_found
from risb_zaak.ports import JSON

from contracting.application.uow import Uow
from contracting.domain.plichten.sroi import Sroiinzet, Sroiverplichting


async def sroi_inzetten(
    uow: Uow, handeling: Handeling, verplichting_id: uuid.UUID, inzet: Sroiinzet
) -> Sroiverplichting:
    """Count one more effort towards an obligation."""
    verplichting = await uow.sroiverplichtingen.get(verplichting_id)
    if verplichting is None:
        raise not_found("De SROI-verplichting")
    bijgewerkt = verplichting.met_inzet(inzet)
    await uow.sroiverplichtingen.save(bijgewerkt)
    gegevens: dict[str, JSON] = {
        "gerealiseerd_cent": bijgewerkt.gerealiseerd_cent,
        "tekort_cent": bijgewerkt.tekort_cent,
    }
    await uow.timeline.add(bijgewerkt.zaak, "sroi_inzetten", handeling, gegevens)
    return bijgewerkt
