import datetime as dt

import pytest
from contracting.domain.regio.deelname import Dienst, RegioDeelname

from tests.builders.contracting import aanbieder, perceel
from tests.fakes.contracting.uow import FakeUow


@pytest.fixture
async def uow() -> FakeUow:
    """A region of two gemeenten that take the Wmo."""
    gemaakt = FakeUow()
    for gemeente in ("0307", "0342"):
        await gemaakt.deelnames.save(RegioDeelname(gemeente=gemeente, dienst=Dienst.WMO, van=dt.date(2015, 1, 1)))
    return gemaakt


@pytest.fixture
async def ingekocht(uow: FakeUow) -> FakeUow:
    """The same with a registered aanbieder and a perceel."""
    await uow.aanbieders.add(aanbieder())
    await uow.percelen.add(perceel())
    return uow
