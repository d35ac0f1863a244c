"""Texts a broker starts from: server properties, logging, the identity of its directory."""

import base64
import uuid
from collections.abc import Mapping
from pathlib import Path

NODE_ID = 1
JVM_FLAGS = ("-Xms256m", "-Xmx256m", "-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1", "-XX:-UsePerfData")

_FIXED: Mapping[str, str] = {
    "process.roles": "broker,controller",
    "node.id": str(NODE_ID),
    "controller.listener.names": "CONTROLLER",
    "inter.broker.listener.name": "PLAINTEXT",
    "auto.create.topics.enable": "false",
    "default.replication.factor": "1",
    "offsets.topic.replication.factor": "1",
    "offsets.topic.num.partitions": "4",
    "transaction.state.log.replication.factor": "1",
    "transaction.state.log.min.isr": "1",
    "transaction.state.log.num.partitions": "4",
    "share.coordinator.state.topic.replication.factor": "1",
    "share.coordinator.state.topic.min.isr": "1",
    "share.coordinator.state.topic.num.partitions": "1",
    # Else every new group waits three seconds.
    "group.initial.rebalance.delay.ms": "0",
    # Else a killed single broker stays fenced for eleven seconds after its restart.
    "broker.session.timeout.ms": "1500",
    "broker.heartbeat.interval.ms": "500",
    # By itself the controller writes two records a second to say that it has nothing to say.
    "metadata.max.idle.interval.ms": "0",
    "replica.high.watermark.checkpoint.interval.ms": "60000",
    "log.cleaner.backoff.ms": "60000",
    "group.coordinator.threads": "1",
    "share.coordinator.threads": "1",
    "num.network.threads": "2",
    "num.io.threads": "2",
    "num.recovery.threads.per.data.dir": "2",
    "log.cleaner.threads": "1",
    "log.cleaner.dedupe.buffer.size": "16777216",
}


def server_properties(*, port: int, controller_port: int, log_dir: Path, extra: Mapping[str, str]) -> str:
    """Properties of a single KRaft broker on 127.0.0.1; `extra` overrides any of them."""
    listener = f"PLAINTEXT://127.0.0.1:{port}"
    values = {
        **_FIXED,
        "controller.quorum.voters": f"{NODE_ID}@127.0.0.1:{controller_port}",
        "listeners": f"{listener},CONTROLLER://127.0.0.1:{controller_port}",
        "advertised.listeners": listener,
        "log.dirs": str(log_dir),
        **extra,
    }
    return "".join(f"{name}={value}\n" for name, value in values.items())


LOGGING = """\
Configuration:
  status: WARN
  Appenders:
    Console:
      name: console
      target: SYSTEM_OUT
      PatternLayout:
        pattern: "%d{ISO8601} %p %c{1} %m%n"
  Loggers:
    Root:
      level: INFO
      AppenderRef:
        ref: console
    Logger:
      - name: org.apache.kafka.common.config
        level: WARN
      - name: kafka.server.KafkaConfig
        level: WARN
"""


def new_id() -> str:
    """A fresh id in Kafka's own form: 22 characters of URL-safe base64, not starting with a dash."""
    while True:
        text = base64.urlsafe_b64encode(uuid.uuid4().bytes).decode().rstrip("=")
        if not text.startswith("-"):
            return text


def meta_properties(cluster_id: str, directory_id: str) -> str:
    """Identity file of a formatted directory."""
    return f"version=1\ncluster.id={cluster_id}\nnode.id={NODE_ID}\ndirectory.id={directory_id}\n"


def cluster_id_of(meta: str) -> str:
    """Cluster id in the text of an identity file."""
    return next(line.split("=", 1)[1] for line in meta.splitlines() if line.startswith("cluster.id="))
