from risb_kern.act import Handeling

from contracting.application.uow import Uow
from contracting.domain.geschillen.geschil import controleer_geding
from contracting.domain.gunning.ondertekening import Ondertekening, blijft_binnen_raam, controleer_ondertekening
from contracting.domain.toelating.perceel import Perceel, Procedure


async def ondertekening_vrijgeven(uow: Uow, handeling: Handeling, perceel: Perceel, akte: Ondertekening) -> str | None:
    """Refuse a signature while a kort geding runs, before the award or in its standstill; gives the case of the award.

    A toelating has no award: who was admitted signs, unless that aanbieder itself went to court.
    """
    aanbesteding = await uow.aanbestedingen.get_van_perceel(perceel.code)
    gunning = await uow.gunningen.get(aanbesteding.id, perceel.code) if aanbesteding else None
    medegedeeld_op = gunning.medegedeeld_op if gunning else None
    controleer_geding(perceel, akte.agb_code, await uow.kortgedingen.list(perceel.code), medegedeeld_op)
    if perceel.procedure is Procedure.TOELATING:
        return None
    vast = controleer_ondertekening(gunning, akte, handeling.vandaag)
    if aanbesteding is not None:
        blijft_binnen_raam(akte, aanbesteding.looptijd)
        await uow.aanbestedingen.save(aanbesteding.sluit_overeenkomst(perceel.code, handeling.vandaag))
    return vast.zaak
