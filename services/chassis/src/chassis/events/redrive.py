"""Offer dead letters to the service again, after the cause was mended."""

from collections import Counter

import structlog
from aiokafka import AIOKafkaConsumer, ConsumerRecord

from chassis.events.consumer import Consumer

log = structlog.get_logger()
_PREFIX = "oorspronkelijk_"


def original(record: "ConsumerRecord[bytes, bytes]") -> "ConsumerRecord[bytes, bytes]":
    """The record as it first came, rebuilt from the headers of the dead letter; place is that of the dead letter."""
    kop = dict(record.headers)
    headers = [(name.removeprefix(_PREFIX), value) for name, value in record.headers if name.startswith(_PREFIX)]
    return ConsumerRecord(
        topic=kop.get("topic", b"").decode() or record.topic,
        partition=record.partition,
        offset=-1 - record.offset,
        timestamp=record.timestamp,
        timestamp_type=record.timestamp_type,
        key=record.key,
        value=record.value,
        checksum=None,
        serialized_key_size=record.serialized_key_size,
        serialized_value_size=record.serialized_value_size,
        headers=headers,
    )


async def redrive(dienst: str, consumer: Consumer, bootstrap: str) -> Counter[str]:
    """Handle every dead letter that is there now; outcomes are counted, what still fails is put aside anew."""
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
                for record in (await reader.getmany(partition, timeout_ms=1000)).get(partition, []):
                    if record.offset < end:
                        outcomes[await consumer.handle(original(record))] += 1
                    await reader.commit({partition: record.offset + 1})
    finally:
        await reader.stop()
    log.info("redrive_done", topic=topic, **outcomes)
    return outcomes
