import uuid
from typing import Annotated

from fastapi import Depends, Path, Response
from risb_api.api import Pagina
from risb_api.fields import AgbVraag
from risb_api.lists import Lijst, Orde
from risb_api.routes import Router
from risb_kern.lists import Blad

from contracting.application.plichten import handelingen
from contracting.application.uow import Uow
from contracting.entrypoints.api.edge import EdgeDep, SchrijfDep, SchrijfEenmaligDep
from contracting.entrypoints.api.plichten.sroi_models import (
    SroiinzetIn,
    SroitabelIn,
    SroitabelUit,
    SroiverplichtingIn,
    SroiverplichtingUit,
)
from contracting.entrypoints.api.toegang import Account, Sturing
from contracting.entrypoints.inzage import log_inzage

router = Router("sroi")
LIJST = Lijst(SroiverplichtingUit, {"id": Orde(id=uuid.UUID)})
VerplichtingPad = Annotated[uuid.UUID, Path(alias="id", description="Kenmerk van de verplichting.")]


@router.post("/sroi-tabellen", status_code=201, response_model=SroitabelUit, summary="SROI-tabel vaststellen")
async def sroitabel_vaststellen(tabel: SroitabelIn, edge: EdgeDep, schrijf: SchrijfDep, wie: Account) -> Response:
    """Voegt een tabel toe; een tabel die bestaat verandert nooit."""

    async def work(uow: Uow) -> SroitabelUit:
        nieuw = await handelingen.sroitabel_vaststellen(uow, edge.handeling(wie), tabel.tabel())
        return SroitabelUit.van_tabel(nieuw)

    return await schrijf.doe(wie, work)


@router.get("/sroi-tabellen", summary="SROI-tabellen opvragen")
async def sroitabellen_opvragen(edge: EdgeDep, _: Sturing) -> Pagina[SroitabelUit]:
    """Alle tabellen op volgorde van code."""
    async with edge.uow() as uow:
        gevonden = await uow.sroitabellen.list()
    return Pagina(resultaten=[SroitabelUit.van_tabel(one) for one in gevonden])


@router.post(
    "/sroi-verplichtingen", status_code=201, response_model=SroiverplichtingUit, summary="SROI-verplichting vastleggen"
)
async def sroi_verplichten(
    verplichting: SroiverplichtingIn, edge: EdgeDep, schrijf: SchrijfEenmaligDep, wie: Account
) -> Response:
    """Legt vast hoeveel social return een aanbieder moet doen, en met welke tabel dat wordt geteld."""

    async def work(uow: Uow) -> SroiverplichtingUit:
        gedaan = await handelingen.sroi_verplichten(uow, edge.handeling(wie), verplichting.opdracht())
        return SroiverplichtingUit.van(gedaan)

    return await schrijf.doe(wie, work)


@router.get("/sroi-verplichtingen", summary="SROI-verplichtingen opvragen")
async def sroiverplichtingen_opvragen(
    edge: EdgeDep, wie: Sturing, blad: Annotated[Blad, Depends(LIJST)], *, agb_code: AgbVraag = None
) -> Pagina[SroiverplichtingUit]:
    """Verplichtingen met wat is gedaan en wat nog ontbreekt."""
    async with edge.uow() as uow:
        gevonden = await uow.sroiverplichtingen.list(blad, agb_code=agb_code)
        await log_inzage(uow, wie, "sroi-verplichtingen-opvragen", {one.agb_code for one in gevonden})
    return LIJST.pagina(gevonden, blad, SroiverplichtingUit.van)


@router.post(
    "/sroi-verplichtingen/{id}/inzetten", status_code=201, response_model=SroiverplichtingUit, summary="Inzet toevoegen"
)
async def sroi_inzetten(
    verplichting_id: VerplichtingPad, inzet: SroiinzetIn, edge: EdgeDep, schrijf: SchrijfEenmaligDep, wie: Account
) -> Response:
    """Telt een inzet mee naar de tabel van de verplichting."""

    async def work(uow: Uow) -> SroiverplichtingUit:
        gedaan = await handelingen.sroi_inzetten(uow, edge.handeling(wie), verplichting_id, inzet.inzet())
        return SroiverplichtingUit.van(gedaan)

    return await schrijf.doe(wie, work)
