"""Who may read what is a closed list: the topic files and the handlers of the services agree."""

import importlib
from typing import Any

import pytest
from chassis.cli import DOCUMENT_SETTINGS
from risb_schemas import load_catalog

SERVICES = ("contracting", "declaraties", "subsidies", "toezicht")
# The stream of toezicht reads these beside its consumer.
STREAM = {("toezicht", "declaraties-prestaties"), ("toezicht", "contracting-aanbieders")}


def handled_topics(service: str) -> set[str]:
    settings: Any = importlib.import_module(f"{service}.settings").Settings(**DOCUMENT_SETTINGS)
    handlers, _ = importlib.import_module(f"{service}.bootstrap").build_handlers(settings)
    catalog = load_catalog()
    return {catalog.topic_of[event].name for event in handlers}


@pytest.mark.parametrize("service", SERVICES)
def test_a_service_handles_exactly_the_topics_that_name_it(service: str) -> None:
    named = {topic.name for topic in load_catalog().topics.values() if service in topic.consumers and topic.events}
    streamed = {topic for reader, topic in STREAM if reader == service}
    assert handled_topics(service) | streamed == named
