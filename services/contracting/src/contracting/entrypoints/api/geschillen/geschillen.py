import uuid
from typing import Annotated

from fastapi import Path, Response
from risb_api.routes import Router
from risb_kern.errors import not_found

from contracting.application.geschillen import handelingen
from contracting.application.uow import Uow
from contracting.domain.geschillen.geschil import Kortgeding, gestand_tot
from contracting.entrypoints.api.aanbesteding.aanbestedingen import AanbestedingPad
from contracting.entrypoints.api.edge import EdgeDep, SchrijfDep
from contracting.entrypoints.api.geschillen.geschillen_models import (
    KlachtbesluitIn,
    KlachtIn,
    KlachtUit,
    KortgedingIn,
    KortgedingUit,
    VonnisIn,
)
from contracting.entrypoints.api.toegang import Aanmelder, Inkoop

router = Router("geschillen")
KortgedingPad = Annotated[uuid.UUID, Path(alias="id", description="Kenmerk van het kort geding.")]
KlachtPad = Annotated[uuid.UUID, Path(alias="id", description="Kenmerk van de klacht.")]


@router.post("/kortgedingen", status_code=201, response_model=KortgedingUit, summary="Kort geding melden")
async def kortgeding_melden(geding: KortgedingIn, edge: EdgeDep, schrijf: SchrijfDep, wie: Inkoop) -> Response:
    """Meldt een kort geding; bij een aanbesteding tekent dan niemand, bij een toelating de eiser niet."""

    async def work(uow: Uow) -> KortgedingUit:
        gemeld = await handelingen.kortgeding_melden(
            uow,
            edge.handeling(wie),
            geding.perceel_code,
            agb_code=geding.agb_code,
            aanhangig_op=geding.aanhangig_op,
        )
        return await _beeld(uow, gemeld)

    return await schrijf.doe(wie, work)


@router.post("/kortgedingen/{id}/_beslissen", response_model=KortgedingUit, summary="Vonnis vastleggen")
async def kortgeding_beslissen(
    kortgeding_id: KortgedingPad, vonnis: VonnisIn, edge: EdgeDep, schrijf: SchrijfDep, wie: Inkoop
) -> Response:
    """Legt het vonnis vast; inschrijvers zijn nog 14 dagen gebonden."""

    async def work(uow: Uow) -> KortgedingUit:
        beslist = await handelingen.kortgeding_beslissen(
            uow, edge.handeling(wie), kortgeding_id, uitspraak=vonnis.uitspraak, vonnis_op=vonnis.vonnis_op
        )
        return await _beeld(uow, beslist)

    return await schrijf.doe(wie, work, status=200)


@router.post("/aanbestedingen/{id}/klachten", status_code=201, response_model=KlachtUit, summary="Klacht indienen")
async def klacht_indienen(
    aanbesteding_id: AanbestedingPad, klacht: KlachtIn, edge: EdgeDep, schrijf: SchrijfDep, wie: Aanmelder
) -> Response:
    """Een aanbieder klaagt over een aanbesteding; het bureau antwoordt binnen zes weken."""
    if klacht.agb_code not in wie.agb:
        raise not_found("De aanbieder")

    async def work(uow: Uow) -> KlachtUit:
        ingediend = await handelingen.klacht_indienen(
            uow, edge.handeling(wie), aanbesteding_id, agb_code=klacht.agb_code, klacht=klacht.klacht
        )
        return KlachtUit.model_validate(ingediend)

    return await schrijf.doe(wie, work)


@router.post("/klachten/{id}/_beslissen", response_model=KlachtUit, summary="Klacht beantwoorden")
async def klacht_beslissen(
    klacht_id: KlachtPad, besluit: KlachtbesluitIn, edge: EdgeDep, schrijf: SchrijfDep, wie: Inkoop
) -> Response:
    """Beantwoordt een klacht, door iemand die de aanbesteding niet opstelde en niet gunde."""

    async def work(uow: Uow) -> KlachtUit:
        beslist = await handelingen.klacht_beslissen(
            uow, edge.handeling(wie), klacht_id, gegrond=besluit.gegrond, antwoord=besluit.antwoord
        )
        return KlachtUit.model_validate(beslist)

    return await schrijf.doe(wie, work, status=200)


async def _beeld(uow: Uow, geding: Kortgeding) -> KortgedingUit:
    aanbesteding = await uow.aanbestedingen.get_van_perceel(geding.perceel_code)
    alle = await uow.kortgedingen.list(geding.perceel_code)
    velden = {name: getattr(geding, name) for name in KortgedingUit.model_fields if name != "gestand_tot"}
    gebonden = gestand_tot(aanbesteding.sluitingsdag, alle) if aanbesteding else None
    return KortgedingUit(**velden, gestand_tot=gebonden)
