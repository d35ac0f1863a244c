from risb_kern.act import Handeling
from risb_kern.errors import not_found

from subsidies.application.belang import met_organisatie
from subsidies.application.uow import Uow
from subsidies.domain.regelingen.events import RegelingIngetrokken
from subsidies.domain.regelingen.regeling import Intrekking, Regeling
from subsidies.domain.regelingen.vierogen import INTREKKEN


async def regeling_intrekken(uow: Uow, handeling: Handeling, code: str, intrekking: Intrekking) -> Regeling:
    """Take in no more applications from a day on; what was filed before is handled as it was."""
    await uow.serialize(f"regeling:{code}")
    nieuwste = await uow.regelingen.find_newest(code)
    if nieuwste is None:
        raise not_found("De regeling")
    regeling = nieuwste.trek_in(intrekking, handeling.vandaag)
    INTREKKEN.toets(await met_organisatie(uow, handeling), await uow.timeline.list(regeling.zaak))
    await uow.regelingen.save_intrekking(code, intrekking)
    await uow.timeline.add(regeling.zaak, "regeling_intrekken", handeling, {"van": str(intrekking.van)})
    uow.emit(RegelingIngetrokken(regeling_code=code, ingetrokken_per=intrekking.van, ingetrokken_op=handeling.op))
    return regeling
