import dataclasses
from collections.abc import Mapping

from risb_api.api import Pagina
from risb_api.routes import Router

from toezicht.domain.detectie.regels.detectieregel import REGELS, Detectieregel
from toezicht.domain.signalen.signaal import Signaaluitkomst
from toezicht.entrypoints.api.edge import EdgeDep
from toezicht.entrypoints.api.signalen.regels_models import RegelUit
from toezicht.entrypoints.api.toegang import Toezicht, bereik_van, soorten_van

router = Router("signalen")


@router.get("/regels", summary="Regels met drempels en trefkans opvragen")
async def regels_opvragen(edge: EdgeDep, wie: Toezicht) -> Pagina[RegelUit]:
    """Alle regels van de stroom, met hun versie, hun drempels en hoe vaak zij raak waren."""
    async with edge.uow() as uow:
        tellingen = await uow.signaalvragen.count_by_regel(soorten_van(wie), await bereik_van(uow, wie))
    return Pagina(resultaten=[_regel(one, tellingen.get(one.id, {})) for one in REGELS.values()])


def _regel(regel: Detectieregel, telling: Mapping[Signaaluitkomst | None, int]) -> RegelUit:
    aantallen = {one: telling.get(one, 0) for one in Signaaluitkomst}
    beoordeeld = sum(aantallen.values())
    raak = beoordeeld - aantallen[Signaaluitkomst.ONTERECHT]
    return RegelUit.model_validate(
        {
            **dataclasses.asdict(regel),
            **aantallen,
            "signalen": sum(telling.values()),
            "beoordeeld": beoordeeld,
            "trefkans": round(raak / beoordeeld, 4) if beoordeeld else None,
        }
    )
