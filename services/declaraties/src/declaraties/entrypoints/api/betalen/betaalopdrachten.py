"""What became payable."""

import datetime as dt
import uuid
from typing import Annotated

from fastapi import APIRouter, Depends, Query, Request
from pydantic import AwareDatetime, Field
from risb_api.api import ApiModel, Pagina
from risb_api.cursors import decode_cursor, encode_cursor, whole_number
from risb_api.identity import Rol, Toegang, Wie

from declaraties.application.post.lezen import Opdrachtfilter, Opdrachtlezing
from declaraties.domain.betalen.betaalopdracht import Opdrachtsoort
from declaraties.entrypoints.api.toegang import zicht_van

router = APIRouter(tags=["betaalopdrachten"])
Betaalrol = Annotated[Wie, Depends(Toegang(Rol.FINANCIEN, Rol.AANBIEDER))]


class BetaalopdrachtModel(ApiModel):
    """Een betaalbaar gesteld bedrag."""

    id: uuid.UUID
    soort: Opdrachtsoort = Field(description="Waar het bedrag uit volgt.")
    bron_id: uuid.UUID = Field(description="Kenmerk van het bericht, de termijn, de aanvraag of de verrekening.")
    bericht_id: uuid.UUID | None = Field(default=None, description="Het bericht, als het bedrag daaruit volgt.")
    agb_code: str = Field(examples=["65656055"])
    gemeente: str = Field(examples=["0307"])
    wet: str = Field(examples=["wmo"])
    programmalijn: str = Field(examples=["2.1.3"])
    jaar: int = Field(examples=[2026])
    bedrag_cent: int = Field(description="In eurocent; negatief is een verrekening.", examples=[24000])
    vervaldatum: dt.date = Field(description="Uiterste betaaldag; bij een declaratie 30 dagen na de dagtekening.")
    gemaakt_op: AwareDatetime

    @classmethod
    def van(cls, lezing: Opdrachtlezing) -> "BetaalopdrachtModel":
        """The resource of a stored payable."""
        return cls(
            id=lezing.id,
            soort=Opdrachtsoort(lezing.soort),
            bron_id=lezing.bron_id,
            bericht_id=lezing.bestand_id,
            agb_code=lezing.agb_code,
            gemeente=lezing.gemeente,
            wet=lezing.wet,
            programmalijn=lezing.programmalijn,
            jaar=lezing.jaar,
            bedrag_cent=lezing.bedrag_cent,
            vervaldatum=lezing.vervaldatum,
            gemaakt_op=lezing.gemaakt_op,
        )


@router.get("/betaalopdrachten", operation_id="betaalopdrachtenOpvragen", summary="Betaalopdrachten opvragen")
async def betaalopdrachten(
    request: Request,
    wie: Betaalrol,
    *,
    gemeente: Annotated[str | None, Query(pattern=r"^[0-9]{4}$", description="CBS-code.")] = None,
    agb_code: Annotated[str | None, Query(alias="agbCode", pattern=r"^[0-9]{8}$", description="AGB-code.")] = None,
    jaar: Annotated[int | None, Query(ge=2021, le=2100, description="Begrotingsjaar.")] = None,
    na: Annotated[str | None, Query(description="Cursor van de vorige bladzijde.")] = None,
    limiet: Annotated[int, Query(ge=1, le=500)] = 100,
) -> Pagina[BetaalopdrachtModel]:
    """In volgorde van ontstaan; een aanbieder ziet alleen de eigen."""
    filters = Opdrachtfilter(
        gemeente=gemeente, agb_code=agb_code, jaar=jaar, na=decode_cursor(na, whole_number), limiet=limiet
    )
    async with request.app.state.uow() as uow:
        gevonden = await uow.lezen.opdrachten(zicht_van(wie), filters)
    return Pagina(
        resultaten=[BetaalopdrachtModel.van(een) for een in gevonden],
        volgende=encode_cursor(gevonden[-1].volgnummer) if len(gevonden) == limiet else None,
    )
