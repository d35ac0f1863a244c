from collections.abc import Callable

import pytest
from contracting.application.sturing import handelingen
from contracting.domain.sturing.events import BudgetVastgesteld
from risb_kern.errors import DomainError, conflict

from tests.builders.contracting import DAG, handeling
from tests.fakes.contracting.uow import FakeUow

PLEK = ("0307", "2.1.3", 2026)


def gezien(versie: int) -> Callable[[int], None]:
    def mag(actueel: int) -> None:
        if actueel != versie:
            raise conflict("intussen-gewijzigd", "Haal het opnieuw op.")

    return mag


async def stel_vast(uow: FakeUow, bedrag_cent: int, versie: int) -> None:
    await handelingen.budget_vaststellen(uow, handeling(), PLEK, bedrag_cent=bedrag_cent, mag=gezien(versie))


async def test_every_change_of_a_budget_is_a_version_that_is_told(uow: FakeUow) -> None:
    await stel_vast(uow, 100, 0)
    await stel_vast(uow, 200, 1)
    assert [(one.bedrag_cent, one.versie, one.datum) for one in uow.told(BudgetVastgesteld)] == [
        (100, 1, DAG),
        (200, 2, DAG),
    ]
    bewaard = await uow.budgetten.find(*PLEK)
    assert bewaard is not None
    assert (bewaard.bedrag_cent, bewaard.versie) == (200, 2)


async def test_a_budget_stands_in_the_timeline_of_its_place(uow: FakeUow) -> None:
    await stel_vast(uow, 100, 0)
    (regel,) = await uow.timeline.list("budget:0307:2.1.3:2026")
    assert (regel.soort, regel.gegevens) == ("budget_vaststellen", {"bedrag_cent": 100, "versie": 1})


async def test_who_did_not_see_the_newest_version_changes_nothing(uow: FakeUow) -> None:
    await stel_vast(uow, 100, 0)
    with pytest.raises(DomainError):
        await stel_vast(uow, 200, 0)
    assert len(uow.told(BudgetVastgesteld)) == len(uow.timeline.regels) == 1
