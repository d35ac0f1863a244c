import datetime as dt
import uuid

from risb_kern.act import Handeling
from risb_zaak.ports import JSON

from contracting.application.belang import belang_van, met_organisatie
from contracting.application.levensloop.einde_verschuiven import einde_verschuiven
from contracting.application.levensloop.locked import locked
from contracting.application.uow import Uow
from contracting.domain.levensloop.verlengen import verleng
from contracting.domain.levensloop.vierogen import VERLENGEN
from contracting.domain.overeenkomsten.overeenkomst import Overeenkomst


async def overeenkomst_verlengen(
    uow: Uow,
    handeling: Handeling,
    overeenkomst_id: uuid.UUID,
    *,
    ontvangen_op: dt.date,
    maanden: int | None = None,
) -> Overeenkomst:
    """Use an option whose notice the aanbieder received in time, by another person than who concluded."""
    overeenkomst = await locked(uow.overeenkomsten, overeenkomst_id)
    verlengd = verleng(overeenkomst, ontvangen_op=ontvangen_op, maanden=maanden, vandaag=handeling.vandaag)
    belang = await belang_van(uow, verlengd.agb_code)
    VERLENGEN.toets(await met_organisatie(uow, handeling), await uow.timeline.list(verlengd.zaak), van=belang)
    verlengd = await einde_verschuiven(uow, handeling, verlengd)
    gegevens: dict[str, JSON] = {"einddatum": str(verlengd.einddatum), "ontvangen_op": str(ontvangen_op)}
    await uow.timeline.add(verlengd.zaak, "overeenkomst_verlengen", handeling, gegevens)
    return verlengd
