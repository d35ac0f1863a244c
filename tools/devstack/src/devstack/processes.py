"""The processes of the services: which there are, how one is started, when it is ready."""

import http.client
import sys
import time
from collections.abc import Mapping, Sequence
from pathlib import Path

import yaml

from devstack.child import Child, Spawn, spawn
from devstack.errors import DevstackError

LIST_FILE = Path(__file__).with_name("processen.yaml")
# With every process starting at once on a small machine, importing alone can take a while.
READY_SECONDS = 120.0


def read_processes(path: Path = LIST_FILE) -> dict[str, tuple[str, ...]]:
    """Service -> its processes, in the order of the file."""
    data: dict[str, list[str]] = yaml.safe_load(path.read_text())
    return {service: tuple(names) for service, names in data.items()}


class ServiceProcess:
    """One process of one service; the same object can be stopped, killed and started again."""

    def __init__(
        self,
        service: str,
        name: str,
        *,
        env: Mapping[str, str],
        management_port: int,
        log: Path,
        start_with: Spawn = spawn,
    ) -> None:
        self.service = service
        self.name = name
        self.management_port = management_port
        self._child = Child([sys.executable, "-m", service, name], log=log, env=env, start_with=start_with)

    def __str__(self) -> str:
        return f"{self.service} {self.name}"

    @property
    def management_url(self) -> str:
        """Address of metrics (`/metrics`) and health (`/levend`, `/gereed`)."""
        return f"http://127.0.0.1:{self.management_port}"

    @property
    def pid(self) -> int:
        """Process id of the last start."""
        return self._child.pid

    @property
    def running(self) -> bool:
        """True while the process lives."""
        return self._child.running

    @property
    def log(self) -> Path:
        """Everything the process wrote (JSON lines)."""
        return self._child.log

    def launch(self) -> None:
        """Start without waiting."""
        self._child.start()

    def start(self, timeout: float = READY_SECONDS) -> None:
        """Start and wait until it says that it is ready."""
        self.launch()
        wait_until_ready([self], timeout)

    def ready(self) -> bool:
        """True when the process itself says so now; DevstackError when it ended."""
        if not self.running:
            raise DevstackError(
                f"Proces '{self}' is gestopt (code {self._child.returncode}):\n{self._child.log_tail()}",
                f"Het hele logboek staat in {self.log}.",
            )
        return _answers_ok(self.management_port, "/gereed")

    def ask_to_stop(self) -> None:
        """SIGTERM without waiting; follow with `stop`."""
        self._child.ask_to_stop()

    def stop(self, timeout: float = 10.0) -> int | None:
        """SIGTERM, SIGKILL after `timeout` seconds; the exit code."""
        return self._child.stop(timeout)

    def kill(self) -> None:
        """End as a crash would (SIGKILL)."""
        self._child.kill()


def wait_until_ready(processes: Sequence[ServiceProcess], timeout: float = READY_SECONDS) -> None:
    """Wait for all; DevstackError with the end of the log when one dies or takes too long."""
    deadline = time.monotonic() + timeout
    waiting = list(processes)
    while waiting:
        waiting = [process for process in waiting if not process.ready()]
        if waiting and time.monotonic() > deadline:
            names = ", ".join(str(process) for process in waiting)
            raise DevstackError(
                f"Niet op tijd gereed ({timeout:.0f} s): {names}.", f"Zie de logboeken in {waiting[0].log.parent}."
            )
        if waiting:
            time.sleep(0.05)


def migrate(envs: Mapping[str, Mapping[str, str]], logs: Path, *, start_with: Spawn = spawn) -> None:
    """Bring the databases of services up to date, side by side; `envs` gives each its environment."""
    children = {
        service: Child(
            [sys.executable, "-m", service, "migrate"],
            log=logs / f"{service}-migrate.log",
            env=env,
            start_with=start_with,
        )
        for service, env in envs.items()
    }
    for child in children.values():
        child.start()
    for service, child in children.items():
        if child.wait(READY_SECONDS) != 0:
            raise DevstackError(
                f"De database van {service} kan niet worden bijgewerkt:\n{child.log_tail()}", f"Zie {child.log}."
            )


def _answers_ok(port: int, path: str) -> bool:
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=5)
    try:
        connection.request("GET", path)
        return connection.getresponse().status == http.HTTPStatus.OK
    except (OSError, http.client.HTTPException):
        return False
    finally:
        connection.close()
