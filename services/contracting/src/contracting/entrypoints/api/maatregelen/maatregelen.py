import datetime as dt
import uuid
from typing import Annotated

from fastapi import APIRouter, Depends, Request
from pydantic import Field
from risb_api.api import ApiModel, Pagina
from risb_api.identity import Rol, Toegang, Wie

from contracting.domain.maatregelen.maatregel import Maatregel
from contracting.entrypoints.api.toegang import BUREAU, beperk, bereik_van, lees
from contracting.entrypoints.api.velden import AgbVraag, DatumVraag

router = APIRouter(tags=["maatregelen"])


class MaatregelUit(ApiModel):
    """Een maatregel van toezicht tegen een aanbieder."""

    id: uuid.UUID
    agb_code: str
    soort: str = Field(description="clientenstop, korting of opschorting.", examples=["clientenstop"])
    gemeenten: list[str] = Field(description="CBS-codes waarvoor de maatregel geldt; leeg is de hele regio.")
    van: dt.date
    laatste_dag: dt.date | None = Field(description="Laatste dag; leeg is tot nader order.")
    grond: str
    reden_einde: str | None = Field(description="Waarom de maatregel eerder eindigde.")


@router.get("/maatregelen", summary="Maatregelen opvragen", operation_id="vraagMaatregelen")
async def lijst(
    request: Request,
    wie: Annotated[Wie, Depends(Toegang(*BUREAU, Rol.AANBIEDER))],
    agb_code: AgbVraag = None,
    datum: DatumVraag = None,
) -> Pagina[MaatregelUit]:
    """Maatregelen van toezicht, de nieuwste eerst; met een datum alleen die dan gelden."""
    async with lees(request) as uow:
        gevonden = await uow.lezen.maatregelen(beperk(bereik_van(wie), agb_code))
    return Pagina(resultaten=[maatregel_uit(one) for one in gevonden if datum is None or one.geldt_op(datum)])


def maatregel_uit(maatregel: Maatregel) -> MaatregelUit:
    """The answer for a measure."""
    return MaatregelUit(
        id=maatregel.id,
        agb_code=maatregel.agb_code,
        soort=maatregel.soort,
        gemeenten=list(maatregel.gemeenten),
        van=maatregel.van,
        laatste_dag=maatregel.laatste_dag,
        grond=maatregel.grond,
        reden_einde=maatregel.reden_einde,
    )
