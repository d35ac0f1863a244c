"""The launcher with a stand-in service on real engines: readiness, kills, restarts, nothing left behind."""

import os
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Protocol

import httpx
import psutil
import psycopg
import pytest
from devstack.child import Child
from devstack.environment import Devstack
from devstack.errors import DevstackError
from devstack.kafka import Kafka
from devstack.kafka_admin import TopicSpec, ensure_topics, existing_topics
from devstack.ports import PortBook
from devstack.postgres import Postgres

pytestmark = pytest.mark.integratie
HERE = str(Path(__file__).parent)


class Stack(Protocol):
    def __call__(self, names: Sequence[str], *, vers: bool = False) -> Devstack: ...


@pytest.fixture
def stack(tmp_path: Path, kafka: Kafka, postgres: Postgres, monkeypatch: pytest.MonkeyPatch) -> Iterator[Stack]:
    """Stacks of the stand-in on the session's engines, handed over as engines that somebody else runs."""
    monkeypatch.setenv("KAFKA_BOOTSTRAP", kafka.bootstrap)
    monkeypatch.setenv("DATABASE_URL", postgres.url())

    def build(names: Sequence[str], *, vers: bool = False) -> Devstack:
        extra_env = {"PYTHONPATH": HERE}
        services = {"nepdienst": names}
        return Devstack(tmp_path, services=services, vrije_poorten=True, vers=vers, extra_env=extra_env, say=silent)

    yield build
    postgres.databases.drop("nepdienst")


def silent(_text: str) -> None:
    return None


def gone(pid: int, seconds: float = 10.0) -> bool:
    deadline = time.monotonic() + seconds
    while time.monotonic() < deadline:
        if not psutil.pid_exists(pid) or psutil.Process(pid).status() == psutil.STATUS_ZOMBIE:
            return True
        time.sleep(0.02)
    return False


@pytest.mark.parametrize("fast", ["0", "1"])
def test_processes_are_ready_migrated_and_named(stack: Stack, fast: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("RISB_SNELSTART", fast)
    with stack(["api", "relay"]) as running:
        relay = running.process("nepdienst", "relay")
        assert httpx.get(f"{relay.management_url}/metrics").json() == {"pid": relay.pid, "arguments": ["relay"]}
        assert "gestart relay" in relay.log.read_text()
        with psycopg.connect(running.database_url("nepdienst")) as connection:
            assert connection.execute("select count(*) from gemigreerd").fetchone() == (0,)


def test_a_killed_process_starts_again_and_the_rest_lives_on(stack: Stack) -> None:
    with stack(["api", "relay"]) as running:
        relay, api = running.process("nepdienst", "relay"), running.process("nepdienst", "api")
        first = relay.pid
        relay.kill()
        assert gone(first)
        assert api.running
        relay.start()
        assert relay.pid != first
        assert relay.ready()


@pytest.mark.parametrize("fast", ["0", "1"])
def test_stopping_leaves_no_process_behind(stack: Stack, fast: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("RISB_SNELSTART", fast)
    with stack(["api", "ouder"]) as running:
        pids = [process.pid for process in running.processes]
        pids += [child.pid for pid in pids for child in psutil.Process(pid).children()]
    assert len(pids) == 3
    assert all(gone(pid, 1) for pid in pids)


def test_a_process_that_cannot_start_is_named_with_its_own_words_and_nothing_stays(stack: Stack) -> None:
    failing = stack(["api", "kapot"])
    with pytest.raises(DevstackError, match="Proces 'nepdienst kapot' is gestopt") as caught:
        failing.start()
    assert "dit proces kan niet starten" in caught.value.problem
    assert gone(failing.process("nepdienst", "api").pid, 1)


def test_a_second_stack_in_the_same_folder_is_refused(stack: Stack) -> None:
    with stack(["api"]) as running:
        with pytest.raises(DevstackError, match="Er draait al een omgeving"):
            stack(["api"]).start()
        assert running.process("nepdienst", "api").ready()


def test_a_stack_that_is_refused_leaves_the_ports_of_the_first_as_they_are(stack: Stack, tmp_path: Path) -> None:
    late = stack(["api"])
    with stack(["api"]) as running:
        for refused in (late, stack(["api"])):
            with pytest.raises(DevstackError, match="Er draait al een omgeving"):
                refused.start()
        assert PortBook(tmp_path / "poorten.json").known("uitgever") == running.issuer.port


def test_a_fresh_start_refuses_to_throw_away_a_database_of_somebody_else(stack: Stack, postgres: Postgres) -> None:
    postgres.create_database("nepdienst")
    with pytest.raises(DevstackError, match="bestaat al een database: nepdienst"):
        stack(["api"], vers=True).start()


def test_a_fresh_start_has_no_data_of_the_run_before(engine_dir: Path) -> None:
    folder = engine_dir / "vers"
    for _ in range(2):
        with Devstack(folder, services=(), vrije_poorten=True, duurzaam=False, vers=True, say=silent) as running:
            assert "bewaard" not in existing_topics(running.kafka.bootstrap)
            assert not running.postgres.databases.exists("bewaard")
            running.postgres.databases.create("bewaard")
            ensure_topics(running.kafka.bootstrap, [TopicSpec(name="bewaard", partitions=1, config={})])


def test_a_process_that_ignores_the_request_to_stop_is_killed(tmp_path: Path) -> None:
    code = (
        "import signal, time; signal.signal(signal.SIGTERM, signal.SIG_IGN); print('doof', flush=True); time.sleep(60)"
    )
    child = Child([sys.executable, "-c", code], log=tmp_path / "log")
    child.start()
    while "doof" not in child.log_tail():
        time.sleep(0.01)
    assert child.stop(0.2) == -signal.SIGKILL


LAUNCHER = """
import sys, time
from pathlib import Path
from devstack.child import Child
from devstack.postgres import Postgres
folder = Path(sys.argv[1])
sleeper = Child([sys.executable, "-c", "import time; time.sleep(600)"], log=folder / "slaper.log")
sleeper.start()
cluster = Postgres(folder / "postgres", duurzaam=False)
cluster.start()
print(sleeper.pid, cluster.pid, flush=True)
time.sleep(600)
"""


@pytest.mark.parametrize("how", [signal.SIGKILL, signal.SIGTERM])
def test_children_end_when_the_launcher_dies(engine_dir: Path, how: signal.Signals) -> None:
    folder = engine_dir / f"dood-{how.name}"
    folder.mkdir(mode=0o755)
    launcher = subprocess.Popen([sys.executable, "-c", LAUNCHER, folder], stdout=subprocess.PIPE, text=True)
    with launcher:
        pids = [int(word) for word in said_until(launcher, "\n").split()]
        launcher.send_signal(how)
    assert len(pids) == 2
    assert all(gone(pid) for pid in pids)


def command_line(folder: Path, *arguments: str, **env: str) -> "subprocess.Popen[str]":
    return subprocess.Popen(
        [sys.executable, "-m", "devstack", *arguments],
        env={**os.environ, "RISB_DEVSTACK_DIR": str(folder), **env},
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
    )


def said_until(process: "subprocess.Popen[str]", end: str) -> str:
    said = ""
    while end not in said:
        line = process.stdout.readline() if process.stdout else ""
        assert line, f"ended early:\n{said}"
        said += line
    return said


def test_ctrl_c_ends_everything_with_a_clean_exit(engine_dir: Path) -> None:
    with command_line(engine_dir / "ctrl-c", "up", "--alleen-motoren") as up:
        assert "PostgreSQL" in said_until(up, "Stoppen: Ctrl-C")
        children = psutil.Process(up.pid).children(recursive=True)
        up.send_signal(signal.SIGINT)
        assert up.wait(30) == 0
    assert len(children) > 3
    assert all(gone(child.pid) for child in children)


def test_a_taken_api_port_is_said_before_anything_starts(engine_dir: Path) -> None:
    folder = engine_dir / "bezet"
    with socket.create_server(("127.0.0.1", 0)) as server:
        port = server.getsockname()[1]
        up = command_line(folder, "up", "--diensten=contracting", RISB_POORT_BASIS=str(port - 1))
        said, _ = up.communicate(timeout=60)
    assert up.returncode == 1
    assert f"Poort {port} (API van contracting) is al in gebruik" in said
    assert "RISB_POORT_BASIS=9100 make up" in said
    assert not (folder / "postgres").exists()
