from typing import Annotated

from fastapi import Depends, Response
from risb_api.api import Pagina
from risb_api.fields import AgbPad
from risb_api.lists import Lijst, Orde
from risb_api.routes import Router
from risb_kern.errors import not_found
from risb_kern.lists import Blad

from contracting.application.toelating import handelingen
from contracting.application.uow import Uow
from contracting.entrypoints.api.edge import EdgeDep, SchrijfDep
from contracting.entrypoints.api.toegang import BureauOfAanbieder, Inkoop, aanbiederbereik, zichtbare_maatregelen
from contracting.entrypoints.api.toelating.aanbieders_models import AanbiederIn, AanbiederUit
from contracting.entrypoints.inzage import log_inzage

router = Router("aanbieders")
LIJST = Lijst(
    AanbiederUit,
    {"agbCode": Orde(agb_code=str), "naam": Orde(naam=str, agb_code=str)},
    zoek="Een deel van de naam.",
)


@router.post("/aanbieders", status_code=201, response_model=AanbiederUit, summary="Aanbieder registreren")
async def aanbieder_registreren(aanbieder: AanbiederIn, edge: EdgeDep, schrijf: SchrijfDep, wie: Inkoop) -> Response:
    """Legt een aanbieder vast onder de AGB-code."""
    opdracht = handelingen.AanbiederRegistreren(**aanbieder.model_dump())

    async def work(uow: Uow) -> AanbiederUit:
        handeling = edge.handeling(wie)
        return AanbiederUit.van(
            await handelingen.aanbieder_registreren(uow, handeling, opdracht), [], handeling.vandaag
        )

    return await schrijf.doe(wie, work)


@router.get("/aanbieders", summary="Aanbieders opvragen")
async def aanbieders_opvragen(
    edge: EdgeDep, wie: BureauOfAanbieder, blad: Annotated[Blad, Depends(LIJST)]
) -> Pagina[AanbiederUit]:
    """Aanbieders op volgorde van AGB-code of naam; een aanbieder ziet alleen zichzelf."""
    dag = edge.clock.vandaag()
    async with edge.uow() as uow:
        bereik = await aanbiederbereik(uow, wie)
        gevonden = await uow.aanbiedervragen.list(bereik, blad)
        getoond = {one.agb_code for one in gevonden}
        maatregelen = await zichtbare_maatregelen(uow, bereik, getoond)
        await log_inzage(uow, wie, "aanbieders-opvragen", getoond)
    return LIJST.pagina(gevonden, blad, lambda one: AanbiederUit.van(one, maatregelen, dag))


@router.get("/aanbieders/{agbCode}", summary="Aanbieder opvragen")
async def aanbieder_opvragen(agb_code: AgbPad, edge: EdgeDep, wie: BureauOfAanbieder) -> AanbiederUit:
    """De gegevens van een aanbieder, met de maatregelen die vandaag gelden."""
    async with edge.uow() as uow:
        bereik = await aanbiederbereik(uow, wie)
        aanbieder = await uow.aanbieders.find(agb_code)
        if aanbieder is None or not bereik.ziet(agb_code=agb_code):
            raise not_found("De aanbieder")
        maatregelen = await zichtbare_maatregelen(uow, bereik, {agb_code})
        await log_inzage(uow, wie, "aanbieder-opvragen", [agb_code])
    return AanbiederUit.van(aanbieder, maatregelen, edge.clock.vandaag())
