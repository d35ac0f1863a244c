"""What the routes of subsidies are given."""

from dataclasses import dataclass
from typing import Annotated

from fastapi import Depends, Request
from risb_api.edge import Edge, edge_of
from risb_api.writes import Schrijf, schrijf, schrijf_eenmalig
from risb_zaak.letter_ports import Zetter

from subsidies.application.uow import Uow


@dataclass(frozen=True, slots=True, kw_only=True)
class SubsidiesEdge(Edge[Uow]):
    """Beside what every service has: what sets letters."""

    zetter: Zetter


async def _edge(request: Request) -> SubsidiesEdge:
    return edge_of(request, SubsidiesEdge)


EdgeDep = Annotated[SubsidiesEdge, Depends(_edge)]
SchrijfDep = Annotated[Schrijf[Uow], Depends(schrijf)]
SchrijfEenmaligDep = Annotated[Schrijf[Uow], Depends(schrijf_eenmalig)]
