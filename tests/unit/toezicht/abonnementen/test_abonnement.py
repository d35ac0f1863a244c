import datetime as dt
import hashlib
import hmac

import pytest
from risb_kern.errors import DomainError
from toezicht.domain.abonnementen.adres import controleer_url
from toezicht.domain.abonnementen.bezorging import handtekening, wachttijd

NIET_OPENBAAR = [
    "127.0.0.1",
    "127.1.2.3",
    "0.0.0.1",
    "10.0.0.1",
    "10.255.255.255",
    "172.16.0.1",
    "172.31.255.255",
    "192.168.0.1",
    "192.168.255.255",
    "169.254.169.254",
    "169.254.0.1",
    "100.64.0.1",
    "192.0.0.1",
    "192.0.2.1",
    "198.18.0.1",
    "198.51.100.7",
    "203.0.113.9",
    "224.0.0.1",
    "239.255.255.250",
    "240.0.0.1",
    "255.255.255.255",
    "[::1]",
    "[::]",
    "[::ffff:127.0.0.1]",
    "[::ffff:10.0.0.1]",
    "[::ffff:169.254.169.254]",
    "[fe80::1]",
    "[fc00::1]",
    "[fd12:3456::1]",
    "[ff02::1]",
    "[2002:7f00:1::]",
    "[2002:a00:1::]",
    "[64:ff9b::7f00:1]",
    "[64:ff9b::a9fe:a9fe]",
    "[64:ff9b:1::1]",
    "[2001:db8::1]",
    "[2001::1]",
    "0.1.2.3",
    "192.0.0.1",
    "192.0.0.9",
    "192.0.0.170",
    "192.31.196.1",
    "192.52.193.1",
    "192.88.99.1",
    "192.175.48.1",
    "198.19.255.255",
    "[fec0::1]",
    "[feff::1]",
    "[3fff::1]",
    "[3fff:fff::1]",
    "[5f00::1]",
    "[100::1]",
    "[100:0:0:1::1]",
    "[4000::1]",
    "[e000::1]",
    "[::8.8.8.8]",
    "[::ffff:8.8.8.8]",
    "[::ffff:0:8.8.8.8]",
    "[64:ff9b::8.8.8.8]",
    "[2002:808:808::]",
    "[2001:1::1]",
    "[2001:2::1]",
    "[2001:4:112::1]",
    "[2001:10::1]",
    "[2001:20::1]",
    "[2620:4f:8000::1]",
    "[2a00:1450::5efe:10.0.0.1]",
    "[2a00:1450::200:5efe:127.0.0.1]",
]
VREEMD = [
    "http://toezicht.example.nl/",
    "ftp://toezicht.example.nl/",
    "gopher://toezicht.example.nl:70/_x",
    "file:///etc/passwd",
    "javascript:alert(1)",
    "//toezicht.example.nl/",
    "toezicht.example.nl",
    "",
    "https://",
    "https:///pad",
    "https://gebruiker:geheim@toezicht.example.nl/",
    "https://toezicht.example.nl@127.0.0.1/",
    "https://toezicht.example.nl/#deel",
    "https://toezicht.example.nl:22/",
    "https://toezicht.example.nl:25/",
    "https://toezicht.example.nl:99999/",
    "https://toezicht.example.nl/a b",
    "https://toezicht.example.nl/\r\nHost: elders",
    "https://[::1/",
    "https://toezicht.example.nl:0/",
    "http://127.0.0.1:0/",
    "https://toezicht.example.nl:-1/",
    "https://toezicht.example.nl:+443/",
    "https://toezicht.example.nl:\u0664\u0664\u0663/",
    "https://toezicht.example.nl:1024/",
    "https://toezicht.example.nl:8080/",
    "https://toezicht.example.nl:65535/",
]


@pytest.mark.parametrize("host", NIET_OPENBAAR)
def test_addresses_that_are_not_public_are_refused(host: str) -> None:
    with pytest.raises(DomainError) as fout:
        controleer_url(f"https://{host}/haak", http_loopback=False)
    assert fout.value.slug == "adres-niet-toegestaan"


@pytest.mark.parametrize("url", VREEMD)
@pytest.mark.parametrize("http_loopback", [False, True])
def test_strange_addresses_are_refused(url: str, http_loopback: bool) -> None:
    with pytest.raises(DomainError) as fout:
        controleer_url(url, http_loopback=http_loopback)
    assert fout.value.slug == "adres-niet-toegestaan"


@pytest.mark.parametrize(
    ("url", "verwacht"),
    [
        ("https://toezicht.example.nl/haak", ("toezicht.example.nl", 443)),
        ("https://Toezicht.Example.nl./haak?a=1", ("toezicht.example.nl", 443)),
        ("https://toezicht.example.nl:8443/", ("toezicht.example.nl", 8443)),
        ("https://93.184.216.34/", ("93.184.216.34", 443)),
        ("https://[2606:4700::1111]/", ("2606:4700::1111", 443)),
    ],
)
def test_public_https_addresses_are_allowed(url: str, verwacht: tuple[str, int]) -> None:
    assert controleer_url(url, http_loopback=False) == verwacht


@pytest.mark.parametrize("url", ["http://127.0.0.1:8000/", "http://localhost:80/", "http://[::1]:9000/"])
def test_http_to_this_machine_only_where_a_setting_allows_it(url: str) -> None:
    controleer_url(url, http_loopback=True)
    with pytest.raises(DomainError):
        controleer_url(url, http_loopback=False)


@pytest.mark.parametrize("url", ["http://10.0.0.1/", "http://toezicht.example.nl/", "https://127.0.0.1/"])
def test_that_setting_allows_nothing_else(url: str) -> None:
    with pytest.raises(DomainError):
        controleer_url(url, http_loopback=True)


def test_the_signature_covers_moment_and_body() -> None:
    verwacht = hmac.new(b"geheim", b'1700000000.{"a":1}', hashlib.sha256).hexdigest()
    assert handtekening("geheim", 1_700_000_000, b'{"a":1}') == f"t=1700000000,v1={verwacht}"


def test_pauses_double_up_to_an_hour() -> None:
    assert [wachttijd(n, 5.0).total_seconds() for n in (1, 2, 3, 20)] == [5, 10, 20, 3600]
    assert wachttijd(20, 5.0) == dt.timedelta(hours=1)
