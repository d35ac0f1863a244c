import uuid
from typing import Annotated

from fastapi import Depends, Path, Query, Response
from risb_api.api import Pagina
from risb_api.lists import Lijst, Orde
from risb_api.routes import Router
from risb_kern.lists import Blad

from contracting.application.rekeningen import handelingen
from contracting.application.uow import Uow
from contracting.domain.rekeningen.rekening import Bevestiging, Rekening, RekeningStatus
from contracting.entrypoints.api.edge import EdgeDep, KluisDep, SchrijfDep
from contracting.entrypoints.api.rekeningen.rekeningen_models import (
    BevestigingIn,
    Houdercode,
    IntrekkingIn,
    RekeningIn,
    RekeningUit,
)
from contracting.entrypoints.api.toegang import Rekeningbeheer
from contracting.entrypoints.inzage import log_inzage

router = Router("rekeningen")
LIJST = Lijst(RekeningUit, {"id": Orde(id=uuid.UUID)})
RekeningPad = Annotated[uuid.UUID, Path(alias="id", description="Kenmerk van de rekening.")]
HouderVraag = Annotated[Houdercode | None, Query(description="Alleen van deze aanbieder of gemeente.")]


@router.post("/rekeningen", status_code=201, response_model=RekeningUit, summary="Rekening voorstellen")
async def rekening_voorstellen(
    rekening: RekeningIn, edge: EdgeDep, schrijf: SchrijfDep, *, kluis: KluisDep, wie: Rekeningbeheer
) -> Response:
    """Een ander bevestigt het voorstel; tot dan wordt er op de vorige rekening betaald."""
    opdracht = handelingen.RekeningVoorstellen(
        houdersoort=rekening.houdersoort,
        houder=rekening.houder,
        tenaamstelling=rekening.tenaamstelling,
        iban=rekening.iban,
    )

    async def work(uow: Uow) -> RekeningUit:
        voorgesteld = await handelingen.rekening_voorstellen(uow, edge.handeling(wie), opdracht, kluis=kluis)
        return await _met_gedeeld(uow, voorgesteld)

    return await schrijf.doe(wie, work)


@router.get("/rekeningen", summary="Rekeningen opvragen")
async def rekeningen_opvragen(
    edge: EdgeDep,
    wie: Rekeningbeheer,
    blad: Annotated[Blad, Depends(LIJST)],
    *,
    houder: HouderVraag = None,
    status: Annotated[RekeningStatus | None, Query(description="Alleen met deze status.")] = None,
) -> Pagina[RekeningUit]:
    """Voorgestelde, bevestigde en ingetrokken rekeningen."""
    async with edge.uow() as uow:
        gevonden = await uow.rekeningvragen.list(blad, houder=houder, status=status)
        gedeeld = await uow.rekeningvragen.count_andere_houders(gevonden)
        await log_inzage(uow, wie, "rekeningen-opvragen", {one.houder for one in gevonden})
    return LIJST.pagina(gevonden, blad, lambda one: RekeningUit.van(one, gedeeld.get(one.id, 0)))


@router.post("/rekeningen/{id}/_bevestigen", response_model=RekeningUit, summary="Rekening bevestigen")
async def rekening_bevestigen(
    rekening_id: RekeningPad,
    gezien: BevestigingIn,
    edge: EdgeDep,
    schrijf: SchrijfDep,
    *,
    kluis: KluisDep,
    wie: Rekeningbeheer,
) -> Response:
    """Door een ander dan de voorsteller; een wijziging pas na de afkoelperiode."""
    bevestiging = Bevestiging(
        kenmerk=kluis.search_hash(gezien.iban), naamcontrole=gezien.naamcontrole, reden=gezien.reden
    )

    async def work(uow: Uow) -> RekeningUit:
        bevestigd = await handelingen.rekening_bevestigen(
            uow, edge.handeling(wie), rekening_id, bevestiging, afkoeldagen=edge.afkoeldagen
        )
        return await _met_gedeeld(uow, bevestigd)

    return await schrijf.doe(wie, work, status=200)


@router.post("/rekeningen/{id}/_intrekken", response_model=RekeningUit, summary="Voorstel intrekken")
async def rekening_intrekken(
    rekening_id: RekeningPad, intrekking: IntrekkingIn, edge: EdgeDep, schrijf: SchrijfDep, wie: Rekeningbeheer
) -> Response:
    """Het voorstel gaat niet door; de rekening die in gebruik is blijft."""

    async def work(uow: Uow) -> RekeningUit:
        ingetrokken = await handelingen.rekening_intrekken(
            uow, edge.handeling(wie), rekening_id, reden=intrekking.reden
        )
        return RekeningUit.van(ingetrokken)

    return await schrijf.doe(wie, work, status=200)


async def _met_gedeeld(uow: Uow, rekening: Rekening) -> RekeningUit:
    gedeeld = await uow.rekeningvragen.count_andere_houders([rekening])
    return RekeningUit.van(rekening, gedeeld.get(rekening.id, 0))
