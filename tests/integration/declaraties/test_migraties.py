from collections.abc import Callable

import psycopg
import pytest
from alembic import command
from chassis.migrate import config_for
from declaraties.adapters.schema import Rij
from risb_zaak.migrate import ZAAK_TABLES

DatabaseUrl = Callable[[str], str]
_TABELLEN = "SELECT tablename FROM pg_tables WHERE schemaname = 'public' AND tablename <> 'alembic_version'"


@pytest.mark.integratie
def test_migrations_go_up_down_and_up_and_match_the_rows(database_url: DatabaseUrl) -> None:
    url = database_url("leeg")
    config = config_for("declaraties", url)

    command.upgrade(config, "head")
    command.check(config)
    with psycopg.connect(url) as verbinding:
        assert {naam for (naam,) in verbinding.execute(_TABELLEN)} == Rij.metadata.tables.keys() | ZAAK_TABLES
    command.downgrade(config, "base")
    with psycopg.connect(url) as verbinding:
        assert verbinding.execute(_TABELLEN).fetchall() == []
    command.upgrade(config, "head")
    command.check(config)
