"""What became payable."""

import datetime as dt
import uuid
from typing import Annotated

from fastapi import Depends, Query
from pydantic import AwareDatetime, Field
from risb_api.api import ApiModel, Pagina
from risb_api.fields import AgbVraag, GemeenteVraag
from risb_api.lists import Lijst, Orde
from risb_api.routes import Router
from risb_kern.lists import Blad

from declaraties.application.betalen.queries import Opdrachtfilter, Opdrachtlezing
from declaraties.domain.betalen.betaalopdracht import Opdrachtsoort
from declaraties.entrypoints.api.edge import EdgeDep
from declaraties.entrypoints.api.toegang import Betaalrol, bereik_van

router = Router("betaalopdrachten")


class BetaalopdrachtUit(ApiModel):
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
    def van(cls, lezing: Opdrachtlezing) -> "BetaalopdrachtUit":
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


LIJST = Lijst(BetaalopdrachtUit, {"volgnummer": Orde(volgnummer=int)}, standaard=100, grootste=500)


@router.get("/betaalopdrachten", summary="Betaalopdrachten opvragen")
async def betaalopdrachten_opvragen(
    edge: EdgeDep,
    wie: Betaalrol,
    *,
    gemeente: GemeenteVraag = None,
    agb_code: AgbVraag = None,
    jaar: Annotated[int | None, Query(ge=2021, le=2100, description="Begrotingsjaar.")] = None,
    blad: Annotated[Blad, Depends(LIJST)],
) -> Pagina[BetaalopdrachtUit]:
    """In volgorde van ontstaan; een aanbieder ziet alleen de eigen."""
    filters = Opdrachtfilter(gemeente=gemeente, agb_code=agb_code, jaar=jaar)
    async with edge.uow() as uow:
        gevonden = await uow.opdrachtvragen.list(bereik_van(wie), filters, blad)
    return LIJST.pagina(gevonden, blad, BetaalopdrachtUit.van)
