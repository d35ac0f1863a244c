"""Many grounds of toewijzingen in one call."""

from typing import Annotated

from fastapi import Response
from pydantic import Field
from risb_api.api import ApiModel
from risb_api.routes import Router
from risb_kern.errors import DomainError, Fout, Kind

from declaraties.application.toewijzen import handelingen
from declaraties.application.uow import Uow
from declaraties.entrypoints.api.edge import EdgeDep, SchrijfDep
from declaraties.entrypoints.api.toegang import Gemeenterol
from declaraties.entrypoints.api.toewijzen.toewijzingen import GrondslagIn

router = Router("toewijzingen")
MEESTE = 500


class GrondslagenIn(ApiModel):
    """Grondslagen van toewijzingen van de eigen gemeenten."""

    grondslagen: Annotated[list[GrondslagIn], Field(min_length=1, max_length=MEESTE)]


class GrondslagenUit(ApiModel):
    """Wat is vastgelegd: alles wat werd gestuurd."""

    vastgelegd: int = Field(description="Aantal vastgelegde grondslagen.", examples=[500])
    zonder_toewijzing: list[int] = Field(
        description="Plaatsen in de lijst, vanaf 0, waarvan de toewijzing (301) nog niet is ontvangen."
    )


@router.post(
    "/grondslagen/_reeks",
    summary="Veel grondslagen in een keer vastleggen",
    status_code=201,
    response_model=GrondslagenUit,
)
async def grondslagen_vastleggen(
    edge: EdgeDep, invoer: GrondslagenIn, wie: Gemeenterol, schrijf: SchrijfDep
) -> Response:
    """Hoogstens 500 per keer, alle of geen: klopt er een niet, dan komen alle fouten terug en wordt niets vastgelegd.

    Herhalen is veilig: dezelfde grondslag nog eens verandert niets.
    """
    vreemd = [plaats for plaats, one in enumerate(invoer.grondslagen) if one.gemeente not in wie.gemeenten]
    if vreemd:
        melding = "U kunt alleen grondslagen van uw eigen gemeente vastleggen; er is niets vastgelegd."
        fouten = [Fout(f"grondslagen.{plaats}.gemeente", "gemeente-niet-eigen", melding) for plaats in vreemd]
        raise DomainError(Kind.FORBIDDEN, "gemeente-niet-eigen", melding, *fouten)
    grondslagen = [one.als_domein() for one in invoer.grondslagen]

    async def work(uow: Uow) -> GrondslagenUit:
        bekend = await handelingen.grondslagen_vastleggen(uow, edge.handeling(wie), grondslagen)
        return GrondslagenUit(
            vastgelegd=len(grondslagen),
            zonder_toewijzing=[
                plaats
                for plaats, one in enumerate(grondslagen)
                if (one.gemeente, one.wet, one.toewijzing_nummer) not in bekend
            ],
        )

    return await schrijf.doe(wie, work, status=201)
