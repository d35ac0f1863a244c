import uuid

from risb_kern.act import Handeling
from risb_kern.errors import not_found
from risb_zaak.ports import JSON

from contracting.application.belang import belang_van, met_organisatie
from contracting.application.taakgericht.termijnen_vaststellen import termijnen_vaststellen
from contracting.application.uow import Uow
from contracting.domain.overeenkomsten.beeindiging import Beeindiging
from contracting.domain.overeenkomsten.events import OvereenkomstBeeindigd
from contracting.domain.overeenkomsten.overeenkomst import Overeenkomst
from contracting.domain.overeenkomsten.vierogen import BEEINDIGEN


async def overeenkomst_beeindigen(
    uow: Uow, handeling: Handeling, overeenkomst_id: uuid.UUID, beeindiging: Beeindiging
) -> Overeenkomst:
    """End earlier than concluded, on a ground; taakgericht terms of later periods lapse."""
    overeenkomst = await uow.overeenkomsten.get(overeenkomst_id)
    if overeenkomst is None:
        raise not_found("De overeenkomst")
    beeindigd = overeenkomst.beeindig(beeindiging, handeling.vandaag)
    BEEINDIGEN.toets(
        await met_organisatie(uow, handeling),
        await uow.timeline.list(beeindigd.zaak),
        van=await belang_van(uow, beeindigd.agb_code),
    )
    await uow.overeenkomsten.save(beeindigd)
    vervallen = await uow.termijnen.cancel(beeindigd.id, na=beeindiging.einddatum)
    await termijnen_vaststellen(uow, beeindigd, vervallen, vervallen=True)
    uow.emit(
        OvereenkomstBeeindigd(
            overeenkomst_id=str(beeindigd.id),
            agb_code=beeindigd.agb_code,
            einddatum=beeindiging.einddatum,
            reden=beeindiging.reden,
            grond=beeindiging.grond.value,
            volgnummer=beeindigd.volgnummer_einde,
        )
    )
    gegevens: dict[str, JSON] = {
        "einddatum": str(beeindiging.einddatum),
        "grondcode": beeindiging.grond.value,
        "vervallen_termijnen": len(vervallen),
    }
    await uow.timeline.add(beeindigd.zaak, "overeenkomst_beeindigen", handeling, gegevens)
    return beeindigd
