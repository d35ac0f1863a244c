"""A ZIP with messages: the package whole or not at all, then every message by itself."""

import asyncio
from collections.abc import Callable, Sequence
from contextlib import ExitStack
from dataclasses import dataclass
from typing import Any

from fastapi import Request, Response
from pydantic import Field
from risb_api.api import ApiModel
from risb_api.routes import Router, takes
from risb_kern.errors import DomainError, Kind
from risb_kern.frames import Scratch

from declaraties.domain.post.bestand import Berichtkop
from declaraties.domain.standaard.grenzen import GROOTSTE_ENVELOP
from declaraties.entrypoints.api.doors import Pakket, Zipdeur
from declaraties.entrypoints.api.edge import EdgeDep
from declaraties.entrypoints.api.post.berichten_models import BerichtUit
from declaraties.entrypoints.api.post.inname import Inname, opslagbewaking
from declaraties.entrypoints.api.post.upload import PLAATSEN, check_length, check_size, check_zip, lichaam
from declaraties.entrypoints.api.toegang import Inzender

router = Router("berichten")
_ZIP = {"schema": {"type": "string", "format": "binary"}}
_VAN_BERICHT = frozenset({Kind.INVALID, Kind.UNSUPPORTED, Kind.TOO_LARGE})


class RedenUit(ApiModel):
    """Waarom een bericht niet is aangenomen."""

    code: str = Field(examples=["verkeerde-release"])
    melding: str


class ZendingberichtUit(ApiModel):
    """Een bericht uit de ZIP."""

    volgnummer: int = Field(description="Plaats in de ZIP, vanaf 1.", examples=[1])
    bestandsnaam: str = Field(description="Naam in de ZIP; wordt niet bewaard.", examples=["declaratie.xml"])
    aangenomen: bool
    bericht: BerichtUit | None = Field(default=None, description="Stand van het bericht, als het is aangenomen.")
    reden: RedenUit | None = Field(default=None, description="Waarom niet, als het is geweigerd.")


class ZendingUit(ApiModel):
    """Wat er met elk bericht in de ZIP is gebeurd."""

    berichten: list[ZendingberichtUit]


@dataclass(slots=True, kw_only=True)
class _Binnen:
    """A file of the package after the door: its head, or why it stays outside."""

    inname: Inname
    kop: Berichtkop | None = None
    reden: DomainError | None = None


@router.post(
    "/zendingen",
    summary="ZIP met berichten indienen",
    status_code=202,
    response_model=ZendingUit,
    responses={
        413: {"description": "Groter dan 25 MB; er is niets bewaard."},
        415: {"description": "Geen ZIP."},
    },
    openapi_extra={"requestBody": {"required": True, "content": {"application/zip": _ZIP}}},
)
@takes(GROOTSTE_ENVELOP, PLAATSEN)
async def zending_indienen(request: Request, edge: EdgeDep, wie: Inzender) -> Response:
    """Hoogstens 30 berichten van een soort en 25 MB, zonder mappen of wachtwoord.

    Is er iets mis met de ZIP zelf, of is een bericht van een ander, dan wordt niets aangenomen. Is de ZIP in orde, dan
    staat elk bericht op zichzelf: het antwoord zegt per bericht of het is aangenomen. Opnieuw sturen is veilig.
    """
    check_zip(request)
    deur = edge.zipdeur
    check_size(request, deur.grootste, deur.te_groot)
    with opslagbewaking(), ExitStack() as innamen:
        kladblok = innamen.enter_context(deur.scratch())
        await _read(request, deur, kladblok)
        pakket = await asyncio.to_thread(deur.open, kladblok.reader())
        binnen = [_Binnen(inname=innamen.enter_context(Inname(edge, wie))) for _ in pakket.namen]
        await asyncio.to_thread(_unpack, pakket, binnen)
        _check_kind(binnen)
        zending = ZendingUit(
            berichten=[
                await _record(nummer, naam, one)
                for nummer, (naam, one) in enumerate(zip(pakket.namen, binnen, strict=True), 1)
            ]
        )
    return Response(zending.model_dump_json(by_alias=True), 202, media_type="application/json")


async def _read(request: Request, deur: Zipdeur, kladblok: Scratch) -> None:
    """To disk: a package may be as large as the memory of several requests."""
    async for stuk in lichaam(request):
        kladblok.write(stuk)
        if kladblok.size > deur.grootste:
            raise deur.te_groot()
    check_length(request, kladblok.size)


def _unpack(pakket: Pakket, binnen: Sequence[_Binnen]) -> None:
    """Every file through the same door as a single message; a fault of the package or a strange sender ends it all."""
    for plaats, one in enumerate(binnen):
        ontvanger = one.inname.ontvanger()
        for stuk in pakket.parts(plaats):
            if one.reden is None:
                one.reden = _try(ontvanger.feed, stuk)
        if one.reden is None:
            one.reden = _try(lambda one=one, ontvanger=ontvanger: setattr(one, "kop", ontvanger.finish()))


def _try(stap: Callable[..., Any], *waarden: Any) -> DomainError | None:
    try:
        stap(*waarden)
    except DomainError as fout:
        if fout.kind not in _VAN_BERICHT:
            raise
        return fout
    return None


def _check_kind(binnen: Sequence[_Binnen]) -> None:
    soorten = sorted({one.kop.soort.value for one in binnen if one.kop is not None})
    if len(soorten) > 1:
        melding = f"In de ZIP zitten verschillende berichtsoorten ({', '.join(soorten)}). Stuur ze apart."
        raise DomainError(Kind.INVALID, "zip-gemengd", melding)


async def _record(nummer: int, naam: str, one: _Binnen) -> ZendingberichtUit:
    bericht, reden = None, one.reden
    if one.kop is not None:
        try:
            bericht = await one.inname.record(one.kop)
        except DomainError as fout:
            reden = fout
    return ZendingberichtUit(
        volgnummer=nummer,
        bestandsnaam=naam,
        aangenomen=bericht is not None,
        bericht=bericht,
        reden=RedenUit(code=reden.slug, melding=reden.melding) if reden else None,
    )
