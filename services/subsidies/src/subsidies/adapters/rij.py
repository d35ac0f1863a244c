"""The base of the rows of this service and its common columns; the domain, not the row, guards what is valid."""

from typing import Any

from chassis.db import register_tables
from risb_zaak.documents.sql import register_documents
from sqlalchemy import Column, DateTime, LargeBinary, MetaData
from sqlalchemy.dialects.postgresql import JSONB
from sqlalchemy.orm import registry
from sqlmodel import Field, SQLModel

_NAMES = {"pk": "pk_%(table_name)s", "fk": "fk_%(table_name)s_%(column_0_name)s"}


class Rij(SQLModel, registry=registry(metadata=MetaData(naming_convention=_NAMES))):
    """Base of the rows; the metadata belongs to this service alone."""


register_tables(Rij.metadata)
register_documents(Rij.metadata)


def moment(*, leeg: bool = False) -> Any:
    """A moment with its time zone."""
    return Field(sa_column=Column(DateTime(timezone=True), nullable=leeg), default=None)


def inhoud() -> Any:
    """An aggregate as a whole; the columns beside it are what we search, sort and lock on."""
    return Field(sa_column=Column(JSONB, nullable=False))


def verzegeld() -> Any:
    """As `inhoud`, with what people write in it: encrypted, so that nothing in it can be searched."""
    return Field(sa_column=Column(LargeBinary, nullable=False))
