from dataclasses import dataclass

from risb_kern.act import Handeling
from risb_zaak.ports import JSON

from contracting.application.uow import Uow
from contracting.domain.sturing.raming import Productfeiten, Raming, controleer_feiten


@dataclass(frozen=True, slots=True, kw_only=True)
class RamingOpstellen:
    """Of which line and year, and the facts."""

    gemeente: str
    programmalijn: str
    jaar: int
    producten: tuple[Productfeiten, ...]
    termijnen_cent: int
    extra_cent: int


async def raming_opstellen(uow: Uow, handeling: Handeling, opdracht: RamingOpstellen) -> Raming:
    """Make a forecast and keep it with its facts; the interval comes from the ones before it."""
    controleer_feiten(opdracht.producten)
    raming = Raming(
        id=handeling.nieuw_id(),
        gemeente=opdracht.gemeente,
        programmalijn=opdracht.programmalijn,
        jaar=opdracht.jaar,
        opgesteld_op=handeling.vandaag,
        producten=opdracht.producten,
        termijnen_cent=opdracht.termijnen_cent,
        extra_cent=opdracht.extra_cent,
    ).met_interval(await uow.ramingen.list_afgerekend(opdracht.gemeente, opdracht.programmalijn))
    await uow.ramingen.add(raming)
    gegevens: dict[str, JSON] = {"jaar": raming.jaar, "raming_cent": raming.raming_cent}
    await uow.timeline.add(raming.zaak, "raming_opstellen", handeling, gegevens)
    return raming
