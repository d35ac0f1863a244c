import datetime as dt
import uuid
from typing import Annotated

from chassis.processing_log import log_processing
from fastapi import APIRouter, Depends, Path, Query, Request, Response
from risb_api.api import Pagina
from risb_api.cursors import decode_cursor, encode_cursor
from risb_api.identity import Rol, Toegang, Wie, niet_gevonden
from risb_api.writes import SchrijfDep, SchrijfEenmaligDep, etag
from risb_kern.privacy import Privacy

from subsidies.application.aanvragen.aanvraag_indienen import AanvraagIndienen, aanvraag_indienen
from subsidies.application.aanvragen.aanvulling import AanvullingBeantwoorden, aanvulling_beantwoorden
from subsidies.application.aanvragen.zienswijze import zienswijze_geven
from subsidies.application.lezen import Aanvraagfilter
from subsidies.domain.aanvragen.aanvraag import Aanvraag, Status
from subsidies.entrypoints.api.aanvragen.aanvragen_models import (
    AanvraagIndienenModel,
    AanvraagKort,
    AanvraagLezen,
    AanvullingBeantwoordenModel,
    ZienswijzeGevenModel,
)
from subsidies.entrypoints.api.aanvragen.metrics import AANVRAGEN
from subsidies.entrypoints.api.regelingen.regelingen_models import GemeenteCode, RegelingCode
from subsidies.entrypoints.unit_of_work import SubsidieUow

router = APIRouter(tags=["aanvragen"])
een_aanvraag = APIRouter(prefix="/aanvragen/{aanvraagId}", tags=["aanvragen"])
VERWERKING = "https://register.risb.example/verwerkingen/subsidieaanvraag"
Aanvrager = Annotated[Wie, Depends(Toegang(Rol.AANVRAGER))]
AanvragerOfAdviseur = Annotated[Wie, Depends(Toegang(Rol.AANVRAGER, Rol.SUBSIDIEADVISEUR))]
AanvraagId = Annotated[uuid.UUID, Path(alias="aanvraagId", description="Kenmerk van de aanvraag.")]


async def lees(uow: SubsidieUow, privacy: Privacy, aanvraag: Aanvraag, *, gebruiker: str) -> AanvraagLezen:
    """The full body of an application; leaves the record of who read it in the same transaction."""
    begin = dt.datetime.now(dt.UTC)
    regeling = await uow.regelingen.get(aanvraag.regeling_code, aanvraag.regeling_versie)
    geheim = await uow.aanvragen.geheim(aanvraag.id)
    iban = privacy.decrypt(geheim.iban_versleuteld)
    bsn = privacy.decrypt(geheim.bsn_versleuteld) if geheim.bsn_versleuteld else None
    betrokkene = privacy.pseudonym(bsn or aanvraag.aanvrager_sub)
    await log_processing(
        uow, VERWERKING, "Subsidieaanvraag lezen", betrokkenen=[betrokkene], gebruiker=gebruiker, begin=begin
    )
    besluit = await uow.besluiten.of(aanvraag.id)
    return AanvraagLezen.of(aanvraag, aanvraag.beslisdatum(regeling), iban, besluit)


@router.post("/aanvragen", status_code=201, response_model=AanvraagLezen, summary="Subsidie aanvragen")
async def dien_aanvraag_in(
    request: Request, body: AanvraagIndienenModel, schrijf: SchrijfEenmaligDep, wie: Aanvrager
) -> Response:
    """Neemt uw aanvraag aan en noemt meteen de dag waarop u uiterlijk antwoord krijgt."""
    state = request.app.state
    opdracht = AanvraagIndienen(
        aanvraag_id=uuid.uuid4(),
        aanvrager_sub=wie.sub,
        regeling_code=body.regeling_code,
        gelezen_versie=body.regeling_versie,
        opgave=body.to_domain(),
        iban=body.iban,
        bsn=body.bsn,
    )

    async def werk(uow: SubsidieUow) -> AanvraagLezen:
        aanvraag = await aanvraag_indienen(uow, state.clock, state.privacy, opdracht)
        return await lees(uow, state.privacy, aanvraag, gebruiker=wie.sub)

    antwoord = await schrijf.doe(wie, werk)
    AANVRAGEN.labels(body.regeling_code, "ingediend").inc()
    return antwoord


@router.get("/aanvragen", summary="Aanvragen")
async def lees_aanvragen(
    request: Request,
    wie: AanvragerOfAdviseur,
    *,
    regeling_code: Annotated[RegelingCode | None, Query(alias="regelingCode", description="Code.")] = None,
    gemeente: Annotated[GemeenteCode | None, Query(description="CBS-code van de gemeente.")] = None,
    status: Annotated[Status | None, Query(description="Stand van de aanvraag.")] = None,
    na: Annotated[str | None, Query(description="Cursor van de vorige pagina.")] = None,
    limiet: Annotated[int, Query(ge=1, le=200, description="Aantal per pagina.")] = 50,
) -> Pagina[AanvraagKort]:
    """Een aanvrager ziet eigen aanvragen, een subsidieadviseur alle; in volgorde van ontvangst."""
    welke = Aanvraagfilter(
        aanvrager_sub=None if wie.is_een_van(Rol.SUBSIDIEADVISEUR) else wie.sub,
        regeling_code=regeling_code,
        gemeente=gemeente,
        status=status.value if status else None,
    )
    async with request.app.state.uow() as uow:
        gevonden = await uow.lezer.aanvragen(welke, decode_cursor(na, _positie), limiet + 1)
    regels = [AanvraagKort.of(aanvraag, datum) for aanvraag, datum in gevonden[:limiet]]
    verder = len(gevonden) > limiet
    volgende = encode_cursor(f"{regels[-1].ontvangen_op.isoformat()}|{regels[-1].id}") if verder else None
    return Pagina(resultaten=regels, volgende=volgende)


def _positie(tekst: str) -> tuple[dt.datetime, uuid.UUID]:
    moment, _, kenmerk = tekst.partition("|")
    return dt.datetime.fromisoformat(moment), uuid.UUID(kenmerk)


@een_aanvraag.get("", summary="Aanvraag")
async def lees_aanvraag(
    request: Request, response: Response, aanvraag_id: AanvraagId, wie: AanvragerOfAdviseur
) -> AanvraagLezen:
    """Een aanvraag met alles wat erbij hoort; de aanvraag van een ander bestaat voor u niet."""
    state = request.app.state
    async with state.uow() as uow:
        aanvraag = await uow.aanvragen.find(aanvraag_id)
        eigen = aanvraag is not None and aanvraag.aanvrager_sub == wie.sub
        if aanvraag is None or not (eigen or wie.is_een_van(Rol.SUBSIDIEADVISEUR)):
            raise niet_gevonden("De aanvraag")
        model = await lees(uow, state.privacy, aanvraag, gebruiker=wie.sub)
        await uow.commit()
    response.headers.update(etag(model.versie))
    return model


@een_aanvraag.post(
    "/aanvullingen/_beantwoorden",
    status_code=200,
    response_model=AanvraagLezen,
    summary="Aanvraag aanvullen",
)
async def vul_aanvraag_aan(
    request: Request, aanvraag_id: AanvraagId, body: AanvullingBeantwoordenModel, schrijf: SchrijfDep, wie: Aanvrager
) -> Response:
    """Stuurt wat ontbrak. Vanaf morgen loopt de beslistermijn weer."""
    state = request.app.state
    opdracht = AanvullingBeantwoorden(aanvraag_id=aanvraag_id, aanvrager_sub=wie.sub, **body.model_dump())

    async def werk(uow: SubsidieUow) -> AanvraagLezen:
        aanvraag = await aanvulling_beantwoorden(uow, state.clock, state.privacy, opdracht)
        return await lees(uow, state.privacy, aanvraag, gebruiker=wie.sub)

    return await schrijf.doe(wie, werk, status=200)


@een_aanvraag.post(
    "/zienswijzen/_beantwoorden",
    status_code=200,
    response_model=AanvraagLezen,
    summary="Reageren op een voornemen",
)
async def geef_zienswijze_op_voornemen(
    request: Request, aanvraag_id: AanvraagId, body: ZienswijzeGevenModel, schrijf: SchrijfDep, wie: Aanvrager
) -> Response:
    """Geeft uw reactie op ons voornemen om te weigeren, of laat weten dat u niet reageert."""
    state = request.app.state

    async def werk(uow: SubsidieUow) -> AanvraagLezen:
        aanvraag = await zienswijze_geven(uow, state.clock, aanvraag_id, aanvrager_sub=wie.sub, reactie=body.reactie)
        return await lees(uow, state.privacy, aanvraag, gebruiker=wie.sub)

    return await schrijf.doe(wie, werk, status=200)
