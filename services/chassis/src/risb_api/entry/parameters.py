"""What stands in an address and in headers: known, said once, and written as its kind."""

from collections.abc import Iterable, Mapping
from typing import Literal, get_args, get_origin

from fastapi import Request
from fastapi.dependencies.models import Dependant
from risb_kern.errors import DomainError, Fout, Kind, refused
from risb_kern.texts import getoond
from risb_recht.vormen.forms import FORMS

_ONCE = ("accept", "authorization", "content-type", "idempotency-key", "if-match", "last-event-id")


def check_parameters(request: Request) -> None:
    """400 for what the route does not know, what was said twice, and what is not written as its kind.

    The framework would ignore the first, take the last of the second, and read `1_000`, `yes` or a number as a day.
    """
    dependant: Dependant | None = getattr(request.scope.get("route"), "dependant", None)
    query = _kinds(dependant, "query_params")
    unknown = sorted(set(request.query_params) - set(query))
    if unknown:
        fouten = [Fout(one, "onbekend", f"De parameter '{getoond(one)}' kennen wij hier niet.") for one in unknown]
        known = sorted(query)
        melding = f"Deze parameters kunnen hier: {', '.join(known)}." if known else "Hier horen geen parameters bij."
        raise DomainError(Kind.INVALID, "parameter-onbekend", melding, *fouten)
    path = _kinds(dependant, "path_params")
    fouten = [
        *_twice(request),
        *_misspelt("query", request.query_params, query),
        *_misspelt("path", request.path_params, path),
    ]
    if fouten:
        raise refused("parameter-ongeldig", "Verbeter dit en stuur het opnieuw.", *fouten)


def _twice(request: Request) -> Iterable[Fout]:
    for name in request.query_params:
        if len(request.query_params.getlist(name)) > 1:
            yield Fout(f"query.{name}", "dubbel", f"De parameter '{name}' staat er twee keer. Laat er een staan.")
    for name in _ONCE:
        if len(request.headers.getlist(name)) > 1:
            yield Fout(f"header.{name}", "dubbel", f"De kop '{name}' staat er twee keer. Laat er een staan.")


def _misspelt(place: str, texts: Mapping[str, str], kinds: Mapping[str, frozenset[str]]) -> Iterable[Fout]:
    for name, text in texts.items():
        for form in (FORMS[kind] for kind in sorted(kinds.get(name, frozenset()))):
            if not form.fits(text):
                yield Fout(f"{place}.{name}", "vorm", form.melding)


def _kinds(dependant: Dependant | None, place: str) -> Mapping[str, frozenset[str]]:
    """Name of every parameter in this place, and the kinds of value with a form of their own that it may have."""
    if dependant is None:
        return {}
    found = {
        one.alias: frozenset(_types(one.field_info.annotation)) & FORMS.keys() for one in getattr(dependant, place)
    }
    for one in dependant.dependencies:
        found.update(_kinds(one, place))
    return found


def _types(annotation: object) -> Iterable[str]:
    inner = get_args(annotation)
    if inner and get_origin(annotation) is not Literal:
        yield from (found for one in inner for found in _types(one))
    elif isinstance(annotation, type):
        yield annotation.__name__
