"""A dead letter that somebody else wrote, or changed, makes redrive read nothing, skip nothing and stop nowhere."""

from collections.abc import Mapping
from typing import Any

import pytest
from chassis.db import OUTBOX_COLUMNS, SqlUnitOfWork
from chassis.events.redrive import redrive
from chassis.events.wire import Envelope
from risb_kern.events.wire import Headers, OutboxRow, signed_headers

from tests.builders.gebeurtenissen import zegel

from .conftest import DIENST, DLQ, Proef, until
from .test_delivery import KEY, TOPIC, an_agb, count_effect, effects
from .test_poison import letters, records
from .test_robustness import has_effects

pytestmark = [pytest.mark.integratie, pytest.mark.timeout(120)]
BATCH = {"offset": "0", "laatste_offset": "9999"}
FORGED: dict[str, dict[str, str | None]] = {
    "a place that was not lost": {},
    "another partition": {"partitie": "1"},
    "a partition that does not exist": {"partitie": "99"},
    "a partition beyond every number": {"partitie": "9" * 18},
    "a range without end": {"laatste_offset": "9" * 18},
    "an offset that is not there yet": {"offset": "9" * 17, "laatste_offset": "9" * 18},
    "a range that runs backwards": {"offset": "900", "laatste_offset": "3"},
    "a negative offset": {"offset": "-5"},
    "text": {"offset": "alles"},
    "nothing": {"partitie": None, "offset": None, "laatste_offset": None},
    "a topic that is not read here": {"topic": "toezicht-zaken"},
    "a topic that does not exist": {"topic": "x" * 9_000},
    "no topic": {"topic": None},
}


async def a_letter_of_ours(proef: Proef, agb_code: str) -> OutboxRow:
    """What this service put aside, and redrive can mend."""

    async def broken(_: SqlUnitOfWork, data: Mapping[str, Any], __: Envelope) -> None:
        if data["agb_code"] == agb_code:
            raise ValueError("stuk")

    async with proef.running({KEY: broken}):
        await proef.produce(TOPIC, *records(agb_code))
        await letters(proef, 1)
    (row,) = await proef.rows(f"SELECT {', '.join(OUTBOX_COLUMNS)} FROM gebeurtenis WHERE topic = '{DLQ}'")
    return OutboxRow(**row._asdict())


def forged(by: str, ours: OutboxRow, change: Mapping[str, str | None]) -> tuple[bytes | None, bytes | None, Headers]:
    """A letter about a batch with this place, by somebody who has not our key."""
    here = {"reden": "onleesbare-bundel", "topic": TOPIC, "partitie": (ours.kop or {})["partitie"], **BATCH, **change}
    kop = {name: value for name, value in here.items() if value is not None}
    if by == "a copy of our letter":
        headers = dict(signed_headers(ours, ours.inhoud, zegel(DIENST)))
        return ours.sleutel, ours.inhoud, [*(headers | {name: value.encode() for name, value in kop.items()}).items()]
    if by == "another service":
        row = ours._replace(sleutel=b"", inhoud=None, kop=kop)
        return b"", None, signed_headers(row, None, zegel("toezicht"))
    return b"", None, [(name, value.encode()) for name, value in kop.items()]


@pytest.mark.parametrize("by", ["a stranger", "a copy of our letter", "another service"])
async def test_a_forged_letter_changes_nothing_and_a_true_one_is_mended(proef: Proef, by: str) -> None:
    mended, never_read = an_agb(), an_agb()
    ours = await a_letter_of_ours(proef, mended)
    await proef.produce(TOPIC, *records(never_read))
    places = await proef.rows("SELECT * FROM leespositie ORDER BY topic, partitie")
    await proef.produce(DLQ, *(forged(by, ours, change) for change in FORGED.values()))
    true = (ours.sleutel, ours.inhoud, signed_headers(ours, ours.inhoud, zegel(DIENST)))
    await proef.produce(DLQ, true)

    outcomes = await redrive(DIENST, proef.consumer({KEY: count_effect}), proef.bootstrap)

    # The event itself may be offered as often as anybody likes: it counts once.
    assert (outcomes["verwerkt"], outcomes["weg"], outcomes["genegeerd"]) == (1, 0, 0)
    assert outcomes["niet-van-ons"] >= len(FORGED) - 3
    found = await effects(proef)
    assert (found[mended], never_read in found) == (1, False)
    assert await proef.rows("SELECT * FROM leespositie ORDER BY topic, partitie") == places
    async with proef.running({KEY: count_effect}):
        await until(lambda: has_effects(proef, {never_read}), seconds=60)


async def test_our_own_letter_about_what_is_gone_says_so(proef: Proef) -> None:
    ours = await a_letter_of_ours(proef, an_agb())
    for partition, first in (("99", "0"), ("0", "9" * 17)):
        kop = {**BATCH, "topic": TOPIC, "reden": "onleesbare-bundel", "partitie": partition, "offset": first}
        row = ours._replace(sleutel=b"", inhoud=None, kop={**kop, "laatste_offset": first})
        await proef.produce(DLQ, (b"", None, signed_headers(row, None, zegel(DIENST))))
    outcomes = await redrive(DIENST, proef.consumer({KEY: count_effect}), proef.bootstrap)
    assert outcomes["weg"] == 2
