"""What is chosen for the review queue. The answer (325) never waits for it."""

from collections.abc import Mapping

from risb_kern.act import Handeling
from risb_zaak.ports import JSON

from declaraties.application.uow import Uow
from declaraties.domain.betalen.betaalcontrole import REGELVERSIE, Controleregels, controleredenen


async def betaalcontroles_kiezen(
    uow: Uow, handeling: Handeling, gemeente: str | None, *, regels: Controleregels
) -> int:
    """Decide once for every new payable; gives how many were chosen."""
    kandidaten = await uow.betaalcontroles.list_onbepaald(gemeente)
    keuzes = [(one.opdracht_id, controleredenen(one, regels, vandaag=handeling.vandaag)) for one in kandidaten]
    gekozen = await uow.betaalcontroles.add_keuzes(keuzes, nu=handeling.op)
    for opdracht_id, redenen in keuzes:
        if opdracht_id in gekozen:
            gegevens: Mapping[str, JSON] = {"redenen": redenen, "regelversie": REGELVERSIE}
            await uow.timeline.add(f"betaalcontrole:{opdracht_id}", "betaalcontroles_kiezen", handeling, gegevens)
    return len(gekozen)
