"""Each look at data of a person leaves a record, in the transaction of the look (Logboek Dataverwerkingen)."""

import datetime as dt
from collections.abc import Iterable

from chassis.processing_log import log_processing
from risb_api.identity import Wie

from declaraties.application.uow import Uow

_REGISTER = "urn:risb:verwerkingsactiviteit:declaraties"


async def log_inzage(uow: Uow, wie: Wie, activiteit: str, clienten: Iterable[bytes]) -> None:
    """Record who looked at whom and why, and commit; nothing when there was nobody to see."""
    personen = sorted(set(clienten))
    if not personen:
        return
    await log_processing(
        uow,
        f"{_REGISTER}:{activiteit}",
        activiteit.replace("-", " ").capitalize(),
        betrokkenen=personen,
        gebruiker=wie.sub,
        begin=dt.datetime.now(dt.UTC),
    )
    await uow.commit()
