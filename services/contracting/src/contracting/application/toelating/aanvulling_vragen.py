import uuid

from risb_kern.act import Handeling
from risb_kern.errors import not_found

from contracting.application.uow import Uow
from contracting.domain.toelating.aanmelding import Aanmelding


async def aanvulling_vragen(
    uow: Uow, handeling: Handeling, aanmelding_id: uuid.UUID, *, termijn_dagen: int
) -> Aanmelding:
    """Ask for evidence and set the last day for it (R2)."""
    aanmelding = await uow.aanmeldingen.get(aanmelding_id)
    if aanmelding is None:
        raise not_found("De aanmelding")
    gevraagd = aanmelding.vraag_aanvulling(handeling.vandaag, termijn_dagen)
    await uow.aanmeldingen.save(gevraagd)
    return gevraagd
