"""What the rows of every subject have in common: metadata, kinds of columns, and the way to values by equal names."""

import dataclasses
from collections.abc import Mapping
from typing import Any, TypeVar

from chassis.db import register_tables
from risb_kern.lists import Bereik
from sqlalchemy import (
    BigInteger,
    Column,
    ColumnElement,
    DateTime,
    ForeignKey,
    LargeBinary,
    MetaData,
    Text,
    and_,
    cast,
    func,
    or_,
    true,
)
from sqlalchemy.dialects.postgresql import ARRAY, JSONB, array
from sqlalchemy.orm import registry
from sqlmodel import Field, SQLModel

_NAMES = {
    "pk": "%(table_name)s_pk",
    "fk": "%(table_name)s_%(column_0_name)s_fk",
    "uq": "%(table_name)s_%(column_0_N_name)s_uk",
    "ix": "%(table_name)s_%(column_0_N_name)s_ix",
}


class Rij(SQLModel, registry=registry(metadata=MetaData(naming_convention=_NAMES))):
    """Base of the rows; the metadata belongs to this service alone."""


def moment(*, nullable: bool = False) -> Any:
    """A moment with its time zone."""
    return Field(sa_column=Column(DateTime(timezone=True), nullable=nullable))


def json_column(*, nullable: bool = False) -> Any:
    """Nested values as they are; nothing is NULL and not the JSON of nothing."""
    return Field(sa_column=Column(JSONB(none_as_null=True), nullable=nullable))


def sealed(*, nullable: bool = False) -> Any:
    """What people write: encrypted, so that nothing in it can be searched."""
    return Field(sa_column=Column(LargeBinary, nullable=nullable))


def texts() -> Any:
    """A list of texts."""
    return Field(sa_column=Column(ARRAY(Text), nullable=False))


def large() -> Any:
    """A number that may pass two milliards, such as eurocents."""
    return Field(sa_column=Column(BigInteger, nullable=False))


def reference(column: str, *, nullable: bool = False) -> Any:
    """A key of another table."""
    return Field(sa_column=Column(ForeignKey(column), nullable=nullable, index=True))


T = TypeVar("T")


def read(kind: type[T], row: SQLModel, /, **others: Any) -> T:
    """A value with the columns of the row; `others` overrides those that need another type."""
    names = [field.name for field in dataclasses.fields(kind)]  # type: ignore[arg-type]  # `kind` is a dataclass
    return kind(**{name: others[name] if name in others else getattr(row, name) for name in names})


def columns(value: Any) -> Mapping[str, Any]:
    """The fields of a value as columns; sequences become lists, since that is what the driver takes."""
    pairs = ((field.name, getattr(value, field.name)) for field in dataclasses.fields(value))
    return {name: list(content) if isinstance(content, tuple) else content for name, content in pairs}


def visible(bereik: Bereik, agb_code: Any, gemeenten: Any = None) -> ColumnElement[bool]:
    """True for rows about an aanbieder in reach; a row that names gemeenten is about those."""
    if bereik.alles:
        return true()
    van_aanbieder: ColumnElement[bool] = agb_code.in_(sorted(bereik.agb_codes))
    if gemeenten is None:
        return van_aanbieder
    eigen = cast(array(sorted(bereik.gemeenten)), ARRAY(Text))
    genoemd: ColumnElement[bool] = gemeenten.op("&&")(eigen)
    return or_(genoemd, and_(func.cardinality(gemeenten) == 0, van_aanbieder))


register_tables(Rij.metadata)
