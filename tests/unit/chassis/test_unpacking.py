"""Packed batches are unpacked within bounds, one in each fetch."""

import gzip
import zlib
from collections.abc import Iterator
from itertools import pairwise
from typing import Any

import pytest
from aiokafka import TopicPartition
from aiokafka.consumer import fetcher
from aiokafka.record.default_records import DefaultRecordBatchBuilder
from aiokafka.record.memory_records import MemoryRecords
from risb_schemas import load_catalog
from risb_schemas.readers import UnreadableBatch, unreadable_batches_come_as_records
from risb_schemas.unpacking import LARGEST, TooLargeError, bounded_gzip, unbounded

HERE = TopicPartition("contracting-aanbieders", 0)
_GZIP = 1


@pytest.mark.parametrize("size", [0, 1, 5_000, LARGEST])
@pytest.mark.parametrize("members", [1, 3])
def test_what_fits_is_what_gzip_makes_of_it(size: int, members: int) -> None:
    plain = bytes(range(256)) * (size // 256) + bytes(size % 256)
    cuts = [size * number // members for number in range(members + 1)]
    packed = b"".join(gzip.compress(plain[a:b]) for a, b in pairwise(cuts)) + bytes(7)
    assert bounded_gzip(packed) == gzip.decompress(packed) == plain


@pytest.mark.parametrize("members", [1, 4])
def test_one_byte_more_is_too_much(members: int) -> None:
    each = LARGEST // members
    with pytest.raises(TooLargeError):
        bounded_gzip(gzip.compress(bytes(each)) * members + gzip.compress(b"x" * (LARGEST % members + 1)))


@pytest.mark.parametrize(
    "packed",
    [b"geen gzip", gzip.compress(b"half")[:-3], gzip.compress(b"fout")[:-8] + bytes(8)],
    ids=["no gzip", "cut off", "wrong sum"],
)
def test_what_is_no_gzip_is_an_error(packed: bytes) -> None:
    with pytest.raises(zlib.error):
        bounded_gzip(packed)


def test_a_codec_without_a_bound_is_not_read() -> None:
    with pytest.raises(TooLargeError):
        unbounded(b"")


def test_the_bound_is_what_the_topics_take() -> None:
    topics = [one for one in load_catalog().topics.values() if one.events]
    assert {int(one.config["max.message.bytes"]) for one in topics} == {LARGEST}


def a_batch(offset: int, value: bytes, codec: int = _GZIP) -> bytes:
    builder = DefaultRecordBatchBuilder(2, codec, 0, -1, -1, -1, 10 * LARGEST)
    builder.append(0, 0, b"k", value, [])
    batch = builder.build()
    batch[:8] = offset.to_bytes(8, "big")
    return bytes(batch)


def fetches(whole: list[bytes]) -> Iterator[list[Any]]:
    """What the client gives of the partition, fetch after fetch."""
    unreadable_batches_come_as_records()
    at = 0
    while at < len(whole):
        records = fetcher.PartitionRecords(HERE, MemoryRecords(b"".join(whole[at:])), None, at, None, None, True, 0)
        yield list(records)
        assert records.next_fetch_offset > at
        at = records.next_fetch_offset


def test_many_that_are_just_allowed_never_stand_in_memory_together() -> None:
    zeros = bytes(LARGEST - 100)
    whole = [a_batch(number, zeros) for number in range(30)]
    given = list(fetches(whole))
    assert [len(records) for records in given] == [1] * 30
    assert {len(one.value) for records in given for one in records} == {len(zeros)}


def test_what_is_not_packed_comes_together_as_ever() -> None:
    whole = [a_batch(number, b"x", codec=0) for number in range(30)]
    assert [len(records) for records in fetches(whole)] == [30]


def test_a_bomb_between_others_is_one_record_in_its_place() -> None:
    whole = [a_batch(0, b"een", 0), a_batch(1, bytes(2 * LARGEST)), a_batch(2, b"twee", 0), a_batch(3, b"drie")]
    given = [one for records in fetches(whole) for one in records]
    assert [one.offset for one in given] == [0, 1, 2, 3]
    bomb = given[1].value
    assert isinstance(bomb, UnreadableBatch)
    assert (isinstance(bomb.cause, TooLargeError), bomb.may_pass) == (True, False)
