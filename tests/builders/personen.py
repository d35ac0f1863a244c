"""Persons that cannot exist: burgerservicenummers of the series that is reserved for tests."""

import random


def some_bsns(count: int, *, seed: int) -> list[str]:
    """Different numbers 9999xxxxx that pass the elfproef, the same for the same seed."""
    rng = random.Random(seed)
    found: dict[str, None] = {}
    while len(found) < count:
        digits = [9, 9, 9, 9, *(rng.randrange(10) for _ in range(4))]
        last = sum(weight * digit for weight, digit in zip(range(9, 1, -1), digits, strict=True)) % 11
        if last < 10:
            found["".join(map(str, [*digits, last]))] = None
    return list(found)
