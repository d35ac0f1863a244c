from risb_kern.act import Handeling

from contracting.application.uow import Uow
from contracting.domain.regio.deelname import RegioDeelname, controleer_periode
from contracting.domain.regio.events import RegioDeelnameVastgelegd


async def deelname_vastleggen(uow: Uow, handeling: Handeling, deelname: RegioDeelname) -> RegioDeelname:
    """Store a period, or change its last day; the same period again stores and tells nothing."""
    bestaand = await uow.deelnames.get_perioden(deelname.gemeente, deelname.dienst)
    controleer_periode(deelname, bestaand)
    if deelname not in bestaand:
        await uow.deelnames.save(deelname)
        uow.emit(_vastgelegd(deelname))
        await uow.timeline.add(
            deelname.zaak,
            "deelname_vastleggen",
            handeling,
            {"van": str(deelname.van), "tot": str(deelname.tot) if deelname.tot else None},
        )
    return deelname


def _vastgelegd(deelname: RegioDeelname) -> RegioDeelnameVastgelegd:
    return RegioDeelnameVastgelegd(
        gemeente=deelname.gemeente, dienst=deelname.dienst.value, van=deelname.van, tot=deelname.tot
    )
