"""What is chosen for the review queue. The answer (325) never waits for it."""

from risb_kern.act import Handeling

from declaraties.application.uow import Uow
from declaraties.domain.betalen.betaalcontrole import Controleregels, controleredenen


async def betaalcontroles_kiezen(
    uow: Uow, handeling: Handeling, gemeente: str | None, *, regels: Controleregels
) -> int:
    """Decide once for every new payable; gives how many were chosen."""
    kandidaten = await uow.betaalcontroles.list_onbepaald(gemeente)
    keuzes = [(one.opdracht_id, controleredenen(one, regels, vandaag=handeling.vandaag)) for one in kandidaten]
    await uow.betaalcontroles.add_keuzes(keuzes, nu=handeling.op)
    return sum(bool(redenen) for _, redenen in keuzes)
