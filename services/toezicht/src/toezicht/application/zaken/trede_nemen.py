import uuid
from collections.abc import Sequence
from dataclasses import dataclass

from risb_kern.act import Handeling
from risb_zaak.ports import JSON

from toezicht.application.found import found
from toezicht.application.uow import Uow
from toezicht.domain.zaken.ladder import Stukverwijzing, Trede, grond_past
from toezicht.domain.zaken.zaak import Motivering, Zaak


@dataclass(frozen=True, slots=True, kw_only=True)
class TredeNemen:
    """The next step of the ladder, its ground, and the documents that it asks for."""

    zaak_id: uuid.UUID
    trede: Trede
    grond: str
    stukken: Sequence[Stukverwijzing]


async def trede_nemen(uow: Uow, handeling: Handeling, opdracht: TredeNemen) -> Zaak:
    """One step up the ladder, with its ground on record; refused when a document lacks."""
    lopend = found(await uow.zaken.get(opdracht.zaak_id), "Deze zaak")
    verwijzingen = tuple(one.verwijzing for one in opdracht.stukken)
    motivering = Motivering(id=handeling.nieuw_id(), tekst=opdracht.grond, verwijzingen=verwijzingen)
    zaak = lopend.naar_trede(opdracht.trede, opdracht.stukken).met(motivering)
    grond_past(opdracht.trede, opdracht.grond)
    await uow.zaken.save(zaak)
    stukken = [{"soort": one.soort, "methoden": list(one.methoden)} for one in opdracht.stukken]
    gegevens: dict[str, JSON] = {
        "trede": int(opdracht.trede),
        "motivering_id": str(motivering.id),
        "stukken": stukken,
    }
    await uow.timeline.add(zaak.zaak, "trede_nemen", handeling, gegevens)
    return zaak
