"""The public register as a file for everybody."""

import uuid
from typing import Annotated

from fastapi import Query, Response
from pydantic.alias_generators import to_camel
from risb_api.identity import Iedereen
from risb_api.opendata import Dataset, Kolom, Waarde
from risb_api.routes import Router
from risb_kern.lists import Blad

from subsidies.application.openbaar.queries import Registerfilter
from subsidies.domain.openbaar.register import Registerregel
from subsidies.entrypoints.api.edge import EdgeDep
from subsidies.entrypoints.api.openbaar.subsidieregister_models import RegisterregelUit

router = Router("subsidieregister")
_CSV = {"schema": {"type": "string"}}
_KOPPEN = {
    "Content-Digest": {"schema": {"type": "string"}, "description": "SHA-256 van het bestand (RFC 9530)."},
    "Link": {"schema": {"type": "string"}, "description": "De licentie waaronder u het bestand mag gebruiken."},
}
# More than the region grants in any year.
_ALLES = Blad(limiet=100_000, orde="besluitdatum")


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
        found = await uow.registervragen.list(Registerfilter(jaar=jaar), _ALLES)
    uitgave = dataset(jaar).csv(found)
    return Response(uitgave.inhoud, media_type=uitgave.mediatype, headers=uitgave.kop)
