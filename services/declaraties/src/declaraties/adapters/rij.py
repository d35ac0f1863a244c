"""The base of the rows of this service and its two common columns."""

import datetime as dt

from chassis.db import register_tables
from sqlalchemy import BigInteger, Column, DateTime
from sqlalchemy.orm import registry
from sqlmodel import SQLModel


class Rij(SQLModel, registry=registry()):
    """Base of the rows; the metadata belongs to this service alone."""


Rij.metadata.naming_convention = {
    "pk": "%(table_name)s_pk",
    "uq": "%(table_name)s_%(column_0_N_name)s_uniek",
    "fk": "%(table_name)s_%(column_0_N_name)s_verwijst",
    "ix": "%(table_name)s_%(column_0_N_name)s",
    "ck": "%(table_name)s_%(constraint_name)s",
}
register_tables(Rij.metadata)


def moment(*, leeg: bool = False) -> Column[dt.datetime]:
    """A moment with its time zone."""
    return Column(DateTime(timezone=True), nullable=leeg)


def cent(*, leeg: bool = False) -> Column[int]:
    """An amount in eurocents."""
    return Column(BigInteger, nullable=leeg)


def client_binding(pseudoniem: bytes) -> str:
    """What binds a stored BSN to its client."""
    return f"client|{pseudoniem.hex()}"
