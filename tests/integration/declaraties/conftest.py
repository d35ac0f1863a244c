from collections.abc import AsyncIterator, Callable, Iterator
from pathlib import Path

import psycopg
import pytest
from devstack.postgres import Postgres

from tests.builders.betalen import Kas
from tests.builders.declaraties import Dienst, dienst_op

_DATABASE = "declaraties_gedeeld"


@pytest.fixture(scope="session")
def gedeelde_url(postgres: Postgres, migrated_template: Callable[[str], str]) -> Iterator[str]:
    """One migrated database for all these tests: making one costs more than a test."""
    template = migrated_template("declaraties")
    yield postgres.create_copy("declaraties", _DATABASE, template=template)
    postgres.databases.drop(_DATABASE)


@pytest.fixture
def lege_url(gedeelde_url: str, postgres: Postgres) -> str:
    """The database without a row in it; deleting a few rows is cheaper than truncating every table."""
    with psycopg.connect(postgres.url(_DATABASE)) as verbinding:
        # As superuser and without triggers: a service takes nothing from its timeline.
        verbinding.execute("SET session_replication_role = replica")
        tabellen = verbinding.execute(
            "SELECT quote_ident(tablename) FROM pg_tables WHERE schemaname = 'public' AND tablename <> 'alembic_version'"
        ).fetchall()
        verbinding.execute("; ".join(f"DELETE FROM {tabel}" for (tabel,) in tabellen).encode())
    return gedeelde_url


@pytest.fixture
async def dienst(lege_url: str, tmp_path: Path) -> AsyncIterator[Dienst]:
    async with dienst_op(lege_url, tmp_path) as running:
        yield running


@pytest.fixture
async def kas(dienst: Dienst) -> Kas:
    """Payment, with an account of everybody and a review that chooses nothing."""
    een = Kas(dienst)
    een.regels()
    await een.open_rekeningen()
    await dienst.neem_deel()
    return een
