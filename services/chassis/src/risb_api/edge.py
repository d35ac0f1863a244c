"""What the routes of a service are given: typed, in one object, and the only way from a request to the inside."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, Generic, TypeVar

from fastapi import Request
from risb_kern.act import Handeling, act_of
from risb_kern.clock import Clock
from risb_kern.edge.who import Wie
from risb_kern.privacy import Privacy
from risb_kern.uow import UnitOfWork

from risb_api.entry.tokens import TokenVerifier

U = TypeVar("U", bound=UnitOfWork)
E = TypeVar("E", bound="Edge[Any]")


@dataclass(frozen=True, slots=True, kw_only=True)
class Edge(Generic[U]):
    """What every service has; a service subclasses it (`entrypoints/api/edge.py`) with what its routes need beside.

    `uow` makes a unit of work; a read opens one and does not commit, a write goes through `Schrijf.doe`. `privacy` is
    the data key of the service.
    """

    uow: Callable[[], U]
    clock: Clock
    verifier: TokenVerifier
    privacy: Privacy

    def handeling(self, wie: Wie) -> Handeling:
        """The act of this caller, at the moment that the request came in."""
        return act_of(self.clock, wie.sub, frozenset(f"agb:{one}" for one in wie.agb))


def edge_of(request: Request, kind: type[E]) -> E:
    """The edge that the service was wired with; TypeError when it is of another kind."""
    edge = request.app.state.edge
    if not isinstance(edge, kind):
        raise TypeError(f"wired with {type(edge).__name__}, not with {kind.__name__}")
    return edge
