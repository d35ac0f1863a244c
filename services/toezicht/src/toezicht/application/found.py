from typing import TypeVar

from risb_kern.errors import not_found

T = TypeVar("T")


def found(thing: T | None, wat: str) -> T:
    """The thing itself; 404 when it is not there. `wat` with its article."""
    if thing is None:
        raise not_found(wat)
    return thing
