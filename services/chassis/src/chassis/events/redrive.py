"""Offer dead letters to the service again, after the cause was mended."""

from collections import Counter
from contextlib import aclosing

import structlog
from aiokafka import AIOKafkaConsumer
from risb_kern.events.trouble import passes_by_itself
from risb_schemas.letters import original, range_of
from risb_schemas.readers import Record, last_of, still_there, unreadable_batches_come_as_records

from chassis.events.consumer import Consumer

log = structlog.get_logger()


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
                    if letter.offset >= end:
                        break  # It went aside again just now.
                    outcomes += await _offer(consumer, letter, bootstrap)
                    await reader.commit({partition: last_of(letter) + 1})
    finally:
        await reader.stop()
    log.info("redrive_done", topic=topic, **outcomes)
    return outcomes


async def _again(consumer: Consumer, record: Record, again: str) -> str:
    try:
        return await consumer.handle(record, again=again)
    except Exception as error:
        if passes_by_itself(error):
            raise
        return await consumer.put_aside(record, error, again=again)


async def _offer(consumer: Consumer, letter: Record, bootstrap: str) -> Counter[str]:
    """The record in the letter, which its producer signed, or the offsets of a batch, which we must have signed."""
    lost = range_of(letter)
    if lost is None:
        return Counter([await _again(consumer, original(letter), str(letter.offset))])
    outcomes: Counter[str] = Counter()
    if not consumer.wrote(letter) or lost.place.topic not in consumer.topics():
        outcomes["niet-van-ons"] += 1
    else:
        async with aclosing(still_there(bootstrap, lost.place, lost.first, lost.last)) as records:
            async for record in records:
                outcomes[await _again(consumer, record, f"{letter.offset}:{record.offset}")] += 1
    if set(outcomes) <= {"niet-van-ons"}:
        log.error("letter_without_events", letter=letter.offset, topic=lost.place.topic[:200], ours=not outcomes)
    return outcomes or Counter({"weg": 1})
