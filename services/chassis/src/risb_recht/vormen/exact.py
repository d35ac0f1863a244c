"""The core schema of a model (a tree of dicts, as pydantic makes it) in which nothing is taken for another kind."""

import datetime as dt
from collections.abc import Callable
from typing import Any

from risb_recht.vormen.forms import FORMS

_SOORTEN = {"date": dt.date, "datetime": dt.datetime, "time": dt.time}


def exact(schema: Any) -> Any:
    """The core schema of a model, in which `true` is no number, `"1"` is neither, and a number is no day."""
    if isinstance(schema, list | tuple):
        return type(schema)(exact(one) for one in schema)
    if not isinstance(schema, dict):
        return schema
    kind = str(schema.get("type"))
    if kind in {"int", "float", "bool"}:
        return {**schema, "strict": True}
    if kind in _SOORTEN and "schema" not in schema:
        return _checked(_only(kind), schema)
    if kind == "literal" and any(isinstance(one, int) for one in schema["expected"]):
        return _checked(_whole, schema)
    return {name: one if name in {"default", "metadata"} else exact(one) for name, one in schema.items()}


def _checked(check: Callable[[object], object], schema: Any) -> Any:
    return {"type": "function-before", "function": {"type": "no-info", "function": check}, "schema": schema}


def _whole(value: object) -> object:
    if type(value) is not int:
        raise ValueError(FORMS["int"].melding)
    return value


def _only(kind: str) -> Callable[[object], object]:
    form, soort = FORMS[kind], _SOORTEN[kind]

    def check(value: object) -> object:
        if isinstance(value, soort) or (isinstance(value, str) and form.fits(value)):
            return value
        raise ValueError(form.melding)

    return check
