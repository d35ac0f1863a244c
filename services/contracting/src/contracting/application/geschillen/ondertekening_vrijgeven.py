from collections.abc import Sequence

from risb_kern.act import Handeling

from contracting.application.uow import Uow
from contracting.domain.geschillen.geschil import controleer_geding
from contracting.domain.gunning.gunning import controleer_ondertekening
from contracting.domain.toelating.perceel import Perceel, Procedure


async def ondertekening_vrijgeven(
    uow: Uow, handeling: Handeling, perceel: Perceel, *, agb_code: str, gemeenten: Sequence[str]
) -> str | None:
    """Refuse a signature while a kort geding runs, before the award or in its standstill; gives the case of the award.

    A toelating has no award: who was admitted signs, unless that aanbieder itself went to court.
    """
    aanbesteding = await uow.aanbestedingen.get_van_perceel(perceel.code)
    controleer_geding(perceel, agb_code, await uow.kortgedingen.list(perceel.code))
    if perceel.procedure is Procedure.TOELATING:
        return None
    gunning = await uow.gunningen.get(aanbesteding.id, perceel.code) if aanbesteding else None
    vast = controleer_ondertekening(gunning, agb_code, gemeenten, handeling.vandaag)
    if aanbesteding is not None:
        await uow.aanbestedingen.save(aanbesteding.sluit_overeenkomst(perceel.code, handeling.vandaag))
    return vast.zaak
