import uuid
from dataclasses import dataclass

from risb_kern.act import Handeling
from risb_kern.errors import not_found
from risb_zaak.ports import JSON

from contracting.application.belang import belang_van, met_organisatie
from contracting.application.uow import Uow
from contracting.domain.plichten.events import TekortkomingBesloten
from contracting.domain.plichten.tekortkoming import Gevolg, Tekortkoming
from contracting.domain.plichten.vierogen import BESLUITEN


@dataclass(frozen=True, slots=True, kw_only=True)
class TekortkomingBesluiten:
    """What follows and why, and whether it is published."""

    gevolg: Gevolg
    motivering: str
    openbaar: bool


async def tekortkoming_besluiten(
    uow: Uow, handeling: Handeling, tekortkoming_id: uuid.UUID, opdracht: TekortkomingBesluiten
) -> Tekortkoming:
    """Decide on a breach, by another person than who reported it."""
    tekortkoming = await uow.tekortkomingen.get(tekortkoming_id)
    if tekortkoming is None:
        raise not_found("De tekortkoming")
    besloten = tekortkoming.besluit(opdracht.gevolg, opdracht.motivering, handeling.vandaag, openbaar=opdracht.openbaar)
    BESLUITEN.toets(
        await met_organisatie(uow, handeling),
        await uow.timeline.list(besloten.zaak),
        van=await belang_van(uow, besloten.agb_code),
    )
    await uow.tekortkomingen.save(besloten)
    uow.emit(
        TekortkomingBesloten(
            tekortkoming_id=str(besloten.id),
            overeenkomst_id=str(besloten.overeenkomst_id),
            agb_code=besloten.agb_code,
            artikel=besloten.artikel,
            gevolg=opdracht.gevolg.value,
            openbaar=opdracht.openbaar,
            besloten_op=handeling.vandaag,
        )
    )
    gegevens: dict[str, JSON] = {"gevolg": opdracht.gevolg.value, "openbaar": opdracht.openbaar}
    await uow.timeline.add(besloten.zaak, "tekortkoming_besluiten", handeling, gegevens)
    return besloten
