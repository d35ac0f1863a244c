"""Which addresses we may call: public ones over https, so that a subscription opens no door to the inside."""

import ipaddress
from urllib.parse import urlsplit

from risb_kern.errors import DomainError, Fout, refused

_HTTPS = 443
_HTTP = 80
# The network policy of the process opens these and no other (deploy/helm/dienst/templates/netwerk.yaml).
POORTEN = (_HTTPS, 8443)
# IANA's registries of special-purpose addresses (IPv4 of 2024, RFC 6890 and after), with multicast and what was never
# given out; also where they are called globally reachable (6to4 relays, AS112, AMT), since no subscriber lives there.
BIJZONDER_IPV4 = tuple(
    ipaddress.IPv4Network(one)
    for one in (
        "0.0.0.0/8",
        "10.0.0.0/8",
        "100.64.0.0/10",
        "127.0.0.0/8",
        "169.254.0.0/16",
        "172.16.0.0/12",
        "192.0.0.0/24",
        "192.0.2.0/24",
        "192.31.196.0/24",
        "192.52.193.0/24",
        "192.88.99.0/24",
        "192.168.0.0/16",
        "192.175.48.0/24",
        "198.18.0.0/15",
        "198.51.100.0/24",
        "203.0.113.0/24",
        "224.0.0.0/4",
        "240.0.0.0/4",
    )
)
# Only this part of IPv6 is given out; outside it lie mapped and translated IPv4 (::ffff:0:0/96, 64:ff9b::/96),
# link-local, site-local (fec0::/10), unique local, multicast and segment routing (5f00::/16).
OPENBAAR_IPV6 = ipaddress.IPv6Network("2000::/3")
# Inside it: protocols (Teredo, ORCHID, benchmarking), documentation, 6to4, AS112, and documentation again.
BIJZONDER_IPV6 = tuple(
    ipaddress.IPv6Network(one) for one in ("2001::/23", "2001:db8::/32", "2002::/16", "2620:4f:8000::/48", "3fff::/20")
)
# An interface that carries an IPv4 address leads wherever that leads (ISATAP, RFC 5214).
_ISATAP = frozenset({0x0000_5EFE, 0x0200_5EFE})
Adres = ipaddress.IPv4Address | ipaddress.IPv6Address


def controleer_url(url: str, *, http_loopback: bool) -> tuple[str, int]:
    """Host and port of an address that we may call; `http_loopback` also allows http to this very machine.

    Raises DomainError for other schemes, credentials, a fragment, ports that we do not call, and IP addresses that are
    not public. Names are judged again when they are resolved, at each delivery.
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
    if poort is None:
        poort = _HTTPS if delen.scheme == "https" else _HTTP
    if poort == 0 or (not binnen and poort not in POORTEN):
        raise geweigerd(f"Gebruik een van deze poorten: {', '.join(str(one) for one in POORTEN)}.")
    adres = _als_adres(host)
    if adres is not None and not binnen and not is_openbaar(adres):
        raise geweigerd("Dit adres is niet openbaar bereikbaar.")
    return host, poort


def is_loopback(host: str) -> bool:
    """True for a literal loopback address or the name localhost."""
    adres = _als_adres(host)
    return host == "localhost" or (adres is not None and adres.is_loopback)


def is_openbaar(adres: Adres) -> bool:
    """True when the address is on the public internet, and so is any address that it carries inside."""
    if isinstance(adres, ipaddress.IPv4Address):
        return not any(adres in net for net in BIJZONDER_IPV4)
    if adres not in OPENBAAR_IPV6 or any(adres in net for net in BIJZONDER_IPV6):
        return False
    carries = int(adres) >> 32 & 0xFFFF_FFFF in _ISATAP
    return not carries or is_openbaar(ipaddress.IPv4Address(int(adres) & 0xFFFF_FFFF))


def _als_adres(host: str) -> Adres | None:
    try:
        return ipaddress.ip_address(host)
    except ValueError:
        return None


def geweigerd(melding: str) -> DomainError:
    """The answer to an address that we do not call."""
    return refused("adres-niet-toegestaan", melding, Fout("url", "adres-niet-toegestaan", melding))
