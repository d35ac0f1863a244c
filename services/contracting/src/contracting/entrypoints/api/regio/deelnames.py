import datetime as dt
from typing import Annotated

from fastapi import APIRouter, Depends, Request, Response
from pydantic import Field
from risb_api.api import ApiModel, Pagina
from risb_api.identity import Iedereen, Toegang, Wie
from risb_api.writes import SchrijfDep

from contracting.application.ports import UnitOfWork
from contracting.application.regio.deelname_vastleggen import leg_deelname_vast
from contracting.domain.regio.deelname import Dienst, RegioDeelname
from contracting.entrypoints.api.toegang import INKOOP, klok, lees, werk
from contracting.entrypoints.api.velden import Datum, DatumVraag, Gemeente

router = APIRouter(tags=["regio-deelnames"])


class DeelnameModel(ApiModel):
    """Een gemeente neemt een dienst af bij de regio, over een periode."""

    gemeente: Gemeente = Field(description="CBS-code van de gemeente (4 cijfers).", examples=["0307"])
    dienst: Dienst
    van: Datum = Field(description="Eerste dag.")
    tot: Datum | None = Field(default=None, description="Laatste dag; leeg is tot nader order.")


@router.post(
    "/regio-deelnames",
    status_code=201,
    response_model=DeelnameModel,
    summary="Regiodeelname vastleggen",
    operation_id="legDeelnameVast",
)
async def leg_vast(
    deelname: DeelnameModel, schrijf: SchrijfDep, wie: Annotated[Wie, Depends(Toegang(*INKOOP))]
) -> Response:
    """Legt een periode vast, of wijzigt de laatste dag van een periode met dezelfde eerste dag."""
    nieuw = RegioDeelname(gemeente=deelname.gemeente, dienst=deelname.dienst, van=deelname.van, tot=deelname.tot)

    async def doe(uow: UnitOfWork) -> DeelnameModel:
        return DeelnameModel.model_validate(await leg_deelname_vast(uow, nieuw))

    return await schrijf.doe(wie, werk(doe))


@router.get("/regio-deelnames", summary="Regiodeelnames opvragen", operation_id="vraagDeelnames")
async def lijst(
    request: Request, _: Iedereen, datum: DatumVraag = None, dienst: Dienst | None = None
) -> Pagina[DeelnameModel]:
    """Welke gemeente welke dienst afneemt op een dag (zonder datum: vandaag); openbaar."""
    dag: dt.date = datum or klok(request).vandaag()
    async with lees(request) as uow:
        gevonden = await uow.deelnames.op(dag, dienst)
    return Pagina(resultaten=[DeelnameModel.model_validate(one) for one in gevonden])
