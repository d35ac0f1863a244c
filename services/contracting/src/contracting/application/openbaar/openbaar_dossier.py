import datetime as dt
import uuid

from risb_kern.clock import AMSTERDAM
from risb_zaak.ports import Tijdlijnregel

from contracting.application.uow import Uow
from contracting.domain.aanbesteding.perceelvraag import Perceelvraag
from contracting.domain.openbaar.dossier import Openbaardossier, Openbarestap
from contracting.domain.openbaar.releases import STAPPEN


async def openbaar_dossier(uow: Uow, aanbesteding_id: uuid.UUID) -> Openbaardossier | None:
    """What may be known of a procedure; None before its publication, as if it did not exist."""
    aanbesteding = await uow.aanbestedingen.find(aanbesteding_id)
    if aanbesteding is None or not aanbesteding.is_openbaar:
        return None
    stappen = [_stap(one) for one in await uow.timeline.list(aanbesteding.zaak)]
    gepubliceerd = next((one for one in stappen if one.soort == "aanbesteding_publiceren"), None)
    overeenkomsten = {}
    for vraag in aanbesteding.percelen:
        stappen += [_stap(one) for one in await uow.timeline.list(f"gunning:{aanbesteding.id}:{vraag.perceel_code}")]
        for overeenkomst in await uow.overeenkomstvragen.list_van_perceel(vraag.perceel_code):
            eigen = [_stap(one) for one in await uow.timeline.list(overeenkomst.zaak)]
            if gepubliceerd and eigen and _hoort_bij(vraag, gepubliceerd.op, eigen[0].op):
                overeenkomsten[overeenkomst.zaak] = overeenkomst
                stappen += eigen
    openbaar = sorted((one for one in stappen if one.soort in STAPPEN), key=lambda one: one.plek)
    return Openbaardossier(aanbesteding=aanbesteding, overeenkomsten=overeenkomsten, stappen=tuple(openbaar))


def _hoort_bij(vraag: Perceelvraag, gepubliceerd_op: dt.datetime, gesloten_op: dt.datetime) -> bool:
    """True when it was signed while this procedure had the perceel: no other procedure has it at that time."""
    dag = gesloten_op.astimezone(AMSTERDAM).date()
    return gesloten_op >= gepubliceerd_op and (vraag.ingetrokken_op is None or dag <= vraag.ingetrokken_op)


def _stap(regel: Tijdlijnregel) -> Openbarestap:
    return Openbarestap(zaak=regel.zaak, nr=regel.nr, soort=regel.soort, op=regel.op, gegevens=regel.gegevens)
