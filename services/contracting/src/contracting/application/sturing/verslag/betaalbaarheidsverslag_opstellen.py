from risb_kern.act import Handeling
from risb_zaak.ports import JSON

from contracting.application.uow import Uow
from contracting.domain.sturing.betaalbaarheid import Betaalbaarheidsverslag


async def betaalbaarheidsverslag_opstellen(
    uow: Uow, handeling: Handeling, verslag: Betaalbaarheidsverslag
) -> Betaalbaarheidsverslag:
    """Keep a report as it was written; whether it adds up is asked when it is published."""
    await uow.betaalbaarheidsverslagen.add(verslag)
    gegevens: dict[str, JSON] = {"jaar": verslag.jaar, "nummer": verslag.nummer}
    await uow.timeline.add(verslag.zaak, "betaalbaarheidsverslag_opstellen", handeling, gegevens)
    return verslag
