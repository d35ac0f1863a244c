import datetime as dt
import uuid
from dataclasses import dataclass

from risb_kern.act import Handeling
from risb_kern.errors import not_found
from risb_recht.kalender import DAG
from risb_zaak.ports import JSON

from contracting.application.plichten.kalender.agenda import plan
from contracting.application.uow import Uow
from contracting.domain.plichten.plicht import Plicht, Plichtsoort, eerste_na


@dataclass(frozen=True, slots=True, kw_only=True)
class PlichtVaststellen:
    """What has to be done under which agreement, from when, and every how many months (0: once)."""

    overeenkomst_id: uuid.UUID
    plichtsoort: Plichtsoort
    anker: dt.date
    periode_maanden: int


async def plicht_vaststellen(uow: Uow, handeling: Handeling, opdracht: PlichtVaststellen) -> Plicht:
    """Start a duty under an agreement; it ends with the agreement as concluded."""
    overeenkomst = await uow.overeenkomsten.get(opdracht.overeenkomst_id)
    if overeenkomst is None:
        raise not_found("De overeenkomst")
    gisteren = handeling.vandaag - DAG
    plicht = Plicht(
        id=handeling.nieuw_id(),
        overeenkomst_id=overeenkomst.id,
        agb_code=overeenkomst.agb_code,
        plichtsoort=opdracht.plichtsoort,
        anker=opdracht.anker,
        periode_maanden=opdracht.periode_maanden,
        tot=overeenkomst.afgesproken_einde,
        volgende=eerste_na(opdracht.anker, opdracht.periode_maanden, na=gisteren, tot=overeenkomst.afgesproken_einde),
    )
    await uow.plichten.add(plicht)
    await plan(uow.agenda, plicht, handeling.vandaag)
    gegevens: dict[str, JSON] = {"overeenkomst": str(overeenkomst.id), "volgende": str(plicht.volgende)}
    await uow.timeline.add(plicht.zaak, "plicht_vaststellen", handeling, gegevens)
    return plicht
