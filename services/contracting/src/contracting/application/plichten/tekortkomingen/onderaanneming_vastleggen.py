import datetime as dt
import uuid
from dataclasses import dataclass

from risb_kern.act import Handeling
from risb_kern.errors import not_found
from risb_zaak.ports import JSON

from contracting.application.plichten.tekortkomingen.tekortkoming_melden import tekortkoming_melden
from contracting.application.uow import Uow
from contracting.domain.plichten.onderaanneming import Onderaanneming, OnderaannemingStatus, status_van

ARTIKEL = "3.9"


@dataclass(frozen=True, slots=True, kw_only=True)
class OnderaannemingVastleggen:
    """Who works for the aanbieder, since when, and whether for another subcontractor."""

    overeenkomst_id: uuid.UUID
    kvk_nummer: str
    zzp: bool
    ingezet_op: dt.date | None
    onder_onderaannemer: bool


async def onderaanneming_vastleggen(
    uow: Uow, handeling: Handeling, opdracht: OnderaannemingVastleggen
) -> Onderaanneming:
    """Ask for consent, or record that somebody works without it: that is a breach."""
    overeenkomst = await uow.overeenkomsten.get(opdracht.overeenkomst_id)
    if overeenkomst is None:
        raise not_found("De overeenkomst")
    onderaanneming = Onderaanneming(
        id=handeling.nieuw_id(),
        overeenkomst_id=overeenkomst.id,
        agb_code=overeenkomst.agb_code,
        kvk_nummer=opdracht.kvk_nummer,
        zzp=opdracht.zzp,
        ingezet_op=opdracht.ingezet_op,
        status=status_van(
            zzp=opdracht.zzp, ingezet_op=opdracht.ingezet_op, onder_onderaannemer=opdracht.onder_onderaannemer
        ),
    )
    await uow.onderaannemingen.add(onderaanneming)
    gegevens: dict[str, JSON] = {"overeenkomst": str(overeenkomst.id), "status": onderaanneming.status.value}
    await uow.timeline.add(onderaanneming.zaak, "onderaanneming_vastleggen", handeling, gegevens)
    if onderaanneming.status is OnderaannemingStatus.ZONDER_TOESTEMMING:
        bevinding = f"Onderaannemer met KvK-nummer {opdracht.kvk_nummer} werkt sinds {opdracht.ingezet_op} zonder"
        bevinding += " toestemming."
        await tekortkoming_melden(uow, handeling, overeenkomst.id, artikel=ARTIKEL, bevinding=bevinding)
    return onderaanneming
