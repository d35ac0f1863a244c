"""Pages of a list in SQL: ordered by what the page says, after its position, one row more than shown."""

from collections.abc import Sequence
from typing import Any, TypeVar

from risb_kern.lists import Blad
from sqlalchemy import Select, SQLColumnExpression, literal, or_, tuple_

S = TypeVar("S", bound=Select[*tuple[Any, ...]])


def page(query: S, blad: Blad, **orden: Sequence[SQLColumnExpression[Any]]) -> S:
    """Cut the page out of the query; `orden` gives per order its columns, in the order of the position."""
    columns = orden[blad.orde]
    if blad.na is not None:
        here = tuple_(*columns)
        after = tuple_(*(literal(value, one.type) for value, one in zip(blad.na, here.clauses, strict=True)))
        query = query.where(here < after if blad.aflopend else here > after)
    return query.order_by(*(one.desc() if blad.aflopend else one.asc() for one in columns)).limit(blad.take)


def search(query: S, blad: Blad, *columns: SQLColumnExpression[Any]) -> S:
    """Keep what has the searched text in one of the columns, whatever its case."""
    if blad.zoek is None:
        return query
    return query.where(or_(*(one.icontains(blad.zoek, autoescape=True) for one in columns)))
