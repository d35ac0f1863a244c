"""A concept run is withdrawn; its payables are free again."""

import asyncio
import uuid

from risb_kern.act import Handeling
from risb_kern.errors import conflict, not_found

from declaraties.application.betalen.ports import Betaalregister
from declaraties.application.uow import Uow
from declaraties.domain.betalen.betaalrun import Betaalrun


async def betaalrun_intrekken(
    uow: Uow, handeling: Handeling, run_id: uuid.UUID, reden: str, *, register: Betaalregister
) -> Betaalrun:
    """Give the payables of a concept run back; 409 when the register says that its file went out."""
    run = await uow.betaalruns.get(run_id)
    if run is None:
        raise not_found("De betaalrun")
    run.eis_concept()
    if await asyncio.to_thread(register.find, run_id) is not None:
        melding = "Volgens het register is deze run al vrijgegeven. Geef hem opnieuw vrij om dat te herstellen."
        raise conflict("volgens-register-vrijgegeven", melding)
    await uow.betaalruns.withdraw(run, reden, door=handeling.door, nu=handeling.op)
    await uow.timeline.add(run.zaak, "betaalrun_intrekken", handeling, {"bedrag_cent": run.bedrag_cent})
    return run
