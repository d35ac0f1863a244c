"""Payment runs: prepared by one person, released by another, fetched as a file, and what the bank made of it."""

import hashlib
import uuid
from typing import Annotated

from fastapi import Depends, Response
from risb_api.api import Pagina
from risb_api.fields import GemeenteVraag
from risb_api.lists import Lijst, Orde
from risb_api.routes import Router
from risb_kern.errors import DomainError, Kind, not_found
from risb_kern.lists import Blad

from declaraties.application.betalen import handelingen
from declaraties.application.uow import Uow
from declaraties.domain.betalen.betaalrun import Betaalstatus
from declaraties.domain.betalen.betaalvrijgave import Akkoord
from declaraties.entrypoints.api.betalen.betaalruns_models import (
    AfloopIn,
    AkkoordIn,
    BetaalrunIn,
    BetaalrunUit,
    BetalingUit,
    RedenIn,
)
from declaraties.entrypoints.api.edge import DeclaratiesEdge, EdgeDep, SchrijfDep, SchrijfEenmaligDep
from declaraties.entrypoints.api.toegang import Financien, Ontvanger, bereik_van
from declaraties.entrypoints.api.velden import Kenmerk

router = Router("betaalruns")
LIJST = Lijst(BetaalrunUit, {"nummer": Orde(nummer=int)}, aflopend=True)
BETALINGEN = Lijst(BetalingUit, {"id": Orde(id=uuid.UUID)})
RunId = Annotated[uuid.UUID, Kenmerk]


@router.post("/betaalruns", status_code=201, response_model=BetaalrunUit, summary="Betaalrun voorbereiden")
async def betaalrun_voorbereiden(
    edge: EdgeDep, invoer: BetaalrunIn, wie: Financien, schrijf: SchrijfEenmaligDep
) -> Response:
    """Legt vast wie wat krijgt. Termijnen die vervallen zijn tellen mee; wat in controle is blijft open.

    Kan de run niet, dan verandert er niets; kies dan eerst zelf wat in controle moet (betaalcontroles/_kiezen).
    """
    handeling = edge.handeling(wie)
    opdracht = handelingen.Runopdracht(
        gemeente=invoer.gemeente,
        agb_code=invoer.agb_code,
        tot_en_met=invoer.tot_en_met or handeling.vandaag,
        uitvoerdatum=invoer.uitvoerdatum or handeling.vandaag,
    )

    async def work(uow: Uow) -> BetaalrunUit:
        gereedschap, regels = edge.betaalgereedschap, edge.controleregels
        run = await handelingen.betaalrun_voorbereiden(uow, handeling, opdracht, gereedschap=gereedschap, regels=regels)
        return await _run(uow, run.id)

    return await schrijf.doe(wie, work)


@router.get("/betaalruns", summary="Betaalruns opvragen")
async def betaalruns_opvragen(
    edge: EdgeDep,
    _: Financien,
    *,
    gemeente: GemeenteVraag = None,
    blad: Annotated[Blad, Depends(LIJST)],
) -> Pagina[BetaalrunUit]:
    """Nieuwste eerst."""
    async with edge.uow() as uow:
        gevonden = await uow.betaalvragen.list_runs(blad, gemeente=gemeente)
    return LIJST.pagina(gevonden, blad, BetaalrunUit.van)


@router.get("/betaalruns/{id}", summary="Betaalrun opvragen")
async def betaalrun_opvragen(edge: EdgeDep, run_id: RunId, _: Financien) -> BetaalrunUit:
    """De stand van een run, met wat open bleef."""
    async with edge.uow() as uow:
        return await _run(uow, run_id)


@router.get("/betaalruns/{id}/betalingen", summary="Betalingen van een run")
async def runbetalingen_opvragen(edge: EdgeDep, run_id: RunId, _: Financien) -> Pagina[BetalingUit]:
    """Wie wat krijgt, met de betaalopdrachten waaruit dat volgt."""
    async with edge.uow() as uow:
        await _run(uow, run_id)
        gevonden = await uow.betaalvragen.list_betalingen_of_run(run_id)
    return Pagina(resultaten=[BetalingUit.van(one, edge.betaalgereedschap.mask) for one in gevonden])


@router.post(
    "/betaalruns/{id}/_vrijgeven",
    response_model=BetaalrunUit,
    summary="Betaalrun vrijgeven",
)
async def betaalrun_vrijgeven(
    edge: EdgeDep,
    run_id: RunId,
    akkoord: AkkoordIn,
    *,
    wie: Financien,
    schrijf: SchrijfEenmaligDep,
) -> Response:
    """Door een ander dan wie voorbereidde. Daarna is het betaalbestand op te halen; een run gaat een keer uit."""
    gezien = Akkoord(door=wie.sub, aantal=akkoord.aantal, bedrag_cent=akkoord.bedrag_cent)

    async def work(uow: Uow) -> BetaalrunUit:
        await handelingen.betaalrun_vrijgeven(
            uow, edge.handeling(wie), run_id, gezien, gereedschap=edge.betaalgereedschap
        )
        return await _run(uow, run_id)

    return await schrijf.doe(wie, work, status=200)


@router.post(
    "/betaalruns/{id}/_intrekken",
    response_model=BetaalrunUit,
    summary="Betaalrun intrekken",
)
async def betaalrun_intrekken(
    edge: EdgeDep, run_id: RunId, invoer: RedenIn, *, wie: Financien, schrijf: SchrijfDep
) -> Response:
    """Alleen een concept; de bedragen staan daarna weer open."""

    async def work(uow: Uow) -> BetaalrunUit:
        register = edge.betaalgereedschap.register
        await handelingen.betaalrun_intrekken(uow, edge.handeling(wie), run_id, invoer.reden, register=register)
        return await _run(uow, run_id)

    return await schrijf.doe(wie, work, status=200)


@router.get(
    "/betaalruns/{id}/bestand",
    summary="Betaalbestand ophalen",
    response_class=Response,
    responses={200: {"content": {"application/xml": {}}, "description": "pain.001.001.09"}},
)
async def betaalbestand_ophalen(edge: EdgeDep, run_id: RunId, _: Financien) -> Response:
    """Het bestand voor de bank, alleen na vrijgave en alleen zoals het register het kent."""
    async with edge.uow() as uow:
        inhoud = await uow.betaalruns.find_bestand(run_id)
    if inhoud is None:
        raise not_found("Het betaalbestand")
    _check_register(edge, inhoud, run_id)
    naam = f"betaalrun-{run_id.hex}.xml"
    return Response(
        inhoud, media_type="application/xml", headers={"Content-Disposition": f'attachment; filename="{naam}"'}
    )


def _check_register(edge: DeclaratiesEdge, inhoud: bytes, run_id: uuid.UUID) -> None:
    """A file that is not what the register holds was tampered with, or never released."""
    vrijgave = edge.betaalgereedschap.register.find(run_id)
    if vrijgave is None or vrijgave.sha256 != hashlib.sha256(inhoud).hexdigest():
        melding = "Het bestand is niet wat volgens het register is vrijgegeven. Betaal niets en meld dit bij beheer."
        raise DomainError(Kind.CONFLICT, "register-wijkt-af", melding)


@router.get("/betalingen", summary="Betalingen opvragen", tags=["betalingen"])
async def betalingen_opvragen(
    edge: EdgeDep,
    wie: Ontvanger,
    *,
    blad: Annotated[Blad, Depends(BETALINGEN)],
) -> Pagina[BetalingUit]:
    """Een aanbieder ziet de eigen vrijgegeven betalingen en waaruit zij volgen."""
    async with edge.uow() as uow:
        gevonden = await uow.betaalvragen.list_betalingen(bereik_van(wie), blad)
    return BETALINGEN.pagina(gevonden, blad, lambda one: BetalingUit.van(one, edge.betaalgereedschap.mask))


@router.post(
    "/betalingen/{id}/_afhandelen",
    response_model=BetalingUit,
    summary="Afloop van een betaling vastleggen",
    tags=["betalingen"],
)
async def betaling_afhandelen(
    edge: EdgeDep, betaling_id: RunId, invoer: AfloopIn, *, wie: Financien, schrijf: SchrijfDep
) -> Response:
    """Wat de bank meldde. Een geweigerde betaling komt terug in de rij en kan in een volgende run."""
    _check_outcome(invoer)
    bericht = handelingen.Bankbericht(uitkomst=invoer.uitkomst, code=invoer.redencode, toelichting=invoer.toelichting)

    async def work(uow: Uow) -> BetalingUit:
        register = edge.betaalgereedschap.register
        await handelingen.betaling_afhandelen(uow, edge.handeling(wie), betaling_id, bericht, register=register)
        betaling = await uow.betaalvragen.find_betaling(betaling_id)
        if betaling is None:
            raise not_found("De betaling")
        return BetalingUit.van(betaling, edge.betaalgereedschap.mask)

    return await schrijf.doe(wie, work, status=200)


def _check_outcome(invoer: AfloopIn) -> None:
    if invoer.uitkomst is Betaalstatus.OPEN:
        raise DomainError(Kind.INVALID, "uitkomst-ongeldig", "Kies uitgevoerd of geweigerd.")
    if invoer.uitkomst is Betaalstatus.GEWEIGERD and invoer.redencode is None:
        raise DomainError(Kind.INVALID, "reden-ontbreekt", "Noem de redencode van de bank.")


async def _run(uow: Uow, run_id: uuid.UUID) -> BetaalrunUit:
    run = await uow.betaalvragen.find_run(run_id)
    if run is None:
        raise not_found("De betaalrun")
    return BetaalrunUit.van(run)
