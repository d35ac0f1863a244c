from collections.abc import Callable

import pytest
from alembic import command
from chassis.migrate import config_for
from sqlalchemy import create_engine, inspect

pytestmark = pytest.mark.integratie


def tabellen(url: str) -> set[str]:
    engine = create_engine(url.replace("postgresql://", "postgresql+psycopg://", 1))
    gevonden = set(inspect(engine).get_table_names())
    engine.dispose()
    return gevonden


def test_migrations_go_up_down_and_up_and_leave_nothing_to_do(database_url: Callable[[str], str]) -> None:
    url = database_url("leeg")
    config = config_for("toezicht", url)
    command.upgrade(config, "head")
    boven = tabellen(url)
    assert {"signaal", "zaak", "maatregel", "abonnement", "outbox", "inbox"} <= boven
    command.downgrade(config, "base")
    assert tabellen(url) == {"alembic_version"}
    command.upgrade(config, "head")
    command.check(config)
    assert tabellen(url) == boven
