import uuid

from risb_kern.act import Handeling
from risb_zaak.ports import JSON

from contracting.application.taakgericht.locked import locked
from contracting.application.uow import Uow
from contracting.domain.taakgericht.taakafspraak import Mijlpaalstand, Taakafspraak


async def mijlpaal_behalen(
    uow: Uow, handeling: Handeling, overeenkomst_id: uuid.UUID, stand: Mijlpaalstand
) -> Taakafspraak:
    """Record that a milestone of the transformation plan was reached, and where that shows."""
    afspraak = await locked(uow.taakafspraken, overeenkomst_id, "De taakafspraak")
    behaald = afspraak.behaal(stand, handeling.vandaag)
    await uow.taakafspraken.save(behaald)
    gegevens: dict[str, JSON] = {"mijlpaal": stand.mijlpaal, "behaald_op": str(stand.behaald_op)}
    await uow.timeline.add(behaald.zaak, "mijlpaal_behalen", handeling, gegevens)
    return behaald
