from risb_kern.act import Handeling
from risb_kern.errors import conflict
from risb_zaak.ports import JSON

from contracting.application.uow import Uow
from contracting.domain.regio.deelname import Dienst
from contracting.domain.sturing.verdeling import Kostenverdeling, Verdeelfeiten, verdeel_kosten


async def kosten_verdelen(
    uow: Uow, handeling: Handeling, dienst: Dienst, jaar: int, feiten: Verdeelfeiten
) -> Kostenverdeling:
    """Divide a total by the rule that stands for the service line and year, and keep the outcome."""
    regel = await uow.verdeelregels.get(dienst, jaar)
    if regel is None:
        raise conflict("geen-verdeelregel", f"Voor {dienst} in {jaar} is geen verdeelregel; stel die eerst vast.")
    verdeling = Kostenverdeling(
        id=handeling.nieuw_id(),
        dienst=dienst,
        jaar=jaar,
        versie=regel.versie,
        methode=regel.methode,
        totaal_cent=feiten.totaal_cent,
        delen=verdeel_kosten(regel, feiten),
    )
    await uow.kostenverdelingen.add(verdeling)
    gegevens: dict[str, JSON] = {"regel": regel.zaak, "versie": regel.versie, "totaal_cent": feiten.totaal_cent}
    await uow.timeline.add(verdeling.zaak, "kosten_verdelen", handeling, gegevens)
    return verdeling
