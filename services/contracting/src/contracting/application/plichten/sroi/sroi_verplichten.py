import uuid
from dataclasses import dataclass

from risb_kern.act import Handeling
from risb_kern.errors import not_found
from risb_zaak.ports import JSON

from contracting.application.uow import Uow
from contracting.domain.plichten.sroi import Sroiverplichting, controleer_tabel


@dataclass(frozen=True, slots=True, kw_only=True)
class SroiVerplichten:
    """How much is owed under which agreement, and the table to count with."""

    overeenkomst_id: uuid.UUID
    tabelcode: str
    contractsom_cent: int
    percentage: int


async def sroi_verplichten(uow: Uow, handeling: Handeling, opdracht: SroiVerplichten) -> Sroiverplichting:
    """Record the obligation of an agreement; the table that it names counts until the end."""
    overeenkomst = await uow.overeenkomsten.get(opdracht.overeenkomst_id)
    if overeenkomst is None:
        raise not_found("De overeenkomst")
    tabel = await uow.sroitabellen.find(opdracht.tabelcode)
    if tabel is None:
        raise not_found("De SROI-tabel")
    controleer_tabel(tabel, overeenkomst.gemeenten, overeenkomst.ingangsdatum, handeling.vandaag)
    verplichting = Sroiverplichting(
        id=handeling.nieuw_id(),
        overeenkomst_id=overeenkomst.id,
        agb_code=overeenkomst.agb_code,
        tabel=tabel,
        contractsom_cent=opdracht.contractsom_cent,
        percentage=opdracht.percentage,
    )
    await uow.sroiverplichtingen.add(verplichting)
    gegevens: dict[str, JSON] = {"tabel": tabel.code, "verplicht_cent": verplichting.verplicht_cent}
    await uow.timeline.add(verplichting.zaak, "sroi_verplichten", handeling, gegevens)
    return verplichting
