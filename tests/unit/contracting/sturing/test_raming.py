"""What a year will cost, by how complete its months are, against decimal arithmetic."""

import datetime as dt
import random
import uuid
from dataclasses import replace
from decimal import ROUND_HALF_UP, Decimal
from typing import Any

import pytest
from contracting.application.sturing import handelingen
from contracting.domain.sturing.raming import (
    HEEL,
    Levermaand,
    Productfeiten,
    Raming,
    controleer_feiten,
    volledigheid,
)
from contracting.entrypoints.api.sturing.ramingen_models import ProductfeitenIn
from risb_kern.errors import DomainError

from tests.builders.contracting import DAG, geweigerd, handeling
from tests.fakes.contracting.uow import FakeUow

MAANDEN = (
    *(Levermaand(toegekend_cent=62_000_000, volledigheid=HEEL) for _ in range(5)),
    Levermaand(toegekend_cent=58_900_000, volledigheid=9_500),
    Levermaand(toegekend_cent=52_700_000, volledigheid=8_500),
    Levermaand(toegekend_cent=37_200_000, volledigheid=6_000),
)
PRODUCT = Productfeiten(
    productcode="45A04",
    maanden=MAANDEN,
    open_reserve_cent=270_000_000,
    benutting=8_800,
    instroom_cent=3_000_000,
    instroom_maanden=4,
)
OPDRACHT = handelingen.RamingOpstellen(
    gemeente="0307", programmalijn="2.1.3", jaar=2026, producten=(PRODUCT,), termijnen_cent=0, extra_cent=0
)


def raming(nummer: int = 1, **anders: Any) -> Raming:
    gewoon: dict[str, Any] = {
        "id": uuid.UUID(int=nummer),
        "gemeente": "0307",
        "programmalijn": "2.1.3",
        "jaar": 2026,
        "opgesteld_op": DAG,
        "producten": (PRODUCT,),
    }
    return Raming(**(gewoon | anders))


async def test_geval_70_months_that_are_not_complete_are_made_whole(uow: FakeUow) -> None:
    gemaakt = await handelingen.raming_opstellen(uow, handeling(), OPDRACHT)
    assert PRODUCT.ultimo_cent == 496_000_000
    assert gemaakt.raming_cent == 745_600_000
    assert gemaakt.boven_budget_cent(730_000_000) == 15_600_000


def test_terms_and_approved_extras_are_added_and_parts_are_the_whole() -> None:
    twee = replace(PRODUCT, productcode="45A48")
    samen = raming(producten=(PRODUCT, twee), termijnen_cent=100, extra_cent=23)
    assert samen.raming_cent == 2 * 745_600_000 + 123


def test_the_forecast_agrees_with_decimal_arithmetic_to_the_cent() -> None:
    toeval = random.Random(70)
    cent = Decimal(1)
    for _ in range(20_000):
        maanden = tuple(
            Levermaand(toegekend_cent=toeval.randint(0, 10**9), volledigheid=toeval.randint(1, HEEL))
            for _ in range(toeval.randint(0, 6))
        )
        product = Productfeiten(
            productcode="45A04",
            maanden=maanden,
            open_reserve_cent=toeval.randint(0, 10**9),
            benutting=toeval.randint(0, HEEL),
            instroom_cent=toeval.randint(0, 10**7),
            instroom_maanden=toeval.randint(0, 12),
        )
        verwacht = sum(
            (Decimal(one.toegekend_cent) / (Decimal(one.volledigheid) / HEEL)).quantize(cent, ROUND_HALF_UP)
            for one in maanden
        )
        verwacht += (Decimal(product.open_reserve_cent) * product.benutting / HEEL).quantize(cent, ROUND_HALF_UP)
        verwacht += product.instroom_cent * product.instroom_maanden
        assert product.raming_cent == int(verwacht)


async def test_the_interval_comes_from_ten_forecasts_of_the_line_whose_outcome_is_known(uow: FakeUow) -> None:
    for nummer in range(1, 10):
        werkelijk = 745_600_000 + (nummer - 5) * 7_456_000
        await uow.ramingen.add(raming(nummer, opgesteld_op=dt.date(2025, nummer, 1), werkelijk_cent=werkelijk))
    negen = await handelingen.raming_opstellen(uow, handeling(), OPDRACHT)
    assert (negen.laag_cent, negen.hoog_cent) == (None, None)
    await handelingen.raming_afrekenen(uow, handeling(), negen.id, werkelijk_cent=745_600_000)
    tien = await handelingen.raming_opstellen(uow, replace(handeling(), nieuw_id=uuid.uuid4), OPDRACHT)
    assert (tien.laag_cent, tien.hoog_cent) == (745_600_000 * 96 // 100, 745_600_000 * 104 // 100)


async def test_an_outcome_is_recorded_once_and_tells_how_far_off(uow: FakeUow) -> None:
    gemaakt = await handelingen.raming_opstellen(uow, handeling(), OPDRACHT)
    assert gemaakt.afwijking is None
    klaar = await handelingen.raming_afrekenen(uow, handeling(), gemaakt.id, werkelijk_cent=700_000_000)
    assert klaar.afwijking == 651
    with pytest.raises(DomainError, match="al bekend"):
        await handelingen.raming_afrekenen(uow, handeling(), gemaakt.id, werkelijk_cent=1)
    with pytest.raises(DomainError, match="niet gevonden"):
        await handelingen.raming_afrekenen(uow, handeling(), uuid.UUID(int=0), werkelijk_cent=1)


def test_completeness_is_the_share_of_the_own_history() -> None:
    historie = {dt.date(2025, maand, 1): (600, 250, 100, 50) for maand in range(1, 7)}
    assert [volledigheid(historie, later) for later in (0, 1, 2)] == [6_000, 8_500, 9_500]
    assert volledigheid(historie, 3) is None
    assert volledigheid({}, 0) is None
    assert volledigheid({dt.date(2025, 1, 1): (0, 0)}, 0) is None


def test_completeness_forgets_what_is_older_than_24_months_of_care() -> None:
    oud = {dt.date(2023, maand, 1): (0, 1_000) for maand in range(1, 13)}
    nieuw = {dt.date(2024 + maand // 12, maand % 12 + 1, 1): (500, 500) for maand in range(24)}
    assert volledigheid(oud | nieuw, 0) == 5_000


@pytest.mark.parametrize(
    "producten",
    [
        (replace(PRODUCT, maanden=(Levermaand(toegekend_cent=1, volledigheid=0),)),),
        (replace(PRODUCT, maanden=(Levermaand(toegekend_cent=1, volledigheid=HEEL + 1),)),),
        (replace(PRODUCT, benutting=-1),),
        (PRODUCT, PRODUCT),
    ],
)
def test_facts_that_cannot_be_are_refused(producten: tuple[Productfeiten, ...]) -> None:
    assert geweigerd(controleer_feiten, producten) == "raming-klopt-niet"


def test_a_month_without_a_share_takes_it_from_the_history_by_its_age() -> None:
    historie = [{"levermaand": f"2025-0{maand}-01", "bedragenCent": [600, 250, 100, 50]} for maand in range(1, 7)]
    gevraagd = {"productcode": "45A04", "maanden": [{"toegekendCent": 850}, {"toegekendCent": 600}]}
    met = ProductfeitenIn.model_validate({**gevraagd, "historie": historie}).feiten()
    assert [one.volledigheid for one in met.maanden] == [8_500, 6_000]
    assert met.ultimo_cent == 2_000
    zonder = ProductfeitenIn.model_validate(gevraagd).feiten()
    assert zonder.ultimo_cent == 1_450
