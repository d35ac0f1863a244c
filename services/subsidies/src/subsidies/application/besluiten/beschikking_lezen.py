import uuid

from risb_kern.act import Handeling
from risb_kern.errors import not_found
from risb_zaak.document_ports import Documentsoort, Gelezen, Lezer

from subsidies.application.besluiten.beschikking import BESCHIKKING
from subsidies.application.uow import Uow
from subsidies.domain.aanvragen.aanvraag import gevonden


async def beschikking_lezen(
    uow: Uow,
    handeling: Handeling,
    aanvraag_id: uuid.UUID,
    lezer: Lezer,
    *,
    van: str | None,
    soort: Documentsoort = BESCHIKKING,
) -> Gelezen:
    """A letter about the application; `van` is the applicant to whom it must belong, None for officers."""
    aanvraag = gevonden(await uow.aanvragen.find(aanvraag_id), van=van)
    found = [one for one in await uow.documenten.list(aanvraag.zaak) if one.soort == soort.naam]
    if not found:
        raise not_found("De brief")
    return await uow.documenten.read(found[0].id, lezer, handeling)
