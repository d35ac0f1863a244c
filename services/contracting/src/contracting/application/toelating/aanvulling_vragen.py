import uuid

from risb_kern.act import Handeling
from risb_kern.errors import not_found

from contracting.application.uow import Uow
from contracting.domain.toelating.aanmelding import Aanmelding, aanvulling_uiterlijk
from contracting.domain.toelating.events import AanvullingGevraagd


async def aanvulling_vragen(
    uow: Uow, handeling: Handeling, aanmelding_id: uuid.UUID, *, termijn_dagen: int
) -> Aanmelding:
    """Ask for evidence and set the last day for it (R2)."""
    aanmelding = await uow.aanmeldingen.get(aanmelding_id)
    if aanmelding is None:
        raise not_found("De aanmelding")
    uiterlijk = aanvulling_uiterlijk(handeling.vandaag, termijn_dagen)
    gevraagd = aanmelding.vraag_aanvulling(uiterlijk)
    await uow.aanmeldingen.save(gevraagd)
    uow.emit(
        AanvullingGevraagd(
            aanmelding_id=str(gevraagd.id),
            agb_code=gevraagd.agb_code,
            perceel_code=gevraagd.perceel_code,
            datum=handeling.vandaag,
            uiterlijk=uiterlijk,
        ),
        gevraagd.trace_id,
    )
    await uow.timeline.add(gevraagd.zaak, "aanvulling_vragen", handeling, {"uiterlijk": str(uiterlijk)})
    return gevraagd
