import uuid

from risb_kern.act import Handeling
from risb_kern.errors import not_found

from contracting.application.uow import Uow
from contracting.domain.aanbesteding.aanbesteding import Aanbesteding, Aanbestedingsintrekking, Intrekkingsreden
from contracting.domain.aanbesteding.events import AanbestedingIngetrokken
from contracting.domain.aanbesteding.termijnen import standstill_tot


async def aanbesteding_intrekken(
    uow: Uow,
    handeling: Handeling,
    aanbesteding_id: uuid.UUID,
    *,
    perceel_code: str | None,
    reden: Intrekkingsreden,
    toelichting: str,
) -> Aanbesteding:
    """Cancel a tender or one perceel of it, with a coded reason and the term to go to court.

    A draft that is withdrawn stays within the bureau: nobody was told of it.
    """
    aanbesteding = await uow.aanbestedingen.get(aanbesteding_id)
    if aanbesteding is None:
        raise not_found("De aanbesteding")
    intrekking = Aanbestedingsintrekking(
        perceel_code=perceel_code,
        reden=reden,
        toelichting=toelichting,
        datum=handeling.vandaag,
        bezwaar_tot=standstill_tot(handeling.vandaag),
    )
    ingetrokken = aanbesteding.trek_in(intrekking)
    await uow.aanbestedingen.save(ingetrokken)
    if aanbesteding.is_openbaar:
        uow.emit(
            AanbestedingIngetrokken(
                aanbesteding_id=str(aanbesteding_id),
                perceel_code=perceel_code,
                reden=reden.value,
                bezwaar_tot=intrekking.bezwaar_tot,
                datum=intrekking.datum,
            )
        )
    gegevens = {"perceel_code": perceel_code, "intrekkingsreden": reden.value}
    await uow.timeline.add(ingetrokken.zaak, "aanbesteding_intrekken", handeling, gegevens)
    return ingetrokken
