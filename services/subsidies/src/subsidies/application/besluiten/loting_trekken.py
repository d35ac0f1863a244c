import uuid

from risb_kern.act import Handeling
from risb_kern.errors import conflict

from subsidies.application.belang import met_organisatie
from subsidies.application.besluiten.gelijken import gelijken_van, handen_in
from subsidies.application.uow import Uow
from subsidies.domain.besluiten.loting import Loting, trek, uitslagen
from subsidies.domain.besluiten.vierogen import LOTING_TREKKEN


async def loting_trekken(uow: Uow, handeling: Handeling, aanvraag_id: uuid.UUID, *, zaad: str) -> Loting:
    """Draw the order from the list that another person set; who draws is the witness."""
    gelijken = await gelijken_van(handeling, aanvraag_id, uow)
    klaar = next((one for one in gelijken.lotingen if one.zaad is None), None)
    if klaar is None:
        raise conflict("geen-loting-klaar", "Er staat geen loting klaar. Laat een collega haar eerst klaarzetten.")
    for van, keten in await handen_in(handeling, klaar.loten, uow):
        LOTING_TREKKEN.toets(await met_organisatie(uow, handeling), keten, van=van)
    eerste = len(uitslagen(gelijken.lotingen)) + 1
    getrokken = trek(klaar, gelijken.zonder_lot, handeling, zaad=zaad, eerste=eerste)
    await uow.lotingen.save(getrokken)
    for lot in getrokken.loten:
        gegevens = {"loting": str(getrokken.id), "zaad": zaad, "nummer": lot.nummer, "aantal": len(getrokken.loten)}
        await uow.timeline.add(f"aanvraag:{lot.aanvraag_id}", "loting_trekken", handeling, gegevens)
    return getrokken
