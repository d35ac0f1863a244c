import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass

from risb_kern.act import Handeling

from contracting.application.screening.blokkade_vaststellen import SLOT, blokkade_vaststellen
from contracting.application.uow import Uow
from contracting.domain.screening.screening import Screening, Ubo, Zoeklijst


@dataclass(frozen=True, slots=True, kw_only=True)
class Uboopgave:
    """What an extract of the UBO register says of an organisation."""

    kvk_nummer: str
    uittreksel_van: dt.date
    ubos: tuple[Ubo, ...]


async def ubos_vastleggen(uow: Uow, handeling: Handeling, opgaven: Sequence[Uboopgave]) -> list[Screening]:
    """Keep extracts, of one organisation or of many; what waited for it is paid in the next run, as it stood.

    All or none: a refusal of one leaves nothing behind.
    """
    await uow.serialize(SLOT)
    lijsten = [Zoeklijst.van(one) for one in await uow.sanctielijsten.list()]
    vastgelegd = []
    for one in sorted(opgaven, key=lambda opgave: opgave.kvk_nummer):
        bekend = await uow.screeningen.get(one.kvk_nummer) or Screening(kvk_nummer=one.kvk_nummer)
        nieuw = bekend.leg_vast(one.ubos, one.uittreksel_van, lijsten, handeling.vandaag)
        vastgelegd.append(await blokkade_vaststellen(uow, handeling, nieuw))
        gegevens = {"blokkade": nieuw.blokkade.value, "ubos": len(one.ubos), "uittreksel_van": str(one.uittreksel_van)}
        await uow.timeline.add(nieuw.zaak, "ubos_vastleggen", handeling, gegevens)
    return vastgelegd
