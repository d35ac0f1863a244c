import uuid

from risb_kern.act import Handeling

from toezicht.application.belang import belang_van, met_organisatie
from toezicht.application.found import found
from toezicht.application.uow import Uow
from toezicht.domain.zaken.events import ZaakGeclassificeerd
from toezicht.domain.zaken.vierogen import CLASSIFICEREN
from toezicht.domain.zaken.zaak import Classificatie, Motivering, Zaak


async def zaak_classificeren(uow: Uow, handeling: Handeling, voorstel: Classificatie, *, zaak_id: uuid.UUID) -> Zaak:
    """Give the case its class; to set or to leave fraude, one person proposes and a second one confirms."""
    oud = found(await uow.zaken.get(zaak_id), "Deze zaak")
    wie = await met_organisatie(uow, handeling)
    CLASSIFICEREN.toets(wie, (), van=await belang_van(uow, oud.agb_code))
    motivering = Motivering(id=handeling.nieuw_id(), tekst=voorstel.reden)
    zaak = oud.classificeer(voorstel, await _door(uow, oud, wie), await uow.bevindingen.list(zaak_id)).met(motivering)
    await uow.zaken.save(zaak)
    voorgesteld = zaak.voorstel_door is not None
    gegevens = {
        "klasse": voorstel.klasse,
        "motivering_id": str(motivering.id),
        "bewijs": [str(one) for one in voorstel.bewijs],
        "vorige_klasse": oud.klasse,
        "voorstel": voorgesteld,
    }
    await uow.timeline.add(zaak.zaak, "zaak_classificeren", handeling, gegevens)
    if not voorgesteld:
        event = ZaakGeclassificeerd(
            zaak_id=str(zaak.id),
            agb_code=zaak.agb_code,
            klasse=voorstel.klasse,
            vorige_klasse=oud.klasse,
            geclassificeerd_op=handeling.op,
        )
        uow.emit(event, zaak.trace_id)
    return zaak


async def _door(uow: Uow, zaak: Zaak, wie: Handeling) -> str:
    """Who classifies; somebody of the organisation that proposed counts as who proposed, and is no second person."""
    gedaan = [one for one in await uow.timeline.list(zaak.zaak) if one.soort == "zaak_classificeren"]
    samen = any(one.door == zaak.voorstel_door and one.is_van(wie) for one in gedaan)
    return zaak.voorstel_door if samen and zaak.voorstel_door is not None else wie.door
