import uuid
from collections.abc import Sequence

from risb_kern.act import Handeling
from risb_kern.errors import conflict, not_found
from risb_zaak.ports import JSON

from contracting.application.belang import belang_van, met_organisatie
from contracting.application.uow import Uow
from contracting.domain.aanbesteding.aanbesteding import Aanbesteding, ProcesVerbaal, Verbaalregel
from contracting.domain.aanbesteding.events import InschrijvingenGeopend
from contracting.domain.aanbesteding.inschrijving import Inschrijving, InschrijvingStap, InschrijvingStatus
from contracting.domain.aanbesteding.vierogen import OPENEN


async def inschrijvingen_openen(
    uow: Uow, handeling: Handeling, aanbesteding_id: uuid.UUID, *, aanwezig: str
) -> Aanbesteding:
    """Open every bid that came in time for a perceel that runs, with a proces-verbaal that names the others too.

    Nobody hands in meanwhile: the tender is locked.
    """
    aanbesteding = await uow.aanbestedingen.get(aanbesteding_id)
    if aanbesteding is None:
        raise not_found("De aanbesteding")
    alle = await uow.inschrijvingen.list(aanbesteding_id)
    eerder = [stap for one in alle for stap in await uow.timeline.list(one.zaak)]
    van = await belang_van(uow, *(one.agb_code for one in alle))
    OPENEN.toets(await met_organisatie(uow, handeling), eerder, van=van)
    geopend = aanbesteding.open(_proces_verbaal(handeling, aanwezig, alle))
    lopend = aanbesteding.lopende_percelen
    dicht = [one for one in alle if one.status is InschrijvingStatus.ONTVANGEN and one.perceel_code in lopend]
    if aanbesteding.processen_verbaal and not dicht:
        raise conflict("niets-te-openen", "Alles wat op tijd was, is al geopend; zie het proces-verbaal.")
    for one in dicht:
        await uow.inschrijvingen.save(one.na(InschrijvingStap.OPENEN))
    await uow.aanbestedingen.save(geopend)
    op_tijd = len(dicht) + sum(one.is_geopend for one in alle)
    te_laat = sum(one.status is InschrijvingStatus.TE_LAAT for one in alle)
    uow.emit(
        InschrijvingenGeopend(
            aanbesteding_id=str(aanbesteding_id), op_tijd=op_tijd, te_laat=te_laat, datum=handeling.vandaag
        )
    )
    gegevens: dict[str, JSON] = {
        "op_tijd": op_tijd,
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
            Verbaalregel(
                perceel_code=one.perceel_code,
                agb_code=one.agb_code,
                ontvangen_op=one.ontvangen_op,
                status=one.status.value,
                vingerafdruk=one.vingerafdruk,
            )
            for one in alle
        ),
    )
