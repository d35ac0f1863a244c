"""A ZIP with messages: the package whole or not at all, then every message by itself."""

import asyncio
from collections.abc import Callable, Iterator, Sequence
from contextlib import ExitStack
from dataclasses import dataclass
from typing import Any, Protocol

from fastapi import APIRouter, Request, Response
from pydantic import Field
from risb_api.api import ApiModel
from risb_kern.errors import DomainError, Kind

from declaraties.domain.post.bestand import Berichtkop
from declaraties.entrypoints.api.post.inname import Inname, opslagbewaking
from declaraties.entrypoints.api.post.modellen import BerichtModel
from declaraties.entrypoints.api.post.upload import controleer_lengte, controleer_omvang, controleer_zip, lichaam
from declaraties.entrypoints.api.toegang import Inzender

router = APIRouter(tags=["berichten"])
_ZIP = {"schema": {"type": "string", "format": "binary"}}
_VAN_BERICHT = frozenset({Kind.INVALID, Kind.UNSUPPORTED, Kind.TOO_LARGE})


class Pakket(Protocol):
    """A package that holds together."""

    @property
    def namen(self) -> Sequence[str]:
        """Names of the files."""
        ...

    def stukken(self, plaats: int) -> Iterator[bytes]:
        """The bytes of a file; DomainError when the package is broken there."""
        ...


@dataclass(frozen=True, slots=True, kw_only=True)
class Zipdeur:
    """What the door for packages needs."""

    open: Callable[[bytes], Pakket]
    grootste: int
    te_groot: Callable[[], DomainError]


class RedenModel(ApiModel):
    """Waarom een bericht niet is aangenomen."""

    code: str = Field(examples=["verkeerde-release"])
    melding: str


class ZendingberichtModel(ApiModel):
    """Een bericht uit de ZIP."""

    volgnummer: int = Field(description="Plaats in de ZIP, vanaf 1.", examples=[1])
    bestandsnaam: str = Field(description="Naam in de ZIP; wordt niet bewaard.", examples=["declaratie.xml"])
    aangenomen: bool
    bericht: BerichtModel | None = Field(default=None, description="Stand van het bericht, als het is aangenomen.")
    reden: RedenModel | None = Field(default=None, description="Waarom niet, als het is geweigerd.")


class ZendingModel(ApiModel):
    """Wat er met elk bericht in de ZIP is gebeurd."""

    berichten: list[ZendingberichtModel]


@dataclass(slots=True, kw_only=True)
class _Binnen:
    """A file of the package after the door: its head, or why it stays outside."""

    inname: Inname
    kop: Berichtkop | None = None
    reden: DomainError | None = None


@router.post(
    "/zendingen",
    operation_id="zendingIndienen",
    summary="ZIP met berichten indienen",
    status_code=202,
    response_model=ZendingModel,
    responses={
        413: {"description": "Groter dan 25 MB; er is niets bewaard."},
        415: {"description": "Geen ZIP."},
    },
    openapi_extra={"requestBody": {"required": True, "content": {"application/zip": _ZIP}}},
)
async def dien_in(request: Request, wie: Inzender) -> Response:
    """Hoogstens 30 berichten van een soort en 25 MB, zonder mappen of wachtwoord.

    Is er iets mis met de ZIP zelf, of is een bericht van een ander, dan wordt niets aangenomen. Is de ZIP in orde, dan
    staat elk bericht op zichzelf: het antwoord zegt per bericht of het is aangenomen. Opnieuw sturen is veilig.
    """
    controleer_zip(request)
    deur: Zipdeur = request.app.state.zipdeur
    controleer_omvang(request, deur.grootste, deur.te_groot)
    data = await _lees(request, deur)
    with opslagbewaking(), ExitStack() as innamen:
        pakket = await asyncio.to_thread(deur.open, data)
        binnen = [_Binnen(inname=innamen.enter_context(Inname(request, wie))) for _ in pakket.namen]
        await asyncio.to_thread(_pak_uit, pakket, binnen)
        _controleer_soort(binnen)
        zending = ZendingModel(
            berichten=[
                await _leg_vast(nummer, naam, een)
                for nummer, (naam, een) in enumerate(zip(pakket.namen, binnen, strict=True), 1)
            ]
        )
    return Response(zending.model_dump_json(by_alias=True), 202, media_type="application/json")


async def _lees(request: Request, deur: Zipdeur) -> bytes:
    data = bytearray()
    async for stuk in lichaam(request):
        data += stuk
        if len(data) > deur.grootste:
            raise deur.te_groot()
    controleer_lengte(request, len(data))
    return bytes(data)


def _pak_uit(pakket: Pakket, binnen: Sequence[_Binnen]) -> None:
    """Every file through the same door as a single message; a fault of the package or a strange sender ends it all."""
    for plaats, een in enumerate(binnen):
        ontvanger = een.inname.ontvanger()
        for stuk in pakket.stukken(plaats):
            if een.reden is None:
                een.reden = _probeer(ontvanger.voeg_toe, stuk)
        if een.reden is None:
            een.reden = _probeer(lambda een=een, ontvanger=ontvanger: setattr(een, "kop", ontvanger.rond_af()))


def _probeer(stap: Callable[..., Any], *waarden: Any) -> DomainError | None:
    try:
        stap(*waarden)
    except DomainError as fout:
        if fout.kind not in _VAN_BERICHT:
            raise
        return fout
    return None


def _controleer_soort(binnen: Sequence[_Binnen]) -> None:
    soorten = sorted({een.kop.soort.value for een in binnen if een.kop is not None})
    if len(soorten) > 1:
        melding = f"In de ZIP zitten verschillende berichtsoorten ({', '.join(soorten)}). Stuur ze apart."
        raise DomainError(Kind.INVALID, "zip-gemengd", melding)


async def _leg_vast(nummer: int, naam: str, een: _Binnen) -> ZendingberichtModel:
    bericht, reden = None, een.reden
    if een.kop is not None:
        try:
            bericht = await een.inname.leg_vast(een.kop)
        except DomainError as fout:
            reden = fout
    return ZendingberichtModel(
        volgnummer=nummer,
        bestandsnaam=naam,
        aangenomen=bericht is not None,
        bericht=bericht,
        reden=RedenModel(code=reden.slug, melding=reden.melding) if reden else None,
    )
