"""Roles and databases on any PostgreSQL server, ours or one that was given."""

import contextlib
from collections.abc import Iterable, Iterator
from urllib.parse import urlsplit, urlunsplit

import psycopg
from psycopg import sql

from devstack.errors import DevstackError


def owner_of(service: str) -> str:
    """The role that owns the tables of a service and migrates them; the service itself runs as its own name."""
    return f"{service}_eigenaar"


def as_owner(url: str) -> str:
    """The same database as the role that owns its tables; `url` is that of the service."""
    parts = urlsplit(url)
    place = (parts.netloc.rpartition("@")[2],)
    return urlunsplit(parts._replace(netloc="@".join((owner_of(parts.username or ""), *place))))


class Databases:
    """Administration of one server through its administrator's URL (`postgresql://...`)."""

    def __init__(self, admin_url: str) -> None:
        self.admin_url = admin_url

    def create_role(self, name: str) -> None:
        """Make a role that may log in and nothing more; an existing one stays."""
        with self._admin() as connection:
            found = connection.execute("select 1 from pg_roles where rolname = %s", (name,)).fetchone()
            if found is None:
                connection.execute(sql.SQL("create role {} login").format(sql.Identifier(name)))

    def create(self, name: str, *, owner: str | None = None, template: str = "template0") -> None:
        """Make a database; nobody may be connected to the template."""
        statement = sql.SQL("create database {} template {}").format(sql.Identifier(name), sql.Identifier(template))
        if owner is not None:
            statement += sql.SQL(" owner {}").format(sql.Identifier(owner))
        with self._admin() as connection:
            connection.execute(statement)

    def create_for(self, service: str, name: str, *, template: str = "template0") -> None:
        """Make a database that the owner of the service owns, and both its roles."""
        for role in (service, owner_of(service)):
            self.create_role(role)
        self.create(name, owner=owner_of(service), template=template)

    def hand_over(self, service: str) -> None:
        """Give the database of the service to its owner, with everything in it, when the service itself owned it."""
        owner = owner_of(service)
        self.create_role(owner)
        names = {"owner": sql.Identifier(owner), "service": sql.Identifier(service)}
        with self._admin() as connection:
            connection.execute(sql.SQL("alter database {service} owner to {owner}").format(**names))
        url = urlunsplit(urlsplit(self.admin_url)._replace(path=f"/{service}"))
        with psycopg.connect(url, connect_timeout=10) as connection:
            connection.execute(sql.SQL("reassign owned by {service} to {owner}").format(**names))

    def exists(self, name: str) -> bool:
        """True when the database exists."""
        with self._admin() as connection:
            found = connection.execute("select 1 from pg_database where datname = %s", (name,)).fetchone()
        return found is not None

    def drop(self, name: str) -> None:
        """Remove a database, also when somebody is still connected."""
        with self._admin() as connection:
            connection.execute(sql.SQL("drop database if exists {} with (force)").format(sql.Identifier(name)))

    @contextlib.contextmanager
    def _admin(self) -> Iterator[psycopg.Connection]:
        with psycopg.connect(self.admin_url, autocommit=True, connect_timeout=10) as connection:
            yield connection


class GivenPostgres:
    """A server that somebody else runs (DATABASE_URL); every database is used as the given user."""

    def __init__(self, admin_url: str) -> None:
        self.databases = Databases(admin_url)

    def start(self) -> None:
        """Only check that it answers."""
        try:
            self.databases.exists("postgres")
        except psycopg.OperationalError as error:
            raise DevstackError(
                f"De opgegeven PostgreSQL antwoordt niet: {error}".strip(),
                "Controleer DATABASE_URL, of laat die weg om een eigen PostgreSQL te starten.",
            ) from error

    def url(self, database: str = "postgres", *, user: str | None = None) -> str:
        """The given URL with another database; `user` is ignored, since the given one must do."""
        del user
        return urlunsplit(urlsplit(self.databases.admin_url)._replace(path=f"/{database}"))

    def ensure_database(self, name: str) -> str:
        """Make the database when it is not there, and give its URL for migrations."""
        if not self.databases.exists(name):
            self.databases.create(name)
        return self.url(name)

    def clear(self, names: Iterable[str]) -> None:
        """Refuse when one of the databases is there already: what others own is not ours to throw away."""
        present = [name for name in names if self.databases.exists(name)]
        if present:
            raise DevstackError(
                f"Op de opgegeven PostgreSQL bestaat al een database: {', '.join(present)}.",
                "Verwijder die zelf, of laat DATABASE_URL weg om een eigen PostgreSQL te starten.",
            )

    def ask_to_stop(self) -> None:
        """Not ours to stop."""

    def stop(self) -> None:
        """Not ours to stop."""
