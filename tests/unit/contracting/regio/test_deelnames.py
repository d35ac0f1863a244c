import datetime as dt
from typing import Any

import pytest
from contracting.application.regio import handelingen
from contracting.domain.regio.deelname import Dienst, RegioDeelname
from contracting.domain.regio.events import RegioDeelnameVastgelegd
from hypothesis import given
from hypothesis import strategies as st
from risb_kern.errors import DomainError

from tests.builders.contracting import handeling
from tests.fakes.contracting.uow import FakeUow

VAN = dt.date(2020, 1, 1)
dagen = st.dates(dt.date(2024, 1, 1), dt.date(2024, 2, 29))


def deelname(**changes: Any) -> RegioDeelname:
    values: dict[str, Any] = {"gemeente": "0384", "dienst": Dienst.WMO, "van": VAN, "tot": None}
    return RegioDeelname(**{**values, **changes})


async def test_a_new_period_is_kept_and_told(uow: FakeUow) -> None:
    await handelingen.deelname_vastleggen(uow, handeling(), deelname())
    assert "0384" in await uow.deelnames.list_gemeenten()
    assert uow.told(RegioDeelnameVastgelegd) == [
        RegioDeelnameVastgelegd(gemeente="0384", dienst="wmo", van=VAN, tot=None)
    ]


async def test_the_same_period_again_stores_and_tells_nothing(uow: FakeUow) -> None:
    for _ in range(2):
        await handelingen.deelname_vastleggen(uow, handeling(), deelname())
    assert (len(uow.events), len(uow.timeline.regels)) == (1, 1)


async def test_a_last_day_replaces_the_open_end(uow: FakeUow) -> None:
    einde = dt.date(2026, 12, 31)
    await handelingen.deelname_vastleggen(uow, handeling(), deelname())
    await handelingen.deelname_vastleggen(uow, handeling(), deelname(tot=einde))
    assert await uow.deelnames.list(einde + dt.timedelta(days=1), Dienst.WMO) == await _zonder(uow, "0384")
    regels = await uow.timeline.list("regio-deelname:0384:wmo")
    assert [one.gegevens["tot"] for one in regels] == [None, "2026-12-31"]


async def _zonder(uow: FakeUow, gemeente: str) -> list[RegioDeelname]:
    return [one for one in await uow.deelnames.list(VAN, Dienst.WMO) if one.gemeente != gemeente]


@pytest.mark.parametrize(
    ("fout", "slug"),
    [
        ({"tot": dt.date(2019, 12, 31)}, "periode-omgekeerd"),
        ({"gemeente": "0307"}, "deelname-overlapt"),
    ],
)
async def test_a_period_that_cannot_be_is_refused(uow: FakeUow, fout: dict[str, Any], slug: str) -> None:
    with pytest.raises(DomainError) as refused:
        await handelingen.deelname_vastleggen(uow, handeling(), deelname(**fout))
    assert (refused.value.slug, uow.events) == (slug, [])


@given(st.lists(st.tuples(dagen, st.none() | dagen), max_size=6))
async def test_no_order_of_requests_makes_a_gemeente_take_part_twice(
    perioden: list[tuple[dt.date, dt.date | None]],
) -> None:
    uow = FakeUow()
    for van, tot in perioden:
        try:
            await handelingen.deelname_vastleggen(uow, handeling(), deelname(van=van, tot=tot))
        except DomainError:
            continue
    for dag in (dt.date(2024, 1, 1) + dt.timedelta(days=nummer) for nummer in range(60)):
        assert len(await uow.deelnames.list(dag)) <= 1
