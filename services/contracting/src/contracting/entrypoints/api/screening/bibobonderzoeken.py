import uuid
from typing import Annotated

from fastapi import Path, Response
from risb_api.routes import Router
from risb_kern.errors import not_found

from contracting.application.screening import handelingen
from contracting.application.uow import Uow
from contracting.entrypoints.api.edge import EdgeDep, SchrijfDep, SchrijfEenmaligDep
from contracting.entrypoints.api.screening.bibobonderzoeken_models import (
    BibobadviesIn,
    BibobbesluitIn,
    BibobonderzoekIn,
    BibobonderzoekUit,
    BibobzienswijzeIn,
)
from contracting.entrypoints.api.toegang import Inkoop
from contracting.entrypoints.inzage import log_inzage

router = Router("bibobonderzoeken")
BibobPad = Annotated[uuid.UUID, Path(alias="id", description="Kenmerk van het Bibob-onderzoek.")]


@router.post("/bibobonderzoeken", status_code=201, response_model=BibobonderzoekUit, summary="Bibob-formulier sturen")
async def bibob_starten(
    onderzoek: BibobonderzoekIn, edge: EdgeDep, schrijf: SchrijfEenmaligDep, wie: Inkoop
) -> Response:
    """Stuurt het Bibob-formulier; het komt binnen 14 kalenderdagen terug (R5)."""

    async def work(uow: Uow) -> BibobonderzoekUit:
        gestart = await handelingen.bibob_starten(
            uow, edge.handeling(wie), onderzoek.agb_code, onderaannemer_kvk=onderzoek.onderaannemer_kvk
        )
        return BibobonderzoekUit.model_validate(gestart)

    return await schrijf.doe(wie, work)


@router.get("/bibobonderzoeken/{id}", summary="Bibob-onderzoek opvragen")
async def bibobonderzoek_opvragen(onderzoek_id: BibobPad, edge: EdgeDep, wie: Inkoop) -> BibobonderzoekUit:
    """Een Bibob-onderzoek met zijn termijnen."""
    async with edge.uow() as uow:
        onderzoek = await uow.bibobonderzoeken.find(onderzoek_id)
        if onderzoek is None:
            raise not_found("Het Bibob-onderzoek")
        await log_inzage(uow, wie, "bibobonderzoek-opvragen", [onderzoek.agb_code])
    return BibobonderzoekUit.model_validate(onderzoek)


@router.post("/bibobonderzoeken/{id}/_ontvangen", response_model=BibobonderzoekUit, summary="Bibob-formulier ontvangen")
async def bibobformulier_ontvangen(onderzoek_id: BibobPad, edge: EdgeDep, schrijf: SchrijfDep, wie: Inkoop) -> Response:
    """Legt vast dat het formulier terug is; te laat staat er te laat bij."""

    async def work(uow: Uow) -> BibobonderzoekUit:
        ontvangen = await handelingen.bibobformulier_ontvangen(uow, edge.handeling(wie), onderzoek_id)
        return BibobonderzoekUit.model_validate(ontvangen)

    return await schrijf.doe(wie, work, status=200)


@router.post(
    "/bibobonderzoeken/{id}/_adviseren", response_model=BibobonderzoekUit, summary="Bibob-conclusie vastleggen"
)
async def bibob_adviseren(
    onderzoek_id: BibobPad, advies: BibobadviesIn, edge: EdgeDep, schrijf: SchrijfDep, wie: Inkoop
) -> Response:
    """Legt een conclusie of advies vast; de aanbieder kan erop antwoorden voordat er iets volgt."""

    async def work(uow: Uow) -> BibobonderzoekUit:
        nieuw = await handelingen.bibob_adviseren(
            uow, edge.handeling(wie), onderzoek_id, bron=advies.bron, gevaar=advies.gevaar, motivering=advies.motivering
        )
        return BibobonderzoekUit.model_validate(nieuw)

    return await schrijf.doe(wie, work, status=200)


@router.post(
    "/bibobonderzoeken/{id}/_horen", response_model=BibobonderzoekUit, summary="Zienswijze op Bibob vastleggen"
)
async def bibob_horen(
    onderzoek_id: BibobPad, zienswijze: BibobzienswijzeIn, edge: EdgeDep, schrijf: SchrijfDep, wie: Inkoop
) -> Response:
    """Legt vast wat de aanbieder van de conclusie zegt."""

    async def work(uow: Uow) -> BibobonderzoekUit:
        nieuw = await handelingen.bibob_horen(uow, edge.handeling(wie), onderzoek_id, zienswijze=zienswijze.zienswijze)
        return BibobonderzoekUit.model_validate(nieuw)

    return await schrijf.doe(wie, work, status=200)


@router.post("/bibobonderzoeken/{id}/_besluiten", response_model=BibobonderzoekUit, summary="Bibob-besluit nemen")
async def bibob_besluiten(
    onderzoek_id: BibobPad, besluit: BibobbesluitIn, edge: EdgeDep, schrijf: SchrijfDep, wie: Inkoop
) -> Response:
    """Besluit wat er volgt, door een ander dan wie de conclusie trok."""

    async def work(uow: Uow) -> BibobonderzoekUit:
        nieuw = await handelingen.bibob_besluiten(
            uow, edge.handeling(wie), onderzoek_id, gevolg=besluit.gevolg, motivering=besluit.motivering
        )
        return BibobonderzoekUit.model_validate(nieuw)

    return await schrijf.doe(wie, work, status=200)
