"""What is chosen for the review queue. The answer (325) never waits for it."""

from collections.abc import Mapping

from risb_kern.act import Handeling
from risb_zaak.ports import JSON

from declaraties.application.uow import Uow
from declaraties.domain.betalen.betaalcontrole import REGELVERSIE, Controleregels, controleredenen


async def betaalcontroles_kiezen(
    uow: Uow, handeling: Handeling, gemeente: str | None, *, regels: Controleregels
) -> int:
    """Decide for every new payable, and again for a new account or a refusal; gives how many were chosen."""
    kandidaten = await uow.betaalcontroles.list_onbepaald(gemeente)
    keuzes = [(one, controleredenen(one, regels, vandaag=handeling.vandaag)) for one in kandidaten]
    gekozen = await uow.betaalcontroles.add_keuzes(keuzes, nu=handeling.op)
    for one, redenen in keuzes:
        if one.opdracht_id in gekozen:
            gegevens: Mapping[str, JSON] = {"redenen": redenen, "regelversie": REGELVERSIE}
            await uow.timeline.add(f"betaalcontrole:{one.opdracht_id}", "betaalcontroles_kiezen", handeling, gegevens)
    return len(gekozen)
