import re
from pathlib import Path

from devstack.kafka_config import LOGGING, cluster_id_of, meta_properties, new_id, server_properties


def parsed(text: str) -> dict[str, str]:
    return dict(line.split("=", 1) for line in text.splitlines())


def test_a_broker_listens_on_the_loopback_address_alone() -> None:
    values = parsed(server_properties(port=20001, controller_port=20002, log_dir=Path("/data"), extra={}))
    assert values["listeners"] == "PLAINTEXT://127.0.0.1:20001,CONTROLLER://127.0.0.1:20002"
    assert values["advertised.listeners"] == "PLAINTEXT://127.0.0.1:20001"
    assert values["controller.quorum.voters"] == "1@127.0.0.1:20002"
    assert values["log.dirs"] == "/data"


def test_no_topic_comes_into_being_by_accident() -> None:
    values = parsed(server_properties(port=1, controller_port=2, log_dir=Path("/data"), extra={}))
    assert values["auto.create.topics.enable"] == "false"


def test_a_killed_broker_takes_part_again_within_seconds() -> None:
    values = parsed(server_properties(port=1, controller_port=2, log_dir=Path("/data"), extra={}))
    assert int(values["broker.session.timeout.ms"]) <= 1500


def test_extra_settings_override_the_defaults() -> None:
    extra = {"num.io.threads": "9", "log.segment.bytes": "1024"}
    values = parsed(server_properties(port=1, controller_port=2, log_dir=Path("/data"), extra=extra))
    assert (values["num.io.threads"], values["log.segment.bytes"]) == ("9", "1024")


def test_ids_are_in_the_form_of_kafka_and_differ() -> None:
    ids = {new_id() for _ in range(200)}
    assert len(ids) == 200
    assert all(re.fullmatch(r"[A-Za-z0-9_][A-Za-z0-9_-]{21}", text) for text in ids)


def test_the_cluster_id_is_read_back_from_the_identity_file() -> None:
    assert cluster_id_of(meta_properties("abc", "def")) == "abc"


def test_the_broker_logs_to_its_output_so_that_a_failed_start_is_visible() -> None:
    assert "SYSTEM_OUT" in LOGGING
