import asyncio
import json

import pytest
from aiokafka import AIOKafkaProducer
from devstack.errors import DevstackError
from devstack.follow import follow
from devstack.kafka import Kafka
from devstack.kafka_admin import TopicSpec, ensure_topics
from risb_schemas import data_folder, encode, from_json, load_catalog

pytestmark = pytest.mark.integratie
EVENT = "AanbiederToegelaten.v1"
# Not a topic of the product: no other test may write between our two records.
TOPIC = "proef-volgen"


def an_event() -> bytes:
    schema = load_catalog().newest[EVENT]
    example = min((data_folder() / "voorbeelden").glob(f"*/{EVENT}/*.json"))
    return encode(schema, from_json(schema.raw, json.loads(example.read_text())))


async def send(bootstrap: str, values: list[bytes]) -> None:
    async with AIOKafkaProducer(bootstrap_servers=bootstrap) as producer:
        for value in values:
            await producer.send_and_wait(TOPIC, value, key=b"65656055")


def test_events_are_shown_decoded_and_what_cannot_be_read_is_shown_as_such(kafka: Kafka) -> None:
    ensure_topics(kafka.bootstrap, [TopicSpec(name=TOPIC, partitions=1, config={})])
    asyncio.run(send(kafka.bootstrap, [an_event(), b"geen gebeurtenis"]))
    shown: list[str] = []
    follow(kafka.bootstrap, TOPIC, limit=2, show=shown.append)
    assert f"{TOPIC}[0]@0 65656055 {EVENT} {{" in shown[0]
    assert json.loads(shown[0].split(f"{EVENT} ", 1)[1])["agb_code"]
    assert "(onleesbaar: " in shown[1]
    assert b"geen".hex() in shown[1]


def test_following_a_topic_that_does_not_exist_names_those_that_do(kafka: Kafka) -> None:
    with pytest.raises(DevstackError, match="bestaat niet") as caught:
        follow(kafka.bootstrap, "contracting-anbieders", limit=1)
    assert "contracting-aanbieders" in caught.value.remedy
