"""Cleaning up reads what goes, and not what stays."""

from collections.abc import Callable

import psycopg
import pytest
from chassis.bounds import retention
from devstack.databases import as_owner
from devstack.processes import read_processes

pytestmark = pytest.mark.integratie
ROWS = 20_000
FILL = {
    "idempotentie": "SELECT 'wie', g::text, 'a', 200, 'b', {}",
    "inbox": "SELECT 'bron', gen_random_uuid(), 'soort', 'verwerkt', {}",
    "gebeurtenis": "SELECT gen_random_uuid(), 'topic', 'k', 'soort', 'x', {}, 'spoor', NULL",
}
COLUMNS = {
    "idempotentie": "(client, sleutel, verzoek, status, antwoord, tijd)",
    "inbox": "(bron, id, type, uitkomst, tijd)",
    "gebeurtenis": "(id, topic, sleutel, type, inhoud, tijd, traceparent, kop)",
}
# One row an hour, so that a few are over their time and many are not.
AGE = "now() - g * interval '1 hour'"


def filled(url: str) -> None:
    with psycopg.connect(as_owner(url), autocommit=True) as connection:
        for table, values in FILL.items():
            rows = f"{values.format(AGE)} FROM generate_series(1, {ROWS}) g"
            connection.execute(f"INSERT INTO {table} {COLUMNS[table]} {rows}")
            connection.execute(f"VACUUM ANALYZE {table}")


@pytest.mark.parametrize("service", read_processes())
def test_the_old_rows_and_the_oldest_are_found_without_reading_the_others(
    service: str, database_url: Callable[[str], str]
) -> None:
    url = database_url(service)
    filled(url)
    with psycopg.connect(url) as connection:
        for table in retention.TERMS:
            # As many as go in a day.
            delete = retention.DELETE.format(table).replace(":tot", f"now() - interval '{ROWS - 24} hours'")
            for statement in (delete, retention.OLDEST.format(table)):
                plan = "\n".join(str(row[0]) for row in connection.execute(f"EXPLAIN {statement}"))
                assert f"{table}_tijd" in plan
                assert "Seq Scan" not in plan
