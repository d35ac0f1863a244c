"""The whole product on one machine: engines, topics, databases, issuer and processes, as one context manager."""

import json
import os
import shutil
import subprocess
import sys
import time
import urllib.request
from collections.abc import Callable, Iterable, Mapping, Sequence
from pathlib import Path
from typing import Self

from risb_kern.clock import MovableClock

from devstack import settings
from devstack.child import Handle, spawn
from devstack.databases import GivenPostgres
from devstack.errors import DevstackError
from devstack.folder_lock import FolderLock
from devstack.fork_client import ForkServer
from devstack.issuer import Issuer
from devstack.kafka import GivenKafka, Kafka
from devstack.paths import data_dir
from devstack.ports import PortBook, free_port, require_free
from devstack.post import Postbus
from devstack.postgres import Postgres
from devstack.processes import ServiceProcess, migrate, read_processes, wait_until_ready
from devstack.settings import ServiceContext

STATE_FILE = "toestand.json"
PORTS_FILE = "poorten.json"
POST = "post"
CLOCK_FILE = "klok"


class Devstack:
    """Everything running, or a part of it.

    `services` names the services whose processes are wanted (default all); a mapping names single processes:
    `{"contracting": ["api"]}`. `directory` holds all data (default `.devstack`); one stack at a time per directory.
    `vrije_poorten` takes free ports everywhere, for tests; otherwise the APIs listen on fixed ports (8101 and up,
    RISB_POORT_BASIS) and the rest on ports that stay the same between runs. `duurzaam=False` trades survival of a
    power cut for speed; `vers=True` begins without any data of an earlier run. `extra_env` is added to the
    environment of every process. KAFKA_BOOTSTRAP and DATABASE_URL replace the embedded engines.
    """

    def __init__(
        self,
        directory: Path | None = None,
        *,
        services: Iterable[str] | Mapping[str, Iterable[str]] | None = None,
        vrije_poorten: bool = False,
        duurzaam: bool = True,
        vers: bool = False,
        extra_env: Mapping[str, str] | None = None,
        say: Callable[[str], None] = print,
    ) -> None:
        self.directory = (directory or data_dir()).absolute()
        self._wanted = _wanted(services)
        self.services = tuple(self._wanted)
        self._extra_env = dict(extra_env or {})
        self._say = say
        self._lock = FolderLock(self.directory)
        self._free_ports = vrije_poorten
        self._ports = PortBook(self.directory / PORTS_FILE, in_use=self._lock.taken, anew=vrije_poorten)
        self._fresh = vers
        self._processes: dict[tuple[str, str], ServiceProcess] = {}
        self._api_ports = {service: self._api_port(service) for service in self.services}
        self.kafka: Kafka | GivenKafka = self._kafka()
        self.postgres: Postgres | GivenPostgres = self._postgres(duurzaam=duurzaam)
        self._forks = ForkServer(self._logs / "forkserver.log") if _may_fork() else None
        self.issuer = Issuer(self.directory, port=self._ports.port("uitgever"))
        self.postbus = Postbus(self.directory / POST, self._ports.port("post"))

    def start(self) -> None:
        """Start everything and wait until every process is ready; on any failure nothing stays behind."""
        try:
            self._start()
        except BaseException:
            self.stop()
            raise

    def stop(self) -> None:
        """Stop everything that this object started."""
        if not self._lock.held:
            return
        for process in self._processes.values():
            process.ask_to_stop()
        for process in self._processes.values():
            process.stop()
        if self._forks is not None:
            self._forks.stop()
        self.issuer.stop()
        self.postbus.stop()
        self.kafka.ask_to_stop()
        self.postgres.ask_to_stop()
        self.kafka.stop()
        self.postgres.stop()
        (self.directory / STATE_FILE).unlink(missing_ok=True)
        self._lock.release()

    def __enter__(self) -> Self:
        self.start()
        return self

    def __exit__(self, *_: object) -> None:
        self.stop()

    def process(self, service: str, name: str) -> ServiceProcess:
        """One process, to stop, kill or start it; KeyError when it is not part of this stack."""
        return self._processes[service, name]

    @property
    def processes(self) -> list[ServiceProcess]:
        """All processes of this stack."""
        return list(self._processes.values())

    def api_url(self, service: str) -> str:
        """Address of a service's API without path, `http://127.0.0.1:<port>`."""
        return f"http://127.0.0.1:{self._api_ports[service]}"

    @property
    def clock(self) -> MovableClock:
        """The clock of every process of this stack; moving it makes the agendas carry out what is due by then."""
        return MovableClock(self.directory / CLOCK_FILE)

    def command(self, service: str, *words: str) -> int:
        """Run `python -m <service> <words>` on this stack's database; the exit code."""
        env = self._environment(service, self.database_url(service), management_port=1)
        return subprocess.run([sys.executable, "-m", service, *words], env=env, check=False).returncode

    @property
    def bootstrap(self) -> str:
        """Address of the broker."""
        return self.kafka.bootstrap

    def metingen(self, service: str, name: str) -> str:
        """The metrics of one process, as Prometheus reads them."""
        with urllib.request.urlopen(f"{self.process(service, name).management_url}/metrics", timeout=5) as answer:
            text: str = answer.read().decode()
            return text

    def database_url(self, service: str) -> str:
        """Address of a service's database, as that service uses it."""
        return self.postgres.url(service, user=service)

    def token(
        self, rol: str | Iterable[str], *, agb: Iterable[str] = (), gemeenten: Iterable[str] = (), wie: str = ""
    ) -> str:
        """An access token that the running services accept; `wie` tells persons with the same role apart."""
        return self.issuer.maak_token(rol, agb=agb, gemeenten=gemeenten, wie=wie)

    def _start(self) -> None:
        began = time.monotonic()
        self._lock.take()
        self._ports.save()
        for service in self.services:
            self._require_api_port(service)
        if self._fresh:
            self._clear()
        self.issuer.start()
        self.postbus.start()
        if self._forks is not None:
            self._forks.start()
        self._start_engines()
        self._say(f"Kafka en PostgreSQL draaien ({time.monotonic() - began:.1f} s).")
        self._start_processes()
        self._write_state()
        self._say(f"Alle {len(self._processes)} processen zijn gereed ({time.monotonic() - began:.1f} s).")

    def _start_engines(self) -> None:
        # The broker needs longest, so it starts while the databases are made and migrated.
        self.kafka.launch()
        self.postgres.start()
        urls = {service: self.postgres.ensure_database(service) for service in self.services}
        envs = {
            service: self._environment(service, self.database_url(service), management_port=1, owner=url)
            for service, url in urls.items()
        }
        migrate(envs, self._logs, start_with=self._spawn)
        self.kafka.wait_ready()
        # Imported while the broker starts: the client library takes a third of a second.
        from devstack.topics import make_topics  # noqa: PLC0415

        made = make_topics(self.kafka.bootstrap)
        if made:
            self._say(f"{len(made)} topics aangemaakt.")

    def _start_processes(self) -> None:
        wanted = [(service, name) for service, names in self._wanted.items() for name in names]
        # The APIs first: they are what somebody waits for.
        for service, name in sorted(wanted, key=lambda pair: pair[1] != "api"):
            port = self._ports.port(f"{service}-{name}")
            log = self._logs / f"{service}-{name}.log"
            log.unlink(missing_ok=True)
            env = self._environment(service, self.database_url(service), management_port=port)
            process = ServiceProcess(service, name, env=env, management_port=port, log=log, start_with=self._spawn)
            self._processes[service, name] = process
            process.launch()
        self._ports.save()
        wait_until_ready(self.processes)

    def _environment(self, service: str, database_url: str, *, management_port: int, owner: str = "") -> dict[str, str]:
        storage = self.directory / "opslag" / service
        storage.mkdir(parents=True, exist_ok=True)
        context = ServiceContext(
            service=service,
            database_url=database_url,
            eigenaar_url=owner,
            kafka_bootstrap=self.kafka.bootstrap,
            oidc_issuer=self.issuer.url,
            oidc_jwks_url=self.issuer.jwks_url,
            api_port=self._api_ports[service],
            key=settings.kept_key(self.directory, service),
            signing_key=settings.signing_key(self.directory, service),
            producers=settings.producer_keys(self.directory),
            storage=storage,
            post=self.postbus.adres,
            klok=self.directory / CLOCK_FILE,
        )
        base = settings.inherited() | self._extra_env
        return settings.environment(context, management_port=management_port, base=base)

    def _spawn(self, command: Sequence[str], env: Mapping[str, str] | None, log: Path) -> Handle:
        return spawn(command, env, log) if self._forks is None else self._forks.spawn(command, env, log)

    @property
    def _logs(self) -> Path:
        return self.directory / "logs"

    def _kafka(self) -> Kafka | GivenKafka:
        given = os.environ.get("KAFKA_BOOTSTRAP")
        if given:
            return GivenKafka(given)
        return Kafka(self.directory / "kafka", port=self._ports.port("kafka"), say=self._say)

    def _postgres(self, *, duurzaam: bool) -> Postgres | GivenPostgres:
        given = os.environ.get("DATABASE_URL")
        if given:
            return GivenPostgres(given)
        port = self._ports.port("postgres")
        return Postgres(self.directory / "postgres", port=port, duurzaam=duurzaam, say=self._say)

    def _api_port(self, service: str) -> int:
        if self._free_ports:
            return free_port()
        return int(os.environ.get("RISB_POORT_BASIS", "8100")) + 1 + list(read_processes()).index(service)

    def _require_api_port(self, service: str) -> None:
        require_free(
            self._api_ports[service],
            f"API van {service}",
            "Stop het programma op die poort, of kies andere poorten, bijvoorbeeld: RISB_POORT_BASIS=9100 make up",
        )

    def _clear(self) -> None:
        """Throw away all data of earlier runs; ports and the lock stay."""
        self.postgres.clear(self.services)
        for name in ("kafka", "logs", "opslag", POST, "sleutels"):
            shutil.rmtree(self.directory / name, ignore_errors=True)
        (self.directory / CLOCK_FILE).unlink(missing_ok=True)

    def _write_state(self) -> None:
        state = {"kafka": self.kafka.bootstrap, "pid": os.getpid()}
        (self.directory / STATE_FILE).write_text(json.dumps(state))


def _may_fork() -> bool:
    """Forking after imports is dependable on Linux; RISB_SNELSTART=0 turns it off."""
    return sys.platform == "linux" and os.environ.get("RISB_SNELSTART", "1") != "0"


def _wanted(services: Iterable[str] | Mapping[str, Iterable[str]] | None) -> dict[str, tuple[str, ...]]:
    if isinstance(services, Mapping):
        return {service: tuple(names) for service, names in services.items()}
    known = read_processes()
    chosen = tuple(known if services is None else services)
    unknown = [service for service in chosen if service not in known]
    if unknown:
        raise DevstackError(f"Onbekende dienst: {', '.join(unknown)}.", f"Kies uit: {', '.join(known)}.")
    return {service: known[service] for service in chosen}
