"""Engines for the whole suite: one real Kafka and one real PostgreSQL per test process, a fresh database per test."""

import itertools
import shutil
import tempfile
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
import pytest_socket
from devstack.databases import owner_of
from devstack.environment import Devstack
from devstack.kafka import Kafka
from devstack.postgres import Postgres
from devstack.processes import migrate, read_processes
from devstack.settings import ServiceContext, environment, inherited, kept_key
from devstack.topics import make_topics

UNIT = Path(__file__).with_name("unit")

DatabaseUrl = Callable[[str], str]


def pytest_runtest_setup(item: pytest.Item) -> None:
    # A unit test that reaches for the network is in the wrong folder. The event loop itself needs a socket pair.
    if UNIT in item.path.parents:
        pytest_socket.disable_socket(allow_unix_socket=True)


@pytest.fixture(scope="session")
def engine_dir() -> Iterator[Path]:
    """A folder that PostgreSQL can reach when the tests run as root; the folders of pytest are closed to others."""
    folder = Path(tempfile.mkdtemp(prefix="risb-test-"))
    folder.chmod(0o755)
    yield folder
    shutil.rmtree(folder, ignore_errors=True)


@pytest.fixture(scope="session")
def kafka(engine_dir: Path) -> Iterator[Kafka]:
    """The session's broker with every topic of the catalogue.

    It is shared: use fresh group ids and keys of your own. A test that stops or kills a broker starts its own.
    """
    with Kafka(engine_dir / "kafka") as broker:
        make_topics(broker.bootstrap)
        yield broker


@pytest.fixture(scope="session")
def postgres(engine_dir: Path) -> Iterator[Postgres]:
    """The session's cluster; without the costs of surviving a power cut. Do not stop or kill it."""
    with Postgres(engine_dir / "postgres", duurzaam=False) as cluster:
        yield cluster


@pytest.fixture(scope="session")
def migrated_template(postgres: Postgres, engine_dir: Path) -> Callable[[str], str]:
    """Name of the database that a test's database is copied from: migrated once per session for a service."""
    made: dict[str, str] = {}

    def template(name: str) -> str:
        if name not in made:
            made[name] = _migrate_template(postgres, name, engine_dir)
        return made[name]

    return template


def _migrate_template(postgres: Postgres, service: str, folder: Path) -> str:
    name = f"sjabloon_{service}"
    context = ServiceContext(
        service=service,
        database_url=postgres.create_copy(service, name),
        eigenaar_url=postgres.url(name, user=owner_of(service)),
        kafka_bootstrap="127.0.0.1:1",
        oidc_issuer="http://127.0.0.1:1/ontwikkel-uitgever",
        oidc_jwks_url="http://127.0.0.1:1/ontwikkel-uitgever/jwks.json",
        api_port=1,
        key=kept_key(folder, service),
        storage=folder,
    )
    env = environment(context, management_port=1, base=inherited())
    migrate({service: env}, folder / "logs")
    return name


@pytest.fixture
def database_url(postgres: Postgres, migrated_template: Callable[[str], str]) -> Iterator[DatabaseUrl]:
    """Gives `database_url("contracting")`: the URL of a fresh migrated database, as that service uses it.

    Any other name gives an empty database that is owned by a role of that name. Everything is dropped after the test.
    """
    made: list[str] = []

    def fresh(name: str) -> str:
        made.append(f"{name}_{next(_numbers)}")
        if name in read_processes():
            return postgres.create_copy(name, made[-1], template=migrated_template(name))
        postgres.databases.create_role(name)
        return postgres.create_database(made[-1], owner=name)

    yield fresh
    for database in made:
        postgres.databases.drop(database)


_numbers = itertools.count(1)


@pytest.fixture(scope="session")
def devstack(engine_dir: Path) -> Iterator[Devstack]:
    """Every process of every service on engines of its own, started once per session for the end-to-end tests."""
    with Devstack(engine_dir / "keten", vrije_poorten=True, duurzaam=False) as stack:
        yield stack
