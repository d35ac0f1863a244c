"""Amounts per stage: asked, checked, awarded, settled afterwards, paid; each derived from what happened (D13)."""

import datetime as dt
import uuid
from typing import Annotated

from fastapi import Query
from pydantic import Field
from risb_api.api import ApiModel, Pagina
from risb_api.fields import AgbVraag, GemeenteVraag
from risb_api.routes import Router
from risb_kern.errors import not_found

from declaraties.application.betalen.queries import Bedragenlezing
from declaraties.entrypoints.api.edge import EdgeDep
from declaraties.entrypoints.api.toegang import Lezer, bereik_van
from declaraties.entrypoints.api.velden import Kenmerk

router = Router("bedragen")


class BedragenUit(ApiModel):
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
    def van(cls, bedragen: Bedragenlezing) -> "BedragenUit":
        """The sums of a month."""
        return cls.model_validate(bedragen)


@router.get("/bedragen", summary="Bedragen per gemeente en maand")
async def bedragen_opvragen(
    edge: EdgeDep,
    wie: Lezer,
    *,
    jaar: Annotated[int, Query(ge=2015, le=2199, description="Jaar van de declaratiemaand.")],
    gemeente: GemeenteVraag = None,
    agb_code: AgbVraag = None,
) -> Pagina[BedragenUit]:
    """Een aanbieder ziet de eigen bedragen, een gemeente die van zichzelf."""
    async with edge.uow() as uow:
        gevonden = await uow.betaalvragen.list_bedragen(
            bereik_van(wie), gemeente=gemeente, agb_code=agb_code, jaar=jaar
        )
    return Pagina(resultaten=[BedragenUit.van(one) for one in gevonden])


@router.get("/declaraties/{id}/bedragen", summary="Bedragen van een declaratie")
async def declaratiebedragen_opvragen(
    edge: EdgeDep, declaratie_id: Annotated[uuid.UUID, Kenmerk], wie: Lezer
) -> BedragenUit:
    """Hoe ver het geld van deze declaratie is."""
    async with edge.uow() as uow:
        gevonden = await uow.betaalvragen.find_bedragen(bereik_van(wie), declaratie_id)
    if gevonden is None:
        raise not_found("De declaratie")
    return BedragenUit.van(gevonden)
