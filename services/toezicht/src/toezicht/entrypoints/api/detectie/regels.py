import dataclasses
from collections.abc import Mapping
from typing import Annotated

from fastapi import APIRouter, Depends, Request
from risb_api.api import Pagina
from risb_api.identity import Wie

from toezicht.domain.detectie.regels.tabel import REGELS, Regel
from toezicht.domain.signalen.signaal import Signaaluitkomst
from toezicht.entrypoints.api.detectie.regels_models import RegelModel
from toezicht.entrypoints.api.toegang import TOEZICHT, eenheid, soorten_van

router = APIRouter(tags=["signalen"])


@router.get("/regels", summary="Regels met drempels en trefkans bekijken", operation_id="lijstRegels")
async def lijst_regels(request: Request, wie: Annotated[Wie, Depends(TOEZICHT)]) -> Pagina[RegelModel]:
    """Alle regels van de stroom, met hun versie, hun drempels en hoe vaak zij raak waren."""
    async with eenheid(request) as uow:
        tellingen = await uow.signalen.tellingen(soorten_van(wie))
    return Pagina(resultaten=[_regel(regel, tellingen.get(regel.id, {})) for regel in REGELS.values()])


def _regel(regel: Regel, telling: Mapping[str, int]) -> RegelModel:
    aantallen = {str(one): telling.get(one, 0) for one in Signaaluitkomst}
    beoordeeld = sum(aantallen.values())
    raak = beoordeeld - aantallen[Signaaluitkomst.ONTERECHT]
    return RegelModel.model_validate(
        {
            **dataclasses.asdict(regel),
            **aantallen,
            "signalen": sum(telling.values()),
            "beoordeeld": beoordeeld,
            "trefkans": round(raak / beoordeeld, 4) if beoordeeld else None,
        }
    )
