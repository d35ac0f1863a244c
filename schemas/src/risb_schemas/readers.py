"""Reading from Kafka without stumbling: a batch that the client cannot read comes in as one record, in its place.

Left to itself the client raises on such a batch: with every fetch again, and it forgets the records of other
partitions that it had already counted as read. Both readers of the house, aiokafka and Faust, fetch through here.
"""

import asyncio
import datetime as dt
from collections.abc import AsyncGenerator, Iterable, Iterator
from typing import Any, TypeAlias

from aiokafka import AIOKafkaConsumer
from aiokafka.admin import AIOKafkaAdminClient
from aiokafka.consumer import fetcher
from aiokafka.errors import CorruptRecordException
from aiokafka.structs import ConsumerRecord, TopicPartition

from risb_schemas.trust import Message
from risb_schemas.unpacking import keep_within_bounds

Record: TypeAlias = "ConsumerRecord[bytes, bytes]"
PATIENCE_SECONDS = 10.0
_LONGEST = 1_000_000
_LARGEST_FETCH = 64_000_000


class UnreadableBatchError(Exception):
    """A codec that is not installed, a wrong checksum, records that end too early."""


class UnreadableBatch(bytes):
    """The value of the record in its place: offsets `first` up to `last` are lost to us, with the cause."""

    first: int
    last: int
    cause: Exception

    @property
    def may_pass(self) -> bool:
        """True when it may have been damaged on its way to us; what has the right checksum stays as it is."""
        return isinstance(self.cause, CorruptRecordException)

    def error(self) -> UnreadableBatchError:
        """What to say of it."""
        return UnreadableBatchError(f"{type(self.cause).__name__}: {self.cause}")


def unreadable_batches_come_as_records() -> None:
    """Make every consumer that starts in this process read on behind a batch that it cannot read; safe to repeat."""
    fetcher.PartitionRecords = _Records
    keep_within_bounds()


class _Records(fetcher.PartitionRecords):  # type: ignore[misc]  # the client has no types
    _records: Any
    next_fetch_offset: int

    def _unpack_records(self) -> Iterator[Record]:
        batches = _Batches(self._records)
        self._records = batches
        while batches.has_next():
            try:
                yield from super()._unpack_records()
            except Exception as error:  # noqa: BLE001 -- codecs raise what they like, and a batch is only data
                first = self.next_fetch_offset
                # A damaged batch may also lie about where it ends.
                last = batches.last if first <= batches.last < first + _LONGEST else first
                self.next_fetch_offset = last + 1
                yield in_its_place(self._tp, first, last, error)


class _Batches:
    """Remembers where the batch ends that is being read; one that was packed is the last of its fetch.

    So many small ones that unpack to much never stand in memory together.
    """

    def __init__(self, batches: Any) -> None:
        self._batches = batches
        self.last = -1
        self._ended = False

    def has_next(self) -> bool:
        return not self._ended and bool(self._batches.has_next())

    def next_batch(self) -> Any:
        # What cannot even be cut out of the answer blocks all behind it; the next fetch begins one further.
        self._ended = True
        batch = self._batches.next_batch()
        # The old formats do not say whether they are.
        self._ended = bool(getattr(batch, "compression_type", True))
        self.last = batch.next_offset - 1
        return batch


def in_its_place(partition: TopicPartition, first: int, last: int, cause: Exception) -> Record:
    """The record that stands for a batch."""
    value = UnreadableBatch()
    value.first, value.last, value.cause = first, last, cause
    return record_at(partition, first, key=None, value=value, headers=())


def record_at(
    partition: TopicPartition,
    offset: int,
    *,
    key: bytes | None,
    value: bytes | None,
    headers: Iterable[tuple[str, Any]],
) -> Record:
    """A record as the client gives it."""
    record: Record = ConsumerRecord(
        topic=partition.topic,
        partition=partition.partition,
        offset=offset,
        timestamp=0,
        timestamp_type=0,
        key=key,
        value=value,
        checksum=None,
        serialized_key_size=-1,
        serialized_value_size=-1,
        headers=tuple(headers),
    )
    return record


def message_of(record: Record) -> Message:
    """What of the record counts for its signature."""
    return Message(topic=record.topic, key=record.key, headers=dict(record.headers), value=record.value)


def last_of(record: Record) -> int:
    """The offset of the last one that the record stands for."""
    return int(record.value.last if isinstance(record.value, UnreadableBatch) else record.offset)


async def still_there(bootstrap: str, partition: TopicPartition, first: int, last: int) -> AsyncGenerator[Record, None]:
    """What lies on the topic of these offsets: nothing when it went, or when there is no such partition."""
    reader = AIOKafkaConsumer(
        partition.topic,
        bootstrap_servers=bootstrap,
        enable_auto_commit=False,
        auto_offset_reset="earliest",
        max_partition_fetch_bytes=_LARGEST_FETCH,
    )
    await reader.start()
    try:
        if partition not in reader.assignment():
            return
        reader.unsubscribe()
        reader.assign([partition])
        begin = max(first, (await reader.beginning_offsets([partition]))[partition])
        end = min(last + 1, (await reader.end_offsets([partition]))[partition])
        reader.seek(partition, begin)
        while begin < end and await reader.position(partition) < end:
            for one in (await reader.getmany(partition, timeout_ms=1000)).get(partition, []):
                if one.offset < end:
                    yield one
    finally:
        await reader.stop()


async def offsets_since(bootstrap: str, topic: str, moment: dt.datetime) -> dict[int, int]:
    """Per partition where the first record of this moment or later lies; the end when there is none."""
    reader = AIOKafkaConsumer(topic, bootstrap_servers=bootstrap, enable_auto_commit=False)
    await reader.start()
    try:
        ends = await reader.end_offsets(reader.assignment())
        found = await reader.offsets_for_times(dict.fromkeys(ends, int(1000 * moment.timestamp())))
    finally:
        await reader.stop()
    return {one.partition: end if found[one] is None else found[one].offset for one, end in ends.items()}


async def has_members(bootstrap: str, group: str) -> bool:
    """True while somebody reads as this group."""
    admin = AIOKafkaAdminClient(bootstrap_servers=bootstrap)
    await admin.start()
    try:
        (answer,) = await admin.describe_consumer_groups([group])
    finally:
        await admin.close()
    return any(members for *_, members, _ in answer.groups)


async def stop_reader(consumer: AIOKafkaConsumer) -> BaseException | None:
    """Leave the group and close, whatever state the broker is in; never waits for ever, and gives what went wrong."""
    stopping = asyncio.create_task(consumer.stop())
    await asyncio.wait({stopping}, timeout=PATIENCE_SECONDS)
    if not stopping.cancel() and not stopping.cancelled():
        return stopping.exception()
    # A fetch that waits for a lost broker ends the client's own stop halfway, with its connections still open.
    await consumer._client.close()  # noqa: SLF001 -- the client offers no other way
    return None
