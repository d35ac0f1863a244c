import datetime as dt
import uuid

from risb_kern.act import Handeling
from risb_recht.vierogen import Hand

from toezicht.application.belang import belang_van, met_organisatie
from toezicht.application.found import found
from toezicht.application.uow import Uow
from toezicht.domain.maatregelen.events import MaatregelBeeindigd
from toezicht.domain.maatregelen.maatregel import Maatregel
from toezicht.domain.maatregelen.vierogen import BEEINDIGEN


async def maatregel_beeindigen(
    uow: Uow, handeling: Handeling, einddatum: dt.date, *, maatregel_id: uuid.UUID, reden: str
) -> Maatregel:
    """End a measure, also when its case is closed by then, by another person than who imposed it."""
    lopend = found(await uow.maatregelen.get(maatregel_id), "Deze maatregel")
    opgelegd = Hand(soort="maatregel_opleggen", door=lopend.opgelegd_door)
    gedaan = await uow.timeline.list(lopend.zaak)
    keten = [one for one in gedaan if one.gegevens.get("maatregel_id") == str(lopend.id)]
    maatregel = lopend.beeindig(einddatum, reden)
    BEEINDIGEN.toets(
        await met_organisatie(uow, handeling), [opgelegd, *keten], van=await belang_van(uow, lopend.agb_code)
    )
    await uow.maatregelen.save(maatregel)
    gegevens = {"maatregel_id": str(maatregel.id), "einddatum": einddatum.isoformat()}
    await uow.timeline.add(maatregel.zaak, "maatregel_beeindigen", handeling, gegevens)
    event = MaatregelBeeindigd(
        maatregel_id=str(maatregel.id),
        zaak_id=str(maatregel.zaak_id),
        agb_code=maatregel.agb_code,
        soort=maatregel.soort,
        einddatum=einddatum,
        reden=reden,
    )
    uow.emit(event, maatregel.trace_id)
    return maatregel
