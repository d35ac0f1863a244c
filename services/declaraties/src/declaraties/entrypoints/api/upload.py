"""The raw body of an upload: streamed, counted, hashed and checked while it comes in."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Protocol

from chassis.kernel import DomainError, Kind
from fastapi import Request
from starlette.requests import ClientDisconnect

from declaraties.domain.beslissingen import GROOTSTE_BERICHT
from declaraties.domain.bestand import Berichtkop

_SOORTEN = ("application/xml", "text/xml")
_MEGABYTE = 1_000_000


class Upload(Protocol):
    """Takes bytes as they come; nothing is kept unless `bewaar` is called."""

    grootte: int

    @property
    def sha256(self) -> bytes:
        """Hash of all bytes so far."""
        ...

    def schrijf(self, data: bytes) -> None:
        """Add bytes."""
        ...

    def bewaar(self) -> None:
        """Make the upload durable."""
        ...

    def gooi_weg(self) -> None:
        """Leave nothing behind."""
        ...


class Tekencontrole(Protocol):
    """Checks the encoding while the bytes stream by."""

    def voeg_toe(self, data: bytes, *, laatste: bool = False) -> None:
        """Check the next bytes."""
        ...


@dataclass(frozen=True, slots=True, kw_only=True)
class Deur:
    """What the door needs: `lees_kop` on at most `kop_bytes` of the beginning, and a check of the encoding."""

    lees_kop: Callable[[bytes], Berichtkop]
    kop_bytes: int
    tekencontrole: Callable[[], Tekencontrole]


def controleer_koppen(request: Request) -> None:
    """415 for what is no XML in UTF-8, 413 for what says to be too large; nothing has been read yet."""
    soort, _, rest = request.headers.get("content-type", "").partition(";")
    codering = rest.strip().lower().removeprefix("charset=").strip('"')
    if soort.strip().lower() not in _SOORTEN or codering not in {"", "utf-8"}:
        melding = "Stuur het bericht als XML in UTF-8 (Content-Type: application/xml of text/xml)."
        raise DomainError(Kind.UNSUPPORTED, "geen-xml", melding)
    if request.headers.get("content-encoding", "identity").lower() != "identity":
        raise DomainError(Kind.UNSUPPORTED, "ingepakt", "Stuur het bericht niet ingepakt (geen Content-Encoding).")
    lengte = _lengte(request)
    if lengte is not None and lengte > GROOTSTE_BERICHT:
        raise te_groot()


async def ontvang(request: Request, upload: Upload, deur: Deur, toelaten: Callable[[Berichtkop], None]) -> Berichtkop:
    """Stream the body into the upload and give its head; `toelaten` raises as soon as the sender is known and wrong.

    DomainError when the body is too large, not UTF-8, not a message at all, or shorter or longer than announced.
    """
    begin, kop, tekens = bytearray(), None, deur.tekencontrole()
    try:
        async for stuk in request.stream():
            upload.schrijf(stuk)
            if upload.grootte > GROOTSTE_BERICHT:
                raise te_groot()
            if kop is None:
                begin += stuk
                if len(begin) >= deur.kop_bytes:
                    kop = _laat_binnen(begin, deur, toelaten)
            tekens.voeg_toe(stuk)
    except ClientDisconnect as fout:
        raise _onvolledig() from fout
    if _lengte(request) not in {None, upload.grootte}:
        raise _onvolledig()
    kop = kop or _laat_binnen(begin, deur, toelaten)
    tekens.voeg_toe(b"", laatste=True)
    return kop


def _laat_binnen(begin: bytearray, deur: Deur, toelaten: Callable[[Berichtkop], None]) -> Berichtkop:
    kop = deur.lees_kop(bytes(begin))
    toelaten(kop)
    return kop


def _lengte(request: Request) -> int | None:
    lengte = request.headers.get("content-length", "")
    return int(lengte) if lengte.isdecimal() else None


def te_groot() -> DomainError:
    """The answer to a body over the limit."""
    return DomainError(
        Kind.TOO_LARGE,
        "bestand-te-groot",
        f"Het bericht is groter dan {GROOTSTE_BERICHT // _MEGABYTE} MB (OP179); er is niets bewaard."
        " Verdeel de declaratie over meer berichten, elk met een eigen nummer.",
    )


def _onvolledig() -> DomainError:
    melding = "Het bericht kwam niet helemaal aan; er is niets bewaard. Stuur het opnieuw."
    return DomainError(Kind.INVALID, "onvolledige-upload", melding)
