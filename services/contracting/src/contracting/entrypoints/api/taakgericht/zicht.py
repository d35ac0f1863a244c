import uuid
from typing import Annotated

from fastapi import Path
from risb_api.identity import Wie
from risb_kern.errors import not_found

from contracting.application.uow import Uow
from contracting.entrypoints.api.toegang import bereik_van
from contracting.entrypoints.inzage import log_inzage

TaakPad = Annotated[uuid.UUID, Path(alias="id", description="Kenmerk van de taakgerichte overeenkomst.")]


async def controleer_zicht(uow: Uow, overeenkomst_id: uuid.UUID, wie: Wie, activiteit: str) -> None:
    """An agreement of another tenant is not found; who looks is logged."""
    gevonden = await uow.overeenkomstvragen.find(overeenkomst_id)
    if gevonden is None or not bereik_van(wie).ziet(agb_code=gevonden.agb_code, gemeenten=gevonden.gemeenten):
        raise not_found("De overeenkomst")
    await log_inzage(uow, wie, activiteit, [gevonden.agb_code])
