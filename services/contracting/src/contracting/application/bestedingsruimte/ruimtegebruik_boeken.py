import uuid

from risb_kern.act import Handeling
from risb_zaak.ports import JSON

from contracting.application.uow import Uow
from contracting.domain.bestedingsruimte.events import BestedingsruimteBijnaOp


async def ruimtegebruik_boeken(
    uow: Uow, handeling: Handeling, ruimte_id: uuid.UUID, *, bron_id: uuid.UUID, cent: int
) -> None:
    """Book what a judged message took, and warn once when the amount is nearly used."""
    ruimte = await uow.bestedingsruimten.get(ruimte_id)
    if ruimte is None:
        return
    await uow.bestedingsruimten.add_gebruik(ruimte_id, bron_id, cent)
    gebruikt = await uow.bestedingsruimten.sum_gebruik(ruimte_id)
    if not ruimte.moet_waarschuwen(gebruikt):
        return
    await uow.bestedingsruimten.save(ruimte.waarschuw())
    uow.emit(
        BestedingsruimteBijnaOp(
            ruimte_id=str(ruimte.id),
            overeenkomst_id=str(ruimte.overeenkomst_id),
            agb_code=ruimte.agb_code,
            versie=ruimte.versie,
            bedrag_cent=ruimte.bedrag_cent,
            gebruikt_cent=gebruikt,
            datum=handeling.vandaag,
        )
    )
    gegevens: dict[str, JSON] = {"gebruikt_cent": gebruikt, "bedrag_cent": ruimte.bedrag_cent}
    await uow.timeline.add(ruimte.zaak, "ruimtegebruik_boeken", handeling, gegevens)
