"""A batch that is small on the wire and huge in memory goes aside unread, and the rest goes on."""

import struct
import tracemalloc
import zlib
from collections.abc import Callable

import pytest
from aiokafka.record._crc32c import crc as crc32c
from chassis.events.redrive import redrive
from devstack.kafka import Kafka
from risb_schemas.unpacking import LARGEST

from .conftest import DIENST, Proef, until
from .test_delivery import KEY, TOPIC, AanbiederGeregistreerd, an_agb, count_effect, effects
from .test_poison import SAME, letters, records, tamper
from .test_robustness import has_effects

pytestmark = [pytest.mark.integratie, pytest.mark.timeout(120)]
HUGE = 200_000_000
_PIECE = bytes(1_000_000)
MOST = 40_000_000
_HEAD = b"\x1f\x8b\x08\x08" + bytes(6)
Change = Callable[[bytearray, int], None]


def zeros(size: int) -> bytes:
    """A record of so many zeros, packed; made piece by piece."""
    packer, crc, done = zlib.compressobj(9, zlib.DEFLATED, -15), 0, []
    # The last zero says that there are no headers.
    parts = [a_record_of(size), *[_PIECE] * (size // len(_PIECE)), bytes(size % len(_PIECE) + 1)]
    for one in parts:
        crc = zlib.crc32(one, crc)
        done.append(packer.compress(one))
    return b"".join([*done, packer.flush(), struct.pack("<II", crc, sum(map(len, parts)) & 0xFFFFFFFF)])


def a_record_of(size: int) -> bytes:
    """The beginning of a record whose value has so many bytes."""
    rest = b"\x00\x00\x00\x01" + varint(size)
    return varint(len(rest) + size + 1) + rest


def varint(number: int) -> bytes:
    number, found = number << 1, bytearray()
    while number > 0x7F:
        found.append(number & 0x7F | 0x80)
        number >>= 7
    return bytes([*found, number])


def packed(size: int) -> Change:
    """In the place of a batch of our own: the same length, another content; the name in the head fills it up."""

    def change(data: bytearray, at: int) -> None:
        end = at + 12 + struct.unpack_from(">i", data, at + 8)[0]
        bomb, room = zeros(size), end - at - 61 - len(_HEAD) - 1
        data[at + 61 : end] = _HEAD + b"n" * (room - len(bomb)) + b"\x00" + bomb
        struct.pack_into(">h", data, at + 21, 1)
        struct.pack_into(">I", data, at + 17, crc32c(bytes(data[at + 21 : end])))

    return change


async def test_a_bomb_is_not_unpacked_and_holds_nobody_up(proef: Proef, broker: Kafka) -> None:
    before, after, elsewhere = an_agb(), an_agb(), [an_agb() for _ in range(6)]
    await proef.produce(TOPIC, *records(before))
    await proef.produce(TOPIC, (SAME, b"een bom" + bytes(len(zeros(HUGE)) + 200), []))
    tamper(broker, b"een bom", packed(HUGE))
    await proef.produce(TOPIC, *records(after))
    await proef.emit(*(AanbiederGeregistreerd(agb_code=one) for one in elsewhere))
    tracemalloc.start()
    try:
        async with proef.running({KEY: count_effect}):
            await until(lambda: has_effects(proef, {before, after, *elsewhere}), 60)
            (letter,) = await letters(proef, 1)
        _, peak = tracemalloc.get_traced_memory()
    finally:
        tracemalloc.stop()
    assert peak < MOST
    assert {(await effects(proef))[one] for one in (before, after, *elsewhere)} == {1}
    assert (letter.kop["reden"], letter.kop["toelichting"]) == (
        "onleesbare-bundel",
        f"TooLargeError: unpacks to more than {LARGEST} bytes",
    )
    assert (await redrive(DIENST, proef.consumer({KEY: count_effect}), proef.bootstrap))["dode_letter"] == 1
