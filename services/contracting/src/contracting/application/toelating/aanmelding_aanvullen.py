import uuid
from collections.abc import Collection, Iterable

from risb_kern.act import Handeling
from risb_kern.errors import not_found

from contracting.application.toelating.aanmelding_indienen import Bewijsopgave
from contracting.application.uow import Uow
from contracting.domain.toelating.aanmelding import Aanmelding
from contracting.domain.toelating.events import AanmeldingAangevuld


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
    stukken = tuple(one.ontvangen(handeling.vandaag) for one in bewijsstukken)
    aangevuld = aanmelding.vul_aan(stukken)
    await uow.aanmeldingen.save(aangevuld)
    soorten = tuple(one.bewijssoort.value for one in stukken)
    uow.emit(
        AanmeldingAangevuld(
            aanmelding_id=str(aangevuld.id),
            agb_code=aangevuld.agb_code,
            perceel_code=aangevuld.perceel_code,
            datum=handeling.vandaag,
            bewijssoorten=soorten,
        ),
        aangevuld.trace_id,
    )
    await uow.timeline.add(aangevuld.zaak, "aanmelding_aanvullen", handeling, {"bewijssoorten": soorten})
    return aangevuld
