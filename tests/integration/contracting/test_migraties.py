from collections.abc import Callable

import psycopg
import pytest
from alembic import command
from chassis.migrate import config_for

pytestmark = pytest.mark.integratie


def tabellen(url: str) -> set[str]:
    with psycopg.connect(url) as connection:
        rijen = connection.execute("SELECT tablename FROM pg_tables WHERE schemaname = 'public'").fetchall()
    return {naam for (naam,) in rijen}


def test_up_down_and_up_again_leaves_the_same_and_what_the_code_expects(database_url: Callable[[str], str]) -> None:
    url = database_url("leeg")
    config = config_for("contracting", url)
    command.upgrade(config, "head")
    command.check(config)
    eerst = tabellen(url)
    command.downgrade(config, "base")
    assert tabellen(url) == {"alembic_version"}
    command.upgrade(config, "head")
    assert tabellen(url) == eerst


def test_a_repeated_start_keeps_the_ids_of_the_first_events(database_url: Callable[[str], str]) -> None:
    ids = []
    for naam in ("leeg", "leeg"):
        url = database_url(naam)
        command.upgrade(config_for("contracting", url), "head")
        with psycopg.connect(url) as connection:
            ids.append({one for (one,) in connection.execute("SELECT id FROM outbox")})
    assert len(ids[0]) == 28
    assert ids[0] == ids[1]


def test_every_constraint_has_a_name_of_its_own(database_url: Callable[[str], str]) -> None:
    with psycopg.connect(database_url("contracting")) as connection:
        namen = connection.execute(
            "SELECT conname FROM pg_constraint JOIN pg_class ON conrelid = pg_class.oid"
            " WHERE connamespace = 'public'::regnamespace AND contype IN ('p', 'f', 'u', 'c')"
            " AND relname <> 'alembic_version'"
        ).fetchall()
    assert all(naam.endswith(("_pk", "_fk", "_uq", "_ck")) for (naam,) in namen)
