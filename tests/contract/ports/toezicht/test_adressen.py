import pytest
from risb_kern.errors import DomainError
from toezicht.adapters.abonnementen.webhook import GecontroleerdeAdressen, Uitgaand
from toezicht.application.abonnementen.ports import Adressen

from tests.fakes.toezicht.abonnementen import FakeAdressen

BUITEN = "https://toezicht.example.nl/risb"
BINNEN = "https://binnen.example.nl/risb"
ADRESSEN = {"toezicht.example.nl": ["93.184.216.34"], "binnen.example.nl": ["93.184.216.34", "10.0.0.1"]}


async def resolve(host: str, _: int) -> list[str]:
    return ADRESSEN[host]


@pytest.fixture(params=["fake", "http"])
def adressen(request: pytest.FixtureRequest) -> Adressen:
    if request.param == "fake":
        return FakeAdressen(BINNEN)
    return GecontroleerdeAdressen(Uitgaand(bron="urn:proef", http_loopback=False, timeout=1, resolve=resolve))


async def test_an_address_on_the_internet_may_be_called(adressen: Adressen) -> None:
    await adressen.check(BUITEN)


async def test_a_name_that_leads_inside_is_refused(adressen: Adressen) -> None:
    with pytest.raises(DomainError) as fout:
        await adressen.check(BINNEN)
    assert fout.value.slug == "adres-niet-toegestaan"
    assert [one.veld for one in fout.value.fouten] == ["url"]
