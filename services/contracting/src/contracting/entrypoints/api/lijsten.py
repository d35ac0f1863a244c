from collections.abc import Callable
from operator import attrgetter
from typing import TypeVar

T = TypeVar("T")


def elk_eenmaal(veld: str, wat: str) -> Callable[[list[T]], list[T]]:
    """Checks that no two in the list have the same value of this field: the last would silently win."""
    waarde = attrgetter(veld)

    def check(lijst: list[T]) -> list[T]:
        if len({waarde(one) for one in lijst}) != len(lijst):
            raise ValueError(f"Noem elke {wat} een keer.")
        return lijst

    return check
