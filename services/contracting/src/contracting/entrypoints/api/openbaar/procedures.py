"""What was published of a procedure, for everybody: releases of OCDS 1.1.5, and the record that they make together."""

import json
import uuid
from typing import Annotated, Any

from fastapi import Depends, Path, Response
from risb_api.api import Pagina
from risb_api.identity import Iedereen
from risb_api.lists import Lijst, Orde
from risb_api.routes import Router
from risb_kern.canonical import JSON
from risb_kern.errors import not_found
from risb_kern.lists import Blad
from risb_recht.openbaar.opendata import CC0, Uitgave

from contracting.application.openbaar.openbaar_dossier import openbaar_dossier
from contracting.domain.openbaar.dossier import Openbaardossier
from contracting.domain.openbaar.releases import BUREAU, Release, releases_van
from contracting.entrypoints.api.edge import ContractingEdge, EdgeDep
from contracting.entrypoints.api.openbaar.procedures_models import OpenbareProcedureUit

router = Router("openbare-procedures")
LIJST = Lijst(OpenbareProcedureUit, {"kenmerk": Orde(kenmerk=str)})
ProcedurePad = Annotated[uuid.UUID, Path(alias="id", description="Kenmerk van de aanbesteding.")]
_LOTS = "https://raw.githubusercontent.com/open-contracting-extensions/ocds_lots_extension/v1.1.5/extension.json"
_KOPPEN = {
    "Content-Digest": {"schema": {"type": "string"}, "description": "SHA-256 van het bestand (RFC 9530)."},
    "Link": {"schema": {"type": "string"}, "description": "De licentie waaronder u het bestand mag gebruiken."},
}
_BESTAND: dict[int | str, dict[str, Any]] = {
    200: {
        "content": {"application/json": {"schema": {"type": "object"}}},
        "headers": _KOPPEN,
        "description": "Het bestand.",
    }
}


@router.get("/openbare-procedures", summary="Openbare procedures opvragen")
async def openbare_procedures_opvragen(
    edge: EdgeDep, _: Iedereen, blad: Annotated[Blad, Depends(LIJST)]
) -> Pagina[OpenbareProcedureUit]:
    """Elke aanbesteding en toelating die is gepubliceerd, op kenmerk; openbaar."""
    async with edge.uow() as uow:
        gevonden = await uow.aanbestedingvragen.list(blad, concepten=False)
    return LIJST.pagina(gevonden, blad, OpenbareProcedureUit.van)


@router.get(
    "/openbare-procedures/{id}/releases",
    response_class=Response,
    responses=_BESTAND,
    summary="Releases van een procedure",
)
async def releases_opvragen(procedure_id: ProcedurePad, edge: EdgeDep, _: Iedereen) -> Response:
    """Elke gepubliceerde stap als release van OCDS 1.1.5. Vrij te gebruiken (CC0), zonder namen van aanbieders."""
    releases = releases_van(await _dossier(edge, procedure_id))
    return _bestand(procedure_id, "releases", releases, {"releases": [*releases]})


@router.get(
    "/openbare-procedures/{id}/record",
    response_class=Response,
    responses=_BESTAND,
    summary="Record van een procedure",
)
async def record_opvragen(procedure_id: ProcedurePad, edge: EdgeDep, _: Iedereen) -> Response:
    """De stand na alle releases, als record van OCDS 1.1.5 met de releases erbij. Vrij te gebruiken (CC0)."""
    releases = releases_van(await _dossier(edge, procedure_id))
    record: Release = {
        "ocid": releases[0]["ocid"],
        "releases": [*releases],
        "compiledRelease": edge.samenvoegen(releases),
    }
    return _bestand(procedure_id, "record", releases, {"records": [record]})


async def _dossier(edge: ContractingEdge, procedure_id: uuid.UUID) -> Openbaardossier:
    async with edge.uow() as uow:
        dossier = await openbaar_dossier(uow, procedure_id)
    if dossier is None or not dossier.stappen:
        raise not_found("De procedure")
    return dossier


def _bestand(procedure_id: uuid.UUID, soort: str, releases: list[Release], inhoud: dict[str, JSON]) -> Response:
    """The package as a file: the same bytes until something more is published."""
    pakket: Release = {
        "uri": f"urn:uuid:{procedure_id}",
        "version": "1.1",
        "extensions": [_LOTS],
        "publishedDate": releases[-1]["date"],
        "publisher": {"name": BUREAU["name"]},
        "license": CC0,
        **inhoud,
    }
    uitgave = Uitgave(
        naam=f"{soort}-{procedure_id}.json",
        mediatype="application/json",
        inhoud=(json.dumps(pakket, ensure_ascii=False, indent=1) + "\n").encode(),
        licentie=CC0,
    )
    return Response(uitgave.inhoud, media_type=uitgave.mediatype, headers=uitgave.kop)
