"""Toewijzingen and their grounds."""

import datetime as dt
from collections.abc import Sequence
from typing import Annotated

from fastapi import Depends, Query, Response
from pydantic import Field
from risb_api.api import ApiModel, Pagina
from risb_api.fields import AgbVraag, Bsn, Dag, Gemeente, GemeenteVraag, Zin
from risb_api.identity import Wie
from risb_api.lists import Lijst, Orde
from risb_api.routes import Router
from risb_kern.errors import DomainError, Kind
from risb_kern.lists import Blad

from declaraties.application.toewijzen import handelingen
from declaraties.application.toewijzen.queries import Toewijzingfilter, Toewijzinglezing
from declaraties.application.uow import Uow
from declaraties.domain.standaard.profielen import Wet
from declaraties.domain.toewijzen.grondslag import Grondslag, Grondslagsoort
from declaraties.entrypoints.api.edge import DeclaratiesEdge, EdgeDep, SchrijfDep
from declaraties.entrypoints.api.toegang import Gemeenterol, Ketenpartij, bereik_van
from declaraties.entrypoints.inzage import log_inzage

router = Router("toewijzingen")


class ToewijzingUit(ApiModel):
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
    def van(cls, lezing: Toewijzinglezing) -> "ToewijzingUit":
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


LIJST = Lijst(ToewijzingUit, {"nummer": Orde(gemeente=str, wet=str, nummer=int)})


class ZoekvraagIn(ApiModel):
    """Zoeken op client; het nummer staat in het verzoek en nooit in een adres."""

    bsn: Bsn


class GrondslagIn(ApiModel):
    """De beschikking of verwijzing achter een toewijzing."""

    gemeente: Gemeente
    wet: Wet
    toewijzing_nummer: Annotated[int, Field(strict=True, ge=0, le=999_999_999, examples=[20072])]
    soort: Grondslagsoort = Field(description="Wmo: alleen beschikking. Jeugdwet: ook een verwijzing of bepaling.")
    kenmerk: Annotated[Zin, Field(max_length=64)] | None = Field(
        default=None, description="Uw eigen kenmerk; geen persoonsgegevens."
    )
    datum: Dag = Field(description="Dag van de beschikking of verwijzing.")

    def als_domein(self) -> Grondslag:
        """The ground as the domain has it."""
        return Grondslag(
            gemeente=self.gemeente,
            wet=self.wet,
            toewijzing_nummer=self.toewijzing_nummer,
            soort=self.soort,
            kenmerk=self.kenmerk,
            datum=self.datum,
        )


class GrondslagUit(GrondslagIn):
    """Een vastgelegde grondslag."""

    kenmerk: str | None = Field(description="Uw eigen kenmerk.")
    toewijzing_bekend: bool = Field(description="Of de toewijzing (301) al is ontvangen.")


@router.get("/toewijzingen", summary="Toewijzingen opvragen")
async def toewijzingen_opvragen(
    edge: EdgeDep,
    wie: Ketenpartij,
    *,
    gemeente: GemeenteVraag = None,
    wet: Annotated[Wet | None, Query(description="wmo of jw.")] = None,
    agb_code: AgbVraag = None,
    geldig: Annotated[bool | None, Query(description="Alleen geldige, of alleen ongeldige.")] = None,
    blad: Annotated[Blad, Depends(LIJST)],
) -> Pagina[ToewijzingUit]:
    """Een aanbieder ziet de eigen toewijzingen, een gemeente die van de gemeente."""
    filters = Toewijzingfilter(gemeente=gemeente, wet=wet and wet.value, agb_code=agb_code, geldig=geldig)
    gevonden = await _seen(edge, wie, filters, blad, activiteit="toewijzing-inzien")
    return LIJST.pagina(gevonden, blad, ToewijzingUit.van)


@router.post("/toewijzingen/_zoek", summary="Toewijzingen van een client zoeken")
async def toewijzingen_zoeken(edge: EdgeDep, vraag: ZoekvraagIn, wie: Ketenpartij) -> Pagina[ToewijzingUit]:
    """Hoogstens 200 toewijzingen van deze client, voor zover ze van uzelf zijn."""
    filters, blad = Toewijzingfilter(client=edge.pseudonym(vraag.bsn)), Blad(limiet=200, orde="nummer")
    gevonden = await _seen(edge, wie, filters, blad, activiteit="toewijzing-zoeken")
    return LIJST.pagina(gevonden, blad, ToewijzingUit.van)


@router.post(
    "/grondslagen",
    summary="Grondslag van een toewijzing vastleggen",
    status_code=201,
    response_model=GrondslagUit,
)
async def grondslag_vastleggen(edge: EdgeDep, invoer: GrondslagIn, wie: Gemeenterol, schrijf: SchrijfDep) -> Response:
    """Zonder grondslag is een toewijzing niet geldig en wordt erop niet betaald. Mag voor of na de 301."""
    if invoer.gemeente not in wie.gemeenten:
        melding = "U kunt alleen grondslagen van uw eigen gemeente vastleggen."
        raise DomainError(Kind.FORBIDDEN, "gemeente-niet-eigen", melding)

    async def work(uow: Uow) -> GrondslagUit:
        bekend = await handelingen.grondslag_vastleggen(uow, edge.handeling(wie), invoer.als_domein())
        return GrondslagUit(**invoer.model_dump(), toewijzing_bekend=bekend)

    return await schrijf.doe(wie, work, status=201)


async def _seen(
    edge: DeclaratiesEdge, wie: Wie, filters: Toewijzingfilter, blad: Blad, *, activiteit: str
) -> Sequence[Toewijzinglezing]:
    """The toewijzingen of a page, with a record of the look at their clients."""
    async with edge.uow() as uow:
        gevonden = await uow.toewijzingvragen.list(bereik_van(wie), filters, blad)
        await log_inzage(uow, wie, activiteit, (one.client for one in gevonden[: blad.limiet]))
    return gevonden
