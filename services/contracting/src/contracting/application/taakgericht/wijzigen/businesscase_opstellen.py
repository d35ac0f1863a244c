import uuid

from risb_kern.act import Handeling
from risb_kern.errors import not_found
from risb_zaak.ports import JSON

from contracting.application.uow import Uow
from contracting.domain.taakgericht.businesscase import Businesscase, Casusvoorstel


async def businesscase_opstellen(
    uow: Uow, handeling: Handeling, betreft_id: uuid.UUID, voorstel: Casusvoorstel
) -> Businesscase:
    """Write a business case for an agreement or a parent agreement; it promises nothing."""
    businesscase = Businesscase(
        id=handeling.nieuw_id(),
        betreft_id=betreft_id,
        agb_codes=await _aanbieders_van(uow, betreft_id),
        voorstel=voorstel,
    )
    await uow.businesscases.add(businesscase)
    gegevens: dict[str, JSON] = {"betreft": str(betreft_id), "gevraagd_cent": businesscase.gevraagd_cent}
    await uow.timeline.add(businesscase.zaak, "businesscase_opstellen", handeling, gegevens)
    return businesscase


async def _aanbieders_van(uow: Uow, betreft_id: uuid.UUID) -> tuple[str, ...]:
    moeder = await uow.moederovereenkomsten.find(betreft_id)
    if moeder is not None:
        return tuple(sorted(moeder.aandelen))
    overeenkomst = await uow.overeenkomstvragen.find(betreft_id)
    if overeenkomst is None:
        raise not_found("De overeenkomst")
    return (overeenkomst.agb_code,)
