import uuid
from collections.abc import Collection, Iterable

from risb_kern.act import Handeling
from risb_kern.errors import not_found

from contracting.application.toelating.aanmelding_indienen import Bewijsopgave
from contracting.application.uow import Uow
from contracting.domain.toelating.aanmelding import Aanmelding


async def aanmelding_aanvullen(
    uow: Uow,
    handeling: Handeling,
    aanmelding_id: uuid.UUID,
    bewijsstukken: Iterable[Bewijsopgave],
    *,
    agb_codes: Collection[str],
) -> Aanmelding:
    """Add evidence that was asked for to an application of one of these aanbieders (R2)."""
    aanmelding = await uow.aanmeldingen.get(aanmelding_id)
    if aanmelding is None or aanmelding.agb_code not in agb_codes:
        raise not_found("De aanmelding")
    aangevuld = aanmelding.vul_aan(tuple(one.ontvangen(handeling.vandaag) for one in bewijsstukken))
    await uow.aanmeldingen.save(aangevuld)
    return aangevuld
