"""Pages of lists in memory: what `chassis.keyset` does in SQL."""

from collections.abc import Callable, Iterable
from typing import Any, TypeVar

from risb_kern.lists import Blad

T = TypeVar("T")


def page_of(things: Iterable[T], blad: Blad, **orden: Callable[[T], tuple[Any, ...]]) -> list[T]:
    """The page asked for, one thing longer than shown; `orden` gives per order the position of a thing."""
    position = orden[blad.orde]
    ordered = sorted(things, key=position, reverse=blad.aflopend)
    if blad.na is not None:
        ordered = [one for one in ordered if (position(one) < blad.na if blad.aflopend else position(one) > blad.na)]
    return ordered[: blad.take]
