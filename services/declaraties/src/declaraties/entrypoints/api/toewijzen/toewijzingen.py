"""Toewijzingen and their grounds."""

import datetime as dt
from typing import Annotated, Any

from fastapi import APIRouter, Query, Request, Response
from pydantic import Field
from risb_api.api import ApiModel, Pagina
from risb_api.cursors import decode_cursor, encode_cursor, whole_number
from risb_api.writes import SchrijfDep
from risb_kern.errors import DomainError, Kind

from declaraties.application.post.lezen import Toewijzingfilter, Toewijzinglezing
from declaraties.application.toewijzen.grondslag_vastleggen import leg_grondslag_vast
from declaraties.domain.standaard.profielen import Wet
from declaraties.domain.toewijzen.grondslag import Grondslag, Grondslagsoort
from declaraties.entrypoints.api.beoordelen.declaratie_invoer import Bsn, Gemeente
from declaraties.entrypoints.api.inzage import log_inzage
from declaraties.entrypoints.api.toegang import Gemeenterol, Ketenpartij, zicht_van

router = APIRouter(tags=["toewijzingen"])
_DELEN = 3


class ToewijzingModel(ApiModel):
    """De nieuwste stand van een toewijzing."""

    gemeente: str = Field(examples=["0307"])
    wet: str = Field(examples=["wmo"])
    toewijzing_nummer: int = Field(examples=[20072])
    agb_code: str = Field(examples=["65656055"])
    bsn: str = Field(description="Burgerservicenummer van de client.", examples=["999900006"])
    product_categorie: str | None = Field(default=None, examples=["01"])
    product_code: str | None = Field(default=None, examples=["01A03"])
    volume: int | None = Field(default=None, examples=[4])
    eenheid: str | None = Field(default=None, examples=["04"])
    frequentie: str | None = Field(default=None, examples=["2"])
    budget_cent: int | None = Field(default=None, examples=[100000])
    ingangsdatum: dt.date
    einddatum: dt.date | None = None
    verwijderd: bool = Field(description="Verwijderd met RedenWijziging 13: telt als nooit verzonden.")
    grondslag: str | None = Field(default=None, description="Beschikking of verwijzing; leeg is nog onbekend.")
    geldig: bool = Field(description="Of zorg en betaling mogen.")
    reden_ongeldig: str | None = Field(
        default=None, description="geen-grondslag, clientenstop of verwijderd.", examples=["geen-grondslag"]
    )

    @classmethod
    def van(cls, lezing: Toewijzinglezing) -> "ToewijzingModel":
        """The resource of a stored toewijzing."""
        return cls(
            gemeente=lezing.gemeente,
            wet=lezing.wet,
            toewijzing_nummer=lezing.nummer,
            agb_code=lezing.agb_code,
            bsn=lezing.bsn,
            product_categorie=lezing.categorie,
            product_code=lezing.code,
            volume=lezing.volume,
            eenheid=lezing.eenheid,
            frequentie=lezing.frequentie,
            budget_cent=lezing.budget_cent,
            ingangsdatum=lezing.ingangsdatum,
            einddatum=lezing.einddatum,
            verwijderd=lezing.verwijderd,
            grondslag=lezing.grondslag,
            geldig=lezing.geldig,
            reden_ongeldig=lezing.reden_ongeldig,
        )


class ZoekvraagIn(ApiModel):
    """Zoeken op client; het nummer staat in het verzoek en nooit in een adres."""

    bsn: Bsn


class GrondslagIn(ApiModel):
    """De beschikking of verwijzing achter een toewijzing."""

    gemeente: Gemeente
    wet: Wet
    toewijzing_nummer: Annotated[int, Field(strict=True, ge=0, le=999_999_999, examples=[20072])]
    soort: Grondslagsoort = Field(description="Wmo: alleen beschikking. Jeugdwet: ook een verwijzing of bepaling.")
    kenmerk: str | None = Field(default=None, max_length=64, description="Uw eigen kenmerk; geen persoonsgegevens.")
    datum: dt.date = Field(description="Dag van de beschikking of verwijzing.")


class GrondslagModel(GrondslagIn):
    """Een vastgelegde grondslag."""

    toewijzing_bekend: bool = Field(description="Of de toewijzing (301) al is ontvangen.")


@router.get("/toewijzingen", operation_id="toewijzingenOpvragen", summary="Toewijzingen opvragen")
async def toewijzingen(
    request: Request,
    wie: Ketenpartij,
    *,
    gemeente: Annotated[str | None, Query(pattern=r"^[0-9]{4}$", description="CBS-code.")] = None,
    wet: Annotated[Wet | None, Query(description="wmo of jw.")] = None,
    agb_code: Annotated[str | None, Query(alias="agbCode", pattern=r"^[0-9]{8}$", description="AGB-code.")] = None,
    geldig: Annotated[bool | None, Query(description="Alleen geldige, of alleen ongeldige.")] = None,
    na: Annotated[str | None, Query(description="Cursor van de vorige bladzijde.")] = None,
    limiet: Annotated[int, Query(ge=1, le=200)] = 50,
) -> Pagina[ToewijzingModel]:
    """Een aanbieder ziet de eigen toewijzingen, een gemeente die van de gemeente."""
    filters = Toewijzingfilter(
        gemeente=gemeente,
        wet=wet and wet.value,
        agb_code=agb_code,
        geldig=geldig,
        na=decode_cursor(na, _sleutel),
        limiet=limiet,
    )
    return await _pagina(request, wie, filters, "toewijzing-inzien")


@router.post("/toewijzingen/_zoek", operation_id="toewijzingenZoeken", summary="Toewijzingen van een client zoeken")
async def zoek(request: Request, vraag: ZoekvraagIn, wie: Ketenpartij) -> Pagina[ToewijzingModel]:
    """Hoogstens 200 toewijzingen van deze client, voor zover ze van uzelf zijn."""
    async with request.app.state.uow() as uow:
        filters = Toewijzingfilter(client=uow.lezen.client_van(vraag.bsn), limiet=200)
    return await _pagina(request, wie, filters, "toewijzing-zoeken")


@router.post(
    "/grondslagen",
    operation_id="grondslagVastleggen",
    summary="Grondslag van een toewijzing vastleggen",
    status_code=201,
    response_model=GrondslagModel,
)
async def leg_vast(request: Request, invoer: GrondslagIn, wie: Gemeenterol, schrijf: SchrijfDep) -> Response:
    """Zonder grondslag is een toewijzing niet geldig en wordt erop niet betaald. Mag voor of na de 301."""
    if invoer.gemeente not in wie.gemeenten:
        melding = "U kunt alleen grondslagen van uw eigen gemeente vastleggen."
        raise DomainError(Kind.FORBIDDEN, "gemeente-niet-eigen", melding)
    grondslag = Grondslag(
        gemeente=invoer.gemeente,
        wet=invoer.wet,
        toewijzing_nummer=invoer.toewijzing_nummer,
        soort=invoer.soort,
        kenmerk=invoer.kenmerk,
        datum=invoer.datum,
    )
    klok = request.app.state.clock

    async def werk(uow: Any) -> GrondslagModel:
        bekend = await leg_grondslag_vast(uow, grondslag, door=wie.sub, nu=klok.nu(), vandaag=klok.vandaag())
        return GrondslagModel(**invoer.model_dump(), toewijzing_bekend=bekend)

    return await schrijf.doe(wie, werk, status=201)


async def _pagina(
    request: Request, wie: Ketenpartij, filters: Toewijzingfilter, activiteit: str
) -> Pagina[ToewijzingModel]:
    async with request.app.state.uow() as uow:
        gevonden = await uow.lezen.toewijzingen(zicht_van(wie), filters)
        await log_inzage(uow, wie, activiteit, (een.client for een in gevonden))
    laatste = gevonden[-1] if len(gevonden) == filters.limiet else None
    return Pagina(
        resultaten=[ToewijzingModel.van(een) for een in gevonden],
        volgende=encode_cursor(f"{laatste.gemeente}|{laatste.wet}|{laatste.nummer}") if laatste else None,
    )


def _sleutel(tekst: str) -> tuple[str, str, int]:
    gemeente, wet, nummer = tekst.split("|")
    return gemeente, wet, whole_number(nummer)
