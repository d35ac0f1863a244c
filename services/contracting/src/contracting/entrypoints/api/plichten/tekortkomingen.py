import uuid
from typing import Annotated

from fastapi import Depends, Path, Response
from risb_api.api import Pagina
from risb_api.fields import AgbVraag
from risb_api.lists import Lijst, Orde
from risb_api.routes import Router
from risb_kern.lists import Blad

from contracting.application.plichten import handelingen
from contracting.application.uow import Uow
from contracting.domain.plichten.meldplicht import uiterlijk
from contracting.entrypoints.api.edge import EdgeDep, SchrijfDep, SchrijfEenmaligDep
from contracting.entrypoints.api.plichten.tekortkomingen_models import (
    GevolgIn,
    MeldingIn,
    MeldplichtUit,
    OnderaannemingIn,
    OnderaannemingUit,
    TekortkomingIn,
    TekortkomingUit,
    ZienswijzeIn,
)
from contracting.entrypoints.api.toegang import Account, Sturing
from contracting.entrypoints.inzage import log_inzage

router = Router("tekortkomingen")
LIJST = Lijst(TekortkomingUit, {"id": Orde(id=uuid.UUID)})
ONDERAANNEMERS = Lijst(OnderaannemingUit, {"id": Orde(id=uuid.UUID)})
TekortkomingPad = Annotated[uuid.UUID, Path(alias="id", description="Kenmerk van de tekortkoming.")]
OnderaannemingPad = Annotated[uuid.UUID, Path(alias="id", description="Kenmerk van de onderaanneming.")]


@router.post("/meldingen", status_code=201, response_model=MeldplichtUit, summary="Melding vastleggen")
async def melding_vastleggen(melding: MeldingIn, edge: EdgeDep, schrijf: SchrijfEenmaligDep, wie: Account) -> Response:
    """Legt vast dat een aanbieder iets over zichzelf meldde; te laat is een tekortkoming."""

    async def work(uow: Uow) -> MeldplichtUit:
        te_laat = await handelingen.melding_vastleggen(uow, edge.handeling(wie), melding.opdracht())
        return MeldplichtUit(
            meldsoort=melding.meldsoort,
            uiterlijk=uiterlijk(melding.meldsoort, melding.gebeurd_op),
            op_tijd=te_laat is None,
            tekortkoming_id=None if te_laat is None else te_laat.id,
        )

    return await schrijf.doe(wie, work)


@router.post("/tekortkomingen", status_code=201, response_model=TekortkomingUit, summary="Tekortkoming melden")
async def tekortkoming_melden(
    tekortkoming: TekortkomingIn, edge: EdgeDep, schrijf: SchrijfEenmaligDep, wie: Account
) -> Response:
    """Meldt een tekortkoming; de aanbieder heeft veertien dagen voor een zienswijze."""

    async def work(uow: Uow) -> TekortkomingUit:
        gemeld = await handelingen.tekortkoming_melden(
            uow,
            edge.handeling(wie),
            tekortkoming.overeenkomst_id,
            artikel=tekortkoming.artikel,
            bevinding=tekortkoming.bevinding,
        )
        return TekortkomingUit.van(gemeld)

    return await schrijf.doe(wie, work)


@router.get("/tekortkomingen", summary="Tekortkomingen opvragen")
async def tekortkomingen_opvragen(
    edge: EdgeDep, wie: Sturing, blad: Annotated[Blad, Depends(LIJST)], *, agb_code: AgbVraag = None
) -> Pagina[TekortkomingUit]:
    """Tekortkomingen met wat erop volgde."""
    async with edge.uow() as uow:
        gevonden = await uow.tekortkomingen.list(blad, agb_code=agb_code)
        await log_inzage(uow, wie, "tekortkomingen-opvragen", {one.agb_code for one in gevonden})
    return LIJST.pagina(gevonden, blad, TekortkomingUit.van)


@router.post("/tekortkomingen/{id}/_horen", response_model=TekortkomingUit, summary="Zienswijze vastleggen")
async def zienswijze_vastleggen(
    tekortkoming_id: TekortkomingPad, zienswijze: ZienswijzeIn, edge: EdgeDep, schrijf: SchrijfDep, wie: Account
) -> Response:
    """Legt vast wat de aanbieder ervan zegt."""

    async def work(uow: Uow) -> TekortkomingUit:
        gehoord = await handelingen.zienswijze_vastleggen(
            uow, edge.handeling(wie), tekortkoming_id, zienswijze=zienswijze.zienswijze
        )
        return TekortkomingUit.van(gehoord)

    return await schrijf.doe(wie, work, status=200)


@router.post("/tekortkomingen/{id}/_besluiten", response_model=TekortkomingUit, summary="Besluiten over tekortkoming")
async def tekortkoming_besluiten(
    tekortkoming_id: TekortkomingPad, besluit: GevolgIn, edge: EdgeDep, schrijf: SchrijfDep, wie: Account
) -> Response:
    """Door een ander dan wie de tekortkoming meldde, na de zienswijze of als de termijn daarvoor over is."""

    async def work(uow: Uow) -> TekortkomingUit:
        besloten = await handelingen.tekortkoming_besluiten(
            uow, edge.handeling(wie), tekortkoming_id, besluit.opdracht()
        )
        return TekortkomingUit.van(besloten)

    return await schrijf.doe(wie, work, status=200)


@router.post("/onderaannemingen", status_code=201, response_model=OnderaannemingUit, summary="Onderaannemer vastleggen")
async def onderaanneming_vastleggen(
    onderaanneming: OnderaannemingIn, edge: EdgeDep, schrijf: SchrijfEenmaligDep, wie: Account
) -> Response:
    """Vraagt toestemming voor een onderaannemer; wie al zonder toestemming werkt, is een tekortkoming."""

    async def work(uow: Uow) -> OnderaannemingUit:
        gedaan = await handelingen.onderaanneming_vastleggen(uow, edge.handeling(wie), onderaanneming.opdracht())
        return OnderaannemingUit.model_validate(gedaan)

    return await schrijf.doe(wie, work)


@router.get("/onderaannemingen", summary="Onderaannemers opvragen")
async def onderaannemingen_opvragen(
    edge: EdgeDep, wie: Sturing, blad: Annotated[Blad, Depends(ONDERAANNEMERS)], *, agb_code: AgbVraag = None
) -> Pagina[OnderaannemingUit]:
    """Onderaannemers met hun toestemming."""
    async with edge.uow() as uow:
        gevonden = await uow.onderaannemingen.list(blad, agb_code=agb_code)
        await log_inzage(uow, wie, "onderaannemingen-opvragen", {one.agb_code for one in gevonden})
    return ONDERAANNEMERS.pagina(gevonden, blad, OnderaannemingUit.model_validate)


@router.post("/onderaannemingen/{id}/_toestaan", response_model=OnderaannemingUit, summary="Onderaannemer toestaan")
async def onderaanneming_toestaan(
    onderaanneming_id: OnderaannemingPad, edge: EdgeDep, schrijf: SchrijfDep, wie: Account
) -> Response:
    """Geeft schriftelijk toestemming; door een ander dan wie de aanvraag vastlegde."""

    async def work(uow: Uow) -> OnderaannemingUit:
        toegestaan = await handelingen.onderaanneming_toestaan(uow, edge.handeling(wie), onderaanneming_id)
        return OnderaannemingUit.model_validate(toegestaan)

    return await schrijf.doe(wie, work, status=200)
