"""What the ports of dividing and forecasting promise."""

import datetime as dt
import uuid
from dataclasses import replace
from typing import Any

import pytest
from contracting.application.uow import Uow
from contracting.domain.regio.deelname import Dienst
from contracting.domain.sturing.raming import Levermaand, Productfeiten, Raming
from contracting.domain.sturing.verdeling import Kostenverdeling, Verdeelmethode, Verdeelregel

pytestmark = pytest.mark.integratie
REGEL = Verdeelregel(
    dienst=Dienst.JW, jaar=2026, methode=Verdeelmethode.GRENS, sleutel={"0307": 2, "0342": 1}, grens_cent=100
)
VERDELING = Kostenverdeling(
    id=uuid.UUID(int=1),
    dienst=Dienst.JW,
    jaar=2026,
    versie=1,
    methode=Verdeelmethode.GRENS,
    totaal_cent=3,
    delen={"0307": 2, "0342": 1},
)
PRODUCT = Productfeiten(productcode="45A04", maanden=(Levermaand(toegekend_cent=5, volledigheid=9_500),), benutting=1)


def raming(nummer: int, **anders: Any) -> Raming:
    gewoon: dict[str, Any] = {"gemeente": "0307", "programmalijn": "2.1.3", "jaar": 2026, "producten": (PRODUCT,)}
    dag = dt.date(2026, 1, 10 - nummer)
    return Raming(**{"id": uuid.UUID(int=nummer), "opgesteld_op": dag, **gewoon, **anders})


async def test_the_newest_rule_of_a_service_line_and_year_stands(uow: Uow) -> None:
    assert await uow.verdeelregels.get(Dienst.JW, 2026) is None
    for one in (REGEL, replace(REGEL, versie=2, grens_cent=200)):
        await uow.verdeelregels.save(one)
    assert await uow.verdeelregels.get(Dienst.JW, 2026) == replace(REGEL, versie=2, grens_cent=200)
    assert await uow.verdeelregels.find(Dienst.WMO, 2026) is None


async def test_what_was_divided_comes_back_as_it_went_in(uow: Uow) -> None:
    later = replace(VERDELING, id=uuid.UUID(int=2))
    for one in (later, VERDELING, replace(VERDELING, id=uuid.UUID(int=3), jaar=2027)):
        await uow.kostenverdelingen.add(one)
    assert await uow.kostenverdelingen.list(Dienst.JW, 2026) == [VERDELING, later]


async def test_forecasts_are_kept_with_their_outcome_the_oldest_first(uow: Uow) -> None:
    vroeg, laat = raming(2), raming(1)
    for one in (laat, vroeg, raming(3, jaar=2027), raming(4, gemeente="0342", werkelijk_cent=9)):
        await uow.ramingen.add(one)
    assert await uow.ramingen.get(laat.id) == laat
    assert await uow.ramingen.get(uuid.UUID(int=99)) is None
    assert [one.id.int for one in await uow.ramingen.list(2026)] == [4, 2, 1]
    await uow.ramingen.save(laat.reken_af(7))
    assert await uow.ramingen.list_afgerekend("0307", "2.1.3") == [laat.reken_af(7)]
