"""Rows of contracting's own database; the domain, not the row, guards what is valid."""

from chassis.db import register_tables
from sqlalchemy.orm import registry
from sqlmodel import SQLModel


class Rij(SQLModel, registry=registry()):
    """Base of the rows; the metadata belongs to this service alone."""


register_tables(Rij.metadata)
