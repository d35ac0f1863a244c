"""The call to a subscriber: signed, pinned to the address that was checked, without redirects."""

import asyncio
import json
import ssl
import time
from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field
from ipaddress import ip_address
from typing import Any

import httpx
from risb_kern.errors import DomainError
from risb_kern.privacy import Privacy
from risb_kern.trace import traceparent
from typing_extensions import override

from toezicht.adapters.abonnementen.names import Names
from toezicht.application.abonnementen.ports import Adressen, Bezorger
from toezicht.domain.abonnementen.adres import controleer_url, geweigerd, is_loopback, is_openbaar
from toezicht.domain.abonnementen.bezorging import Bezorgantwoord, Bezorging, handtekening, secret_binding

SOORT = "nl.toezichtzaken.anomalie-gesignaleerd.v1"
Resolve = Callable[[str, int], Awaitable[list[str]]]


class AdresGeweigerdError(Exception):
    """The name leads to an address that we do not call."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Uitgaand:
    """Where webhooks may go, and how patient we are."""

    bron: str
    http_loopback: bool
    timeout: float
    resolve: Resolve = field(default_factory=lambda: Names().resolve)


class HttpBezorger(Bezorger):
    """Delivers a CloudEvent in structured JSON by HTTPS POST."""

    def __init__(self, uitgaand: Uitgaand, privacy: Privacy, tls: ssl.SSLContext | None = None) -> None:
        self._uitgaand = uitgaand
        self._privacy = privacy
        self._tls = tls or ssl.create_default_context()

    @override
    async def deliver(self, bezorging: Bezorging) -> Bezorgantwoord:
        begin = time.monotonic()
        status, fout = None, None
        try:
            async with asyncio.timeout(self._uitgaand.timeout):
                status = await self._call(bezorging)
        except AdresGeweigerdError as error:
            fout = f"adres geweigerd: {error}"
        except (TimeoutError, httpx.TimeoutException):
            fout = "geen antwoord op tijd"
        except (httpx.HTTPError, httpx.InvalidURL, OSError) as error:
            fout = f"geen verbinding: {type(error).__name__}"
        if status is not None and status // 100 != 2:  # noqa: PLR2004 -- the 200 range
            fout = "omleiding niet gevolgd" if status // 100 == 3 else f"antwoord {status}"  # noqa: PLR2004 -- same
        return Bezorgantwoord(http_status=status, fout=fout, duur_ms=int((time.monotonic() - begin) * 1000))

    async def _call(self, bezorging: Bezorging) -> int:
        host, adres = await toegestaan_adres(bezorging.url, self._uitgaand)
        url = httpx.URL(bezorging.url)
        body = json.dumps(self._cloudevent(bezorging), ensure_ascii=False).encode()
        headers = {**self._headers(bezorging, body), "Host": url.netloc.decode()}
        # The connection goes to the address that was judged; the name only serves the certificate and the receiver.
        async with (
            httpx.AsyncClient(
                verify=self._tls, trust_env=False, follow_redirects=False, timeout=self._uitgaand.timeout
            ) as client,
            client.stream(
                "POST",
                url.copy_with(host=adres),
                content=body,
                headers=headers,
                extensions={"sni_hostname": host},
            ) as answer,
        ):
            return answer.status_code

    def _headers(self, bezorging: Bezorging, body: bytes) -> dict[str, str]:
        geheim = self._privacy.decrypt(bezorging.geheim, secret_binding(bezorging.url))
        return {
            "Content-Type": "application/cloudevents+json; charset=utf-8",
            "User-Agent": "risb-toezicht/1",
            "Risb-Bezorging": str(bezorging.id),
            "Risb-Handtekening": handtekening(geheim, int(time.time()), body),
            "traceparent": traceparent(bezorging.trace_id),
        }

    def _cloudevent(self, bezorging: Bezorging) -> dict[str, Any]:
        return {
            "specversion": "1.0",
            "id": str(bezorging.gebeurtenis_id),
            "source": self._uitgaand.bron,
            "type": SOORT,
            "time": bezorging.tijd.isoformat().replace("+00:00", "Z"),
            "datacontenttype": "application/json",
            "correlatieid": bezorging.trace_id,
            "positie": str(bezorging.positie),
            "data": bezorging.inhoud,
        }


async def toegestaan_adres(url: str, uitgaand: Uitgaand) -> tuple[str, str]:
    """Host name, and the one address to connect to; AdresGeweigerdError when any address of the name is not public."""
    try:
        host, poort = controleer_url(url, http_loopback=uitgaand.http_loopback)
    except DomainError as error:
        raise AdresGeweigerdError(error.melding) from error
    try:
        adressen = [ip_address(one.partition("%")[0]) for one in await uitgaand.resolve(host, poort)]
    except TimeoutError:
        raise AdresGeweigerdError("de naam geeft niet op tijd een adres") from None
    except (OSError, ValueError):
        # A ValueError for what can be no name: a label of 64 characters, or what is no address.
        raise AdresGeweigerdError("de naam bestaat niet") from None
    binnen = uitgaand.http_loopback and url.startswith("http:") and is_loopback(host)
    for adres in adressen:
        if not (adres.is_loopback if binnen else is_openbaar(adres)):
            raise AdresGeweigerdError("niet openbaar bereikbaar")
    if not adressen:
        raise AdresGeweigerdError("de naam bestaat niet")
    return host, str(adressen[0])


class GecontroleerdeAdressen(Adressen):
    """Judges an address and every address behind its name."""

    def __init__(self, uitgaand: Uitgaand) -> None:
        self._uitgaand = uitgaand

    @override
    async def check(self, url: str) -> None:
        try:
            await toegestaan_adres(url, self._uitgaand)
        except AdresGeweigerdError as error:
            raise geweigerd(f"Naar dit adres kunnen wij niet bezorgen: {error}") from error
