"""The raw body of an upload: streamed, counted, hashed and checked while it comes in."""

from collections.abc import AsyncIterator, Callable

from fastapi import Request
from risb_kern.edge.seats import Seats
from risb_kern.errors import DomainError, Kind
from starlette.requests import ClientDisconnect

from declaraties.domain.post.bestand import Berichtkop
from declaraties.domain.standaard.grenzen import GROOTSTE_BERICHT
from declaraties.entrypoints.api.doors import Deur, Upload

_SOORTEN = ("application/xml", "text/xml")
_ZIPSOORTEN = ("application/zip", "application/x-zip-compressed")
_MEGABYTE = 1_000_000
# How many large uploads one process reads at the same time; each costs a few megabytes.
PLAATSEN = Seats(8)
# So far above the limit the door itself still says what is wrong; beyond it nothing is read.
MARGE = _MEGABYTE


def check_headers(request: Request) -> None:
    """415 for what is no XML in UTF-8, 413 for what says to be too large; nothing has been read yet."""
    check_xml(request)
    check_size(request, GROOTSTE_BERICHT, te_groot)


def check_xml(request: Request) -> None:
    """415 for what is no XML in UTF-8."""
    soort, codering = _inhoudstype(request)
    if soort not in _SOORTEN or codering not in {"", "utf-8"}:
        melding = "Stuur het bericht als XML in UTF-8 (Content-Type: application/xml of text/xml)."
        raise DomainError(Kind.UNSUPPORTED, "geen-xml", melding)


def check_zip(request: Request) -> None:
    """415 for what is no ZIP; nothing has been read yet."""
    if _inhoudstype(request)[0] not in _ZIPSOORTEN:
        raise DomainError(Kind.UNSUPPORTED, "geen-zip", "Stuur een ZIP (Content-Type: application/zip).")


def check_size(request: Request, meeste: int, fout: Callable[[], DomainError]) -> None:
    """415 for a packed body, `fout` for one that says to be larger than it may be."""
    if request.headers.get("content-encoding", "identity").lower() != "identity":
        raise DomainError(Kind.UNSUPPORTED, "ingepakt", "Stuur het bericht niet ingepakt (geen Content-Encoding).")
    lengte = _lengte(request)
    if lengte is not None and lengte > meeste:
        raise fout()


def _inhoudstype(request: Request) -> tuple[str, str]:
    soort, _, rest = request.headers.get("content-type", "").partition(";")
    return soort.strip().lower(), rest.strip().lower().removeprefix("charset=").strip('"')


class Ontvanger:
    """Takes the bytes of one message, from wherever they come, and lets it in or raises DomainError.

    `toelaten` raises as soon as the sender is known and wrong.
    """

    def __init__(self, upload: Upload, deur: Deur, toelaten: Callable[[Berichtkop], None]) -> None:
        self._upload = upload
        self._deur = deur
        self._toelaten = toelaten
        self._begin = bytearray()
        self._kop: Berichtkop | None = None
        self._tekens = deur.tekencontrole()

    def feed(self, stuk: bytes) -> None:
        """Take the next bytes; too many, a wrong head or what is not UTF-8 is refused at once."""
        self._upload.write(stuk)
        if self._upload.grootte > GROOTSTE_BERICHT:
            raise te_groot()
        if self._kop is None:
            self._begin += stuk
            if len(self._begin) >= self._deur.head_bytes:
                self._kop = self._laat_binnen()
        self._tekens.feed(stuk)

    def finish(self) -> Berichtkop:
        """The head of the message, when there are no more bytes."""
        kop = self._kop or self._laat_binnen()
        self._tekens.feed(b"", last=True)
        return kop

    def _laat_binnen(self) -> Berichtkop:
        kop = self._deur.read_head(bytes(self._begin))
        self._toelaten(kop)
        return kop


async def ontvang(request: Request, ontvanger: Ontvanger) -> Berichtkop:
    """Stream the body to its taker and give the head of the message; DomainError also when the body is not complete."""
    gelezen = 0
    async for stuk in lichaam(request):
        gelezen += len(stuk)
        ontvanger.feed(stuk)
    check_length(request, gelezen)
    return ontvanger.finish()


async def lichaam(request: Request) -> AsyncIterator[bytes]:
    """The body as it comes; DomainError when the connection breaks."""
    try:
        async for stuk in request.stream():
            yield stuk
    except ClientDisconnect as fout:
        raise _onvolledig() from fout


def check_length(request: Request, gelezen: int) -> None:
    """DomainError when the body is shorter or longer than announced."""
    if _lengte(request) not in {None, gelezen}:
        raise _onvolledig()


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
