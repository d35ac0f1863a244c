import asyncio
import json
import queue
import threading

import pytest
from aiokafka import AIOKafkaProducer
from aiokafka.admin import AIOKafkaAdminClient
from devstack.errors import DevstackError
from devstack.follow import follow
from devstack.kafka import Kafka
from devstack.kafka_admin import TopicSpec, ensure_topics
from risb_schemas import data_folder, encode, from_json, load_catalog

pytestmark = pytest.mark.integratie
EVENT = "AanbiederToegelaten.v1"
# Not a topic of the product: no other test may write between our two records.
TOPIC, STIL = "proef-volgen", "proef-stil"


def an_event() -> bytes:
    schema = load_catalog().newest[EVENT]
    example = min((data_folder() / "voorbeelden").glob(f"*/{EVENT}/*.json"))
    return encode(schema, from_json(schema.raw, json.loads(example.read_text())))


async def send(bootstrap: str, values: list[bytes], topic: str = TOPIC) -> None:
    async with AIOKafkaProducer(bootstrap_servers=bootstrap) as producer:
        for value in values:
            await producer.send_and_wait(topic, value, key=b"65656055")


def test_events_are_shown_decoded_and_what_cannot_be_read_is_shown_as_such(kafka: Kafka) -> None:
    ensure_topics(kafka.bootstrap, [TopicSpec(name=TOPIC, partitions=1, config={})])
    asyncio.run(send(kafka.bootstrap, [an_event(), b"geen gebeurtenis"]))
    shown: list[str] = []
    said: list[str] = []
    follow(kafka.bootstrap, TOPIC, limit=2, show=shown.append, say=said.append)
    assert f"{TOPIC}[0]@0 65656055 {EVENT} {{" in shown[0]
    assert json.loads(shown[0].split(f"{EVENT} ", 1)[1])["agb_code"]
    assert "(onleesbaar: " in shown[1]
    assert b"geen".hex() in shown[1]
    assert said == [f"Topic {TOPIC}, vanaf het begin. Stoppen: Ctrl-C."]


async def groups(bootstrap: str) -> set[str]:
    admin = AIOKafkaAdminClient(bootstrap_servers=bootstrap)
    await admin.start()
    try:
        return {group for group, _ in await admin.list_consumer_groups()}
    finally:
        await admin.close()


def test_who_waits_is_told_so_and_the_groups_of_the_broker_stay_as_they_were(kafka: Kafka) -> None:
    ensure_topics(kafka.bootstrap, [TopicSpec(name=STIL, partitions=1, config={})])
    said, shown = queue.Queue[str](), queue.Queue[str]()
    volger = threading.Thread(
        target=follow, args=(kafka.bootstrap, STIL), kwargs={"limit": 1, "show": shown.put, "say": said.put}
    )
    before = asyncio.run(groups(kafka.bootstrap))
    volger.start()
    assert STIL in said.get(timeout=30)
    assert said.get(timeout=30) == "Wacht op nieuwe gebeurtenissen (0 getoond) ..."
    assert {one for one in asyncio.run(groups(kafka.bootstrap)) - before if "volg" in one} == set()
    asyncio.run(send(kafka.bootstrap, [an_event()], STIL))
    assert EVENT in shown.get(timeout=30)
    volger.join(30)
    assert not volger.is_alive()


def test_following_a_topic_that_does_not_exist_names_those_that_do(kafka: Kafka) -> None:
    with pytest.raises(DevstackError, match="bestaat niet") as caught:
        follow(kafka.bootstrap, "contracting-anbieders", limit=1)
    assert "contracting-aanbieders" in caught.value.remedy
