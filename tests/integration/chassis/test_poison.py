"""What can be read but not used, and what cannot be read at all: set aside with its reason, and the rest goes on."""

import struct
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

import pytest
from aiokafka.record._crc32c import crc as crc32c
from chassis.db import SqlUnitOfWork
from chassis.events.redrive import redrive
from chassis.events.wire import Envelope
from chassis.observability import configure_logging
from devstack.kafka import Kafka
from risb_kern.events.trouble import MAX_TRIES
from risb_schemas import Message
from sqlalchemy import text

from tests.builders.gebeurtenissen import koppen, zegel

from .conftest import DIENST, Proef, until
from .test_delivery import KEY, TOPIC, AanbiederGeregistreerd, an_agb, count_effect, effects
from .test_robustness import a_row, has_effects

# As the processes log; the default of the library prints every variable of a failing function.
configure_logging()
pytestmark = [pytest.mark.integratie, pytest.mark.timeout(120)]
SAME = b"een-sleutel"
LETTERS = "SELECT kop, inhoud, id FROM gebeurtenis WHERE topic = 'contracting-dlq' ORDER BY positie"
Broken = Callable[[SqlUnitOfWork], Any]


def in_sql(statement: str, **values: object) -> Broken:
    return lambda uow: uow.session.execute(text(statement), values)


async def recursion(_: SqlUnitOfWork) -> None:
    await recursion(_)


async def too_many(uow: SqlUnitOfWork) -> None:
    raw = (await (await uow.session.connection()).get_raw_connection()).driver_connection
    assert raw is not None
    await raw.execute("SELECT " + ", ".join(["%s"] * 70_000), [1] * 70_000)


BROKEN: dict[str, Broken] = {
    "a zero byte in a text": in_sql("SELECT CAST(:een AS text)", een="a\x00b"),
    "a lone surrogate": in_sql("SELECT CAST(:een AS text)", een="\ud800"),
    "a number that no column holds": in_sql("SELECT CAST(:een AS int)", een=2**40),
    "a name too long for an index": in_sql(
        "INSERT INTO inbox SELECT string_agg(gen_random_uuid()::text, ''), gen_random_uuid(), '', '', now()"
        " FROM generate_series(1, 2000)"
    ),
    "more parameters than a statement takes": too_many,
    "no end to it": recursion,
}


def records(*agb_codes: str) -> list[Any]:
    rows = [a_row(one)._replace(sleutel=SAME) for one in agb_codes]
    return [(SAME, row.inhoud, koppen(row)) for row in rows]


async def letters(proef: Proef, count: int) -> list[Any]:
    async def there() -> bool:
        return len(await proef.rows(LETTERS)) >= count and not await proef.rows("SELECT FROM outbox")

    await until(there, 60)
    return await proef.rows(LETTERS)


async def test_what_fails_by_itself_goes_aside_the_partition_goes_on_and_redrive_repairs(proef: Proef) -> None:
    bad, good = {an_agb(): how for how in BROKEN.values()}, [an_agb() for _ in BROKEN]
    tries: dict[str, int] = dict.fromkeys(bad, 0)

    async def fragile(uow: SqlUnitOfWork, data: Mapping[str, Any], envelope: Envelope) -> None:
        await count_effect(uow, data, envelope)
        if data["agb_code"] in bad:
            tries[data["agb_code"]] += 1
            await bad[data["agb_code"]](uow)

    mixed = [one for pair in zip(bad, good, strict=True) for one in pair]
    async with proef.running({KEY: fragile}):
        await proef.produce(TOPIC, *records(*mixed))
        await until(lambda: has_effects(proef, set(good)), 60)
        aside = await letters(proef, len(bad))
    # Once more for those that first came together with others.
    assert {MAX_TRIES} <= set(tries.values()) <= {MAX_TRIES, MAX_TRIES + 1}
    assert {one.kop["reden"] for one in aside} == {"onverwerkbaar"}
    assert not set(bad) & (await effects(proef)).keys()
    assert not any("a\\x00b" in one.kop["toelichting"] or "\x00" in one.kop["toelichting"] for one in aside)

    outcomes = await redrive(DIENST, proef.consumer({KEY: count_effect}), proef.bootstrap)
    assert outcomes["verwerkt"] == len(bad)
    found = await effects(proef)
    assert {found[one] for one in [*bad, *good]} == {1}


async def test_what_is_away_is_waited_for_longer_than_any_number_of_tries(proef: Proef) -> None:
    wanted, attempts = an_agb(), 0

    async def away(uow: SqlUnitOfWork, data: Mapping[str, Any], envelope: Envelope) -> None:
        nonlocal attempts
        if data["agb_code"] == wanted:
            attempts += 1
            if attempts <= MAX_TRIES + 1:
                raise ConnectionResetError
        await count_effect(uow, data, envelope)

    async with proef.running({KEY: away}):
        await proef.produce(TOPIC, *records(wanted))
        await until(lambda: has_effects(proef, {wanted}), 40)
    assert attempts == MAX_TRIES + 2
    assert await proef.rows(LETTERS) == []


async def test_a_redrive_that_still_cannot_use_an_event_puts_it_aside_again(proef: Proef) -> None:
    wanted = an_agb()

    async def never(uow: SqlUnitOfWork, data: Mapping[str, Any], envelope: Envelope) -> None:
        if data["agb_code"] == wanted:
            raise ValueError(data["naam"])
        await count_effect(uow, data, envelope)

    async with proef.running({KEY: never}):
        await proef.produce(TOPIC, *records(wanted))
        await letters(proef, 1)
    for number in (2, 3):
        async with proef.running():
            assert (await redrive(DIENST, proef.consumer({KEY: never}), proef.bootstrap))["dode_letter"] == 1
            await letters(proef, number)
    async with proef.running():
        assert (await redrive(DIENST, proef.consumer({KEY: count_effect}), proef.bootstrap))["verwerkt"] == 1


@pytest.mark.parametrize("forger", ["nobody", "toezicht"])
async def test_a_forged_event_has_no_effect_and_good_ones_behind_it_have(proef: Proef, forger: str) -> None:
    false, good = an_agb(), an_agb()
    key, value, headers = records(false)[0]
    bare = [one for one in headers if one[0] != "handtekening"]
    forged = bare if forger == "nobody" else [*bare, ("handtekening", other_signature(key, value, bare))]
    async with proef.running({KEY: count_effect}):
        await proef.produce(TOPIC, (key, value, forged), *records(good))
        await until(lambda: has_effects(proef, {good}))
        (letter,) = [one for one in await letters(proef, 1) if one.inhoud == value]
    assert false not in await effects(proef)
    assert letter.kop["reden"] == ("geen-handtekening" if forger == "nobody" else "valse-handtekening")
    again = await redrive(DIENST, proef.consumer({KEY: count_effect}), proef.bootstrap)
    assert (again["verwerkt"], false in await effects(proef)) == (0, False)


def other_signature(key: bytes, value: bytes, headers: list[tuple[str, bytes]]) -> bytes:
    return zegel("toezicht").sign(Message(topic=TOPIC, key=key, headers=dict(headers), value=value))


async def test_a_letter_of_a_record_with_more_headers_than_content_still_fits(proef: Proef) -> None:
    good = an_agb()
    many = [("", b"")] * 150_000
    async with proef.running({KEY: count_effect}):
        await proef.produce(TOPIC, (SAME, b"x", many), *records(good))
        await until(lambda: has_effects(proef, {good}))
        await letters(proef, 1)


def segments(broker: Kafka) -> list[Path]:
    return sorted(broker.directory.rglob(f"{TOPIC}-*/*.log"))


def tamper(broker: Kafka, needle: bytes, change: Callable[[bytearray, int], None]) -> None:
    """Change the batch on disk that holds `needle`; `change` is given the file and where the batch begins."""
    for path in segments(broker):
        data = bytearray(path.read_bytes())
        at = 0
        while at + 12 <= len(data):
            size = 12 + struct.unpack_from(">i", data, at + 8)[0]
            if size <= 12:
                break
            if needle in data[at : at + size]:
                change(data, at)
                with path.open("r+b") as file:
                    file.seek(at)
                    file.write(data[at : at + size])
                return
            at += size
    raise AssertionError("not on disk")


def put_back(whole: Mapping[Path, bytes]) -> None:
    for path, data in whole.items():
        with path.open("r+b") as file:
            file.write(data)


def with_codec(number: int) -> Callable[[bytearray, int], None]:
    def change(data: bytearray, at: int) -> None:
        size = 12 + struct.unpack_from(">i", data, at + 8)[0]
        struct.pack_into(">h", data, at + 21, number)
        struct.pack_into(">I", data, at + 17, crc32c(bytes(data[at + 21 : at + size])))

    return change


def with_wrong_byte(data: bytearray, at: int) -> None:
    data[at + 70] ^= 0xFF


DAMAGE: dict[str, Callable[[bytearray, int], None]] = {
    "snappy": with_codec(2),
    "lz4": with_codec(3),
    "zstd": with_codec(4),
    "gzip that is none": with_codec(1),
    "a codec that does not exist": with_codec(7),
    "a wrong checksum": with_wrong_byte,
}


@pytest.mark.parametrize("damage", DAMAGE)
async def test_a_batch_that_the_client_cannot_read_is_noted_and_passed_by(
    proef: Proef, broker: Kafka, damage: str
) -> None:
    before, lost, after, elsewhere = an_agb(), an_agb(), an_agb(), [an_agb() for _ in range(6)]
    await proef.produce(TOPIC, *records(before))
    await proef.produce(TOPIC, *records(lost))
    await proef.produce(TOPIC, *records(after))
    await proef.emit(*(AanbiederGeregistreerd(agb_code=one) for one in elsewhere))
    whole = {path: path.read_bytes() for path in segments(broker)}
    tamper(broker, lost.encode(), DAMAGE[damage])
    try:
        async with proef.running({KEY: count_effect}):
            await until(lambda: has_effects(proef, {before, after, *elsewhere}), 60)
            (letter,) = [one for one in await letters(proef, 1) if one.kop["reden"] == "onleesbare-bundel"]
        assert lost not in await effects(proef)
        assert (letter.kop["reden"], letter.inhoud) == ("onleesbare-bundel", None)
        assert letter.kop["offset"] == letter.kop["laatste_offset"]
    finally:
        put_back(whole)
    outcomes = await redrive(DIENST, proef.consumer({KEY: count_effect}), proef.bootstrap)
    assert outcomes["verwerkt"] == 1
    assert {(await effects(proef))[one] for one in (before, lost, after)} == {1}
