"""Room for a few at the same time: in turn, and never all of it for one caller."""

import asyncio

import pytest
from risb_kern.edge.seats import Seats
from risb_kern.errors import DomainError, Kind


@pytest.mark.parametrize(("seats", "share"), [(1, 1), (4, 1), (8, 2), (16, 4)])
def test_one_caller_has_its_share_whatever_it_sends(seats: int, share: int) -> None:
    room = Seats(seats)
    inside = [room.coming("een") for _ in range(share)]
    for one in inside:
        one.__enter__()
    with pytest.raises(DomainError) as refused, room.coming("een"):
        pass
    assert refused.value.kind is Kind.TOO_MANY
    with room.coming("ander"):
        pass
    inside[0].__exit__(None, None, None)
    with room.coming("een"):
        pass


def test_all_callers_together_do_not_fill_the_disk() -> None:
    room = Seats(2)
    inside = [room.coming(str(number)) for number in range(4)]
    for one in inside:
        one.__enter__()
    with pytest.raises(DomainError) as refused, room.coming("nog een"):
        pass
    assert refused.value.kind is Kind.BUSY


async def test_seats_are_given_in_order_of_arrival_and_again_after_a_fault() -> None:
    room, order = Seats(1), []

    async def sit(name: str) -> None:
        async with room.seated():
            order.append(name)
            await asyncio.sleep(0)
            if name == "b":
                raise ValueError(name)

    found = await asyncio.gather(*(sit(name) for name in "abc"), return_exceptions=True)
    assert order == ["a", "b", "c"]
    assert isinstance(found[1], ValueError)


async def test_whoever_waits_too_long_is_sent_away_and_takes_no_seat() -> None:
    room = Seats(1, turn_seconds=0.01)
    async with room.seated():
        with pytest.raises(DomainError) as refused:
            async with room.seated():
                pytest.fail("there was no seat")
    assert refused.value.kind is Kind.BUSY
    async with room.seated():
        pass
