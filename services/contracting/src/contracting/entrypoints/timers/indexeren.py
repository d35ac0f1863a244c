"""Parts of an indexation that was decided on."""

import uuid

from risb_kern.act import Handeling
from risb_zaak.ports import Afspraak

from contracting.application.indexeren import handelingen
from contracting.application.uow import Uow


async def deel_uitvoeren(uow: Uow, afspraak: Afspraak, handeling: Handeling) -> None:
    """One part is next."""
    indexering_id, deel = uuid.UUID(str(afspraak.gegevens["indexering"])), int(str(afspraak.gegevens["deel"]))
    await handelingen.indexering_uitvoeren(uow, handeling, indexering_id, deel=deel)
