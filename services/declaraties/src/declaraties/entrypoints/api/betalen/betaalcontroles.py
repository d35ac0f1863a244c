"""The review queue of payables."""

import datetime as dt
import uuid
from collections.abc import Mapping
from typing import Annotated, Any

from fastapi import APIRouter, Query, Request, Response
from pydantic import AwareDatetime, Field
from risb_api.api import ApiModel, Pagina
from risb_api.cursors import decode_cursor, encode_cursor, whole_number
from risb_api.writes import SchrijfDep

from declaraties.application.betalen.betaalcontrole_kiezen import beoordeel_betaling, kies_controles
from declaraties.domain.betalen.betaalcontrole import Controlebesluit, Controlereden
from declaraties.domain.betalen.betaalopdracht import Opdrachtsoort
from declaraties.domain.betalen.betaalrun import Overslagreden
from declaraties.entrypoints.api.betalen.betaaldienst import GEMEENTECODE, Beheerder, Betalen, Kenmerk

router = APIRouter(tags=["betaalcontroles"])


class BesluitModel(ApiModel):
    """Wat iemand bij de controle besloot."""

    besluit: Controlebesluit
    toelichting: str | None = None
    door: str
    op: AwareDatetime


class BetaalcontroleModel(ApiModel):
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
    besluiten: list[BesluitModel] = Field(description="Alle besluiten op volgorde; het laatste geldt.")

    @classmethod
    def van(cls, rij: Mapping[str, Any]) -> "BetaalcontroleModel":
        """The resource of a chosen payable."""
        return cls(**{naam: rij[naam] for naam in cls.model_fields})


class BesluitIn(ApiModel):
    """Uw oordeel."""

    besluit: Controlebesluit = Field(
        description="vrijgeven, vasthouden, of overslaan (zonder controle laten gaan; met reden)."
    )
    toelichting: str | None = Field(default=None, min_length=10, max_length=500)


class KeuzeModel(ApiModel):
    """Hoeveel bedragen er bij zijn gekomen."""

    gekozen: int


@router.post(
    "/betaalcontroles/_kiezen",
    response_model=KeuzeModel,
    operation_id="betaalcontrolesKiezen",
    summary="Nieuwe bedragen voor controle kiezen",
)
async def kies(request: Request, wie: Beheerder, schrijf: SchrijfDep, betalen: Betalen) -> Response:
    """Gebeurt ook vanzelf bij het voorbereiden van een betaalrun; eerder kiezen geeft meer tijd."""

    async def werk(uow: Any) -> KeuzeModel:
        return KeuzeModel(gekozen=await kies_controles(uow, None, regels=betalen.regels, klok=request.app.state.clock))

    return await schrijf.doe(wie, werk, status=200)


@router.get("/betaalcontroles", operation_id="betaalcontrolesOpvragen", summary="Betaalcontroles opvragen")
async def betaalcontroles(
    request: Request,
    _: Beheerder,
    *,
    gemeente: Annotated[str | None, Query(pattern=GEMEENTECODE, description="CBS-code.")] = None,
    alleen_open: Annotated[bool, Query(alias="alleenOpen", description="Alleen wat nog tegenhoudt.")] = True,
    na: Annotated[str | None, Query(description="Cursor van de vorige bladzijde.")] = None,
    limiet: Annotated[int, Query(ge=1, le=200)] = 50,
) -> Pagina[BetaalcontroleModel]:
    """Oudste eerst."""
    async with request.app.state.uow() as uow:
        rijen = await uow.betaallezen.controles(
            gemeente=gemeente, alleen_open=alleen_open, na=decode_cursor(na, whole_number), limiet=limiet
        )
    volgende = encode_cursor(rijen[-1]["volgnummer"]) if len(rijen) == limiet else None
    return Pagina(resultaten=[BetaalcontroleModel.van(rij) for rij in rijen], volgende=volgende)


@router.post(
    "/betaalcontroles/{id}/_beoordelen",
    response_model=BetaalcontroleModel,
    operation_id="betaalcontroleBeoordelen",
    summary="Bedrag beoordelen",
)
async def beoordeel(
    request: Request,
    opdracht_id: Annotated[uuid.UUID, Kenmerk],
    invoer: BesluitIn,
    *,
    wie: Beheerder,
    schrijf: SchrijfDep,
) -> Response:
    """Wie beoordeelt, mag de betaalrun met dit bedrag niet vrijgeven. Het antwoord (325) wacht hier nooit op."""

    async def werk(uow: Any) -> BetaalcontroleModel:
        klok = request.app.state.clock
        await beoordeel_betaling(uow, opdracht_id, invoer.besluit, invoer.toelichting, door=wie.sub, klok=klok)
        return BetaalcontroleModel.van((await uow.betaallezen.controles(alleen=opdracht_id))[0])

    return await schrijf.doe(wie, werk, status=200)
