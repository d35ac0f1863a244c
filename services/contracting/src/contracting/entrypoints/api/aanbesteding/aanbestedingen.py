import uuid
from typing import Annotated

from fastapi import Depends, Path, Response
from risb_api.api import Pagina
from risb_api.lists import Lijst, Orde
from risb_api.routes import Router
from risb_kern.errors import not_found
from risb_kern.lists import Blad

from contracting.application.aanbesteding import handelingen
from contracting.application.uow import Uow
from contracting.entrypoints.api.aanbesteding.aanbestedingen_models import (
    AanbestedingIn,
    AanbestedingUit,
    IntrekkingIn,
    NotaIn,
    OpeningIn,
    ProefberekeningIn,
    ProefberekeningUit,
    VraagIn,
    VraagUit,
)
from contracting.entrypoints.api.edge import EdgeDep, SchrijfDep
from contracting.entrypoints.api.toegang import Aanmelder, BureauOfAanbieder, Inkoop, bereik_van

router = Router("aanbestedingen")
LIJST = Lijst(AanbestedingUit, {"kenmerk": Orde(kenmerk=str)})
AanbestedingPad = Annotated[uuid.UUID, Path(alias="id", description="Kenmerk van de aanbesteding.")]


@router.post("/aanbestedingen", status_code=201, response_model=AanbestedingUit, summary="Aanbesteding opstellen")
async def aanbesteding_opstellen(
    aanbesteding: AanbestedingIn, edge: EdgeDep, schrijf: SchrijfDep, wie: Inkoop
) -> Response:
    """Legt een concept vast: percelen met raming, criteria, formule, reele prijs en maxima."""

    async def work(uow: Uow) -> AanbestedingUit:
        handeling = edge.handeling(wie)
        concept = aanbesteding.aanbesteding(handeling.nieuw_id())
        return AanbestedingUit.van(await handelingen.aanbesteding_opstellen(uow, handeling, concept))

    return await schrijf.doe(wie, work)


@router.get("/aanbestedingen", summary="Aanbestedingen opvragen")
async def aanbestedingen_opvragen(
    edge: EdgeDep, wie: BureauOfAanbieder, blad: Annotated[Blad, Depends(LIJST)]
) -> Pagina[AanbestedingUit]:
    """Aanbestedingen op kenmerk; een aanbieder ziet geen concepten."""
    async with edge.uow() as uow:
        gevonden = await uow.aanbestedingvragen.list(blad, concepten=bereik_van(wie).alles)
    return LIJST.pagina(gevonden, blad, AanbestedingUit.van)


@router.get("/aanbestedingen/{id}", summary="Aanbesteding opvragen")
async def aanbesteding_opvragen(
    aanbesteding_id: AanbestedingPad, edge: EdgeDep, wie: BureauOfAanbieder
) -> AanbestedingUit:
    """Een aanbesteding met vragen, nota's en processen-verbaal."""
    async with edge.uow() as uow:
        gevonden = await uow.aanbestedingen.find(aanbesteding_id)
    if gevonden is None or not (gevonden.is_openbaar or bereik_van(wie).alles):
        raise not_found("De aanbesteding")
    return AanbestedingUit.van(gevonden)


@router.put("/aanbestedingen/{id}", response_model=AanbestedingUit, summary="Aanbesteding wijzigen")
async def aanbesteding_wijzigen(
    aanbesteding_id: AanbestedingPad, aanbesteding: AanbestedingIn, edge: EdgeDep, schrijf: SchrijfDep, wie: Inkoop
) -> Response:
    """Vervangt een concept in zijn geheel; het kenmerk blijft, en wat anders wordt gevraagd moet opnieuw beproefd."""

    async def work(uow: Uow) -> AanbestedingUit:
        nieuw = aanbesteding.aanbesteding(aanbesteding_id)
        return AanbestedingUit.van(
            await handelingen.aanbesteding_wijzigen(uow, edge.handeling(wie), aanbesteding_id, nieuw)
        )

    return await schrijf.doe(wie, work, status=200)


@router.post(
    "/aanbestedingen/{id}/proefberekeningen",
    status_code=201,
    response_model=ProefberekeningUit,
    summary="Proefberekening maken",
)
async def proefberekening_maken(
    aanbesteding_id: AanbestedingPad, proef: ProefberekeningIn, edge: EdgeDep, schrijf: SchrijfDep, wie: Inkoop
) -> Response:
    """Laat met verzonnen inschrijvingen zien welke rangorde de formule geeft; nodig voor de publicatie."""

    async def work(uow: Uow) -> ProefberekeningUit:
        standen = await handelingen.proefberekening_maken(
            uow,
            edge.handeling(wie),
            aanbesteding_id,
            perceel_code=proef.perceel_code,
            boden=[one.bod() for one in proef.boden],
        )
        return ProefberekeningUit.van(proef.perceel_code, list(standen))

    return await schrijf.doe(wie, work)


@router.post("/aanbestedingen/{id}/_publiceren", response_model=AanbestedingUit, summary="Aanbesteding publiceren")
async def aanbesteding_publiceren(
    aanbesteding_id: AanbestedingPad, edge: EdgeDep, schrijf: SchrijfDep, wie: Inkoop
) -> Response:
    """Zet een concept op de markt, door een ander dan wie het opstelde."""

    async def work(uow: Uow) -> AanbestedingUit:
        gepubliceerd = await handelingen.aanbesteding_publiceren(uow, edge.handeling(wie), aanbesteding_id)
        return AanbestedingUit.van(gepubliceerd)

    return await schrijf.doe(wie, work, status=200)


@router.post("/aanbestedingen/{id}/vragen", status_code=201, response_model=VraagUit, summary="Vraag stellen")
async def vraag_stellen(
    aanbesteding_id: AanbestedingPad, vraag: VraagIn, edge: EdgeDep, schrijf: SchrijfDep, wie: Aanmelder
) -> Response:
    """Een aanbieder stelt voor de sluiting een vraag; de nota noemt geen namen."""
    if vraag.agb_code not in wie.agb:
        raise not_found("De aanbieder")

    async def work(uow: Uow) -> VraagUit:
        gesteld = await handelingen.vraag_stellen(
            uow, edge.handeling(wie), aanbesteding_id, agb_code=vraag.agb_code, vraag=vraag.vraag
        )
        return VraagUit.van(gesteld)

    return await schrijf.doe(wie, work)


@router.post("/aanbestedingen/{id}/notas", status_code=201, response_model=AanbestedingUit, summary="Nota publiceren")
async def nota_publiceren(
    aanbesteding_id: AanbestedingPad, nota: NotaIn, edge: EdgeDep, schrijf: SchrijfDep, wie: Inkoop
) -> Response:
    """Beantwoordt vragen voor iedereen; een wijziging dicht bij de sluiting schuift die op."""

    async def work(uow: Uow) -> AanbestedingUit:
        gewijzigd = await handelingen.nota_publiceren(
            uow,
            edge.handeling(wie),
            aanbesteding_id,
            antwoorden={one.vraag_id: one.antwoord for one in nota.antwoorden},
            wijziging=nota.wijziging,
        )
        return AanbestedingUit.van(gewijzigd)

    return await schrijf.doe(wie, work)


@router.post("/aanbestedingen/{id}/_openen", response_model=AanbestedingUit, summary="Inschrijvingen openen")
async def inschrijvingen_openen(
    aanbesteding_id: AanbestedingPad, opening: OpeningIn, edge: EdgeDep, schrijf: SchrijfDep, wie: Inkoop
) -> Response:
    """Opent na de sluiting alles wat op tijd was, met een proces-verbaal."""

    async def work(uow: Uow) -> AanbestedingUit:
        geopend = await handelingen.inschrijvingen_openen(
            uow, edge.handeling(wie), aanbesteding_id, aanwezig=opening.aanwezig
        )
        return AanbestedingUit.van(geopend)

    return await schrijf.doe(wie, work, status=200)


@router.post("/aanbestedingen/{id}/_intrekken", response_model=AanbestedingUit, summary="Aanbesteding intrekken")
async def aanbesteding_intrekken(
    aanbesteding_id: AanbestedingPad, intrekking: IntrekkingIn, edge: EdgeDep, schrijf: SchrijfDep, wie: Inkoop
) -> Response:
    """Trekt de aanbesteding of een perceel in, met een vaste reden."""

    async def work(uow: Uow) -> AanbestedingUit:
        ingetrokken = await handelingen.aanbesteding_intrekken(
            uow,
            edge.handeling(wie),
            aanbesteding_id,
            perceel_code=intrekking.perceel_code,
            reden=intrekking.reden,
            toelichting=intrekking.toelichting,
        )
        return AanbestedingUit.van(ingetrokken)

    return await schrijf.doe(wie, work, status=200)
