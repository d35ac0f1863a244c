import pytest
from risb_kern.lists import Blad
from subsidies.application.besluiten import handelingen
from subsidies.application.openbaar.queries import Registerfilter
from subsidies.entrypoints.api.openbaar.registerbestand import alle_regels

from tests.builders.subsidies import PRIVACY, bewaard, gepubliceerd, handeling, voornemen
from tests.fakes.letters import FakeZetter
from tests.fakes.subsidies.uow import FakeUow


@pytest.mark.parametrize("per_query", [1, 2, 3, 4])
async def test_the_file_holds_every_row_once_however_many_come_per_query(per_query: int) -> None:
    uow = FakeUow()
    scheme = await gepubliceerd(uow)
    for _ in range(3):
        one = await bewaard(uow, scheme)
        await handelingen.besluit_nemen(uow, handeling(), one.id, voornemen(), zetter=FakeZetter(), privacy=PRIVACY)

    found = await alle_regels(uow.registervragen, Registerfilter(jaar=2026), per_query)

    assert len(found) == 3
    assert found == await uow.registervragen.list(Registerfilter(jaar=2026), Blad(orde="besluitdatum"))


async def test_a_year_without_grants_is_an_empty_file() -> None:
    assert await alle_regels(FakeUow().registervragen, Registerfilter(jaar=2026), 1) == []
