"""The processing log: sealed in a timeline of its own, so that what was changed, removed or put in is found."""

import datetime as dt

import psycopg
import pytest
from chassis.processing_log import log_processing
from risb_zaak.timeline.check import check
from risb_zaak.timeline.seals import seal

from tests.integration.risb_zaak.conftest import Proef

pytestmark = pytest.mark.integratie
LOG, EERSTE, TWEEDE = "verwerkingslog:rijen", b"\x01" * 16, b"\x02" * 16
PUT_IN = """
INSERT INTO verwerkingslog OVERRIDING SYSTEM VALUE
SELECT -id, trace_id, span_id, activiteit, naam, status, begin, einde, betrokkene, gebruiker
FROM verwerkingslog WHERE id = 3; UPDATE tijdlijn SET gegevens = gegevens || '{"van": -9}' WHERE nr = 1
"""
BEGIN = dt.datetime(2026, 1, 2, 3, 4, tzinfo=dt.UTC)


async def logged(proef: Proef, *betrokkenen: bytes) -> None:
    async with proef.writing() as uow:
        await log_processing(
            uow, "https://register.example/1", "inzien", betrokkenen=betrokkenen, gebruiker="jan", begin=BEGIN
        )


async def sealed(proef: Proef) -> int:
    async with proef.writing() as uow:
        return await seal(uow.session, proef.clock)


def settle(proef: Proef) -> None:
    """Let more than an hour go by for what was logged until now."""
    proef.plant(
        "UPDATE verwerkingslog SET einde = einde - interval '61 minutes' WHERE einde > now() - interval '1 hour'"
    )


def found(proef: Proef) -> list[tuple[str, int, str]]:
    with psycopg.connect(proef.url) as connection:
        return [(one.zaak, one.nr, one.soort.value) for one in check(connection)]


@pytest.fixture
async def two_seals(proef: Proef) -> Proef:
    for betrokkenen in ((EERSTE, TWEEDE), (EERSTE,)):
        await logged(proef, *betrokkenen)
        settle(proef)
        assert await sealed(proef) == len(betrokkenen)
    return proef


async def test_what_settled_is_sealed_once(two_seals: Proef) -> None:
    await logged(two_seals, TWEEDE)

    assert await sealed(two_seals) == 0
    settle(two_seals)
    assert [await sealed(two_seals), await sealed(two_seals)] == [1, 0]
    assert found(two_seals) == []


async def test_rows_whose_clocks_differ_are_sealed_in_the_order_of_their_numbers(proef: Proef) -> None:
    await logged(proef, EERSTE, TWEEDE)
    proef.plant("UPDATE verwerkingslog SET einde = einde - interval '61 minutes' WHERE id = 2")

    assert await sealed(proef) == 0
    settle(proef)
    assert await sealed(proef) == 2
    assert found(proef) == []


@pytest.mark.parametrize(
    ("statement", "nr"),
    [
        ("UPDATE verwerkingslog SET gebruiker = 'piet' WHERE id = 1", 1),
        ("UPDATE verwerkingslog SET begin = begin + interval '1 microsecond' WHERE id = 3", 2),
        (f"UPDATE verwerkingslog SET betrokkene = decode('{TWEEDE.hex()}', 'hex') WHERE id = 1", 1),
        ("DELETE FROM verwerkingslog WHERE id = 2", 1),
        ("DELETE FROM verwerkingslog", 1),
        (PUT_IN, 1),
        ("UPDATE tijdlijn SET gegevens = '{}' WHERE nr = 2", 2),
    ],
    ids=["a user", "a moment", "a person", "one removed", "all removed", "one put in", "a seal emptied"],
)
async def test_what_was_planted_breaks_the_seal_over_it(two_seals: Proef, statement: str, nr: int) -> None:
    two_seals.plant(statement)

    assert (LOG, nr, "gewijzigd") in found(two_seals)
