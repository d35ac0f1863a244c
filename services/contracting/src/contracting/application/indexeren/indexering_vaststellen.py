import uuid

from risb_kern.act import Handeling
from risb_kern.errors import not_found
from risb_zaak.ports import JSON

from contracting.application.belang import belang_van, met_organisatie
from contracting.application.indexeren.opstellen import Opstelling
from contracting.application.uow import Uow
from contracting.domain.indexeren.indexering import Indexering
from contracting.domain.indexeren.vierogen import INDEXERING_VASTSTELLEN

DEEL_UITVOEREN = "indexering-deel"


async def indexering_vaststellen(uow: Uow, handeling: Handeling, indexering_id: uuid.UUID) -> Indexering:
    """Decide on what was proposed, by another person, as long as it is still what would be proposed.

    The agenda carries it out in parts; each appears in the progress as it is done.
    """
    indexering = await uow.indexeringen.get(indexering_id)
    if indexering is None:
        raise not_found("De indexering")
    vastgesteld = indexering.stel_vast(handeling.vandaag, handeling.door)
    regels = await uow.indexeringen.list_regels(indexering_id)
    aanbieders = sorted({one.agb_code for one in regels})
    INDEXERING_VASTSTELLEN.toets(
        await met_organisatie(uow, handeling),
        await uow.timeline.list(indexering.zaak),
        van=await belang_van(uow, *aanbieders),
    )
    opstelling = Opstelling(uow=uow, jaar=indexering.jaar, percelen=indexering.percelen)
    nu = await opstelling.berekeningen(voorlopig=indexering.voorlopig)
    delen = await opstelling.delen(nu)
    indexering.ongewijzigd(nu, list(regels), [one for deel in delen for one in deel])
    await uow.indexeringen.save(vastgesteld)
    for deel in range(indexering.delen):
        gegevens: dict[str, JSON] = {"indexering": str(indexering_id), "deel": deel}
        await uow.agenda.set(f"indexeringsdeel:{indexering_id}.{deel}", DEEL_UITVOEREN, handeling.op, gegevens)
    await uow.timeline.add(vastgesteld.zaak, "indexering_vaststellen", handeling, {"regels": indexering.regels})
    return vastgesteld
