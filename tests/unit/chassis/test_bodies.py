"""The body of a request on its way in: its size and its pace, and the moment that the request arrived."""

import asyncio
import datetime as dt
from collections.abc import Callable
from typing import Any

import pytest
from fastapi import HTTPException
from risb_api.entry.bodies import USUAL, Body
from risb_kern.act import act_of, arriving
from risb_kern.clock import FixedClock, SystemClock

QUICK = 0.1


def body_of(parts: list[tuple[float, bytes]], *, announced: str | None = None, patience: float = QUICK) -> Body:
    """A body that comes in these parts, each after its seconds; the last one closes it."""
    left = list(parts)

    async def receive() -> dict[str, Any]:
        if not left:
            await asyncio.Event().wait()
        seconds, part = left.pop(0)
        await asyncio.sleep(seconds)
        return {"type": "http.request", "body": part, "more_body": bool(left)}

    headers = [] if announced is None else [(b"content-length", announced.encode())]
    return Body({"type": "http", "headers": headers}, receive, patience)


async def read(body: Body) -> bytes:
    found = bytearray()
    while True:
        message = await body.receive()
        found += bytes(message["body"])
        if not message["more_body"]:
            return bytes(found)


async def refused(body: Body) -> int:
    with pytest.raises(HTTPException) as refusal:
        await read(body)
    return refusal.value.status_code


async def test_a_body_comes_in_as_it_was_sent() -> None:
    assert await read(body_of([(0, b"a"), (0, b"bc"), (0, b"")])) == b"abc"


async def test_a_caller_that_stops_halfway_is_sent_away() -> None:
    assert await refused(body_of([(0, b"a"), (60, b"b")])) == 408


async def test_a_caller_that_drips_is_sent_away_though_each_wait_is_short() -> None:
    assert await refused(body_of([(QUICK / 4, b"x")] * 20)) == 408


async def test_a_caller_that_was_fast_has_no_credit_for_standing_still() -> None:
    assert await refused(body_of([(0, b"x" * 900_000), (60, b"x")])) == 408


async def test_the_time_that_we_take_ourselves_does_not_count() -> None:
    body = body_of([(0, b"a"), (0, b"b"), (0, b"c")])
    for _ in range(3):
        await body.receive()
        await asyncio.sleep(QUICK)


async def test_after_the_end_a_caller_may_wait_for_its_answer_as_long_as_it_takes() -> None:
    body = body_of([(0, b"a")])
    await body.receive()
    with pytest.raises(TimeoutError):
        await asyncio.wait_for(body.receive(), 3 * QUICK)


@pytest.mark.parametrize("announced", [None, str(USUAL + 1), "0", "onzin", "\u0665", "9" * 5000])
async def test_more_than_the_limit_is_refused_whatever_was_announced(announced: str | None) -> None:
    body = body_of([(0, b"x" * 600_000)] * 3, announced=announced and announced.encode().decode("latin-1"))
    assert await refused(body) == 413


async def test_just_the_limit_is_taken() -> None:
    assert len(await read(body_of([(0, b"x" * USUAL)], announced=str(USUAL)))) == USUAL


def test_an_act_has_the_moment_that_its_request_arrived_however_long_it_waits() -> None:
    clock = SystemClock()
    arrived = clock.nu() - dt.timedelta(days=1)
    with arriving(arrived):
        assert (act_of(clock, "wie").op, act_of(clock, "wie").door) == (arrived, "wie")
    assert act_of(clock).op > arrived


@pytest.mark.parametrize(
    ("moment", "day"),
    [("2026-06-30T21:59:59+00:00", "2026-06-30"), ("2026-06-30T22:00:00+00:00", "2026-07-01")],
)
def test_the_day_of_an_act_is_the_day_in_amsterdam_of_its_arrival(moment: str, day: str) -> None:
    with arriving(dt.datetime.fromisoformat(moment)):
        assert act_of(FixedClock(dt.date(2030, 1, 1))).vandaag.isoformat() == day


def test_acts_of_different_requests_do_not_share_a_moment() -> None:
    async def one(moment: dt.datetime, seen: Callable[[dt.datetime], None]) -> None:
        with arriving(moment):
            await asyncio.sleep(0.01)
            seen(act_of(SystemClock()).op)

    async def both() -> list[dt.datetime]:
        found: list[dt.datetime] = []
        moments = [dt.datetime(2026, 1, day, tzinfo=dt.UTC) for day in (1, 2, 3)]
        await asyncio.gather(*(one(moment, found.append) for moment in moments))
        return sorted(found)

    assert [one.day for one in asyncio.run(both())] == [1, 2, 3]
