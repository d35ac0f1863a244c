"""A topic is read again: what was passed by is handled, what was handled counts once, and nothing is half done."""

import datetime as dt
from typing import Any

import pytest
from risb_kern.events.rereading import reread
from sqlalchemy import text

from .conftest import DIENST, Proef, until
from .test_delivery import KEY, TOPIC, an_agb, count_effect, effects
from .test_offsets import produce, stored_everything
from .test_poison import SAME, letters, records
from .test_robustness import has_effects

pytestmark = [pytest.mark.integratie, pytest.mark.timeout(120)]
LONG_AGO = dt.datetime(2020, 1, 1, tzinfo=dt.UTC)
PLACES = "SELECT partitie, positie FROM leespositie ORDER BY 1"
FROM_BEGIN = (f"topic={TOPIC}", "vanaf=begin")


def asked(proef: Proef, *words: str, oldest: dt.datetime = LONG_AGO) -> Any:
    return reread(words, DIENST, [TOPIC], database_url=proef.url, bootstrap=proef.bootstrap, oldest=oldest)


async def read_to_the_end(proef: Proef, handlers: Any) -> None:
    async with proef.running(handlers):
        await until(lambda: stored_everything(proef), 40)


async def test_what_was_not_known_then_is_handled_now_and_the_rest_counts_once(proef: Proef) -> None:
    known, passed_by = [an_agb() for _ in range(5)], [an_agb() for _ in range(5)]
    await produce(proef, *known)
    await read_to_the_end(proef, {KEY: count_effect})
    await produce(proef, *passed_by)
    # As a version that does not handle this kind yet, of the same topic.
    await read_to_the_end(proef, {"RekeningVastgesteld.v1": count_effect})
    told = await asked(proef, *FROM_BEGIN, "--ja")
    assert "terug naar 0" in told
    async with proef.running({KEY: count_effect}):
        await until(lambda: has_effects(proef, {*known, *passed_by}))
        await until(lambda: stored_everything(proef))
    found = await effects(proef)
    assert {found[one] for one in [*known, *passed_by]} == {1}


async def test_without_yes_nothing_changes_and_one_partition_is_one_partition(proef: Proef) -> None:
    await produce(proef, *(an_agb() for _ in range(20)))
    await read_to_the_end(proef, {KEY: count_effect})
    before = await proef.rows(PLACES)
    assert "nog niets veranderd" in await asked(proef, *FROM_BEGIN)
    assert await proef.rows(PLACES) == before
    await asked(proef, *FROM_BEGIN, "partitie=2", "--ja")
    assert [now for now, was in zip(await proef.rows(PLACES), before, strict=True) if now != was] == [(2, 0)]


async def test_a_place_never_moves_forward(proef: Proef) -> None:
    await produce(proef, *(an_agb() for _ in range(8)))
    async with proef.uow() as uow:
        await uow.session.execute(
            text("INSERT INTO leespositie SELECT :topic, n, 0 FROM generate_series(0, 3) n"), {"topic": TOPIC}
        )
        await uow.session.commit()
    before = await proef.rows(PLACES)
    tomorrow = (dt.datetime.now(dt.UTC) + dt.timedelta(days=1)).isoformat()
    assert "nog niets gelezen" in await asked(proef, f"topic={TOPIC}", f"vanaf={tomorrow}", "--ja")
    assert await proef.rows(PLACES) == before


async def test_it_refuses_while_the_consumer_runs(proef: Proef) -> None:
    wanted = an_agb()
    await produce(proef, wanted)
    async with proef.running({KEY: count_effect}):
        await until(lambda: has_effects(proef, {wanted}))
        before = await proef.rows(PLACES)
        with pytest.raises(SystemExit, match="draait nog"):
            await asked(proef, *FROM_BEGIN, "--ja")
        assert await proef.rows(PLACES) == before


async def test_it_goes_no_further_back_than_the_marks_do(proef: Proef) -> None:
    await produce(proef, an_agb())
    await read_to_the_end(proef, {KEY: count_effect})
    before = await proef.rows(PLACES)
    for vanaf in ("begin", "2025-01-01", "0001-01-01"):
        with pytest.raises(SystemExit, match="dubbel"):
            await asked(proef, f"topic={TOPIC}", f"vanaf={vanaf}", "--ja", oldest=dt.datetime.now(dt.UTC))
    assert await proef.rows(PLACES) == before


@pytest.mark.parametrize(
    "words",
    [
        (),
        (f"topic={TOPIC}",),
        ("vanaf=begin",),
        ("topic=toezicht-zaken", "vanaf=begin"),
        (f"topic={TOPIC}", "vanaf=gisteren"),
        (f"topic={TOPIC}", "vanaf=2026-13-01"),
        (*FROM_BEGIN, "partitie=alle"),
        (*FROM_BEGIN, "partitie="),
        (*FROM_BEGIN, "partitie=99"),
        (*FROM_BEGIN, "--ja=nee"),
        (*FROM_BEGIN, "--jawel"),
        (*FROM_BEGIN, "vanaf=2026-05-01"),
    ],
)
async def test_what_is_not_understood_is_refused(proef: Proef, words: tuple[str, ...]) -> None:
    with pytest.raises(SystemExit) as refused:
        await asked(proef, *words, "--ja")
    assert str(refused.value).startswith((f"{TOPIC} heeft geen partitie", "gebruik: lees_opnieuw topic="))


async def test_what_nobody_signed_becomes_a_dead_letter_once(proef: Proef) -> None:
    ((key, value, headers),) = records(an_agb())
    await proef.produce(TOPIC, (key, value, [one for one in headers if one[0] != "handtekening"]))
    await read_to_the_end(proef, {KEY: count_effect})
    before = len(await letters(proef, 1))
    await asked(proef, *FROM_BEGIN, "--ja")
    last = an_agb()
    await proef.produce(TOPIC, *records(last))
    async with proef.running({KEY: count_effect}):
        await until(lambda: has_effects(proef, {last}))
    assert (key, len(await proef.rows("SELECT FROM outbox"))) == (SAME, 0)
    assert len(await letters(proef, before)) == before
