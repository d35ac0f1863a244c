import uuid

from risb_kern.act import Handeling
from risb_kern.errors import not_found
from risb_zaak.ports import JSON

from contracting.application.uow import Uow
from contracting.domain.plichten.events import TekortkomingGemeld
from contracting.domain.plichten.tekortkoming import Tekortkoming


async def tekortkoming_melden(
    uow: Uow, handeling: Handeling, overeenkomst_id: uuid.UUID, *, artikel: str, bevinding: str
) -> Tekortkoming:
    """Report a breach; the aanbieder gets two weeks for its statement."""
    overeenkomst = await uow.overeenkomsten.get(overeenkomst_id)
    if overeenkomst is None:
        raise not_found("De overeenkomst")
    tekortkoming = Tekortkoming(
        id=handeling.nieuw_id(),
        overeenkomst_id=overeenkomst.id,
        agb_code=overeenkomst.agb_code,
        artikel=artikel,
        bevinding=bevinding,
        gemeld_op=handeling.vandaag,
    )
    await uow.tekortkomingen.add(tekortkoming)
    uow.emit(
        TekortkomingGemeld(
            tekortkoming_id=str(tekortkoming.id),
            overeenkomst_id=str(tekortkoming.overeenkomst_id),
            agb_code=tekortkoming.agb_code,
            artikel=artikel,
            gemeld_op=tekortkoming.gemeld_op,
        )
    )
    gegevens: dict[str, JSON] = {"overeenkomst": str(overeenkomst.id), "artikel": artikel}
    await uow.timeline.add(tekortkoming.zaak, "tekortkoming_melden", handeling, gegevens)
    return tekortkoming
