from typing import Any

import pytest
from risb_kern.errors import DomainError
from subsidies.application.regelingen import handelingen
from subsidies.domain.regelingen.events import RegelingGepubliceerd

from tests.builders.subsidies import NU, gepubliceerd, handeling, plafond, regeling
from tests.fakes.subsidies.uow import FakeUow


async def publiceer(uow: FakeUow, **changes: Any) -> None:
    await handelingen.regeling_publiceren(uow, handeling(), regeling(**changes))


async def test_a_first_version_starts_a_ledger_per_plafond_and_is_told() -> None:
    uow = FakeUow()
    await publiceer(uow, plafonds=(plafond(), plafond(wijk="Liendert", bedrag_cent=500)))
    assert await uow.regelingen.find("PID-2026", 1) is not None
    assert [stand.bedrag_cent for _, _, stand in uow.plafonds.rows] == [2_000_000, 500]
    (event,) = uow.events
    assert isinstance(event, RegelingGepubliceerd)
    assert (event.regeling_code, event.regeling_versie, event.gepubliceerd_op) == ("PID-2026", 1, NU)
    (regel,) = await uow.timeline.list("regeling:PID-2026")
    assert (regel.soort, regel.door, regel.gegevens) == (
        "regeling_publiceren",
        "adviseur-1",
        {"versie": 1, "plafonds_cent": 2_000_500},
    )


async def test_publishing_the_same_scheme_waits_for_each_other() -> None:
    uow = FakeUow()
    await publiceer(uow)
    assert uow.serialized == ["regeling:PID-2026"]


async def test_every_fault_comes_at_once_and_nothing_is_kept() -> None:
    uow = FakeUow()
    with pytest.raises(DomainError) as refused:
        await publiceer(uow, gemeenten=("0307", "0342"), max_bedrag_cent=1)
    assert refused.value.slug == "niet-publiceerbaar"
    assert [one.veld for one in refused.value.fouten] == ["directVastTotCent", "plafonds"]
    assert (uow.regelingen.versies, uow.plafonds.rows, uow.events) == ({}, [], [])


@pytest.mark.parametrize(("bekend", "versie"), [((), 2), ((1,), 1), ((1,), 3), ((1, 2), 2)])
async def test_versions_follow_each_other(bekend: tuple[int, ...], versie: int) -> None:
    uow = FakeUow()
    for number in bekend:
        await uow.regelingen.add(regeling(versie=number), handeling())
    with pytest.raises(DomainError) as refused:
        await publiceer(uow, versie=versie)
    assert refused.value.slug == "versie-klopt-niet"
    assert f"is {len(bekend) + 1};" in refused.value.melding


async def test_a_newer_version_raises_a_plafond_and_keeps_what_was_granted() -> None:
    uow = FakeUow()
    await gepubliceerd(uow)
    granted = uow.plafonds.rows[0][2].na_verlening(450_000)
    await uow.plafonds.save(granted)
    await publiceer(uow, versie=2, plafonds=(plafond(bedrag_cent=3_000_000),))
    found = await uow.plafonds.find("PID-2026", plafond())
    assert found is not None
    assert (found.id, found.bedrag_cent, found.verleend_cent) == (granted.id, 3_000_000, 450_000)


async def test_a_plafond_is_not_lowered() -> None:
    uow = FakeUow()
    await gepubliceerd(uow)
    with pytest.raises(DomainError) as refused:
        await publiceer(uow, versie=2, plafonds=(plafond(bedrag_cent=1_999_999),))
    assert refused.value.slug == "plafond-verlaagd"
