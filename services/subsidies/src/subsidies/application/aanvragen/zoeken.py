"""Finding what a command is about; what is not there, or not yours, gives the same answer."""

import uuid

from risb_kern.errors import DomainError, Kind

from subsidies.application.ports import Uow
from subsidies.domain.aanvragen.aanvraag import Aanvraag


async def lock_aanvraag(uow: Uow, aanvraag_id: uuid.UUID, *, van: str | None = None) -> Aanvraag:
    """The locked application; with `van` only when this applicant filed it. Raises not found."""
    aanvraag = await uow.aanvragen.lock(aanvraag_id)
    if aanvraag is None or (van is not None and aanvraag.aanvrager_sub != van):
        raise DomainError(Kind.NOT_FOUND, "niet-gevonden", "De aanvraag is niet gevonden.")
    return aanvraag
