"""The public register as a file for everybody."""

import uuid
from dataclasses import replace
from typing import Annotated

from fastapi import Query, Response
from pydantic.alias_generators import to_camel
from risb_api.identity import Iedereen
from risb_api.routes import Router
from risb_kern.lists import Blad
from risb_recht.openbaar.opendata import Dataset, Kolom, Waarde

from subsidies.application.openbaar.queries import Registerfilter, Registervragen
from subsidies.domain.openbaar.register import Registerregel
from subsidies.entrypoints.api.edge import EdgeDep
from subsidies.entrypoints.api.openbaar.subsidieregister_models import RegisterregelUit

router = Router("subsidieregister")
_CSV = {"schema": {"type": "string"}}
_KOPPEN = {
    "Content-Digest": {"schema": {"type": "string"}, "description": "SHA-256 van het bestand (RFC 9530)."},
    "Link": {"schema": {"type": "string"}, "description": "De licentie waaronder u het bestand mag gebruiken."},
}
_PER_QUERY = 10_000


def _kolom(naam: str) -> Kolom[Registerregel]:
    def waarde(regel: Registerregel) -> Waarde:
        value: Waarde | uuid.UUID = getattr(regel, naam)
        return str(value) if isinstance(value, uuid.UUID) else value

    return Kolom(naam=to_camel(naam), uitleg=RegisterregelUit.model_fields[naam].description or "", waarde=waarde)


def dataset(jaar: int) -> Dataset[Registerregel]:
    """The register of a year; persons were taken out of its rows by the domain."""
    return Dataset(
        naam=f"subsidieregister-{jaar}",
        titel=f"Verleende subsidies in {jaar}",
        kolommen=tuple(_kolom(naam) for naam in RegisterregelUit.model_fields),
        sleutel=lambda regel: (regel.besluitdatum.isoformat(), str(regel.id)),
    )


async def alle_regels(vragen: Registervragen, welke: Registerfilter, per_query: int) -> list[Registerregel]:
    """Every row, however many there are."""
    found: list[Registerregel] = []
    blad = Blad(limiet=per_query, orde="besluitdatum")
    while len(part := await vragen.list(welke, blad)) > per_query:
        found += part[:per_query]
        blad = replace(blad, na=(found[-1].besluitdatum, found[-1].id))
    return [*found, *part]


@router.get(
    "/subsidieregister/bestand",
    response_class=Response,
    responses={200: {"content": {"text/csv": _CSV}, "headers": _KOPPEN, "description": "Het bestand."}},
    summary="Subsidieregister als bestand",
)
async def registerbestand_opvragen(
    edge: EdgeDep,
    _: Iedereen,
    *,
    jaar: Annotated[int, Query(ge=2000, le=2100, description="Jaar van het besluit.", examples=[2026])],
) -> Response:
    """Alle subsidies van een jaar, als CSV. Vrij te gebruiken (CC0); inwoners staan er zonder naam in."""
    async with edge.uow() as uow:
        found = await alle_regels(uow.registervragen, Registerfilter(jaar=jaar), _PER_QUERY)
    uitgave = dataset(jaar).csv(found)
    return Response(uitgave.inhoud, media_type=uitgave.mediatype, headers=uitgave.kop)
