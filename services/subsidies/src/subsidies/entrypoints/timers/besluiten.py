"""What the agenda calls for decisions."""

import uuid
from collections.abc import Awaitable, Callable, Mapping

from risb_kern.act import Handeling, act_of
from risb_kern.clock import Clock
from risb_zaak.letter_ports import Kanaal
from risb_zaak.ports import Afspraak

from subsidies.application.besluiten import handelingen
from subsidies.application.besluiten.beschikking import BRIEF_VERSTUREN, VERDAGINGSBERICHT_VERSTUREN
from subsidies.application.uow import Uow

Timer = Callable[[Uow, Afspraak, Handeling], Awaitable[None]]


def timers_of(kanaal: Kanaal, clock: Clock) -> Mapping[str, Timer]:
    """Timers by the kind of their appointment; a letter goes at the moment itself, however long it was due."""

    async def brief_versturen(uow: Uow, afspraak: Afspraak, _: Handeling) -> None:
        document_id = uuid.UUID(str(afspraak.gegevens["document"]))
        await handelingen.brief_versturen(uow, act_of(clock), afspraak.zaak_id, document_id, kanaal=kanaal)

    return dict.fromkeys((BRIEF_VERSTUREN, VERDAGINGSBERICHT_VERSTUREN), brief_versturen)
