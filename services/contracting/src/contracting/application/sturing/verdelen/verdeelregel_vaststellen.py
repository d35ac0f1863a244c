from collections.abc import Callable
from dataclasses import replace

from risb_kern.act import Handeling
from risb_zaak.ports import JSON

from contracting.application.uow import Uow
from contracting.domain.sturing.verdeling import Verdeelregel


async def verdeelregel_vaststellen(
    uow: Uow, handeling: Handeling, regel: Verdeelregel, *, mag: Callable[[int], None]
) -> Verdeelregel:
    """Set how a service line is divided in a year; what was divided before stays as it was.

    `mag` is given the version that stands, 0 for none, and raises when the caller has not seen that one.
    """
    regel.controleer()
    bestaand = await uow.verdeelregels.get(regel.dienst, regel.jaar)
    versie = bestaand.versie if bestaand else 0
    mag(versie)
    nieuw = replace(regel, versie=versie + 1)
    await uow.verdeelregels.save(nieuw)
    gegevens: dict[str, JSON] = {"methode": nieuw.methode.value, "versie": nieuw.versie}
    await uow.timeline.add(nieuw.zaak, "verdeelregel_vaststellen", handeling, gegevens)
    return nieuw
