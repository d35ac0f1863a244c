"""The review queue of payables."""

import datetime as dt
import uuid
from typing import Annotated

from fastapi import Depends, Query, Response
from pydantic import AwareDatetime, Field
from risb_api.api import ApiModel, Pagina
from risb_api.fields import GemeenteVraag, Verhaal
from risb_api.lists import Lijst, Orde
from risb_api.routes import Router
from risb_kern.errors import not_found
from risb_kern.lists import Blad

from declaraties.application.betalen import handelingen
from declaraties.application.betalen.queries import Controlelezing
from declaraties.application.uow import Uow
from declaraties.domain.betalen.betaalcontrole import Controlebesluit, Controlereden
from declaraties.domain.betalen.betaalopdracht import Opdrachtsoort
from declaraties.domain.betalen.betaalrun import Overslagreden
from declaraties.entrypoints.api.edge import EdgeDep, SchrijfDep
from declaraties.entrypoints.api.toegang import Beheerder
from declaraties.entrypoints.api.velden import Kenmerk

router = Router("betaalcontroles")


class BesluitUit(ApiModel):
    """Wat iemand bij de controle besloot."""

    besluit: Controlebesluit
    toelichting: str | None = None
    door: str
    op: AwareDatetime


class BetaalcontroleUit(ApiModel):
    """Een betaalopdracht die voor controle is gekozen."""

    id: uuid.UUID = Field(description="Kenmerk van de betaalopdracht.")
    soort: Opdrachtsoort
    agb_code: str
    gemeente: str
    bedrag_cent: int
    vervaldatum: dt.date
    redenen: list[Controlereden] = Field(description="Waarom dit bedrag is gekozen.")
    regelversie: int = Field(description="Versie van de regels waarmee is gekozen.")
    bepaald_op: AwareDatetime
    beletsel: Overslagreden | None = Field(default=None, description="in-controle, vastgehouden of leeg.")
    besluiten: list[BesluitUit] = Field(description="Alle besluiten op volgorde; het laatste geldt.")

    @classmethod
    def van(cls, controle: Controlelezing) -> "BetaalcontroleUit":
        """The resource of a chosen payable."""
        return cls.model_validate(controle)


LIJST = Lijst(BetaalcontroleUit, {"volgnummer": Orde(volgnummer=int)})


class BesluitIn(ApiModel):
    """Uw oordeel."""

    besluit: Controlebesluit = Field(
        description="vrijgeven, vasthouden, of overslaan (zonder controle laten gaan; met reden)."
    )
    toelichting: Annotated[Verhaal, Field(min_length=10, max_length=500)] | None = None


class KeuzeUit(ApiModel):
    """Hoeveel bedragen er bij zijn gekomen."""

    gekozen: int


@router.post(
    "/betaalcontroles/_kiezen",
    response_model=KeuzeUit,
    summary="Nieuwe bedragen voor controle kiezen",
)
async def betaalcontroles_kiezen(edge: EdgeDep, wie: Beheerder, schrijf: SchrijfDep) -> Response:
    """Gebeurt ook vanzelf bij het voorbereiden van een betaalrun; eerder kiezen geeft meer tijd."""

    async def work(uow: Uow) -> KeuzeUit:
        regels = edge.controleregels
        return KeuzeUit(gekozen=await handelingen.betaalcontroles_kiezen(uow, edge.handeling(wie), None, regels=regels))

    return await schrijf.doe(wie, work, status=200)


@router.get("/betaalcontroles", summary="Betaalcontroles opvragen")
async def betaalcontroles_opvragen(
    edge: EdgeDep,
    _: Beheerder,
    *,
    gemeente: GemeenteVraag = None,
    alleen_open: Annotated[bool, Query(alias="alleenOpen", description="Alleen wat nog tegenhoudt.")] = True,
    blad: Annotated[Blad, Depends(LIJST)],
) -> Pagina[BetaalcontroleUit]:
    """Oudste eerst."""
    async with edge.uow() as uow:
        gevonden = await uow.betaalvragen.list_controles(blad, gemeente=gemeente, alleen_open=alleen_open)
    return LIJST.pagina(gevonden, blad, BetaalcontroleUit.van)


@router.post(
    "/betaalcontroles/{id}/_beoordelen",
    response_model=BetaalcontroleUit,
    summary="Bedrag beoordelen",
)
async def betaalcontrole_beoordelen(
    edge: EdgeDep,
    opdracht_id: Annotated[uuid.UUID, Kenmerk],
    invoer: BesluitIn,
    *,
    wie: Beheerder,
    schrijf: SchrijfDep,
) -> Response:
    """Wie beoordeelt, mag de betaalrun met dit bedrag niet vrijgeven. Het antwoord (325) wacht hier nooit op."""

    async def work(uow: Uow) -> BetaalcontroleUit:
        await handelingen.betaalcontrole_beoordelen(
            uow, edge.handeling(wie), opdracht_id, invoer.besluit, invoer.toelichting
        )
        controle = await uow.betaalvragen.find_controle(opdracht_id)
        if controle is None:
            raise not_found("De betaalcontrole")
        return BetaalcontroleUit.van(controle)

    return await schrijf.doe(wie, work, status=200)
