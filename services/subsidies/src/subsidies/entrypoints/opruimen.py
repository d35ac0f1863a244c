"""What `python -m subsidies opruimen` does: forget documents whose term is over, and contents that nobody has."""

import datetime as dt

from chassis.db import SqlUnitOfWork
from risb_kern.act import Handeling
from risb_zaak.documents.sql import SqlDocumenten

# An object is there before its row; within a day every upload has ended.
_WACHT = dt.timedelta(days=1)


async def opruimen(uow: SqlUnitOfWork, documenten: SqlDocumenten, handeling: Handeling) -> tuple[int, int]:
    """How many documents and how many objects went away; contents of a document go with a next time."""
    expired = await documenten.expired(handeling.vandaag)
    for one in expired:
        await documenten.remove(one)
    await uow.commit()
    return len(expired), await documenten.remove_orphans(dt.datetime.now(dt.UTC) - _WACHT)
