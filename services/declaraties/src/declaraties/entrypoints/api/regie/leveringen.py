"""How delivery stands per toewijzing, as the starts and stops (305, 307) tell it."""

import datetime as dt
from typing import Annotated

from fastapi import Depends, Query
from pydantic import AwareDatetime, Field
from risb_api.api import ApiModel, Pagina
from risb_api.fields import GemeenteVraag
from risb_api.lists import Lijst, Orde
from risb_api.routes import Router
from risb_kern.lists import Blad

from declaraties.application.regie.queries import Leveringfilter, Leveringlezing
from declaraties.domain.regie.leveringstand import UITLEG, Leveringstatus
from declaraties.domain.standaard.profielen import Wet
from declaraties.entrypoints.api.edge import EdgeDep
from declaraties.entrypoints.api.toegang import Ketenpartij, bereik_van
from declaraties.entrypoints.inzage import log_inzage

router = Router("leveringen")


class OpmerkingUit(ApiModel):
    """Een tegenspraak tussen meldingen; geen reden voor afkeuring."""

    regel: str = Field(description="Nummer van de regel.", examples=["TR326"])
    wat: str
    doe: str


class LeveringUit(ApiModel):
    """Hoe de levering op een toewijzing ervoor staat; nooit een voorwaarde voor betaling (OP364)."""

    gemeente: str = Field(examples=["0307"])
    wet: str = Field(examples=["wmo"])
    toewijzing_nummer: int | None = Field(default=None, description="Leeg als de melding er geen noemt.")
    agb_code: str = Field(examples=["65656055"])
    status: Leveringstatus
    begindatum: dt.date | None = Field(default=None, description="Eerste dag van de laatste levering.")
    einddatum: dt.date | None = Field(default=None, description="Laatste dag, als de levering is gestopt.")
    reden_beeindiging: str | None = Field(default=None, description="20 is een tijdelijke stop.", examples=["31"])
    opmerkingen: list[OpmerkingUit]
    gemeld_op: AwareDatetime = Field(description="Moment van de laatste melding.")

    @classmethod
    def van(cls, lezing: Leveringlezing) -> "LeveringUit":
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
                OpmerkingUit(regel=regel, wat=UITLEG[regel][0], doe=UITLEG[regel][1]) for regel in lezing.opmerkingen
            ],
            gemeld_op=lezing.gemeld_op,
        )


LIJST = Lijst(LeveringUit, {"toewijzing": Orde(sleutel=str)})


@router.get("/leveringen", summary="Start en stop per toewijzing opvragen")
async def leveringen_opvragen(
    edge: EdgeDep,
    wie: Ketenpartij,
    *,
    gemeente: GemeenteVraag = None,
    wet: Annotated[Wet | None, Query(description="wmo of jw.")] = None,
    toewijzing_nummer: Annotated[
        int | None, Query(alias="toewijzingNummer", ge=0, le=999_999_999, description="Nummer van de toewijzing.")
    ] = None,
    blad: Annotated[Blad, Depends(LIJST)],
) -> Pagina[LeveringUit]:
    """Volgt uit alle ontvangen start- en stopberichten samen, in welke volgorde ze ook kwamen."""
    filters = Leveringfilter(gemeente=gemeente, wet=wet and wet.value, toewijzing_nummer=toewijzing_nummer)
    async with edge.uow() as uow:
        gevonden = await uow.leveringvragen.list(bereik_van(wie), filters, blad)
        await log_inzage(uow, wie, "levering-inzien", (one.client for one in gevonden[: blad.limiet]))
    return LIJST.pagina(gevonden, blad, LeveringUit.van)
