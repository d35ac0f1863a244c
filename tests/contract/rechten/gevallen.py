"""What a case of tenant isolation is: an object of one tenant, asked for by its owner and by a stranger."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

Headers = Mapping[str, str]


@dataclass(frozen=True, slots=True, kw_only=True)
class Object:
    """A route to one object: the stranger gets of `pad` exactly what anybody gets of `onbekend`, which is nowhere.

    That is 404; `status` is 403 where somebody writes in another's name and no object is looked up at all.
    """

    route: str
    pad: str
    onbekend: str
    eigenaar: Headers
    vreemden: Sequence[Headers]
    body: Any = None
    onbekende_body: Any = None
    koppen: Headers = field(default_factory=dict)
    status: int = 404


@dataclass(frozen=True, slots=True, kw_only=True)
class Lijst:
    """A route to a list: the owner sees `kenmerk` in it, a stranger does not, also not when asking for it by name."""

    route: str
    pad: str
    kenmerk: str
    eigenaar: Headers
    vreemden: Sequence[Headers]
    body: Any = None


Geval = Object | Lijst
