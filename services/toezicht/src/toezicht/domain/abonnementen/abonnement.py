"""Subscriptions: who wants to be told, where, and how a receiver knows that it was us."""

import datetime as dt
import hashlib
import hmac
import ipaddress
import uuid
from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum
from urllib.parse import urlsplit

from risb_kern.errors import DomainError, Fout, Kind

_MAX_WACHT = dt.timedelta(hours=1)
_HTTPS = 443
_FIRST_FREE_PORT = 1024
_SHARED = ipaddress.ip_network("64:ff9b::/96"), ipaddress.ip_network("64:ff9b:1::/48")
Adres = ipaddress.IPv4Address | ipaddress.IPv6Address


class Bezorgstand(StrEnum):
    """Where a delivery stands."""

    WACHT = "wacht"
    BEZORGD = "bezorgd"
    MISLUKT = "mislukt"


@dataclass(frozen=True, slots=True, kw_only=True)
class Abonnement:
    """Wanted anomalies of one person; empty `regels` means every rule. `geheim` is encrypted."""

    id: uuid.UUID
    eigenaar: str
    url: str
    soorten: Sequence[str]
    regels: Sequence[str]
    geheim: bytes
    aangemaakt_op: dt.datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class Bezorging:
    """One anomaly on its way to one subscriber, claimed for one attempt; `poging` counts from 1."""

    id: uuid.UUID
    abonnement_id: uuid.UUID
    url: str
    geheim: bytes
    positie: int
    gebeurtenis_id: uuid.UUID
    trace_id: str
    tijd: dt.datetime
    inhoud: dict[str, object]
    poging: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Bezorgpoging:
    """What came of one attempt; `status` is the HTTP status when there was an answer."""

    id: uuid.UUID
    bezorging_id: uuid.UUID
    nummer: int
    op: dt.datetime
    gelukt: bool
    status: int | None
    fout: str | None
    duur_ms: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Bezorgverslag:
    """An attempt as its owner sees it."""

    bezorging_id: uuid.UUID
    positie: int
    stand: str
    nummer: int
    op: dt.datetime
    gelukt: bool
    status: int | None
    fout: str | None
    duur_ms: int


def handtekening(geheim: str, tijdstip: int, body: bytes) -> str:
    """Value of the header `Risb-Handtekening`: HMAC-SHA256 over the moment (seconds), a dot, and the exact body."""
    teken = hmac.digest(geheim.encode(), f"{tijdstip}.".encode() + body, hashlib.sha256).hex()
    return f"t={tijdstip},v1={teken}"


def wachttijd(poging: int, eerste: float) -> dt.timedelta:
    """Pause after that many failed attempts: doubling, at most an hour."""
    return min(_MAX_WACHT, dt.timedelta(seconds=eerste * 2 ** (poging - 1)))


def controleer_url(url: str, *, http_loopback: bool) -> tuple[str, int]:
    """Host and port of an address that we may call; `http_loopback` also allows http to this very machine.

    Raises DomainError for other schemes, credentials, a fragment, privileged ports other than 443, and IP addresses
    that are not public. Names are judged again when they are resolved, at each delivery.
    """
    try:
        delen = urlsplit(url)
        poort = delen.port
    except ValueError:
        raise _geweigerd("Dit is geen geldig webadres.") from None
    host = (delen.hostname or "").rstrip(".").lower()
    binnen = http_loopback and delen.scheme == "http" and is_loopback(host)
    if not host or "@" in delen.netloc or delen.fragment or any(ord(one) <= ord(" ") for one in url):
        raise _geweigerd("Het webadres mag geen naam, wachtwoord, spatie of deel na # bevatten.")
    if delen.scheme != "https" and not binnen:
        raise _geweigerd("Gebruik een adres dat begint met https://.")
    poort = poort or (_HTTPS if delen.scheme == "https" else 80)
    if not binnen and poort != _HTTPS and poort < _FIRST_FREE_PORT:
        raise _geweigerd("Gebruik poort 443 of een poort vanaf 1024.")
    adres = _als_adres(host)
    if adres is not None and not binnen and not is_openbaar(adres):
        raise _geweigerd("Dit adres is niet openbaar bereikbaar.")
    return host, poort


def is_loopback(host: str) -> bool:
    """True for a literal loopback address or the name localhost."""
    adres = _als_adres(host)
    return host == "localhost" or (adres is not None and adres.is_loopback)


def is_openbaar(adres: Adres) -> bool:
    """True when the address is on the public internet, also when it carries another address inside."""
    if isinstance(adres, ipaddress.IPv6Address):
        binnenin = adres.ipv4_mapped or adres.sixtofour or (adres.teredo[1] if adres.teredo else None)
        if binnenin is not None:
            return is_openbaar(binnenin)
        if any(adres in net for net in _SHARED):
            return False
    return adres.is_global and not adres.is_multicast and not adres.is_reserved


def _als_adres(host: str) -> Adres | None:
    try:
        return ipaddress.ip_address(host)
    except ValueError:
        return None


def _geweigerd(melding: str) -> DomainError:
    return DomainError(Kind.INVALID, "adres-niet-toegestaan", melding, Fout("url", "adres-niet-toegestaan", melding))
