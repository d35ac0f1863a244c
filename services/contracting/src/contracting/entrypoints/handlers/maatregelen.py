import uuid
from collections.abc import Mapping
from typing import Any

from chassis.events.wire import Envelope
from risb_kern.act import act_at

from contracting.application.maatregelen import handelingen
from contracting.application.uow import Uow
from contracting.domain.maatregelen.maatregel import Maatregel, Maatregeleinde


async def maatregel_opgelegd(uow: Uow, data: Mapping[str, Any], envelope: Envelope) -> None:
    """Toezicht imposed a measure."""
    maatregel = Maatregel(
        id=uuid.UUID(data["maatregel_id"]),
        agb_code=data["agb_code"],
        soort=data["soort"],
        gemeenten=tuple(data["gemeenten"]),
        van=data["van"],
        tot=data["tot"],
        grond=data["grond"],
    )
    await handelingen.maatregel_tonen(uow, act_at(envelope.time), maatregel)


async def maatregel_beeindigd(uow: Uow, data: Mapping[str, Any], envelope: Envelope) -> None:
    """Toezicht ended a measure, known here already or not."""
    einde = Maatregeleinde(
        id=uuid.UUID(data["maatregel_id"]),
        agb_code=data["agb_code"],
        einddatum=data["einddatum"],
        reden=data["reden"],
    )
    await handelingen.maatregel_beeindigen(uow, act_at(envelope.time), einde)
