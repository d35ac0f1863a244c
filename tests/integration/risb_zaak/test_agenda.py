"""What is due is carried out once, in order, by whoever is there: on the real PostgreSQL."""

import asyncio
import datetime as dt
import sys
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

import pytest
from chassis.bounds.retention import OUDSTE
from risb_kern.act import SYSTEEM, Handeling
from risb_kern.clock import AMSTERDAM, FixedClock, MovableClock
from risb_zaak.agenda.process import MISLUKT, Agendaproces, Timer
from risb_zaak.ports import Afspraak
from sqlalchemy import text

from tests.integration.risb_zaak.conftest import Proef, SqlUow, until

pytestmark = pytest.mark.integratie
DAG = dt.date(2026, 3, 2)
DAY = dt.timedelta(days=1)
AN_OLD_ROW = {
    "idempotentie": "INSERT INTO idempotentie VALUES ('c', gen_random_uuid()::text, '', 201, '', {0})",
    "inbox": "INSERT INTO inbox VALUES ('b', gen_random_uuid(), 't', 'verwerkt', {0})",
    "gebeurtenis": "INSERT INTO gebeurtenis (id, topic, type, tijd, traceparent) VALUES (gen_random_uuid(), 't', 't', {0}, '')",
}
SOORT = "beslistermijn-verstreken"
ROOT = Path(__file__).parents[3]


async def write_act(uow: SqlUow, afspraak: Afspraak, handeling: Handeling) -> None:
    """The effect of a timer: an act in the case."""
    await uow.timeline.add(afspraak.zaak, afspraak.soort, handeling, afspraak.gegevens)


def agenda(proef: Proef, timer: "Timer[SqlUow]" = write_act) -> "Agendaproces[SqlUow]":
    return Agendaproces("proef", proef.uow, {SOORT: timer, "tweede": timer}, proef.clock)


async def plan(proef: Proef, *afspraken: tuple[str, dt.date | dt.datetime], soort: str = SOORT) -> None:
    async with proef.writing() as uow:
        for zaak, op in afspraken:
            await uow.agenda.set(zaak, soort, op)


async def acts(proef: Proef) -> list[str]:
    return [zaak for (zaak,) in await proef.rows("SELECT zaak FROM tijdlijn ORDER BY zaak, nr")]


@asynccontextmanager
async def running(*processes: "Agendaproces[SqlUow]", url: str) -> AsyncIterator[None]:
    stop = asyncio.Event()
    tasks = [asyncio.create_task(one.run(stop, url)) for one in processes]
    try:
        yield
    finally:
        stop.set()
        await asyncio.gather(*tasks)


@pytest.fixture
def on_day(proef: Proef) -> Proef:
    proef.clock = FixedClock(DAG)
    return proef


async def test_what_is_due_is_carried_out_and_gone_and_what_is_not_stays(on_day: Proef) -> None:
    await plan(on_day, ("aanvraag:1", DAG), ("aanvraag:2", DAG + DAY))
    assert await agenda(on_day).carry_out() == 1
    assert await acts(on_day) == ["aanvraag:1"]
    async with on_day.uow() as uow:
        assert [one.zaak for one in await uow.agenda.list()] == ["aanvraag:2"]


async def test_after_a_night_of_rest_it_acts_as_of_the_day_that_was_due(on_day: Proef) -> None:
    await plan(on_day, ("aanvraag:1", DAG - 30 * DAY))
    await agenda(on_day).carry_out()
    async with on_day.uow() as uow:
        (act,) = await uow.timeline.list("aanvraag:1")
    assert (act.door, act.op.astimezone(AMSTERDAM).date()) == (SYSTEEM, DAG - 30 * DAY)
    assert act.vastgelegd_op == on_day.clock.nu()


async def test_a_moved_appointment_waits_for_its_new_day(on_day: Proef) -> None:
    await plan(on_day, ("aanvraag:1", DAG - DAY))
    await plan(on_day, ("aanvraag:1", DAG + DAY))
    assert await agenda(on_day).carry_out() == 0
    on_day.clock = FixedClock(DAG + DAY)
    assert await agenda(on_day).carry_out() == 1


async def test_a_timer_may_set_its_next_appointment(on_day: Proef) -> None:
    async def again(uow: SqlUow, afspraak: Afspraak, handeling: Handeling) -> None:
        await write_act(uow, afspraak, handeling)
        await uow.agenda.set(afspraak.zaak, afspraak.soort, handeling.vandaag + DAY)

    await plan(on_day, ("aanvraag:1", DAG - 2 * DAY))
    assert await agenda(on_day, again).carry_out() == 3
    async with on_day.uow() as uow:
        (left,) = await uow.agenda.list()
    assert left.op.astimezone(AMSTERDAM).date() == DAG + DAY


@pytest.mark.parametrize("later", [dt.timedelta(0), dt.timedelta(seconds=-1), dt.timedelta(microseconds=1), -DAY])
async def test_a_timer_that_sets_itself_for_a_moment_that_is_over_turns_ever_slower(
    on_day: Proef, later: dt.timedelta
) -> None:
    async def same(uow: SqlUow, afspraak: Afspraak, handeling: Handeling) -> None:
        await write_act(uow, afspraak, handeling)
        await uow.agenda.set(afspraak.zaak, afspraak.soort, afspraak.op + later)

    await plan(on_day, ("aanvraag:1", DAG))
    waits = []
    for _ in range(4):
        assert await agenda(on_day, same).carry_out(seconds=20) == 1
        ((seconds,),) = await on_day.rows("SELECT extract(epoch FROM wacht_tot - now()) FROM agenda")
        waits.append(round(float(seconds)))
        async with on_day.uow() as uow:
            await uow.session.execute(text("UPDATE agenda SET wacht_tot = NULL"))
            await uow.session.commit()
    assert waits == sorted(waits)
    assert 1 <= waits[0] <= 2 < waits[-1]
    assert len(await acts(on_day)) == 4


async def test_a_thousand_appointments_are_carried_out_in_the_order_of_their_moments(on_day: Proef) -> None:
    seen: list[dt.datetime] = []

    async def note(_: SqlUow, afspraak: Afspraak, handeling: Handeling) -> None:
        seen.append(handeling.op)
        assert handeling.op == afspraak.op

    await plan(on_day, *((f"aanvraag:{n}", DAG - (n * 7919 % 1000) * DAY) for n in range(1000)))
    assert await agenda(on_day, note).carry_out() == 1000
    assert seen == sorted(seen)


@pytest.mark.parametrize("dag", [dt.date(2026, 3, 29), dt.date(2026, 10, 25)])
async def test_in_a_night_of_the_clock_a_day_begins_once(proef: Proef, dag: dt.date) -> None:
    class Moment(FixedClock):
        def __init__(self, moment: dt.datetime) -> None:
            self._nu = moment.astimezone(dt.UTC)

    begin = dt.datetime.combine(dag, dt.time(), AMSTERDAM)
    await plan(proef, ("aanvraag:1", dag), ("aanvraag:2", dag + DAY))
    counts = []
    for moment in (begin - dt.timedelta(seconds=1), begin, begin.astimezone(dt.UTC) + dt.timedelta(hours=22.9)):
        proef.clock = Moment(moment)
        counts.append(await agenda(proef).carry_out())
    assert counts == [0, 1, 0]
    proef.clock = Moment(dt.datetime.combine(dag + DAY, dt.time(), AMSTERDAM))
    assert await agenda(proef).carry_out() == 1


async def test_a_slow_timer_does_not_keep_the_round_going_without_end(on_day: Proef) -> None:
    async def slow(uow: SqlUow, afspraak: Afspraak, handeling: Handeling) -> None:
        await asyncio.sleep(0.05)
        await write_act(uow, afspraak, handeling)

    await plan(on_day, *[(f"aanvraag:{number}", DAG) for number in range(30)])
    process = agenda(on_day, slow)
    first = await process.carry_out(seconds=0.2)
    assert 0 < first < 30
    assert first + await process.carry_out() == 30


async def test_two_processes_share_the_work_and_act_once(on_day: Proef) -> None:
    await plan(on_day, *((f"aanvraag:{n}", DAG) for n in range(100)))
    counts = await asyncio.gather(*(agenda(on_day).carry_out() for _ in range(2)))
    assert sum(counts) == 100
    assert min(counts) > 0
    assert len(await acts(on_day)) == 100


async def test_appointments_of_one_case_wait_for_each_other_also_for_one_that_fails(on_day: Proef) -> None:
    async def fail(_: SqlUow, afspraak: Afspraak, __: Handeling) -> None:
        raise RuntimeError(afspraak.soort)

    await plan(on_day, ("aanvraag:1", DAG - DAY), ("aanvraag:2", DAG))
    await plan(on_day, ("aanvraag:1", DAG), soort="tweede")
    process: Agendaproces[SqlUow] = Agendaproces("proef", on_day.uow, {SOORT: fail, "tweede": write_act}, on_day.clock)
    await process.carry_out()
    async with on_day.uow() as uow:
        left = await uow.agenda.list()
    assert [(one.zaak, one.pogingen, one.fout) for one in left] == [
        ("aanvraag:1", 1, "RuntimeError"),
        ("aanvraag:1", 0, None),
        ("aanvraag:2", 1, "RuntimeError"),
    ]
    assert await acts(on_day) == []


async def test_what_fails_undoes_its_effect_is_counted_and_tried_again_later(on_day: Proef) -> None:
    tries = []

    async def second_time(uow: SqlUow, afspraak: Afspraak, handeling: Handeling) -> None:
        await write_act(uow, afspraak, handeling)
        tries.append(afspraak.pogingen)
        if len(tries) == 1:
            raise RuntimeError

    before = MISLUKT.labels("proef", SOORT)._value.get()
    await plan(on_day, ("aanvraag:1", DAG))
    assert await agenda(on_day, second_time).carry_out() == 1
    assert await acts(on_day) == []
    on_day.plant("UPDATE agenda SET wacht_tot = now()")
    assert await agenda(on_day, second_time).carry_out() == 1
    assert (await acts(on_day), tries) == (["aanvraag:1"], [0, 1])
    assert MISLUKT.labels("proef", SOORT)._value.get() == before + 1


async def test_an_appointment_that_nobody_knows_is_put_off_and_shown(on_day: Proef) -> None:
    await plan(on_day, ("aanvraag:1", DAG), soort="onbekend")
    await agenda(on_day).carry_out()
    async with on_day.uow() as uow:
        (left,) = await uow.agenda.list()
    assert (left.pogingen, left.fout) == (1, "KeyError")


async def test_a_use_case_that_moves_a_term_while_it_is_carried_out_wins(on_day: Proef) -> None:
    claimed, locked = asyncio.Event(), asyncio.Event()

    async def lock_the_case(uow: SqlUow, afspraak: Afspraak, handeling: Handeling) -> None:
        claimed.set()
        await locked.wait()
        await uow.serialize(afspraak.zaak)
        await write_act(uow, afspraak, handeling)

    await plan(on_day, ("aanvraag:1", DAG))
    firing = asyncio.create_task(agenda(on_day, lock_the_case).carry_out())
    await claimed.wait()
    async with on_day.writing() as uow:
        await uow.serialize("aanvraag:1")
        locked.set()
        await uow.agenda.set("aanvraag:1", SOORT, DAG + DAY)
    await firing
    async with on_day.uow() as uow:
        (left,) = await uow.agenda.list()
    assert (left.op.astimezone(AMSTERDAM).date(), left.pogingen) == (DAG + DAY, 0)
    assert await acts(on_day) == []


async def test_a_process_at_rest_wakes_up_for_what_is_set(on_day: Proef) -> None:
    process = agenda(on_day)
    async with running(process, url=on_day.url):
        await until(lambda: _ready(process))
        await plan(on_day, ("aanvraag:1", DAG))
        await until(lambda: acts(on_day), seconds=5)


async def test_a_process_at_rest_wakes_up_when_the_moment_comes(proef: Proef) -> None:
    process = agenda(proef)
    async with running(process, url=proef.url):
        await until(lambda: _ready(process))
        await plan(proef, ("aanvraag:1", proef.clock.nu() + dt.timedelta(seconds=1.5)))
        assert await acts(proef) == []
        await until(lambda: acts(proef), seconds=10)


async def test_a_year_passes_in_seconds_when_the_shared_clock_is_moved(proef: Proef, tmp_path: Path) -> None:
    proef.clock = MovableClock(tmp_path / "klok")
    today = proef.clock.vandaag()
    process = agenda(proef)
    await plan(proef, *((f"aanvraag:{n:03}", today + n * DAY) for n in range(1, 366)))
    async with running(process, url=proef.url):
        await until(lambda: _ready(process))
        MovableClock(tmp_path / "klok").move(proef.clock.nu() + 366 * DAY)
        await until(lambda: _count(proef, 365), seconds=60)
    rows = await proef.rows("SELECT zaak, op FROM tijdlijn ORDER BY zaak")
    assert [row.op.astimezone(AMSTERDAM).date() for row in rows] == [today + n * DAY for n in range(1, 366)]


async def test_killed_between_claim_and_commit_it_acts_once_after_all(proef: Proef) -> None:
    await plan(proef, ("aanvraag:1", proef.clock.nu()))
    command = ("-m", "tests.integration.risb_zaak.kind", proef.url, SOORT)
    child = await asyncio.create_subprocess_exec(sys.executable, *command, cwd=ROOT, stdout=asyncio.subprocess.PIPE)
    try:
        assert child.stdout
        assert await child.stdout.readline() == b"geclaimd\n"
        assert await agenda(proef).carry_out() == 0
    finally:
        child.kill()
        await child.wait()
    await until(lambda: _carried_out(proef))
    assert await agenda(proef).carry_out() == 0
    assert await acts(proef) == ["aanvraag:1"]


async def _ready(process: "Agendaproces[SqlUow]") -> bool:
    return process.active


async def _count(proef: Proef, count: int) -> bool:
    return len(await acts(proef)) == count


async def _carried_out(proef: Proef) -> bool:
    return await agenda(proef).carry_out() == 1


async def test_what_is_kept_for_a_while_goes_every_day_and_is_measured(on_day: Proef) -> None:
    nu = on_day.clock.nu()
    ages = {"idempotentie": (6, 8), "inbox": (399, 401), "gebeurtenis": (7 * 365, 7 * 366 + 1)}
    for table, days in ages.items():
        for age in days:
            on_day.plant(AN_OLD_ROW[table].format(f"'{(nu - age * DAY).isoformat()}'"))
    extra: list[Handeling] = []

    async def own(_: SqlUow, handeling: Handeling) -> None:
        extra.append(handeling)

    proces = Agendaproces("proef", on_day.uow, {}, on_day.clock, opruimen=own)
    async with running(proces, url=on_day.url):
        await until(lambda: _planned(on_day, nu + DAY))

    left = {table: await on_day.rows(f"SELECT tijd FROM {table}") for table in ages}
    assert {table: [(nu - tijd).days for (tijd,) in rows] for table, rows in left.items()} == {
        table: [days[0]] for table, days in ages.items()
    }
    assert [(one.door, one.op) for one in extra] == [(SYSTEEM, nu)]
    assert OUDSTE.labels("proef", "inbox")._value.get() == 399


async def _planned(proef: Proef, op: dt.datetime) -> bool:
    return [(op,)] == [(one.op,) for one in await proef.rows("SELECT op FROM agenda WHERE soort = 'opruimen'")]
