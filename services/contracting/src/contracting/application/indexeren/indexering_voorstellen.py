from dataclasses import dataclass

from risb_kern.act import Handeling
from risb_kern.errors import not_found
from risb_zaak.ports import JSON

from contracting.application.indexeren.opstellen import Opstelling
from contracting.application.uow import Uow
from contracting.domain.indexeren.indexering import (
    Indexering,
    IndexeringStatus,
    controleer_regels,
    controleer_ronde,
)


@dataclass(frozen=True, slots=True, kw_only=True)
class IndexeringVoorstellen:
    """Which percelen, for which year; `voorlopig` while the correction is not known."""

    jaar: int
    percelen: tuple[str, ...]
    voorlopig: bool


async def indexering_voorstellen(uow: Uow, handeling: Handeling, opdracht: IndexeringVoorstellen) -> Indexering:
    """Work out every tariff and budget of these percelen and show it; no price changes by it.

    A second one for the same year takes only what figures of a later day change, on the tariffs of before the first.
    """
    jaar, percelen = opdracht.jaar, tuple(sorted(opdracht.percelen))
    for perceel in percelen:
        if await uow.percelen.find(perceel) is None:
            raise not_found(f"Perceel {perceel}")
    bestaand = await uow.indexeringen.list_of_percelen(percelen)
    controleer_ronde(jaar, percelen, bestaand)
    opstelling = Opstelling(uow=uow, jaar=jaar, percelen=percelen)
    berekeningen = await opstelling.berekeningen(voorlopig=opdracht.voorlopig)
    delen = await opstelling.delen(berekeningen)
    regels = [one for deel in delen for one in deel]
    eerder = any(one.jaar == jaar and one.status is IndexeringStatus.UITGEVOERD for one in bestaand)
    controleer_regels(jaar, regels, berekeningen, await opstelling.vloeren(), eerder=eerder)
    indexering = Indexering(
        id=handeling.nieuw_id(),
        jaar=jaar,
        percelen=percelen,
        voorlopig=opdracht.voorlopig,
        voorgesteld_op=handeling.vandaag,
        voorgesteld_door=handeling.door,
        berekeningen=berekeningen,
        regels=len(regels),
        delen=len(delen),
    )
    await uow.indexeringen.add(indexering, delen)
    gegevens: dict[str, JSON] = {"jaar": jaar, "percelen": list(percelen), "regels": len(regels)}
    await uow.timeline.add(indexering.zaak, "indexering_voorstellen", handeling, gegevens)
    return indexering
