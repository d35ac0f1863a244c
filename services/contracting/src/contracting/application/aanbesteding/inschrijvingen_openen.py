import uuid
from collections.abc import Sequence

from risb_kern.act import Handeling
from risb_kern.errors import not_found
from risb_zaak.ports import JSON

from contracting.application.belang import belang_van
from contracting.application.uow import Uow
from contracting.domain.aanbesteding.aanbesteding import Aanbesteding, ProcesVerbaal
from contracting.domain.aanbesteding.events import InschrijvingenGeopend
from contracting.domain.aanbesteding.inschrijving import Inschrijving, InschrijvingStap, InschrijvingStatus
from contracting.domain.aanbesteding.vierogen import OPENEN


async def inschrijvingen_openen(
    uow: Uow, handeling: Handeling, aanbesteding_id: uuid.UUID, *, aanwezig: str
) -> Aanbesteding:
    """Open every bid that came in time, with a proces-verbaal; what came too late stays closed and is named in it."""
    aanbesteding = await uow.aanbestedingen.get(aanbesteding_id)
    if aanbesteding is None:
        raise not_found("De aanbesteding")
    alle = await uow.inschrijvingen.list(aanbesteding_id)
    OPENEN.toets(
        handeling,
        await uow.timeline.list(aanbesteding.zaak),
        van=await belang_van(uow, *(one.agb_code for one in alle)),
    )
    geopend = aanbesteding.open(_proces_verbaal(handeling, aanwezig, alle))
    dicht = [one for one in alle if one.status is InschrijvingStatus.ONTVANGEN]
    for one in dicht:
        await uow.inschrijvingen.save(one.na(InschrijvingStap.OPENEN))
    await uow.aanbestedingen.save(geopend)
    te_laat = sum(one.status is InschrijvingStatus.TE_LAAT for one in alle)
    uow.emit(
        InschrijvingenGeopend(
            aanbesteding_id=str(aanbesteding_id), op_tijd=len(dicht), te_laat=te_laat, datum=handeling.vandaag
        )
    )
    gegevens: dict[str, JSON] = {
        "op_tijd": len(dicht),
        "te_laat": te_laat,
        "vingerafdrukken": [one.vingerafdruk for one in dicht],
    }
    await uow.timeline.add(geopend.zaak, "inschrijvingen_openen", handeling, gegevens)
    return geopend


def _proces_verbaal(handeling: Handeling, aanwezig: str, alle: Sequence[Inschrijving]) -> ProcesVerbaal:
    return ProcesVerbaal(
        geopend_op=handeling.op,
        geopend_door=handeling.door,
        aanwezig=aanwezig,
        inschrijvingen=tuple(
            f"{one.perceel_code} {one.agb_code} {one.ontvangen_op.isoformat()} {one.status} {one.vingerafdruk}"
            for one in alle
        ),
    )
