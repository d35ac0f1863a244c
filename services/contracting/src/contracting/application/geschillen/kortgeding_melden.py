import datetime as dt

from risb_kern.act import Handeling
from risb_kern.errors import not_found, refused
from risb_zaak.ports import JSON

from contracting.application.uow import Uow
from contracting.domain.geschillen.events import KortgedingGemeld
from contracting.domain.geschillen.geschil import Kortgeding, is_op_tijd


async def kortgeding_melden(
    uow: Uow, handeling: Handeling, perceel_code: str, *, agb_code: str, aanhangig_op: dt.date
) -> Kortgeding:
    """Keep that an aanbieder went to court about a perceel; from now on it holds up signing (R8)."""
    if await uow.percelen.find(perceel_code) is None:
        raise not_found("Het perceel")
    if await uow.aanbieders.find(agb_code) is None:
        raise not_found("De aanbieder")
    if aanhangig_op > handeling.vandaag:
        raise refused(
            "aanhangig-in-toekomst", "Een kort geding wordt gemeld als het aanhangig is: kies een dag tot nu."
        )
    aanbesteding = await uow.aanbestedingen.get_van_perceel(perceel_code)
    gunning = await uow.gunningen.find(aanbesteding.id, perceel_code) if aanbesteding else None
    kortgeding = Kortgeding(
        id=handeling.nieuw_id(),
        perceel_code=perceel_code,
        agb_code=agb_code,
        aanhangig_op=aanhangig_op,
        op_tijd=is_op_tijd(gunning.medegedeeld_op if gunning else None, aanhangig_op),
    )
    await uow.kortgedingen.save(kortgeding)
    feit = KortgedingGemeld(
        kortgeding_id=str(kortgeding.id),
        perceel_code=perceel_code,
        agb_code=agb_code,
        op_tijd=kortgeding.op_tijd,
        datum=aanhangig_op,
    )
    uow.emit(feit)
    gegevens: dict[str, JSON] = {"perceel_code": perceel_code, "agb_code": agb_code, "op_tijd": kortgeding.op_tijd}
    await uow.timeline.add(kortgeding.zaak, "kortgeding_melden", handeling, gegevens)
    return kortgeding
