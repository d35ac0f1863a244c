"""Events of other services, as far as the database is not needed for it."""

import datetime as dt
from typing import Any

import pytest
from contracting.domain.sturing.grootboek import Plek
from contracting.domain.sturing.monitor import Geboekt
from contracting.entrypoints.consumer import HANDLERS
from contracting.entrypoints.handlers.sturing import herkomst_van
from risb_kern.act import SYSTEEM, act_at
from risb_kern.lists import Bereik

from tests.builders.contracting import envelope, voorbeeld, voorbeelden
from tests.fakes.contracting.uow import FakeUow

ALLES = Bereik(alles=True)
GEPUBLICEERD = [(naam, bestand) for naam in HANDLERS for bestand in voorbeelden(naam)]


async def stand(uow: FakeUow) -> Any:
    geboekt = {jaar: dict(await uow.monitorvragen.sum_geboekt(jaar, ALLES)) for jaar in range(2024, 2030)}
    return geboekt, await uow.maatregelvragen.list(ALLES)


@pytest.mark.parametrize(("naam", "bestand"), GEPUBLICEERD)
async def test_every_published_example_is_handled_and_twice_is_once(naam: str, bestand: str) -> None:
    uow = FakeUow()
    data = voorbeeld(naam, bestand)
    await HANDLERS[naam](uow, data, envelope())
    eerst = await stand(uow)
    await HANDLERS[naam](uow, data, envelope())
    assert await stand(uow) == eerst
    assert uow.events == []


@pytest.mark.parametrize(
    ("tijd", "dag"),
    [
        (dt.datetime(2026, 1, 1, 22, 59, tzinfo=dt.UTC), dt.date(2026, 1, 1)),
        (dt.datetime(2026, 1, 1, 23, 0, tzinfo=dt.UTC), dt.date(2026, 1, 2)),
        (dt.datetime(2026, 7, 1, 22, 0, tzinfo=dt.UTC), dt.date(2026, 7, 2)),
    ],
)
def test_an_event_acts_at_its_own_moment_on_its_day_in_the_netherlands(tijd: dt.datetime, dag: dt.date) -> None:
    gekregen = envelope(3, tijd)
    act = act_at(gekregen.time)
    assert (act.door, act.op, act.vandaag) == (SYSTEEM, tijd, dag)
    assert (herkomst_van(gekregen).id, herkomst_van(gekregen).tijd) == (gekregen.id, tijd)


@pytest.mark.parametrize(
    ("naar", "verwacht"),
    [(None, {}), ("0307", {}), ("0342", {("0307", "2.1.3"): -100, ("0342", "2.1.3"): 100})],
)
async def test_only_what_two_gemeenten_settle_moves_in_the_ledger(naar: str | None, verwacht: dict[Plek, int]) -> None:
    uow, naam = FakeUow(), "VerrekeningBerekend.v1"
    data = voorbeeld(naam, gemeente="0307", naar_gemeente=naar, programmalijn="2.1.3", jaar=2026, bedrag_cent=100)
    await HANDLERS[naam](uow, data, envelope())
    geboekt = await uow.monitorvragen.sum_geboekt(2026, ALLES)
    assert geboekt == {plek: Geboekt(betaalbaar_cent=cent) for plek, cent in verwacht.items()}
