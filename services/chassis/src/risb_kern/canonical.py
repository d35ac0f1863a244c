"""JSON that is written in one way only, so that a hash over it can be taken again later."""

import json
from collections.abc import Mapping, Sequence

JSON = None | bool | int | str | Sequence["JSON"] | Mapping[str, "JSON"]


def canonical(content: JSON) -> bytes:
    """One text per value, also after a stay in JSONB; ValueError for what would come back otherwise (fractions)."""
    _check(content)
    return json.dumps(content, sort_keys=True, separators=(",", ":"), ensure_ascii=False).encode()


def _check(value: JSON) -> None:
    if isinstance(value, Mapping):
        for key, one in value.items():
            if not isinstance(key, str):
                raise ValueError(f"not a name: {key!r}")  # noqa: TRY004 -- the promise is ValueError
            _check(one)
    elif isinstance(value, list | tuple):
        for one in value:
            _check(one)
    elif not (value is None or isinstance(value, bool | int | str)):
        raise ValueError(f"not kept exactly: {type(value).__name__}")
