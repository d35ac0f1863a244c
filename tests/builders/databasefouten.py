"""What SQLAlchemy raises when the database refuses or goes, as the driver gives it."""

import psycopg
from sqlalchemy.exc import DBAPIError, OperationalError
from sqlalchemy.exc import TimeoutError as NoConnectionError


def of_the_database(sqlstate: str) -> DBAPIError:
    """An error with this code of the server."""
    kind = psycopg.errors.lookup(sqlstate)
    return OperationalError("SELECT 1", None, kind("mis"))


LOST = OperationalError("SELECT 1", None, psycopg.OperationalError("connection lost"), connection_invalidated=True)
AWAY = [LOST, NoConnectionError("no connection came back"), *map(of_the_database, ["08006", "40001", "53300", "57P01"])]
# A statement that is broken off for lasting too long, one that is too large, and one that the driver cannot send.
STAYING = [
    *map(of_the_database, ["57014", "54000"]),
    OperationalError("SELECT 1", None, psycopg.OperationalError("too many parameters")),
]


def name_of(error: object) -> str:
    """For the name of a test."""
    return f"{type(error).__name__} {getattr(getattr(error, 'orig', error), 'sqlstate', '')}"
