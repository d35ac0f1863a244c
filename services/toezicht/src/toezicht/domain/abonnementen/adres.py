"""Which addresses we may call: public ones over https, so that a subscription opens no door to the inside."""

import ipaddress
from urllib.parse import urlsplit

from risb_kern.errors import DomainError, Fout, refused

_HTTPS = 443
_FIRST_FREE_PORT = 1024
_SHARED = ipaddress.ip_network("64:ff9b::/96"), ipaddress.ip_network("64:ff9b:1::/48")
Adres = ipaddress.IPv4Address | ipaddress.IPv6Address


def controleer_url(url: str, *, http_loopback: bool) -> tuple[str, int]:
    """Host and port of an address that we may call; `http_loopback` also allows http to this very machine.

    Raises DomainError for other schemes, credentials, a fragment, privileged ports other than 443, and IP addresses
    that are not public. Names are judged again when they are resolved, at each delivery.
    """
    try:
        delen = urlsplit(url)
        poort = delen.port
    except ValueError:
        raise geweigerd("Dit is geen geldig webadres.") from None
    host = (delen.hostname or "").rstrip(".").lower()
    binnen = http_loopback and delen.scheme == "http" and is_loopback(host)
    if not host or "@" in delen.netloc or delen.fragment or any(ord(one) <= ord(" ") for one in url):
        raise geweigerd("Het webadres mag geen naam, wachtwoord, spatie of deel na # bevatten.")
    if delen.scheme != "https" and not binnen:
        raise geweigerd("Gebruik een adres dat begint met https://.")
    poort = poort or (_HTTPS if delen.scheme == "https" else 80)
    if not binnen and poort != _HTTPS and poort < _FIRST_FREE_PORT:
        raise geweigerd("Gebruik poort 443 of een poort vanaf 1024.")
    adres = _als_adres(host)
    if adres is not None and not binnen and not is_openbaar(adres):
        raise geweigerd("Dit adres is niet openbaar bereikbaar.")
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


def geweigerd(melding: str) -> DomainError:
    """The answer to an address that we do not call."""
    return refused("adres-niet-toegestaan", melding, Fout("url", "adres-niet-toegestaan", melding))
