import uuid
from collections.abc import Mapping

from risb_kern.act import Handeling
from risb_zaak.ports import JSON

from subsidies.application.belang import met_organisatie
from subsidies.application.besluiten.gelijken import gelijken_van, handen_in
from subsidies.application.uow import Uow
from subsidies.domain.besluiten.loting import Loting, zet_klaar
from subsidies.domain.besluiten.vierogen import LOTING_KLAARZETTEN


async def loting_klaarzetten(uow: Uow, handeling: Handeling, aanvraag_id: uuid.UUID) -> Loting:
    """Fix the list of who stood at the same place without a lot; a list that was not drawn yet is replaced."""
    gelijken = await gelijken_van(handeling, aanvraag_id, uow)
    loten = zet_klaar(gelijken.zonder_lot, gelijken.voor_cent, gelijken.plafond.ruimte_cent)
    for van, keten in await handen_in(handeling, loten, uow):
        LOTING_KLAARZETTEN.toets(await met_organisatie(uow, handeling), keten, van=van)
    loting = Loting(
        id=handeling.nieuw_id(),
        plafond_id=gelijken.plafond.id,
        plaats=gelijken.plaats,
        klaargezet_door=handeling.door,
        klaargezet_op=handeling.op,
        loten=loten,
    )
    for oud in gelijken.lotingen:
        if oud.zaad is None:
            await uow.lotingen.remove(oud.id)
    await uow.lotingen.add(loting)
    gegevens: Mapping[str, JSON] = {"loting": str(loting.id), "aantal": len(loten)}
    for lot in loten:
        await uow.timeline.add(f"aanvraag:{lot.aanvraag_id}", "loting_klaarzetten", handeling, gegevens)
    return loting
