"""The lottery: the order that a seed gives, and who may be granted what in it, against a plain second reading."""

import dataclasses
import hashlib
import uuid
from collections import Counter
from itertools import permutations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from risb_kern.errors import DomainError
from subsidies.domain.besluiten.loting import (
    Lot,
    Loting,
    Lotuitslag,
    Voorrang,
    trek,
    trekking,
    uitslagen,
    voorrang,
    zet_klaar,
)

from tests.builders.subsidies import NU, handeling

IDS = st.lists(st.uuids(), min_size=2, max_size=6, unique=True)
ZAAD = st.binary(min_size=32, max_size=32).map(bytes.hex)
CENT = st.sampled_from([1, 100, 250, 700, 1_000])


def lot(kenmerk: uuid.UUID, cent: int = 100, nummer: int | None = None) -> Lot:
    return Lot(aanvraag_id=kenmerk, aanspraak_cent=cent, nummer=nummer)


def loting(*loten: Lot) -> Loting:
    return Loting(
        id=uuid.UUID(int=9), plafond_id=1, plaats=NU, klaargezet_door="adviseur-1", klaargezet_op=NU, loten=loten
    )


def plain_order(zaad: str, ids: list[uuid.UUID]) -> list[uuid.UUID]:
    """Take the lowest digest each time, until none is left."""
    left, order = list(ids), []
    while left:
        lowest = left[0]
        for one in left[1:]:
            if (
                hashlib.sha256(f"{zaad}:{one}".encode()).hexdigest()
                < hashlib.sha256(f"{zaad}:{lowest}".encode()).hexdigest()
            ):
                lowest = one
        left.remove(lowest)
        order.append(lowest)
    return order


@given(ids=IDS, zaad=ZAAD, data=st.data())
def test_case_39_the_same_seed_gives_the_same_order_however_the_list_was_sorted(
    ids: list[uuid.UUID], zaad: str, data: st.DataObject
) -> None:
    shuffled = data.draw(st.permutations(ids))
    assert list(trekking(zaad, shuffled)) == plain_order(zaad, ids)


def test_every_order_comes_out_about_as_often() -> None:
    ids = [uuid.UUID(int=one) for one in range(3)]
    times = Counter(tuple(trekking(f"{seed:064x}", ids)) for seed in range(6_000))
    assert set(times) == set(permutations(ids))
    assert min(times.values()) > 850


@given(ids=IDS, zaad=ZAAD, cents=st.data(), ruimte=st.integers(0, 3_000))
def test_by_lot_the_money_goes_down_the_list_and_to_nobody_out_of_turn(
    ids: list[uuid.UUID], zaad: str, cents: st.DataObject, ruimte: int
) -> None:
    """Whoever may have his whole claim now is whoever a plain walk down the drawn list still serves."""
    loten = [lot(one, cents.draw(CENT)) for one in ids]
    drawn = trek(loting(*loten), loten, handeling(door="adviseur-2"), zaad=zaad, eerste=1)
    claims = {one.aanvraag_id: one.aanspraak_cent for one in loten}
    spent = 0
    for kenmerk in plain_order(zaad, ids):
        mine = voorrang(kenmerk, 0, loten, uitslagen([drawn]))
        assert (mine.eerder_cent, mine.gelijk_cent) == (spent, 0)
        assert (claims[kenmerk] <= ruimte - mine.eerder_cent) == (spent + claims[kenmerk] <= ruimte)
        spent += claims[kenmerk]


@given(ids=IDS, drawn=st.integers(0, 3))
def test_without_a_lot_every_drawn_one_goes_first_and_the_others_stand_beside(ids: list[uuid.UUID], drawn: int) -> None:
    loten = [lot(one) for one in ids]
    first = loting(*(lot(one, nummer=number) for number, one in enumerate(ids[:drawn], 1)))
    first = dataclasses.replace(first, zaad="zaad", getuige="adviseur-2", getrokken_op=NU)
    rest = ids[drawn:]
    if rest:
        mine = voorrang(rest[0], 50, loten, uitslagen([first]))
        assert mine == Voorrang(
            eerder_cent=50 + 100 * min(drawn, len(ids)), gelijk_cent=100 * (len(rest) - 1), uitslag=None
        )


def test_what_was_drawn_says_from_how_many_when_and_with_which_seed() -> None:
    ids = [uuid.UUID(int=one) for one in (1, 2)]
    loten = [lot(one) for one in ids]
    drawn = trek(loting(*loten), loten, handeling(door="adviseur-2"), zaad="zaad", eerste=4)
    first = trekking("zaad", ids)[0]
    assert drawn.getuige == "adviseur-2"
    assert uitslagen([drawn])[first] == Lotuitslag(loting_id=drawn.id, nummer=4, aantal=2, getrokken_op=NU, zaad="zaad")
    assert uitslagen([loting(*loten)]) == {}


@pytest.mark.parametrize("now", [(1,), (1, 2, 3), (1, 3)])
def test_a_list_that_changed_is_not_drawn(now: tuple[int, ...]) -> None:
    as_set = loting(*(lot(uuid.UUID(int=one)) for one in (1, 2)))
    with pytest.raises(DomainError) as refused:
        trek(as_set, [lot(uuid.UUID(int=one)) for one in now], handeling(), zaad="zaad", eerste=1)
    assert refused.value.slug == "loting-lijst-veranderd"


def test_a_claim_that_changed_is_not_drawn() -> None:
    as_set = loting(*(lot(uuid.UUID(int=one)) for one in (1, 2)))
    with pytest.raises(DomainError):
        trek(as_set, [lot(uuid.UUID(int=1)), lot(uuid.UUID(int=2), 99)], handeling(), zaad="zaad", eerste=1)


@pytest.mark.parametrize(("aantal", "eerder", "ruimte", "mag"), [
    (2, 0, 199, True), (2, 0, 200, False), (2, 1, 200, True), (1, 0, 0, False), (0, 0, 0, False), (3, 100, 400, False),
])  # fmt: skip
def test_a_lottery_is_only_set_up_when_the_money_does_not_suffice_for_all(
    aantal: int, eerder: int, ruimte: int, mag: bool
) -> None:
    loten = [lot(uuid.UUID(int=one)) for one in reversed(range(aantal))]
    if mag:
        assert [one.aanvraag_id.int for one in zet_klaar(loten, eerder, ruimte)] == [0, 1]
        return
    with pytest.raises(DomainError) as refused:
        zet_klaar(loten, eerder, ruimte)
    assert refused.value.slug == "loting-niet-nodig"
