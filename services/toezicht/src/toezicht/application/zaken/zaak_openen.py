import uuid

from risb_kern.act import Handeling
from risb_zaak.ports import JSON

from toezicht.application.found import found
from toezicht.application.uow import Uow
from toezicht.domain.detectie.regels.detectieregel import Signaalsoort
from toezicht.domain.zaken.events import ZaakGeopend
from toezicht.domain.zaken.ladder import Trede
from toezicht.domain.zaken.zaak import Motivering, Zaak, ZaakStatus


async def zaak_openen(uow: Uow, handeling: Handeling, *, signaal_id: uuid.UUID, grond: str) -> Zaak:
    """Turn a signal into a case on step 0, risk analysis; the case carries on the trace id of the signal."""
    signaal = found(await uow.signalen.get(signaal_id, {Signaalsoort.RECHTMATIGHEID}), "Dit signaal")
    zaak_id, motivering = handeling.nieuw_id(), Motivering(id=handeling.nieuw_id(), tekst=grond)
    zaak = Zaak(
        id=zaak_id,
        agb_code=signaal.agb_code,
        signaal_id=signaal.id,
        trace_id=signaal.trace_id,
        status=ZaakStatus.OPEN,
        trede=Trede.RISICOANALYSE,
        klasse=None,
        voorstel_door=None,
        uitkomst=None,
        geopend_op=handeling.op,
        geopend_door=handeling.door,
        motiveringen=(motivering,),
    )
    gekoppeld = signaal.in_zaak(zaak.id)
    await uow.zaken.add(zaak)
    await uow.signalen.save(gekoppeld)
    gegevens: dict[str, JSON] = {
        "trede": int(zaak.trede),
        "motivering_id": str(motivering.id),
        "signaal_id": str(signaal.id),
        "regel": signaal.regel,
    }
    await uow.timeline.add(zaak.zaak, "zaak_openen", handeling, gegevens)
    event = ZaakGeopend(
        zaak_id=str(zaak.id), agb_code=zaak.agb_code, signaal_id=str(signaal.id), geopend_op=zaak.geopend_op
    )
    uow.emit(event, zaak.trace_id)
    return zaak
