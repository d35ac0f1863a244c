"""Every range of IANA's registries of special-purpose addresses, its edges, and what stands just beside it."""

import ipaddress

import pytest
from toezicht.domain.abonnementen.adres import is_openbaar

# iana-ipv4-special-registry and iana-ipv6-special-registry, with multicast and what was never given out.
REGISTERS = [
    "0.0.0.0/8",
    "0.0.0.0/32",
    "10.0.0.0/8",
    "100.64.0.0/10",
    "127.0.0.0/8",
    "169.254.0.0/16",
    "172.16.0.0/12",
    "192.0.0.0/24",
    "192.0.0.0/29",
    "192.0.0.8/32",
    "192.0.0.9/32",
    "192.0.0.10/32",
    "192.0.0.170/31",
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
    "255.255.255.255/32",
    "::1/128",
    "::/128",
    "::ffff:0:0/96",
    "64:ff9b::/96",
    "64:ff9b:1::/48",
    "100::/64",
    "100:0:0:1::/64",
    "2001::/23",
    "2001::/32",
    "2001:1::1/128",
    "2001:1::2/128",
    "2001:1::3/128",
    "2001:2::/48",
    "2001:3::/32",
    "2001:4:112::/48",
    "2001:10::/28",
    "2001:20::/28",
    "2001:30::/28",
    "2001:db8::/32",
    "2002::/16",
    "2620:4f:8000::/48",
    "3fff::/20",
    "5f00::/16",
    "fc00::/7",
    "fe80::/10",
    "fec0::/10",
    "ff00::/8",
]
GEWOON = (
    "8.8.8.8",
    "145.97.39.155",
    "1.1.1.1",
    "198.17.255.255",
    "198.20.0.0",
    "2a00:1450:400e:80c::200e",
    "2001:200::1",
)


@pytest.mark.parametrize("register", REGISTERS)
def test_no_address_of_a_special_range_is_called(register: str) -> None:
    net = ipaddress.ip_network(register)
    first, last = int(net.network_address), int(net.broadcast_address)
    for number in {first, min(first + 1, last), (first + last) // 2, max(last - 1, first), last}:
        assert not is_openbaar(type(net.network_address)(number)), number


@pytest.mark.parametrize("adres", GEWOON)
def test_ordinary_addresses_are_called(adres: str) -> None:
    assert is_openbaar(ipaddress.ip_address(adres))


def test_what_python_calls_private_is_never_called() -> None:
    for number in range(0, 2**32, 65_537 * 13):
        adres = ipaddress.IPv4Address(number)
        if not adres.is_global or adres.is_multicast or adres.is_reserved:
            assert not is_openbaar(adres), adres
