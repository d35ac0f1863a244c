"""Every kind of damage that somebody with all rights can do, planted in the real tables, and found."""

import asyncio
from typing import Any

import psycopg
import pytest
from risb_zaak.timeline.anchors import write_anchor
from risb_zaak.timeline.chain import Kop
from risb_zaak.timeline.check import check

from tests.integration.risb_zaak.conftest import Proef

pytestmark = pytest.mark.integratie
A, B = "aanvraag:1", "aanvraag:2"


async def anchored(proef: Proef) -> Kop:
    async with proef.writing() as uow:
        anker = await write_anchor(uow.session, "proef", proef.clock.nu())
    assert anker is not None
    return anker


def found(proef: Proef, *known: Kop) -> list[tuple[str, int, str]]:
    with psycopg.connect(proef.url) as connection:
        return [(one.zaak, one.nr, one.soort.value) for one in check(connection, *known)]


@pytest.fixture
async def two_cases(proef: Proef) -> Proef:
    await proef.write(A, "indienen", "aanvullen", "besluiten")
    await anchored(proef)
    await proef.write(B, "indienen", "intrekken")
    return proef


async def test_what_nobody_touched_has_no_breaks(two_cases: Proef) -> None:
    assert found(two_cases) == []


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE tijdlijn SET door = 'piet'",
        "DELETE FROM tijdlijn",
        "TRUNCATE tijdlijn",
        "UPDATE tijdlijn_anker SET nr = 9",
        "DELETE FROM tijdlijn_anker",
    ],
)
async def test_the_service_itself_can_only_add(two_cases: Proef, statement: str) -> None:
    with psycopg.connect(two_cases.url) as connection, pytest.raises(psycopg.errors.InsufficientPrivilege):
        connection.execute(statement)


INSERTED = f"""
INSERT INTO tijdlijn SELECT zaak, nr + 1, soort, door, op, vastgelegd_op, gegevens, hash, hash
FROM tijdlijn WHERE zaak = '{B}' AND nr = 2
"""
PLANTED: dict[str, tuple[str, list[tuple[str, int, str]]]] = {
    "a changed field": (f"UPDATE tijdlijn SET door = 'x' WHERE zaak = '{A}' AND nr = 2", [(A, 2, "gewijzigd")]),
    "changed content": (
        f"UPDATE tijdlijn SET gegevens = '{{\"soort\": \"x\"}}' WHERE zaak = '{B}' AND nr = 2",
        [(B, 2, "gewijzigd")],
    ),
    "content that is never written": (
        f"UPDATE tijdlijn SET gegevens = '{{\"deel\": 0.5}}' WHERE zaak = '{A}' AND nr = 1",
        [(A, 1, "gewijzigd")],
    ),
    "a moved moment": (
        f"UPDATE tijdlijn SET op = op - interval '1 microsecond' WHERE zaak = '{A}' AND nr = 3",
        [(A, 3, "gewijzigd")],
    ),
    "a deletion in the middle": (f"DELETE FROM tijdlijn WHERE zaak = '{A}' AND nr = 2", [(A, 2, "verwijderd")]),
    "a deletion of the first": (f"DELETE FROM tijdlijn WHERE zaak = '{A}' AND nr = 1", [(A, 1, "verwijderd")]),
    "a deletion of the last": (f"DELETE FROM tijdlijn WHERE zaak = '{B}' AND nr = 2", [(B, 2, "verwijderd")]),
    "a deletion of a case": (
        f"DELETE FROM tijdlijn WHERE zaak = '{B}'",
        [(B, 1, "verwijderd")],
    ),
    "a number before the first": (
        INSERTED.replace("nr + 1,", "-nr,"),
        [(B, -2, "ingevoegd")],
    ),
    "a moment without end": (
        f"UPDATE tijdlijn SET op = 'infinity' WHERE zaak = '{A}' AND nr = 1",
        [(A, 1, "gewijzigd")],
    ),
    "an anchor at a moment without end": (
        "UPDATE tijdlijn_anker SET op = '-infinity'",
        [("anker", 1, "gewijzigd")],
    ),
    "an anchor that is a list": (
        "UPDATE tijdlijn_anker SET koppen = '[1]'",
        [("anker", 1, "gewijzigd"), (A, 3, "anker ontbreekt")],
    ),
    "an anchor of something else": (
        f'UPDATE tijdlijn_anker SET koppen = \'{{"{A}": {{"x": 1.5}}}}\'',
        [("anker", 1, "gewijzigd"), (A, 3, "anker ontbreekt")],
    ),
    "an anchor before the first": (
        "INSERT INTO tijdlijn_anker SELECT -4, op, '{}', vorige_hash, hash FROM tijdlijn_anker",
        [("anker", -4, "ingevoegd")],
    ),
    "an inserted row": (INSERTED, [(B, 3, "ingevoegd")]),
}


@pytest.mark.parametrize("name", PLANTED)
async def test_what_was_planted_is_named_by_case_and_number(two_cases: Proef, name: str) -> None:
    statement, expected = PLANTED[name]
    two_cases.plant(statement)
    assert found(two_cases) == expected


async def test_a_case_that_is_gone_with_its_head_is_known_by_its_anchor(two_cases: Proef) -> None:
    two_cases.plant(f"DELETE FROM tijdlijn WHERE zaak = '{A}'", f"DELETE FROM tijdlijn_kop WHERE zaak = '{A}'")
    assert [(zaak, nr) for zaak, nr, soort in found(two_cases) if soort == "verwijderd"] == [(A, 1)]


async def test_a_case_that_is_gone_with_head_and_anchor_is_known_by_the_anchor_in_the_log(proef: Proef) -> None:
    await proef.write(A, "indienen")
    known = await anchored(proef)
    proef.plant("DELETE FROM tijdlijn", "DELETE FROM tijdlijn_kop", "DELETE FROM tijdlijn_anker")
    assert found(proef) == []
    assert found(proef, known) == [("anker", 1, "verwijderd")]


async def test_a_deleted_anchor_is_missed_by_the_head(two_cases: Proef) -> None:
    two_cases.plant("DELETE FROM tijdlijn_anker")
    assert found(two_cases) == [(A, 3, "anker ontbreekt")]


async def test_a_changed_anchor_is_found(two_cases: Proef) -> None:
    two_cases.plant("UPDATE tijdlijn_anker SET op = op + interval '1 second'")
    assert found(two_cases) == [("anker", 1, "gewijzigd")]


async def test_what_did_not_move_is_not_anchored_again(two_cases: Proef) -> None:
    assert (await anchored(two_cases)).nr == 2
    async with two_cases.uow() as uow:
        assert await write_anchor(uow.session, "proef", two_cases.clock.nu()) is None


async def test_acts_in_one_case_at_once_are_numbered_one_after_the_other(proef: Proef) -> None:
    await asyncio.gather(*(proef.write(A, "aanvullen", "aanvullen") for _ in range(8)))
    assert [nr for (nr,) in await proef.rows("SELECT nr FROM tijdlijn ORDER BY nr")] == list(range(1, 17))
    assert found(proef) == []


async def test_an_act_goes_with_the_transaction_that_is_undone(proef: Proef) -> None:
    await proef.write(A, "indienen")
    async with proef.uow() as uow:
        await uow.timeline.add(A, "aanvullen", proef.handeling, {})
    await proef.write(A, "intrekken")
    rows: list[Any] = await proef.rows("SELECT nr, soort FROM tijdlijn ORDER BY nr")
    assert [tuple(row) for row in rows] == [(1, "indienen"), (2, "intrekken")]
    assert found(proef) == []
