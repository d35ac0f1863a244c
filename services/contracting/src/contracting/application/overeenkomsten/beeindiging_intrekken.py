import uuid

from risb_kern.act import Handeling
from risb_kern.errors import not_found
from risb_zaak.ports import JSON

from contracting.application.belang import belang_van, met_organisatie
from contracting.application.taakgericht.termijnen_vaststellen import termijnen_vaststellen
from contracting.application.uow import Uow
from contracting.domain.overeenkomsten.dekking import controleer_dekking, dekking_van
from contracting.domain.overeenkomsten.events import OvereenkomstBeeindigingIngetrokken
from contracting.domain.overeenkomsten.overeenkomst import Overeenkomst
from contracting.domain.overeenkomsten.vierogen import BEEINDIGING_INTREKKEN


async def beeindiging_intrekken(uow: Uow, handeling: Handeling, overeenkomst_id: uuid.UUID) -> Overeenkomst:
    """Let an agreement run on as agreed, by another person than who ended it; what lapsed is due again.

    Refused once the end has come, and when another agreement covers the days meanwhile.
    """
    beeindigd = await uow.overeenkomsten.get(overeenkomst_id)
    if beeindigd is None:
        raise not_found("De overeenkomst")
    hersteld = beeindigd.trek_beeindiging_in(handeling.vandaag)
    BEEINDIGING_INTREKKEN.toets(
        await met_organisatie(uow, handeling),
        await uow.timeline.list(hersteld.zaak),
        van=await belang_van(uow, hersteld.agb_code),
    )
    controleer_dekking(dekking_van(hersteld), await uow.overeenkomsten.get_dekking(hersteld.agb_code, hersteld.wet))
    await uow.overeenkomsten.save_restored(hersteld)
    termijnen = await uow.termijnen.take_back(hersteld.id)
    await termijnen_vaststellen(uow, hersteld, termijnen)
    uow.emit(
        OvereenkomstBeeindigingIngetrokken(
            overeenkomst_id=str(hersteld.id),
            agb_code=hersteld.agb_code,
            einddatum=hersteld.einddatum,
            volgnummer=hersteld.volgnummer_einde,
        )
    )
    gegevens: dict[str, JSON] = {
        "einddatum": None if hersteld.einddatum is None else str(hersteld.einddatum),
        "herstelde_termijnen": len(termijnen),
    }
    await uow.timeline.add(hersteld.zaak, "beeindiging_intrekken", handeling, gegevens)
    return hersteld
