import datetime as dt
import itertools
import uuid
from collections.abc import Sequence
from typing import Any

import pytest
from contracting.domain.maatregelen.maatregel import Maatregel
from contracting.entrypoints.consumer import HANDLERS
from risb_kern.lists import Bereik

from tests.builders.contracting import AGB, DAG, envelope, maatregel, voorbeeld
from tests.fakes.contracting.uow import FakeUow

KENMERK = str(uuid.UUID(int=5))
OPGELEGD = ("MaatregelOpgelegd.v1", {"van": DAG, "tot": None})
BEEINDIGD = ("MaatregelBeeindigd.v1", {"einddatum": dt.date(2026, 2, 1), "reden": "Hersteld"})


async def getoond(*berichten: tuple[str, dict[str, Any]]) -> Sequence[Maatregel]:
    uow = FakeUow()
    for nummer, (naam, velden) in enumerate(berichten, start=1):
        data = voorbeeld(naam, maatregel_id=KENMERK, agb_code=AGB, **velden)
        await HANDLERS[naam](uow, data, envelope(nummer))
    return await uow.maatregelvragen.list(Bereik(alles=True))


@pytest.mark.parametrize("berichten", list(itertools.permutations([OPGELEGD, BEEINDIGD, BEEINDIGD])))
async def test_a_measure_and_its_end_come_together_in_any_order(
    berichten: tuple[tuple[str, dict[str, Any]], ...],
) -> None:
    (gevonden,) = await getoond(*berichten)
    assert (gevonden.van, gevonden.laatste_dag, gevonden.reden_einde) == (DAG, dt.date(2026, 2, 1), "Hersteld")


async def test_an_end_alone_is_not_shown() -> None:
    assert await getoond(BEEINDIGD) == []


@pytest.mark.parametrize(
    ("tot", "einddatum", "laatste"),
    [
        (None, None, None),
        (dt.date(2026, 3, 1), None, dt.date(2026, 3, 1)),
        (dt.date(2026, 3, 1), dt.date(2026, 2, 1), dt.date(2026, 2, 1)),
        (dt.date(2026, 3, 1), dt.date(2026, 4, 1), dt.date(2026, 3, 1)),
    ],
)
def test_the_first_of_both_ends_counts(tot: dt.date | None, einddatum: dt.date | None, laatste: dt.date | None) -> None:
    assert maatregel(tot=tot, einddatum=einddatum).laatste_dag == laatste


@pytest.mark.parametrize(("dag", "geldt"), [(4, False), (5, True), (20, True), (21, False)])
def test_a_measure_holds_from_its_first_up_to_and_including_its_last_day(dag: int, geldt: bool) -> None:
    assert maatregel(tot=dt.date(2026, 1, 20)).geldt_op(dt.date(2026, 1, dag)) is geldt
