"""How delivery stands per toewijzing, as the starts and stops (305, 307) tell it."""

import datetime as dt
from typing import Annotated

from fastapi import APIRouter, Query, Request
from pydantic import AwareDatetime, Field
from risb_api.api import ApiModel, Pagina
from risb_api.cursors import decode_cursor, encode_cursor

from declaraties.application.post.berichtenpoorten import Leveringfilter, Leveringlezing
from declaraties.domain.regie.leveringstand import UITLEG, Leveringstatus
from declaraties.domain.standaard.profielen import Wet
from declaraties.entrypoints.api.inzage import log_inzage
from declaraties.entrypoints.api.toegang import Ketenpartij, zicht_van

router = APIRouter(tags=["leveringen"])


class OpmerkingModel(ApiModel):
    """Een tegenspraak tussen meldingen; geen reden voor afkeuring."""

    regel: str = Field(description="Nummer van de regel.", examples=["TR326"])
    wat: str
    doe: str


class LeveringModel(ApiModel):
    """Hoe de levering op een toewijzing ervoor staat; nooit een voorwaarde voor betaling (OP364)."""

    gemeente: str = Field(examples=["0307"])
    wet: str = Field(examples=["wmo"])
    toewijzing_nummer: int | None = Field(default=None, description="Leeg als de melding er geen noemt.")
    agb_code: str = Field(examples=["65656055"])
    status: Leveringstatus
    begindatum: dt.date | None = Field(default=None, description="Eerste dag van de laatste levering.")
    einddatum: dt.date | None = Field(default=None, description="Laatste dag, als de levering is gestopt.")
    reden_beeindiging: str | None = Field(default=None, description="20 is een tijdelijke stop.", examples=["31"])
    opmerkingen: list[OpmerkingModel]
    gemeld_op: AwareDatetime = Field(description="Moment van de laatste melding.")

    @classmethod
    def van(cls, lezing: Leveringlezing) -> "LeveringModel":
        """The resource of the folded messages."""
        return cls(
            gemeente=lezing.gemeente,
            wet=lezing.wet,
            toewijzing_nummer=lezing.toewijzing_nummer,
            agb_code=lezing.agb_code,
            status=Leveringstatus(lezing.status),
            begindatum=lezing.begindatum,
            einddatum=lezing.einddatum,
            reden_beeindiging=lezing.reden_beeindiging,
            opmerkingen=[
                OpmerkingModel(regel=regel, wat=UITLEG[regel][0], doe=UITLEG[regel][1]) for regel in lezing.opmerkingen
            ],
            gemeld_op=lezing.gemeld_op,
        )


@router.get("/leveringen", operation_id="leveringenOpvragen", summary="Start en stop per toewijzing opvragen")
async def leveringen(
    request: Request,
    wie: Ketenpartij,
    *,
    gemeente: Annotated[str | None, Query(pattern=r"^[0-9]{4}$", description="CBS-code.")] = None,
    wet: Annotated[Wet | None, Query(description="wmo of jw.")] = None,
    toewijzing_nummer: Annotated[
        int | None, Query(alias="toewijzingNummer", ge=0, le=999_999_999, description="Nummer van de toewijzing.")
    ] = None,
    na: Annotated[str | None, Query(description="Cursor van de vorige bladzijde.")] = None,
    limiet: Annotated[int, Query(ge=1, le=200)] = 50,
) -> Pagina[LeveringModel]:
    """Volgt uit alle ontvangen start- en stopberichten samen, in welke volgorde ze ook kwamen."""
    filters = Leveringfilter(
        gemeente=gemeente,
        wet=wet and wet.value,
        toewijzing_nummer=toewijzing_nummer,
        na=decode_cursor(na, str.encode),
        limiet=limiet,
    )
    async with request.app.state.uow() as uow:
        gevonden = await uow.berichten_uit.leveringen(zicht_van(wie), filters)
        await log_inzage(uow, wie, "levering-inzien", (een.client for een in gevonden))
    vol = len(gevonden) == limiet
    return Pagina(
        resultaten=[LeveringModel.van(een) for een in gevonden],
        volgende=encode_cursor(gevonden[-1].sleutel.decode()) if vol else None,
    )
