"""What the routes of toezicht are given."""

import asyncio
from dataclasses import dataclass
from typing import Annotated, Protocol

from fastapi import Depends, Request
from risb_api.edge import Edge, edge_of
from risb_api.writes import Schrijf, schrijf, unrepeated

from toezicht.application.abonnementen.ports import Adressen
from toezicht.application.uow import Uow


class Bell(Protocol):
    """Tells streams that there may be something new."""

    def take(self) -> asyncio.Event:
        """Set at the next anomaly; to be taken before looking."""
        ...


@dataclass(frozen=True, slots=True, kw_only=True)
class Stroombeleid:
    """How long one connection lives, and how often it shows a sign of life."""

    seconden: float
    hartslag: float


@dataclass(frozen=True, slots=True, kw_only=True)
class ToezichtEdge(Edge[Uow]):
    """Beside what every service has: what judges addresses, and lets streams sleep and wake."""

    adressen: Adressen
    bell: Bell
    stroombeleid: Stroombeleid


async def toezicht_edge(request: Request) -> ToezichtEdge:
    """The edge that toezicht was wired with."""
    return edge_of(request, ToezichtEdge)


EdgeDep = Annotated[ToezichtEdge, Depends(toezicht_edge)]
SchrijfDep = Annotated[Schrijf[Uow], Depends(schrijf)]
SchrijfGeheimDep = Annotated[Schrijf[Uow], Depends(unrepeated)]
