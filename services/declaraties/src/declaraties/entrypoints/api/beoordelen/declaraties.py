"""Declaraties as JSON: the same columns and the same rules as a 323."""

import datetime as dt
import uuid
from collections.abc import Sequence
from functools import partial
from typing import Annotated

from fastapi import Depends, Query, Request, Response
from pydantic import Field
from risb_api.api import Pagina
from risb_api.fields import AgbVraag, GemeenteVraag, Regel
from risb_api.identity import Wie
from risb_api.lists import Lijst, Orde
from risb_api.routes import Router, takes
from risb_api.writes import said
from risb_kern.edge.seats import Seats
from risb_kern.edge.spreadsheet import prefers
from risb_kern.errors import DomainError, Fout, Kind, not_found
from risb_kern.lists import Blad

from declaraties.application.beoordelen.queries import Prestatiefilter, Prestatielezing
from declaraties.application.post import handelingen
from declaraties.application.post.ports import Ontvangst
from declaraties.application.post.queries import Berichtfilter, Berichtlezing
from declaraties.application.uow import Uow
from declaraties.domain.post.afloop import Resultaat
from declaraties.domain.post.bestand import Berichtkop, Berichtstatus, Bron
from declaraties.domain.standaard.berichten.declaratie import Declaratiebericht
from declaraties.domain.standaard.grenzen import GROOTSTE_BERICHT, GROOTSTE_JSON
from declaraties.domain.standaard.profielen import PROFIELEN, Soort, Wet
from declaraties.entrypoints.api.beoordelen.declaratie_invoer import DeclaratieIn
from declaraties.entrypoints.api.beoordelen.declaraties_models import DeclaratieDetailUit, DeclaratieUit, PrestatieUit
from declaraties.entrypoints.api.beoordelen.prestaties_csv import als_csv
from declaraties.entrypoints.api.edge import EdgeDep, SchrijfDep
from declaraties.entrypoints.api.post.berichten import eigen_bericht
from declaraties.entrypoints.api.post.berichten_models import BevindingUit
from declaraties.entrypoints.api.post.inname import Uploads, count_in, ontvangst_van, read_back
from declaraties.entrypoints.api.post.upload import te_groot
from declaraties.entrypoints.api.toegang import PERSONEEL, Aanbiederrol, Lezer, bereik_van, check_sender
from declaraties.entrypoints.inzage import log_inzage

router = Router("declaraties")
_EERSTE = 100
_CSV = "text/csv"
_BLAD = 5_000
LIJST = Lijst(DeclaratieUit, {"nummer": Orde(nummer=int)}, aflopend=True)
PRESTATIES = Lijst(PrestatieUit, {"regel": Orde(regel=int)}, standaard=100, grootste=1000)


@router.post(
    "/declaraties",
    summary="Declaratie indienen als JSON",
    status_code=202,
    response_model=DeclaratieUit,
)
@takes(GROOTSTE_JSON, Seats(1))
async def declaratie_indienen(edge: EdgeDep, invoer: DeclaratieIn, wie: Aanbiederrol, schrijf: SchrijfDep) -> Response:
    """Gaat door dezelfde controles als een 323-bericht en krijgt ook een 325. Volg de uitkomst in `Location`."""
    kop = Berichtkop(wet=invoer.wet, soort=Soort.DECLARATIE, afzender=invoer.afzender, ontvanger=invoer.ontvanger)
    check_sender(kop, wie)
    _check_categories(invoer)
    handeling = edge.handeling(wie)

    async def work(uow: Uow) -> DeclaratieUit:
        with Uploads(edge.store) as uploads:

            def keep(bericht: Declaratiebericht) -> Ontvangst:
                data = edge.write_323(bericht)
                if len(data) > GROOTSTE_BERICHT:
                    raise te_groot()
                return ontvangst_van(uploads.kept(data), kop, Bron.JSON, handeling=handeling)

            bestand, nieuw = await handelingen.declaratie_indienen(uow, handeling, invoer.als_domein(), keep=keep)
            if nieuw:
                uploads.recorded()
                schrijf.after_commit(partial(count_in, kop))
        return DeclaratieUit.van(await read_back(uow, bestand))

    antwoord = await schrijf.doe(wie, work, status=202)
    antwoord.headers["Location"] = f"/v1/declaraties/{said(antwoord, DeclaratieUit).id}"
    return antwoord


@router.get("/declaraties", summary="Declaraties opvragen")
async def declaraties_opvragen(
    edge: EdgeDep,
    wie: Lezer,
    *,
    wet: Annotated[Wet | None, Query(description="wmo of jw.")] = None,
    gemeente: GemeenteVraag = None,
    status: Annotated[Berichtstatus | None, Query(description="Stand van de declaratie.")] = None,
    agb_code: AgbVraag = None,
    periode: Annotated[
        str | None,
        Query(pattern=r"^[0-9]{4}-(0[1-9]|1[0-2])$", description="Maand van de declaratie.", examples=["2026-04"]),
    ] = None,
    uitkomst: Annotated[Resultaat | None, Query(description="toegekend, gedeeltelijk of afgewezen.")] = None,
    declaratie_nummer: Annotated[
        Annotated[Regel, Field(max_length=12)] | None,
        Query(alias="declaratieNummer", description="Nummer dat de aanbieder gaf."),
    ] = None,
    blad: Annotated[Blad, Depends(LIJST)],
) -> Pagina[DeclaratieUit]:
    """De nieuwste eerst; ook die als XML zijn ingediend."""
    filters = Berichtfilter(
        soort=Soort.DECLARATIE,
        wet=wet and wet.value,
        status=status and status.value,
        gemeente=gemeente,
        agb_code=agb_code,
        periode=_eerste_dag(periode),
        uitkomst=uitkomst and uitkomst.value,
        declaratienummer=declaratie_nummer,
    )
    async with edge.uow() as uow:
        gevonden = await uow.berichtvragen.list(bereik_van(wie), filters, blad)
    return LIJST.pagina(gevonden, blad, DeclaratieUit.van)


@router.get("/declaraties/{id}", summary="Uitkomst van een declaratie")
async def declaratie_opvragen(edge: EdgeDep, id: uuid.UUID, wie: Lezer) -> DeclaratieDetailUit:  # noqa: A002 -- name in the path
    """De bedragen en de afgekeurde prestaties, elk met retourcode en uitleg."""
    async with edge.uow() as uow:
        gevonden = _als_declaratie(await eigen_bericht(uow, wie, id))
        blad = Blad(limiet=_EERSTE, orde="regel")
        lijnen = await uow.prestatievragen.list(gevonden.nummer, Prestatiefilter(goedgekeurd=False), blad)
        lijnen = lijnen[:_EERSTE]
        _, bevindingen = await uow.berichtvragen.list_fouten(gevonden.nummer)
        await log_inzage(uow, wie, "declaratie-inzien", (one.client for one in lijnen))
    return DeclaratieDetailUit.model_validate(
        {
            **DeclaratieUit.velden(gevonden),
            "afgekeurde_prestaties": [PrestatieUit.van(one) for one in lijnen],
            "bevindingen": [BevindingUit.van(one, edge.explain) for one in bevindingen],
        }
    )


@router.get(
    "/declaraties/{id}/prestaties",
    summary="Prestaties van een declaratie",
    response_model=Pagina[PrestatieUit],
    responses={200: {"content": {_CSV: {"schema": {"type": "string"}}}}},
)
async def prestaties_opvragen(
    request: Request,
    edge: EdgeDep,
    id: uuid.UUID,  # noqa: A002 -- name in the path
    wie: Lezer,
    *,
    goedgekeurd: Annotated[bool | None, Query(description="Alleen goedgekeurde, of alleen afgekeurde.")] = None,
    met_bsn: Annotated[
        bool, Query(alias="volledig", description="Ook het burgerservicenummer; alleen voor afzender en ontvanger.")
    ] = False,
    blad: Annotated[Blad, Depends(PRESTATIES)],
) -> Pagina[PrestatieUit] | Response:
    """In de volgorde van het bericht. Met `Accept: text/csv` krijgt u alle regels als bestand, zonder bladzijden."""
    filters = Prestatiefilter(goedgekeurd=goedgekeurd, met_bsn=met_bsn and _mag_bsn(wie))
    wil_csv = prefers(request.headers.get("accept", ""), _CSV, "application/json")
    async with edge.uow() as uow:
        gevonden = _als_declaratie(await eigen_bericht(uow, wie, id))
        if wil_csv:
            lijnen = await _all_lines(uow, gevonden.nummer, filters)
        else:
            lijnen = await uow.prestatievragen.list(gevonden.nummer, filters, blad)
        await log_inzage(
            uow, wie, "declaratie-inzien", (one.client for one in (lijnen if wil_csv else lijnen[: blad.limiet]))
        )
    if wil_csv:
        naam = f'attachment; filename="declaratie-{gevonden.id}.csv"'
        return Response(als_csv(lijnen), media_type=_CSV, headers={"Content-Disposition": naam})
    return PRESTATIES.pagina(lijnen, blad, PrestatieUit.van)


async def _all_lines(uow: Uow, nummer: int, filters: Prestatiefilter) -> Sequence[Prestatielezing]:
    """Every line from the start; a message holds some 25,000 at most (OP179)."""
    lijnen: list[Prestatielezing] = []
    while True:
        blad = Blad(limiet=_BLAD, orde="regel", na=(lijnen[-1].regel,) if lijnen else None)
        gevonden = await uow.prestatievragen.list(nummer, filters, blad)
        lijnen += gevonden[:_BLAD]
        if len(gevonden) <= _BLAD:
            return lijnen


def _mag_bsn(wie: Wie) -> bool:
    """True for sender and receiver, who know the client; 403 for staff of the bureau, who need no number."""
    if wie.is_een_van(*PERSONEEL):
        melding = "Het burgerservicenummer is alleen voor de afzender en de ontvanger van het bericht."
        raise DomainError(Kind.FORBIDDEN, "bsn-niet-voor-bureau", melding)
    return True


def _eerste_dag(periode: str | None) -> dt.date | None:
    return None if periode is None else dt.date.fromisoformat(f"{periode}-01")


def _als_declaratie(gevonden: Berichtlezing) -> Berichtlezing:
    if gevonden.soort != Soort.DECLARATIE:
        raise not_found("De declaratie")
    return gevonden


def _check_categories(invoer: DeclaratieIn) -> None:
    """The one facet that depends on another field: the list of categories belongs to the wet."""
    lijst = PROFIELEN[invoer.wet].categorieen
    fouten = [
        (client_plaats, plaats)
        for client_plaats, client in enumerate(invoer.clienten)
        for plaats, prestatie in enumerate(client.prestaties)
        if prestatie.product_categorie not in lijst
    ]
    if fouten:
        melding = f"Deze productcategorie hoort niet bij de {invoer.wet}."
        raise DomainError(
            Kind.INVALID,
            "ongeldige-gegevens",
            melding,
            *(_fout_op(client, prestatie, melding) for client, prestatie in fouten[:_EERSTE]),
        )


def _fout_op(client: int, prestatie: int, melding: str) -> Fout:
    return Fout(f"clienten.{client}.prestaties.{prestatie}.productCategorie", "categorie-van-andere-wet", melding)
