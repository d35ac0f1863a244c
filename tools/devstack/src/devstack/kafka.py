"""A real single Apache Kafka broker (KRaft) that can be started, stopped, killed and started again."""

import contextlib
import os
import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Self

from devstack import kafka_config
from devstack.child import Child
from devstack.errors import DevstackError
from devstack.jars import ensure_jars, lock_id, read_lock
from devstack.java import Java, find_java
from devstack.paths import cache_dir
from devstack.ports import free_port, is_open

START_SECONDS = 60.0
# Writing the class archive at the end of a training run takes seconds more.
STOP_SECONDS = 30.0
_STALE_SECONDS = 3600.0


@dataclass(frozen=True, slots=True, kw_only=True)
class Runtime:
    """What a broker is started with; `home` keeps files that depend on exactly these jars."""

    java: Java
    jars: tuple[Path, ...]
    home: Path

    def command(self, main: str, *arguments: str, flags: tuple[str, ...] = ()) -> list[str]:
        """Command line; the class path is sorted and absolute, as a class archive demands."""
        classpath = os.pathsep.join(str(jar) for jar in self.jars)
        logging = f"-Dlog4j2.configurationFile={self.home / 'log4j2.yaml'}"
        return [str(self.java.program), *kafka_config.JVM_FLAGS, logging, *flags, "-cp", classpath, main, *arguments]

    @property
    def archive(self) -> Path:
        """Class archive of this Java with these jars."""
        return self.home / self.java.archive_name()


@cache
def runtime(say: Callable[[str], None] = print) -> Runtime:
    """Jars and Java, fetched when needed; the same for every broker of this process."""
    jars = read_lock()
    base = cache_dir() / "kafka"
    paths = ensure_jars(jars, base / "jars", say=say)
    home = base / lock_id(jars)
    home.mkdir(parents=True, exist_ok=True)
    _remove_stale_training(home)
    logging = home / "log4j2.yaml"
    if not logging.exists() or logging.read_text() != kafka_config.LOGGING:
        logging.write_text(kafka_config.LOGGING)
    return Runtime(java=find_java(say), jars=tuple(sorted(paths)), home=home)


def _remove_stale_training(home: Path) -> None:
    """Archives of runs that were killed while writing one (50 MB each)."""
    for leftover in home.glob("training-*"):
        with contextlib.suppress(FileNotFoundError):
            if time.time() - leftover.stat().st_mtime > _STALE_SECONDS:
                leftover.unlink()


class Kafka:
    """One broker; data, ports and cluster id stay the same over `stop`/`kill` and `start`.

    `bootstrap` is its address. `settings` overrides server properties. Use as a context manager or call
    `start` and `stop`.
    """

    def __init__(
        self,
        directory: Path,
        *,
        port: int | None = None,
        settings: Mapping[str, str] | None = None,
        say: Callable[[str], None] = print,
    ) -> None:
        self.directory = directory.absolute()
        self.port = port or free_port()
        self._controller_port = free_port()
        self._settings = dict(settings or {})
        self._say = say
        self._child: Child | None = None
        self._training: Path | None = None

    @property
    def bootstrap(self) -> str:
        """Address for clients, `host:port`."""
        return f"127.0.0.1:{self.port}"

    @property
    def log(self) -> Path:
        """Everything the broker wrote."""
        return self.directory / "kafka.log"

    @property
    def running(self) -> bool:
        """True while the broker process lives."""
        return self._child is not None and self._child.running

    @property
    def pid(self) -> int:
        """Process id of the broker."""
        if self._child is None:
            raise RuntimeError("the broker was never started")
        return self._child.pid

    def start(self) -> None:
        """Start (again) on the same port and data; returns when this very broker answers and takes part."""
        self.launch()
        self.wait_ready()

    def launch(self) -> None:
        """Start without waiting; follow with `wait_ready`."""
        if self.running:
            return
        engine = runtime(self._say)
        self.directory.mkdir(parents=True, exist_ok=True)
        data = self._format(engine)
        properties = self.directory / "server.properties"
        properties.write_text(
            kafka_config.server_properties(
                port=self.port, controller_port=self._controller_port, log_dir=data, extra=self._settings
            )
        )
        flags = tuple(self._archive_flags(engine))
        self._child = Child(engine.command("kafka.Kafka", str(properties), flags=flags), log=self.log)
        self._child.start()

    def wait_ready(self, timeout: float = START_SECONDS) -> None:
        """Wait until the broker answers with our cluster id; DevstackError when it dies or takes too long."""
        deadline = time.monotonic() + timeout
        while not self._ready():
            if not self.running:
                raise DevstackError(f"Kafka is niet gestart:\n{self._log_tail()}", self._remedy())
            if time.monotonic() > deadline:
                raise DevstackError(f"Kafka reageert niet binnen {timeout:.0f} s:\n{self._log_tail()}", self._remedy())
            time.sleep(0.02)

    def stop(self) -> None:
        """End cleanly; on the first run this also writes the class archive for faster starts."""
        if self._child is None:
            return
        self._child.stop(STOP_SECONDS)
        self._keep_archive()

    def ask_to_stop(self) -> None:
        """Send the stop signal without waiting; follow with `stop`."""
        if self._child is not None:
            self._child.ask_to_stop()

    def kill(self) -> None:
        """End as a crash would (SIGKILL)."""
        if self._child is not None:
            self._child.kill()

    def __enter__(self) -> Self:
        self.start()
        return self

    def __exit__(self, *_: object) -> None:
        self.stop()

    def _format(self, engine: Runtime) -> Path:
        """Directory with an identity; the binary part comes from a template made once per version."""
        data = self.directory / "data"
        meta = data / "meta.properties"
        if meta.exists():
            self._cluster_id = kafka_config.cluster_id_of(meta.read_text())
            return data
        data.mkdir(parents=True, exist_ok=True)
        template = _bootstrap_checkpoint(engine, self.directory)
        (data / template.name).write_bytes(template.read_bytes())
        self._cluster_id = kafka_config.new_id()
        meta.write_text(kafka_config.meta_properties(self._cluster_id, kafka_config.new_id()))
        return data

    def _archive_flags(self, engine: Runtime) -> list[str]:
        self._training = None
        if engine.archive.exists():
            return engine.java.archive_flags(engine.archive)
        self._training = engine.home / f"training-{os.getpid()}-{self.port}"
        return engine.java.training_flags(self._training)

    def _keep_archive(self) -> None:
        if self._training is not None and self._training.exists():
            self._training.replace(runtime(self._say).archive)

    def _ready(self) -> bool:
        if not is_open(self.port):
            return False
        # Imported while the broker starts: it takes a third of a second.
        from devstack import kafka_admin  # noqa: PLC0415

        try:
            cluster_id, brokers = kafka_admin.cluster_state(self.bootstrap)
        except kafka_admin.UNREACHABLE:
            return False
        if cluster_id != self._cluster_id:
            raise DevstackError(f"Op poort {self.port} antwoordt een andere Kafka dan de onze.", self._remedy())
        return brokers > 0

    def _log_tail(self) -> str:
        return self._child.log_tail() if self._child is not None else ""

    def _remedy(self) -> str:
        return (
            f"Zie {self.log}. Staat er 'Address already in use', stop dan het programma op poort {self.port}; "
            "is de schijf vol, maak dan ruimte vrij."
        )


def _bootstrap_checkpoint(engine: Runtime, directory: Path) -> Path:
    """The file with feature levels that formatting writes; the same for every cluster of a version."""
    template = engine.home / "bootstrap.checkpoint"
    if template.exists():
        return template
    scratch = directory / "format"
    properties = directory / "format.properties"
    properties.write_text(kafka_config.server_properties(port=9092, controller_port=9093, log_dir=scratch, extra={}))
    child = Child(
        engine.command("kafka.tools.StorageTool", "format", "-t", kafka_config.new_id(), "-c", str(properties)),
        log=directory / "format.log",
    )
    child.start()
    if child.wait(START_SECONDS) != 0:
        raise DevstackError(f"Kafka kan zijn map niet inrichten:\n{child.log_tail()}", f"Zie {child.log}.")
    partial = template.with_suffix(f".{os.getpid()}")
    partial.write_bytes((scratch / template.name).read_bytes())
    partial.replace(template)
    return template


class GivenKafka:
    """A cluster that somebody else runs (KAFKA_BOOTSTRAP)."""

    def __init__(self, bootstrap: str) -> None:
        self.bootstrap = bootstrap

    def launch(self) -> None:
        """Not ours to start."""

    def wait_ready(self) -> None:
        """Only check that it answers."""
        from devstack import kafka_admin  # noqa: PLC0415 - as above

        try:
            kafka_admin.cluster_state(self.bootstrap)
        except kafka_admin.UNREACHABLE as error:
            raise DevstackError(
                f"De opgegeven Kafka ({self.bootstrap}) antwoordt niet: {error}",
                "Controleer KAFKA_BOOTSTRAP, of laat die weg om een eigen Kafka te starten.",
            ) from error

    def ask_to_stop(self) -> None:
        """Not ours to stop."""

    def stop(self) -> None:
        """Not ours to stop."""
