"""Payment runs: prepared by one person, released by another, fetched as a file, and what the bank made of it."""

import hashlib
import uuid
from typing import Annotated, Any

from fastapi import APIRouter, Query, Request, Response
from risb_api.api import Pagina
from risb_api.cursors import decode_cursor, encode_cursor, whole_number
from risb_api.identity import niet_gevonden
from risb_api.writes import SchrijfDep, SchrijfEenmaligDep
from risb_kern.errors import DomainError, Kind

from declaraties.application.betalen.betaalcontrole_kiezen import kies_controles
from declaraties.application.betalen.betaalrun_voorbereiden import Runopdracht, bereid_run_voor
from declaraties.application.betalen.betaalrun_vrijgeven import geef_run_vrij, trek_run_in
from declaraties.application.betalen.betaling_afhandelen import Bankbericht, handel_betaling_af
from declaraties.application.betalen.termijnen_betaalbaar_maken import maak_termijnen_betaalbaar
from declaraties.application.post.lezen import Zicht
from declaraties.domain.betalen.betaalrun import Betaalstatus
from declaraties.domain.betalen.betaalvrijgave import Akkoord
from declaraties.entrypoints.api.betalen.betaaldienst import (
    GEMEENTECODE,
    Betaaldienst,
    Betalen,
    Financien,
    Kenmerk,
    Ontvanger,
)
from declaraties.entrypoints.api.betalen.betaalmodellen import (
    AfloopIn,
    AkkoordIn,
    BetaalrunIn,
    BetaalrunModel,
    BetalingModel,
    RedenIn,
)
from declaraties.entrypoints.api.toegang import zicht_van

router = APIRouter(tags=["betaalruns"])
RunId = Annotated[uuid.UUID, Kenmerk]


@router.post(
    "/betaalruns",
    status_code=201,
    response_model=BetaalrunModel,
    operation_id="betaalrunVoorbereiden",
    summary="Betaalrun voorbereiden",
)
async def bereid_voor(
    request: Request, invoer: BetaalrunIn, wie: Financien, *, schrijf: SchrijfEenmaligDep, betalen: Betalen
) -> Response:
    """Legt vast wie wat krijgt. Termijnen die vervallen zijn tellen mee; wat in controle is blijft open."""
    klok = request.app.state.clock
    vandaag = klok.vandaag()
    opdracht = Runopdracht(
        gemeente=invoer.gemeente,
        agb_code=invoer.agb_code,
        tot_en_met=invoer.tot_en_met or vandaag,
        uitvoerdatum=invoer.uitvoerdatum or vandaag,
        door=wie.sub,
    )

    await _werk_bij(request, opdracht, betalen)

    async def werk(uow: Any) -> BetaalrunModel:
        register = betalen.gereedschap.register
        run = await bereid_run_voor(uow, opdracht, register=register, klok=klok, nieuw_id=uuid.uuid4)
        return await _model(uow, run.id)

    return await schrijf.doe(wie, werk)


async def _werk_bij(request: Request, opdracht: Runopdracht, betalen: Betaaldienst) -> None:
    """Make terms payable and choose for review; both stand, also when there turns out to be nothing to pay."""
    klok = request.app.state.clock
    async with request.app.state.uow() as uow:
        await uow.betalingen.vergrendel(opdracht.gemeente)
        await maak_termijnen_betaalbaar(uow, opdracht.gemeente, tot_en_met=opdracht.tot_en_met, nu=klok.nu())
        await kies_controles(uow, opdracht.gemeente, regels=betalen.regels, klok=klok)
        await uow.commit()


@router.get("/betaalruns", operation_id="betaalrunsOpvragen", summary="Betaalruns opvragen")
async def betaalruns(
    request: Request,
    _: Financien,
    *,
    gemeente: Annotated[str | None, Query(pattern=GEMEENTECODE, description="CBS-code.")] = None,
    na: Annotated[str | None, Query(description="Cursor van de vorige bladzijde.")] = None,
    limiet: Annotated[int, Query(ge=1, le=200)] = 50,
) -> Pagina[BetaalrunModel]:
    """Nieuwste eerst."""
    async with request.app.state.uow() as uow:
        rijen = await uow.betaallezen.runs(gemeente=gemeente, na=decode_cursor(na, whole_number), limiet=limiet)
    volgende = encode_cursor(rijen[-1]["nummer"]) if len(rijen) == limiet else None
    return Pagina(resultaten=[BetaalrunModel.van(rij) for rij in rijen], volgende=volgende)


@router.get("/betaalruns/{id}", operation_id="betaalrunOpvragen", summary="Betaalrun opvragen")
async def betaalrun(request: Request, run_id: RunId, _: Financien) -> BetaalrunModel:
    """De stand van een run, met wat open bleef."""
    async with request.app.state.uow() as uow:
        return await _model(uow, run_id)


@router.get("/betaalruns/{id}/betalingen", operation_id="runbetalingenOpvragen", summary="Betalingen van een run")
async def van_run(request: Request, run_id: RunId, _: Financien) -> Pagina[BetalingModel]:
    """Wie wat krijgt, met de betaalopdrachten waaruit dat volgt."""
    async with request.app.state.uow() as uow:
        await _model(uow, run_id)
        rijen = await uow.betaallezen.betalingen(Zicht(alles=True), run_id=run_id)
    return Pagina(resultaten=[BetalingModel.van(rij) for rij in rijen])


@router.post(
    "/betaalruns/{id}/_vrijgeven",
    response_model=BetaalrunModel,
    operation_id="betaalrunVrijgeven",
    summary="Betaalrun vrijgeven",
)
async def geef_vrij(
    request: Request,
    run_id: RunId,
    akkoord: AkkoordIn,
    *,
    wie: Financien,
    schrijf: SchrijfEenmaligDep,
    betalen: Betalen,
) -> Response:
    """Door een ander dan wie voorbereidde. Daarna is het betaalbestand op te halen; een run gaat een keer uit."""
    gezien = Akkoord(door=wie.sub, aantal=akkoord.aantal, bedrag_cent=akkoord.bedrag_cent)

    async def werk(uow: Any) -> BetaalrunModel:
        await geef_run_vrij(uow, run_id, gezien, gereedschap=betalen.gereedschap, klok=request.app.state.clock)
        return await _model(uow, run_id)

    return await schrijf.doe(wie, werk, status=200)


@router.post(
    "/betaalruns/{id}/_intrekken",
    response_model=BetaalrunModel,
    operation_id="betaalrunIntrekken",
    summary="Betaalrun intrekken",
)
async def trek_in(
    request: Request, run_id: RunId, invoer: RedenIn, *, wie: Financien, schrijf: SchrijfDep, betalen: Betalen
) -> Response:
    """Alleen een concept; de bedragen staan daarna weer open."""

    async def werk(uow: Any) -> BetaalrunModel:
        klok = request.app.state.clock
        await trek_run_in(uow, run_id, invoer.reden, door=wie.sub, gereedschap=betalen.gereedschap, klok=klok)
        return await _model(uow, run_id)

    return await schrijf.doe(wie, werk, status=200)


@router.get(
    "/betaalruns/{id}/bestand",
    operation_id="betaalbestandOphalen",
    summary="Betaalbestand ophalen",
    response_class=Response,
    responses={200: {"content": {"application/xml": {}}, "description": "pain.001.001.09"}},
)
async def bestand(request: Request, run_id: RunId, _: Financien, betalen: Betalen) -> Response:
    """Het bestand voor de bank, alleen na vrijgave en alleen zoals het register het kent."""
    async with request.app.state.uow() as uow:
        gevonden = await uow.betalingen.bestand(run_id)
    if gevonden is None:
        raise niet_gevonden("Het betaalbestand")
    inhoud, _sha256 = gevonden
    _controleer(inhoud, betalen, run_id)
    naam = f"betaalrun-{run_id.hex}.xml"
    return Response(
        inhoud, media_type="application/xml", headers={"Content-Disposition": f'attachment; filename="{naam}"'}
    )


def _controleer(inhoud: bytes, betalen: Betalen, run_id: uuid.UUID) -> None:
    """A file that is not what the register holds was tampered with, or never released."""
    vrijgave = betalen.gereedschap.register.vrijgave(run_id)
    if vrijgave is None or vrijgave.sha256 != hashlib.sha256(inhoud).hexdigest():
        melding = "Het bestand is niet wat volgens het register is vrijgegeven. Betaal niets en meld dit bij beheer."
        raise DomainError(Kind.CONFLICT, "register-wijkt-af", melding)


@router.get("/betalingen", operation_id="betalingenOpvragen", summary="Betalingen opvragen", tags=["betalingen"])
async def betalingen(
    request: Request,
    wie: Ontvanger,
    *,
    na: Annotated[str | None, Query(description="Cursor van de vorige bladzijde.")] = None,
    limiet: Annotated[int, Query(ge=1, le=200)] = 50,
) -> Pagina[BetalingModel]:
    """Een aanbieder ziet de eigen vrijgegeven betalingen en waaruit zij volgen."""
    async with request.app.state.uow() as uow:
        rijen = await uow.betaallezen.betalingen(zicht_van(wie), na=decode_cursor(na, uuid.UUID), limiet=limiet)
    volgende = encode_cursor(rijen[-1]["id"]) if len(rijen) == limiet else None
    return Pagina(resultaten=[BetalingModel.van(rij) for rij in rijen], volgende=volgende)


@router.post(
    "/betalingen/{id}/_afhandelen",
    response_model=BetalingModel,
    operation_id="betalingAfhandelen",
    summary="Afloop van een betaling vastleggen",
    tags=["betalingen"],
)
async def handel_af(
    request: Request, betaling_id: RunId, invoer: AfloopIn, *, wie: Financien, schrijf: SchrijfDep, betalen: Betalen
) -> Response:
    """Wat de bank meldde. Een geweigerde betaling komt terug in de rij en kan in een volgende run."""
    _controleer_afloop(invoer)
    bericht = Bankbericht(uitkomst=invoer.uitkomst, code=invoer.redencode, toelichting=invoer.toelichting, door=wie.sub)

    async def werk(uow: Any) -> BetalingModel:
        register = betalen.gereedschap.register
        await handel_betaling_af(uow, betaling_id, bericht, register=register, klok=request.app.state.clock)
        rijen = await uow.betaallezen.betalingen(Zicht(alles=True), alleen=betaling_id)
        return BetalingModel.van(rijen[0])

    return await schrijf.doe(wie, werk, status=200)


def _controleer_afloop(invoer: AfloopIn) -> None:
    if invoer.uitkomst is Betaalstatus.OPEN:
        raise DomainError(Kind.INVALID, "uitkomst-ongeldig", "Kies uitgevoerd of geweigerd.")
    if invoer.uitkomst is Betaalstatus.GEWEIGERD and invoer.redencode is None:
        raise DomainError(Kind.INVALID, "reden-ontbreekt", "Noem de redencode van de bank.")


async def _model(uow: Any, run_id: uuid.UUID) -> BetaalrunModel:
    rij = await uow.betaallezen.run(run_id)
    if rij is None:
        raise niet_gevonden("De betaalrun")
    return BetaalrunModel.van(rij)
