import uuid
from collections.abc import Awaitable, Callable
from functools import partial
from typing import Annotated

from fastapi import Depends, Path, Query, Response
from risb_api.api import Pagina
from risb_api.fields import AgbVraag
from risb_api.identity import Wie
from risb_api.lists import Lijst, Orde
from risb_api.routes import Router
from risb_api.writes import Schrijf
from risb_kern.act import Handeling
from risb_kern.errors import not_found
from risb_kern.lists import Blad

from contracting.application.bestedingsruimte import handelingen
from contracting.application.uow import Uow
from contracting.domain.bestedingsruimte.bestedingsruimte import Bestedingsruimte
from contracting.entrypoints.api.bestedingsruimte.bestedingsruimten_models import (
    BestedingsruimteIn,
    BestedingsruimteUit,
    GesprekIn,
    HerzieningIn,
    OverschrijdingIn,
    VaststellingIn,
)
from contracting.entrypoints.api.edge import ContractingEdge, EdgeDep, SchrijfDep, SchrijfEenmaligDep
from contracting.entrypoints.api.jaren import EERSTE_JAAR, LAATSTE_JAAR
from contracting.entrypoints.api.toegang import BureauOfAanbieder, Inkoop, InkoopOfAanbieder, bereik_van
from contracting.entrypoints.inzage import log_inzage

router = Router("bestedingsruimten")
LIJST = Lijst(BestedingsruimteUit, {"id": Orde(id=uuid.UUID)})
RuimtePad = Annotated[uuid.UUID, Path(alias="id", description="Kenmerk van de bestedingsruimte.")]
JaarVraag = Annotated[int | None, Query(ge=EERSTE_JAAR, le=LAATSTE_JAAR, description="Alleen van dit jaar.")]
Stap = Callable[[Uow, Handeling], Awaitable[Bestedingsruimte]]


@router.post(
    "/bestedingsruimten", status_code=201, response_model=BestedingsruimteUit, summary="Bestedingsruimte aankondigen"
)
async def bestedingsruimte_aankondigen(
    ruimte: BestedingsruimteIn, edge: EdgeDep, schrijf: SchrijfEenmaligDep, wie: Inkoop
) -> Response:
    """Meldt het voornemen en vraagt de zienswijze van de aanbieder, uiterlijk zes maanden voor de eerste dag."""
    stap = partial(handelingen.bestedingsruimte_aankondigen, opdracht=ruimte.opdracht())
    return await _step(edge, schrijf, wie, stap, status=201)


@router.get("/bestedingsruimten", summary="Bestedingsruimten opvragen")
async def bestedingsruimten_opvragen(
    edge: EdgeDep,
    wie: BureauOfAanbieder,
    blad: Annotated[Blad, Depends(LIJST)],
    *,
    agb_code: AgbVraag = None,
    jaar: JaarVraag = None,
) -> Pagina[BestedingsruimteUit]:
    """Bestedingsruimten met wat ervan gebruikt is; een aanbieder ziet de eigen."""
    async with edge.uow() as uow:
        gevonden = await uow.ruimtevragen.list(bereik_van(wie), blad, agb_code=agb_code, jaar=jaar)
        gebruikt = await uow.ruimtevragen.sum_gebruik({one.id for one in gevonden})
        await log_inzage(uow, wie, "bestedingsruimten-opvragen", {one.agb_code for one in gevonden})
    return LIJST.pagina(gevonden, blad, lambda one: BestedingsruimteUit.van(one, gebruikt.get(one.id, 0)))


@router.get("/bestedingsruimten/{id}", summary="Bestedingsruimte opvragen")
async def bestedingsruimte_opvragen(ruimte_id: RuimtePad, edge: EdgeDep, wie: BureauOfAanbieder) -> BestedingsruimteUit:
    """Een bestedingsruimte met haar termijnen."""
    async with edge.uow() as uow:
        ruimte = await uow.ruimtevragen.find(ruimte_id)
        if ruimte is None or not bereik_van(wie).ziet(agb_code=ruimte.agb_code):
            raise not_found("De bestedingsruimte")
        gebruikt = await uow.ruimtevragen.sum_gebruik({ruimte.id})
        await log_inzage(uow, wie, "bestedingsruimte-opvragen", [ruimte.agb_code])
    return BestedingsruimteUit.van(ruimte, gebruikt.get(ruimte.id, 0))


@router.post(
    "/bestedingsruimten/{id}/_vaststellen", response_model=BestedingsruimteUit, summary="Bestedingsruimte vaststellen"
)
async def bestedingsruimte_vaststellen(
    ruimte_id: RuimtePad, besluit: VaststellingIn, edge: EdgeDep, schrijf: SchrijfDep, wie: Inkoop
) -> Response:
    """Door een ander dan wie het voornemen meldde, uiterlijk drie maanden voor de eerste dag."""
    stap = partial(
        handelingen.bestedingsruimte_vaststellen, ruimte_id=ruimte_id, jaarbedrag_cent=besluit.jaarbedrag_cent
    )
    return await _step(edge, schrijf, wie, stap)


@router.post("/bestedingsruimten/{id}/_plannen", response_model=BestedingsruimteUit, summary="Plan vastleggen")
async def bestedingsruimte_plannen(ruimte_id: RuimtePad, edge: EdgeDep, schrijf: SchrijfDep, wie: Inkoop) -> Response:
    """Legt vast dat er een gezamenlijk plan is; het hoort er twee maanden voor de eerste dag te zijn."""
    return await _step(edge, schrijf, wie, partial(handelingen.bestedingsruimte_plannen, ruimte_id=ruimte_id))


@router.post("/bestedingsruimten/{id}/_melden", response_model=BestedingsruimteUit, summary="Overschrijding melden")
async def overschrijding_melden(
    ruimte_id: RuimtePad, melding: OverschrijdingIn, edge: EdgeDep, schrijf: SchrijfDep, wie: InkoopOfAanbieder
) -> Response:
    """Meldt dat de ruimte bijna op is; binnen veertien dagen volgt een gesprek."""
    stap = partial(
        handelingen.overschrijding_melden,
        ruimte_id=ruimte_id,
        verwacht_cent=melding.verwacht_cent,
        bereik=bereik_van(wie),
    )
    return await _step(edge, schrijf, wie, stap)


@router.post("/bestedingsruimten/{id}/_bespreken", response_model=BestedingsruimteUit, summary="Gesprek vastleggen")
async def overschrijding_bespreken(
    ruimte_id: RuimtePad, gesprek: GesprekIn, edge: EdgeDep, schrijf: SchrijfDep, wie: Inkoop
) -> Response:
    """Legt het gesprek na een melding vast; binnen veertien dagen daarna volgt een besluit."""
    stap = partial(handelingen.overschrijding_bespreken, ruimte_id=ruimte_id, besproken_op=gesprek.besproken_op)
    return await _step(edge, schrijf, wie, stap)


@router.post("/bestedingsruimten/{id}/_herzien", response_model=BestedingsruimteUit, summary="Bedrag herzien")
async def bestedingsruimte_herzien(
    ruimte_id: RuimtePad, besluit: HerzieningIn, edge: EdgeDep, schrijf: SchrijfDep, wie: Inkoop
) -> Response:
    """Door een ander dan wie de overschrijding meldde; zonder hoger bedrag wordt niets boven de ruimte betaald."""
    stap = partial(handelingen.bestedingsruimte_herzien, ruimte_id=ruimte_id, bedrag_cent=besluit.bedrag_cent)
    return await _step(edge, schrijf, wie, stap)


async def _step(edge: ContractingEdge, schrijf: Schrijf[Uow], wie: Wie, stap: Stap, *, status: int = 200) -> Response:
    """Carry out one step and answer with what stands then."""

    async def work(uow: Uow) -> BestedingsruimteUit:
        ruimte = await stap(uow, edge.handeling(wie))
        return BestedingsruimteUit.van(ruimte, await uow.bestedingsruimten.sum_gebruik(ruimte.id))

    return await schrijf.doe(wie, work, status=status)
