from contracting.application.ports import UnitOfWork
from contracting.domain.regio.deelname import RegioDeelname, controleer_periode


async def leg_deelname_vast(uow: UnitOfWork, deelname: RegioDeelname) -> RegioDeelname:
    """Store a period, or change its last day; the same period again stores and tells nothing."""
    bestaand = await uow.deelnames.van_gemeente(deelname.gemeente, deelname.dienst)
    controleer_periode(deelname, bestaand)
    if deelname not in bestaand:
        await uow.deelnames.save(deelname)
        uow.emit(deelname.vastgelegd())
    return deelname
