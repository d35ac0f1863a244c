import uuid

from risb_kern.errors import not_found

from contracting.application.overeenkomsten.ports import Overeenkomsten
from contracting.domain.overeenkomsten.overeenkomst import Overeenkomst


async def locked(overeenkomsten: Overeenkomsten, overeenkomst_id: uuid.UUID) -> Overeenkomst:
    """The agreement, locked; one that does not exist is not found."""
    overeenkomst = await overeenkomsten.get(overeenkomst_id)
    if overeenkomst is None:
        raise not_found("De overeenkomst")
    return overeenkomst
