"""Offer dead letters to the service again, after the cause was mended."""

from collections import Counter

import structlog
from aiokafka import AIOKafkaConsumer, TopicPartition
from risb_kern.events.letters import original, range_of
from risb_kern.events.trouble import is_interruption, is_too_slow
from risb_schemas.readers import Record, unreadable_batches_come_as_records

from chassis.events.consumer import Consumer

log = structlog.get_logger()
_LARGEST = 64_000_000


async def redrive(dienst: str, consumer: Consumer, bootstrap: str) -> Counter[str]:
    """Handle every dead letter that is there now; outcomes are counted, what still fails is put aside anew."""
    unreadable_batches_come_as_records()
    topic = f"{dienst}-dlq"
    reader = AIOKafkaConsumer(
        topic,
        bootstrap_servers=bootstrap,
        group_id=f"{dienst}-redrive",
        enable_auto_commit=False,
        auto_offset_reset="earliest",
    )
    await reader.start()
    outcomes: Counter[str] = Counter()
    try:
        ends = await reader.end_offsets(reader.assignment())
        for partition, end in ends.items():
            while await reader.position(partition) < end:
                for letter in (await reader.getmany(partition, timeout_ms=1000)).get(partition, []):
                    if letter.offset < end:
                        for number, record in enumerate(await _behind(letter, consumer.topics(), bootstrap)):
                            outcomes[await _again(consumer, record, f"{letter.offset}:{number}")] += 1
                    await reader.commit({partition: letter.offset + 1})
    finally:
        await reader.stop()
    log.info("redrive_done", topic=topic, **outcomes)
    return outcomes


async def _again(consumer: Consumer, record: Record, again: str) -> str:
    try:
        return await consumer.handle(record, again=again)
    except Exception as error:
        if is_interruption(error) and not is_too_slow(error):
            raise
        return await consumer.put_aside(record, error, again=again)


async def _behind(letter: Record, topics: list[str], bootstrap: str) -> list[Record]:
    """What the letter is about: the record in it, or the offsets of a batch, which still lie on their topic."""
    lost = range_of(letter)
    if lost is None or lost.topic not in topics:
        return [original(letter)]
    partition = TopicPartition(lost.topic, lost.partition)
    reader = AIOKafkaConsumer(
        bootstrap_servers=bootstrap,
        enable_auto_commit=False,
        auto_offset_reset="earliest",
        max_partition_fetch_bytes=_LARGEST,
    )
    await reader.start()
    try:
        reader.assign([partition])
        reader.seek(partition, lost.first)
        end = min(lost.last + 1, (await reader.end_offsets([partition]))[partition])
        found: list[Record] = []
        while await reader.position(partition) < end:
            found += (await reader.getmany(partition, timeout_ms=1000)).get(partition, [])
        return [one for one in found if lost.first <= one.offset < end]
    finally:
        await reader.stop()
