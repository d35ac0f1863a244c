"""Migrations of a service, shipped inside its package (`<package>/migrations`)."""

from collections.abc import Collection
from importlib.resources import files
from urllib.parse import urlsplit

import psycopg
from alembic import command, context
from alembic.config import Config
from psycopg import sql
from sqlalchemy import MetaData, create_engine, pool

# The service may not rewrite what it did.
_ONLY_ADDED_TO = ("verwerkingslog", "tijdlijn", "tijdlijn_anker")
_RIGHTS = {"alembic_version": "SELECT", **dict.fromkeys(_ONLY_ADDED_TO, "SELECT, INSERT")}


def config_for(package: str, database_url: str) -> Config:
    """Alembic configuration of the package's migrations on this database."""
    config = Config()
    config.set_main_option("script_location", str(files(package) / "migrations"))
    url = database_url.replace("postgresql://", "postgresql+psycopg://", 1)
    config.set_main_option("sqlalchemy.url", url.replace("%", "%%"))
    return config


def upgrade(package: str, owner_url: str, database_url: str) -> None:
    """Bring the database to the newest revision as its owner, and let the service in; safe to repeat.

    The role of `database_url` reads and writes rows and owns nothing. What is only added to, it cannot change.
    """
    command.upgrade(config_for(package, owner_url), "head")
    role = urlsplit(database_url).username
    if role and role != urlsplit(owner_url).username:
        with psycopg.connect(owner_url) as connection:
            _let_in(connection, role)


def _let_in(connection: psycopg.Connection, role: str) -> None:
    tables = [name for (name,) in connection.execute("SELECT tablename FROM pg_tables WHERE schemaname = 'public'")]
    rights = {
        "ON SCHEMA public": "USAGE",
        "ON ALL SEQUENCES IN SCHEMA public": "USAGE, SELECT",
        **{f'ON "{name}"': _RIGHTS.get(name, "SELECT, INSERT, UPDATE, DELETE") for name in tables},
    }
    to = sql.Identifier(role)
    connection.execute(sql.SQL("REVOKE ALL ON ALL TABLES IN SCHEMA public FROM {}").format(to))
    for where, what in rights.items():
        connection.execute(sql.SQL("GRANT {} {} TO {}").format(sql.SQL(what), sql.SQL(where), to))


def run_env(metadata: MetaData, elsewhere: Collection[str] = ()) -> None:
    """Body of every `migrations/env.py`: one transaction, with a lock timeout so that it never blocks traffic.

    Tables `elsewhere` are no rows of the service: a package below it knows what they look like.
    """

    def include_name(name: str | None, kind: str, _: object) -> bool:
        return kind != "table" or name not in elsewhere

    engine = create_engine(context.config.get_main_option("sqlalchemy.url") or "", poolclass=pool.NullPool)
    with engine.connect() as connection:
        connection.exec_driver_sql("SET lock_timeout = '5s'")
        connection.commit()
        context.configure(connection=connection, target_metadata=metadata, compare_type=True, include_name=include_name)
        with context.begin_transaction():
            context.run_migrations()
    engine.dispose()
