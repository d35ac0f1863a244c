import uuid
from collections.abc import Mapping
from typing import Any

from chassis.events.wire import Envelope
from risb_kern.act import act_at

from contracting.application.bestedingsruimte import handelingen
from contracting.application.uow import Uow


async def bestedingsruimte_gebruikt(uow: Uow, data: Mapping[str, Any], envelope: Envelope) -> None:
    """Declaraties judged lines under a ceiling."""
    await handelingen.ruimtegebruik_boeken(
        uow,
        act_at(envelope.time),
        uuid.UUID(data["ruimte_id"]),
        bron_id=uuid.UUID(data["bron_id"]),
        cent=data["toegekend_cent"],
    )
