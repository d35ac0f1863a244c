"""Amounts per stage: asked, checked, awarded, settled afterwards, paid; each derived from what happened (D13)."""

import datetime as dt
import uuid
from collections.abc import Mapping
from typing import Annotated, Any

from fastapi import APIRouter, Query, Request
from pydantic import Field
from risb_api.api import ApiModel, Pagina
from risb_api.identity import niet_gevonden

from declaraties.entrypoints.api.betalen.betaaldienst import AGBCODE, GEMEENTECODE, Kenmerk
from declaraties.entrypoints.api.toegang import Lezer, zicht_van

router = APIRouter(tags=["bedragen"])


class BedragenModel(ApiModel):
    """Bedragen in eurocent, met teken, naast elkaar; niemand kan ze wijzigen."""

    gemeente: str = Field(examples=["0307"])
    wet: str = Field(examples=["wmo"])
    periode: dt.date | None = Field(default=None, description="Eerste dag van de declaratiemaand.")
    declaraties: int = Field(description="Aantal declaraties.")
    ingediend_cent: int = Field(description="Wat de aanbieder vroeg.")
    gecontroleerd_cent: int = Field(description="Wat daarvan is beoordeeld en beantwoord.")
    toegekend_cent: int = Field(description="Wat daarvan is goedgekeurd.")
    verrekend_cent: int = Field(description="Wat er na het antwoord bij of af is gegaan.")
    betaald_cent: int = Field(description="Wat is vrijgegeven voor betaling en niet door de bank geweigerd.")

    @classmethod
    def van(cls, rij: Mapping[str, Any]) -> "BedragenModel":
        """The sums of a row."""
        return cls(**{naam: rij[naam] for naam in cls.model_fields})


@router.get("/bedragen", operation_id="bedragenOpvragen", summary="Bedragen per gemeente en maand")
async def bedragen(
    request: Request,
    wie: Lezer,
    *,
    jaar: Annotated[int, Query(ge=2015, le=2199, description="Jaar van de declaratiemaand.")],
    gemeente: Annotated[str | None, Query(pattern=GEMEENTECODE, description="CBS-code.")] = None,
    agb_code: Annotated[str | None, Query(alias="agbCode", pattern=AGBCODE, description="AGB-code.")] = None,
) -> Pagina[BedragenModel]:
    """Een aanbieder ziet de eigen bedragen, een gemeente die van zichzelf."""
    async with request.app.state.uow() as uow:
        rijen = await uow.betaallezen.bedragen(zicht_van(wie), gemeente=gemeente, agb_code=agb_code, jaar=jaar)
    return Pagina(resultaten=[BedragenModel.van(rij) for rij in rijen])


@router.get(
    "/declaraties/{id}/bedragen", operation_id="declaratiebedragenOpvragen", summary="Bedragen van een declaratie"
)
async def van_declaratie(request: Request, declaratie_id: Annotated[uuid.UUID, Kenmerk], wie: Lezer) -> BedragenModel:
    """Hoe ver het geld van deze declaratie is."""
    async with request.app.state.uow() as uow:
        rij = await uow.betaallezen.bedragen_van_declaratie(zicht_van(wie), declaratie_id)
    if rij is None:
        raise niet_gevonden("De declaratie")
    return BedragenModel.van(rij)
