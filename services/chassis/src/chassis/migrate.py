"""Migrations of a service, shipped inside its package (`<package>/migrations`)."""

from collections.abc import Collection
from importlib.resources import files

from alembic import command, context
from alembic.config import Config
from sqlalchemy import MetaData, create_engine, pool


def config_for(package: str, database_url: str) -> Config:
    """Alembic configuration of the package's migrations on this database."""
    config = Config()
    config.set_main_option("script_location", str(files(package) / "migrations"))
    url = database_url.replace("postgresql://", "postgresql+psycopg://", 1)
    config.set_main_option("sqlalchemy.url", url.replace("%", "%%"))
    return config


def upgrade(package: str, database_url: str) -> None:
    """Bring the database to the newest revision; safe to repeat."""
    command.upgrade(config_for(package, database_url), "head")


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
