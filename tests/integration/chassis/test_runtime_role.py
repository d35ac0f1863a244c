"""What the role of a service may do in its own database: rows come and go, what is only added to stays, tables stay."""

from collections.abc import Callable

import psycopg
import pytest
from devstack.databases import as_owner
from devstack.processes import read_processes

pytestmark = pytest.mark.integratie
FORBIDDEN = [
    "UPDATE verwerkingslog SET gebruiker = 'x'",
    "DELETE FROM verwerkingslog",
    "TRUNCATE verwerkingslog",
    "ALTER TABLE verwerkingslog ADD COLUMN x int",
    "DROP TABLE verwerkingslog",
    "UPDATE tijdlijn SET door = 'x'",
    "DELETE FROM tijdlijn_anker",
    "ALTER TABLE tijdlijn DISABLE TRIGGER ALL",
    "UPDATE alembic_version SET version_num = 'x'",
    "CREATE TABLE eigen (nummer int)",
    "SET session_replication_role = replica",
]


@pytest.mark.parametrize("service", read_processes())
def test_a_service_cannot_rewrite_what_it_did_and_owns_nothing(
    service: str, database_url: Callable[[str], str]
) -> None:
    url = database_url(service)
    for statement in FORBIDDEN:
        with psycopg.connect(url) as connection, pytest.raises(psycopg.errors.InsufficientPrivilege):
            connection.execute(statement)
    with psycopg.connect(url) as connection:
        owned = "SELECT count(*) FROM pg_class WHERE relowner = CAST(current_user AS regrole)"
        assert connection.execute(owned).fetchone() == (0,)


@pytest.mark.parametrize("service", read_processes())
def test_a_service_reads_and_writes_every_other_table(service: str, database_url: Callable[[str], str]) -> None:
    only_added_to = {"verwerkingslog", "tijdlijn", "tijdlijn_anker", "alembic_version"}
    rights = (
        "SELECT t.tablename, has_table_privilege(t.tablename, 'UPDATE') AND has_table_privilege(t.tablename, 'DELETE'),"
        " has_table_privilege(t.tablename, 'SELECT') FROM pg_tables t WHERE schemaname = 'public'"
    )
    with psycopg.connect(database_url(service)) as connection:
        found = {name: (write, read) for name, write, read in connection.execute(rights)}

    assert all(read for _, read in found.values())
    assert {name for name, (write, _) in found.items() if not write} == only_added_to


def test_the_owner_alone_changes_tables(database_url: Callable[[str], str]) -> None:
    with psycopg.connect(as_owner(database_url("subsidies"))) as connection:
        connection.execute("ALTER TABLE verwerkingslog ADD COLUMN proef int")
