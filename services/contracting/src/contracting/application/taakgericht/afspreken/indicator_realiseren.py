import uuid

from risb_kern.act import Handeling
from risb_recht.periode import Periode
from risb_zaak.ports import JSON

from contracting.application.taakgericht.budget_vinden import budget_vinden
from contracting.application.taakgericht.locked import locked
from contracting.application.uow import Uow
from contracting.domain.taakgericht.taakafspraak import Realisatie, Taakafspraak


async def indicator_realiseren(
    uow: Uow, handeling: Handeling, overeenkomst_id: uuid.UUID, realisatie: Realisatie
) -> Taakafspraak:
    """Record what was measured, with its source; again for the same period is a correction."""
    overeenkomst, _ = await budget_vinden(uow, overeenkomst_id)
    looptijd = Periode(van=overeenkomst.ingangsdatum, tot=overeenkomst.einddatum)
    afspraak = await locked(uow.taakafspraken, overeenkomst_id, "De taakafspraak")
    gemeten = afspraak.realiseer(realisatie, looptijd, handeling.vandaag)
    await uow.taakafspraken.save(gemeten)
    gegevens: dict[str, JSON] = {
        "indicator": realisatie.indicator,
        "periode_van": str(realisatie.periode_van),
        "waarde": realisatie.waarde,
    }
    await uow.timeline.add(gemeten.zaak, "indicator_realiseren", handeling, gegevens)
    return gemeten
