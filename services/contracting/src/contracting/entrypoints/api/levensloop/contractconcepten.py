import uuid
from functools import partial
from typing import Annotated

from fastapi import Depends, Path, Response
from risb_api.api import Pagina
from risb_api.fields import AgbVraag
from risb_api.lists import Lijst, Orde
from risb_api.routes import Router
from risb_kern.lists import Blad

from contracting.application.levensloop import handelingen
from contracting.application.levensloop.concept.in_bereik import in_bereik
from contracting.application.uow import Uow
from contracting.entrypoints.api.edge import EdgeDep, SchrijfDep, SchrijfEenmaligDep
from contracting.entrypoints.api.levensloop.contractconcepten_models import ContractconceptUit, OndertekeningIn
from contracting.entrypoints.api.overeenkomsten.metrics import show_running
from contracting.entrypoints.api.overeenkomsten.overeenkomsten_models import OvereenkomstIn
from contracting.entrypoints.api.toegang import Aanmelder, BureauOfAanbieder, Inkoop, bereik_van
from contracting.entrypoints.inzage import log_inzage

router = Router("contractconcepten")
LIJST = Lijst(ContractconceptUit, {"id": Orde(id=uuid.UUID)})
ConceptPad = Annotated[uuid.UUID, Path(alias="id", description="Kenmerk van het contract.")]


@router.post("/contractconcepten", status_code=201, response_model=ContractconceptUit, summary="Contract opstellen")
async def contractconcept_opstellen(
    overeenkomst: OvereenkomstIn, edge: EdgeDep, schrijf: SchrijfEenmaligDep, wie: Inkoop
) -> Response:
    """Stelt een contract op; wat niet bij het perceel past wordt nu geweigerd."""

    async def work(uow: Uow) -> ContractconceptUit:
        gedaan = await handelingen.contractconcept_opstellen(uow, edge.handeling(wie), overeenkomst.opdracht())
        return ContractconceptUit.van(gedaan)

    return await schrijf.doe(wie, work)


@router.get("/contractconcepten", summary="Contracten opvragen")
async def contractconcepten_opvragen(
    edge: EdgeDep, wie: BureauOfAanbieder, blad: Annotated[Blad, Depends(LIJST)], *, agb_code: AgbVraag = None
) -> Pagina[ContractconceptUit]:
    """Contracten die nog niet in werking zijn; een aanbieder ziet de eigen, als zij zijn aangeboden."""
    async with edge.uow() as uow:
        gevonden = await uow.contractconcepten.list(bereik_van(wie), blad, agb_code=agb_code)
        await log_inzage(uow, wie, "contractconcepten-opvragen", {one.agb_code for one in gevonden})
    return LIJST.pagina(gevonden, blad, ContractconceptUit.van)


@router.get("/contractconcepten/{id}", summary="Contract opvragen")
async def contractconcept_opvragen(concept_id: ConceptPad, edge: EdgeDep, wie: BureauOfAanbieder) -> ContractconceptUit:
    """Een contract dat nog niet in werking is."""
    async with edge.uow() as uow:
        concept = in_bereik(await uow.contractconcepten.find(concept_id), bereik_van(wie))
        await log_inzage(uow, wie, "contractconcept-opvragen", [concept.agb_code])
    return ContractconceptUit.van(concept)


@router.post("/contractconcepten/{id}/_aanbieden", response_model=ContractconceptUit, summary="Contract aanbieden")
async def contractconcept_aanbieden(
    concept_id: ConceptPad, edge: EdgeDep, schrijf: SchrijfDep, wie: Inkoop
) -> Response:
    """Stuurt het contract, of nog eens zoals het was; de aanbieder heeft drie weken om te tekenen."""

    async def work(uow: Uow) -> ContractconceptUit:
        gedaan = await handelingen.contractconcept_aanbieden(uow, edge.handeling(wie), concept_id)
        return ContractconceptUit.van(gedaan)

    return await schrijf.doe(wie, work, status=200)


@router.post("/contractconcepten/{id}/_tekenen", response_model=ContractconceptUit, summary="Contract tekenen")
async def contractconcept_tekenen(
    concept_id: ConceptPad, ondertekening: OndertekeningIn, edge: EdgeDep, schrijf: SchrijfDep, wie: Aanmelder
) -> Response:
    """De aanbieder tekent; met opmerkingen is het geen handtekening en stuurt het bureau het nog eens."""

    async def work(uow: Uow) -> ContractconceptUit:
        gedaan = await handelingen.contractconcept_tekenen(
            uow, edge.handeling(wie), concept_id, opmerkingen=ondertekening.opmerkingen, bereik=bereik_van(wie)
        )
        return ContractconceptUit.van(gedaan)

    return await schrijf.doe(wie, work, status=200)


@router.post("/contractconcepten/{id}/_intrekken", response_model=ContractconceptUit, summary="Contract intrekken")
async def contractconcept_intrekken(
    concept_id: ConceptPad, edge: EdgeDep, schrijf: SchrijfDep, wie: Inkoop
) -> Response:
    """Trekt een contract in voordat beide tekenden."""

    async def work(uow: Uow) -> ContractconceptUit:
        gedaan = await handelingen.contractconcept_intrekken(uow, edge.handeling(wie), concept_id)
        return ContractconceptUit.van(gedaan)

    return await schrijf.doe(wie, work, status=200)


@router.post("/contractconcepten/{id}/_sluiten", response_model=ContractconceptUit, summary="Contract sluiten")
async def contractconcept_sluiten(concept_id: ConceptPad, edge: EdgeDep, schrijf: SchrijfDep, wie: Inkoop) -> Response:
    """De tweede handtekening, door een ander dan wie opstelde: de overeenkomst is in werking."""

    async def work(uow: Uow) -> ContractconceptUit:
        handeling = edge.handeling(wie)
        gedaan = await handelingen.contractconcept_sluiten(uow, handeling, concept_id)
        schrijf.after_commit(partial(show_running, await uow.overeenkomstvragen.count(handeling.vandaag)))
        return ContractconceptUit.van(gedaan)

    return await schrijf.doe(wie, work, status=200)
